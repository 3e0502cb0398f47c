import { Field, FieldGroup, Input, number, Radio, Select, Textarea, useLocale, useTexts } from '@siaga/ui'
import {
  type HTMLInputTypeAttribute,
  type InputHTMLAttributes,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { takeEarlyChoice } from '../../parts/early-choices.ts'
import { FilesInput } from '../../parts/files-input.tsx'
import type { ShownField } from '../../server/intake-form.server.ts'
import type { RegionStep } from '../../server/region-steps.server.ts'
import { fieldId } from './field-id.ts'
import { formTexts } from './form.texts.ts'
import { RegionInput } from './region-input.tsx'

export type IntakeInputProps = {
  field: ShownField
  value: string
  steps: RegionStep[]
  /** Typed before in this tab. */
  draft: string | undefined
  error: string | undefined
  autoFocus: boolean
  hint: string | undefined
  onFilesChange: () => void
}

/** Up to so many choices stand side by side; more are a list. */
const radioMax = 7

const types: Partial<
  Record<
    ShownField['kind'],
    { type: HTMLInputTypeAttribute; inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'] }
  >
> = {
  phone: { type: 'tel', inputMode: 'tel' },
  email: { type: 'email', inputMode: 'email' },
  date: { type: 'date' },
  number: { type: 'text', inputMode: 'numeric' },
}

/** One question of an intake form. */
export function IntakeInput(props: IntakeInputProps) {
  const { field, value, error, autoFocus, hint, onFilesChange } = props
  const t = useTexts(formTexts)
  const common = {
    id: fieldId(field.key),
    label: <Label field={field} />,
    help: field.help,
    error,
  }
  const control = {
    name: field.key,
    defaultValue: value,
    autoComplete: field.autoComplete,
    'aria-required': field.required || undefined,
    autoFocus,
  }
  switch (field.kind) {
    case 'long_text':
      return <LongText {...props} common={common} control={control} />
    case 'choice':
      return field.options.length <= radioMax ? (
        <Radios {...props} common={common} />
      ) : (
        <List {...props} common={common} control={control} />
      )
    case 'region':
      return <RegionInput name={field.key} common={common} steps={props.steps} draft={props.draft} />
    case 'file':
      return (
        <Field
          {...common}
          optional={!field.required}
          help={[hint, field.help, t('fileRule')].filter(Boolean).join(' ')}
        >
          <FilesInput name={field.key} onChange={onFilesChange} />
        </Field>
      )
    default:
      return (
        <Field {...common} optional={!field.required}>
          <Input {...control} {...types[field.kind]} maxLength={field.maxLength} />
        </Field>
      )
  }
}

export type Common = { id: string; label: ReactNode; help: string | null; error: string | undefined }
type Control = {
  name: string
  defaultValue: string
  autoComplete: string
  'aria-required': true | undefined
  autoFocus: boolean
}

/** The question, and in words whether it must be answered; a single control says "optional" by itself. */
function Label({ field }: { field: ShownField }) {
  const t = useTexts(formTexts)
  const group = field.kind === 'region' || (field.kind === 'choice' && field.options.length <= radioMax)
  return (
    <>
      <span className="text-ponsel font-semibold text-text">{field.label}</span>
      {field.required && <span className="font-normal"> ({t('required')})</span>}
      {!field.required && group && <span className="font-normal text-text-3"> ({t('optional')})</span>}
    </>
  )
}

function LongText({ field, common, control }: IntakeInputProps & { common: Common; control: Control }) {
  const t = useTexts(formTexts)
  const locale = useLocale()
  const [length, setLength] = useState(control.defaultValue.length)
  const left = field.maxLength - length
  const near = left < field.maxLength / 10
  return (
    <Field {...common} optional={!field.required}>
      <Textarea {...control} rows={6} onInput={(event) => setLength(event.currentTarget.value.length)} />
      <span role="status" className={near ? 'text-[14px]/[20px] text-text-2 tabular' : 'sr-only'}>
        {near ? t(left < 0 ? 'over' : 'left', { count: number(locale, Math.abs(left)) }) : ''}
      </span>
    </Field>
  )
}

function Radios({ field, value, common, autoFocus }: IntakeInputProps & { common: Common }) {
  return (
    <FieldGroup {...common}>
      <div
        data-wrong={common.error ? '' : undefined}
        className={`overflow-hidden rounded-[8px] border bg-surface ${common.error ? 'border-text inset-ring inset-ring-text' : 'border-ctl'}`}
      >
        {field.options.map((option, index) => (
          <Radio
            key={option.value}
            name={field.key}
            value={option.value}
            label={option.label}
            defaultChecked={option.value === value}
            autoFocus={autoFocus && index === 0}
            className="border-t border-line px-4 -outline-offset-2 first:border-t-0 has-checked:bg-accent-tint has-checked:font-semibold hover:bg-surface-2"
          />
        ))}
      </div>
    </FieldGroup>
  )
}

function List({ field, common, control }: IntakeInputProps & { common: Common; control: Control }) {
  const t = useTexts(formTexts)
  const list = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    const early = takeEarlyChoice(field.key)
    if (early !== undefined && list.current) list.current.value = early
  }, [field.key])
  return (
    <Field {...common} optional={!field.required}>
      <Select ref={list} {...control}>
        <option value="">{t('notChosen')}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  )
}
