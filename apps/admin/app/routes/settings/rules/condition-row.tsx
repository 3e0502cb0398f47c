import type { RuleCondition } from '@siaga/cases'
import { Field, FieldError, FilterPill, IconButton, Input, priorityTexts, Select, useTexts } from '@siaga/ui'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { conditionFields, wordsOf } from './rule-draft.ts'
import type { RuleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'

const names = {
  category: 'fieldCategory',
  priority: 'fieldPriority',
  channel: 'fieldChannel',
  text: 'fieldText',
  hours: 'fieldHours',
  region: 'fieldRegion',
} as const

type RowProps = {
  n: number
  condition: RuleCondition
  options: RuleOptions
  error: string | undefined
  /** Null takes the row away. */
  onChange(next: RuleCondition | null): void
  onField(field: RuleCondition['field']): void
}

/** One condition: what it looks at, and which values hold. */
export function ConditionRow({ n, condition, options, error, onChange, onField }: RowProps) {
  const t = useTexts(rulesTexts)
  return (
    <div className="flex flex-col gap-1 rounded-[5px] border border-line-2 bg-surface-2 p-2">
      <div className="flex items-start gap-2">
        <Field label={t('condition', { n })} hideLabel className="w-44 shrink-0">
          <Select
            value={condition.field}
            onChange={(event) => onField(event.currentTarget.value as RuleCondition['field'])}
          >
            {conditionFields.map((field) => (
              <option key={field} value={field}>
                {t(names[field])}
              </option>
            ))}
          </Select>
        </Field>
        <div className="min-w-0 grow">
          <Values condition={condition} options={options} onChange={onChange} />
        </div>
        <IconButton label={t('removeCondition', { n })} size={28} onClick={() => onChange(null)}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      {error && <FieldError>{error}</FieldError>}
    </div>
  )
}

function Values({ condition, options, onChange }: Pick<RowProps, 'condition' | 'options' | 'onChange'>) {
  const t = useTexts(rulesTexts)
  const priorities = useTexts(priorityTexts)
  const { channels } = useTenantHere()
  switch (condition.field) {
    case 'category':
      return (
        <Pills
          options={options.categories}
          chosen={condition.in}
          onChange={(chosen) => onChange({ field: 'category', in: chosen })}
        />
      )
    case 'priority':
      return (
        <Pills
          options={(['p1', 'p2', 'p3'] as const).map((id) => ({
            id,
            name: priorities(id.toUpperCase() as 'P1' | 'P2' | 'P3'),
          }))}
          chosen={condition.in}
          onChange={(chosen) => onChange({ field: 'priority', in: chosen as ('p1' | 'p2' | 'p3')[] })}
        />
      )
    case 'channel':
      return (
        <Pills
          options={Object.entries(channels).map(([id, { name }]) => ({ id, name }))}
          chosen={condition.in}
          onChange={(chosen) => onChange({ field: 'channel', in: chosen })}
        />
      )
    case 'text':
      return <Words words={condition.words} onChange={(words) => onChange({ field: 'text', words })} />
    case 'hours':
      return (
        <Field label={t('value')} hideLabel className="w-44">
          <Select
            value={condition.are}
            onChange={(event) =>
              onChange({ field: 'hours', are: event.currentTarget.value === 'open' ? 'open' : 'closed' })
            }
          >
            <option value="open">{t('open')}</option>
            <option value="closed">{t('closed')}</option>
          </Select>
        </Field>
      )
    case 'region':
      return (
        <Field label={t('region')} hideLabel help={t('regionHelp')}>
          <Input
            className="w-44 mono"
            value={condition.startsWith}
            onChange={(event) => onChange({ field: 'region', startsWith: event.currentTarget.value.trim() })}
          />
        </Field>
      )
    default:
      return condition satisfies never
  }
}

/** Typed freely; words are what stands between the commas. */
function Words({ words, onChange }: { words: readonly string[]; onChange(words: string[]): void }) {
  const t = useTexts(rulesTexts)
  const [typed, setTyped] = useState(words.join(', '))
  return (
    <Field label={t('words')} hideLabel help={t('wordsHelp')}>
      <Input
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          onChange(wordsOf(event.currentTarget.value))
        }}
      />
    </Field>
  )
}

type PillsProps = {
  options: readonly { id: string; name: string }[]
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

function Pills({ options, chosen, onChange }: PillsProps) {
  const t = useTexts(rulesTexts)
  return (
    <fieldset className="flex flex-wrap gap-1.5 py-1">
      <legend className="sr-only">{t('oneOf')}</legend>
      {options.map(({ id, name }) => {
        const on = chosen.includes(id)
        return (
          <FilterPill
            key={id}
            on={on}
            onClick={() => onChange(on ? chosen.filter((other) => other !== id) : [...chosen, id])}
          >
            {name}
          </FilterPill>
        )
      })}
    </fieldset>
  )
}
