import type { SettingField } from '@siaga/channels'
import { Checkbox, Field, FieldGroup, Input, Select, useLocale } from '@siaga/ui'

type Values = Record<string, unknown>

const at = (values: Values, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (found, name) => (found && typeof found === 'object' ? (found as Values)[name] : undefined),
      values,
    )

type SettingFieldsProps = {
  fields: readonly SettingField[]
  /** What is saved; secrets are never among it. */
  values: Values
  /** By path. */
  errors: Record<string, string>
  /** The channel's address, which cannot change once it is connected. */
  fixed?: string
}

/** Controls for the fields of a channel's schema, open ones and secret ones alike. */
export function SettingFields({ fields, values, errors, fixed }: SettingFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      {fields.map((field) => (
        <OneField key={field.path} field={field} values={values} errors={errors} fixed={fixed} />
      ))}
    </div>
  )
}

function OneField({ field, values, errors, fixed }: Omit<SettingFieldsProps, 'fields'> & { field: SettingField }) {
  const locale = useLocale()
  const saved = at(values, field.path)
  const label = field.title[locale]
  const help = field.help?.[locale]
  const error = errors[field.path]
  if (field.control === 'group')
    return (
      <FieldGroup label={label} help={help} error={error}>
        <div className="rounded-[5px] border border-line-2 p-3">
          <SettingFields fields={field.fields} values={values} errors={errors} />
        </div>
      </FieldGroup>
    )
  if (field.control === 'switch')
    return <Checkbox name={field.path} label={label} help={help} defaultChecked={saved === true} />
  const common = { name: field.path, defaultValue: saved === undefined ? '' : String(saved) }
  return (
    <Field label={label} help={help} error={error} optional={!field.required && !field.secret}>
      {field.control === 'choice' ? (
        <Select {...common}>
          {!field.required && <option value="">—</option>}
          {field.options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          {...common}
          type={field.secret ? 'password' : 'text'}
          autoComplete={field.secret ? 'new-password' : 'off'}
          inputMode={field.control === 'number' ? 'numeric' : undefined}
          spellCheck={false}
          readOnly={fixed !== undefined && saved === fixed}
        />
      )}
    </Field>
  )
}
