import { Avatar, Button, Chip, Field, FieldGroup, Input, useTexts } from '@siaga/ui'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { ContactItem } from '../contact/contact-view.server.ts'
import { CitizenOptions, optionId } from './citizen-options.tsx'
import { listKeys } from './list-keys.ts'
import { logTexts } from './log.texts.ts'
import type { LogForm } from './log-form.ts'
import { useCitizens } from './use-citizens.ts'

type CitizenProps = {
  form: LogForm
  change(part: Partial<LogForm>): void
  errorOf(path: string): string | undefined
}

/** Who it was: known ones are offered as one types a number or a name; what is typed and not chosen is somebody new. */
export function LogCitizen({ form, change, errorOf }: CitizenProps) {
  const t = useTexts(logTexts)
  const id = useId()
  const [asking, setAsking] = useState<'phone' | 'name'>('phone')
  const [active, setActive] = useState(-1)
  const [shut, setShut] = useState(false)
  const text = useRef<HTMLDivElement>(null)
  const { rows, asked } = useCitizens(form[asking], !form.known)
  if (form.known) return <Chosen known={form.known} onChange={() => change({ known: null, target: null })} />
  const shown = shut ? [] : rows
  const pick = (row: ContactItem | undefined) => {
    if (!row) return
    change({ known: row, target: null })
    setActive(-1)
    // On to what is written next.
    text.current?.closest('form')?.querySelector('textarea')?.focus()
  }
  const keys = listKeys({ count: shown.length, active, setActive, pick: (index) => pick(shown[index]) })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && shown.length > 0) {
      event.preventDefault()
      event.stopPropagation()
      setShut(true)
      return
    }
    keys(event)
  }
  const field = (name: 'phone' | 'name') => {
    const mine = asking === name && shown.length > 0
    return {
      value: form[name],
      autoComplete: 'off',
      role: 'combobox',
      'aria-expanded': mine,
      'aria-controls': id,
      'aria-autocomplete': 'list' as const,
      'aria-activedescendant': mine && active >= 0 ? optionId(id, active) : undefined,
      onKeyDown,
      onFocus: () => setAsking(name),
      onChange: (event: { currentTarget: { value: string } }) => {
        change({ [name]: event.currentTarget.value })
        setAsking(name)
        setActive(-1)
        setShut(false)
      },
    }
  }
  return (
    <div ref={text} className="relative">
      <FieldGroup label={t('citizen')} help={t('citizenHelp')} error={errorOf('citizen')}>
        <div className="grid grid-cols-1 gap-3 min-[560px]:grid-cols-2">
          <Field label={t('phone')} optional error={errorOf('citizen.phone')}>
            <Input
              type="tel"
              inputMode="tel"
              maxLength={40}
              autoFocus
              placeholder={t('phonePlaceholder')}
              {...field('phone')}
            />
          </Field>
          <Field label={t('name')} optional error={errorOf('citizen.name')}>
            <Input maxLength={120} {...field('name')} />
          </Field>
        </div>
        <p role="status" className="sr-only">
          {asked ? t('foundCount', { count: rows.length }) : ''}
        </p>
        {shown.length > 0 && (
          <CitizenOptions
            id={id}
            rows={shown}
            active={active}
            onPoint={setActive}
            onPick={pick}
            className="absolute inset-x-0 top-[76px] z-10 shadow-float"
          />
        )}
      </FieldGroup>
    </div>
  )
}

function Chosen({ known, onChange }: { known: ContactItem; onChange(): void }) {
  const t = useTexts(logTexts)
  const name = known.name ?? t('anonymous')
  const address = known.identities.flatMap((i) => (i.address ? [i.address] : []))[0]
  return (
    <FieldGroup label={t('citizen')}>
      <div className="flex min-h-11 items-center gap-3 rounded-[5px] border border-line-2 px-3 py-1.5">
        <Avatar name={name} shape="square" size={28} />
        <div className="min-w-0 grow">
          <p className="truncate font-semibold">{name}</p>
          <p className="truncate text-kecil text-text-2 tabular">{address ?? t('noAddress')}</p>
        </div>
        {known.blockedUntil && (
          <Chip tone="warn" glyph="off">
            {t('blocked')}
          </Chip>
        )}
        <Button size={28} onClick={onChange}>
          {t('change')}
        </Button>
      </div>
    </FieldGroup>
  )
}
