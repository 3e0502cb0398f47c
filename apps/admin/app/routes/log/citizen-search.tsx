import { Field, Input, useTexts } from '@siaga/ui'
import { Search } from 'lucide-react'
import { useId, useState } from 'react'
import type { ContactItem } from '../contact/contact-view.server.ts'
import { CitizenOptions, optionId } from './citizen-options.tsx'
import { listKeys } from './list-keys.ts'
import { logTexts } from './log.texts.ts'
import { useCitizens } from './use-citizens.ts'

type SearchProps = { except?: string; onPick(contact: ContactItem): void }

/** Finds one citizen as one types. */
export function CitizenSearch({ except, onPick }: SearchProps) {
  const t = useTexts(logTexts)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const { rows: found, asked } = useCitizens(typed)
  const rows = found.filter((row) => row.id !== except)
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('searchLabel')}>
        <Input
          value={typed}
          autoFocus
          autoComplete="off"
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={rows.length > 0 ? optionId(id, active) : undefined}
          icon={<Search size={16} strokeWidth={1.75} />}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={listKeys({
            count: rows.length,
            active,
            setActive,
            pick: (index) => rows[index] && onPick(rows[index]),
          })}
        />
      </Field>
      <p role="status" className={rows.length > 0 || !asked ? 'sr-only' : 'text-text-2'}>
        {asked ? (rows.length > 0 ? t('foundCount', { count: rows.length }) : t('nobody')) : ''}
      </p>
      {rows.length > 0 && <CitizenOptions id={id} rows={rows} active={active} onPoint={setActive} onPick={onPick} />}
    </div>
  )
}
