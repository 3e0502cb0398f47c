import { Input, Select, useTexts } from '@siaga/ui'
import type { CaseView } from './case-view.server.ts'
import { partsTexts } from './parts.texts.ts'

export type OwnFieldView = CaseView['fields'][number]

type OwnFieldProps = {
  field: OwnFieldView
  value: string
  onChange(value: string): void
  id?: string
  look?: 'box' | 'underline'
  disabled?: boolean
  'aria-invalid'?: true | undefined
}

/** The control of one of the service's own fields, by its kind. */
export function OwnField({ field, value, onChange, look = 'box', ...rest }: OwnFieldProps) {
  const t = useTexts(partsTexts)
  const change = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  const shared = { look, value, onChange: change, ...rest }
  if (field.kind === 'choice' || field.kind === 'yes_no') {
    const options =
      field.kind === 'choice'
        ? field.options
        : [
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]
    return (
      <Select {...shared}>
        <option value="">{t('notAnswered')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    )
  }
  if (field.kind === 'date') return <Input {...shared} type="date" />
  if (field.kind === 'number') return <Input {...shared} inputMode="decimal" maxLength={30} />
  return <Input {...shared} maxLength={2000} />
}
