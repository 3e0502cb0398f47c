import { Button, Checkbox, cx, IconButton, Input, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { shortTime } from '../../components/short-time.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { FoldSection } from './fold-section.tsx'
import { partsTexts } from './parts.texts.ts'
import { useCaseAct } from './use-case-act.ts'

/** What is to be done in this ticket, and who did it when. */
export function Checklist({ view }: { view: CaseView }) {
  const t = useTexts(partsTexts)
  const { can } = useTenantHere()
  const items = view.checklist
  const done = items.filter(({ doneAt }) => doneAt !== null).length
  return (
    <FoldSection
      name="checklist"
      title={t('checklist')}
      meta={items.length > 0 ? `${done}/${items.length}` : undefined}
      openAtFirst={items.length > 0}
    >
      {items.length === 0 && <p className="text-kecil text-text-2">{t('noItems')}</p>}
      <ul>
        {items.map((item) => (
          <Item key={item.id} view={view} item={item} canWork={can.work} />
        ))}
      </ul>
      {can.work && view.mergedInto === null && <AddItem view={view} />}
    </FoldSection>
  )
}

type ItemProps = { view: CaseView; item: CaseView['checklist'][number]; canWork: boolean }

function Item({ view, item, canWork }: ItemProps) {
  const t = useTexts(partsTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { act, busy } = useCaseAct(view, `check-${item.id}`)
  // Shown at once; a refusal brings the old tick back with the next reading.
  const [wish, setWish] = useState<boolean | null>(null)
  const ticked = busy && wish !== null ? wish : item.doneAt !== null
  return (
    <li className="group flex items-start gap-1">
      <Checkbox
        className="min-w-0 grow"
        checked={ticked}
        disabled={!canWork}
        onChange={(event) => {
          setWish(event.currentTarget.checked)
          act('check', { itemId: item.id, done: event.currentTarget.checked ? 'yes' : 'no' })
        }}
        label={<span className={cx('break-words', ticked && 'text-text-2')}>{item.text}</span>}
        {...(item.doneAt !== null && {
          help: t('doneBy', { name: item.doneBy ?? '—', at: shortTime(locale, view.now, item.doneAt, zone) }),
        })}
      />
      {item.own && canWork && (
        <IconButton
          label={t('removeItem', { text: item.text })}
          size={24}
          onClick={() => act('check-remove', { itemId: item.id })}
        >
          <X aria-hidden="true" size={14} strokeWidth={1.75} />
        </IconButton>
      )}
    </li>
  )
}

function AddItem({ view }: { view: CaseView }) {
  const t = useTexts(partsTexts)
  const [text, setText] = useState('')
  const { act } = useCaseAct(view, 'check-add', { onDone: () => setText('') })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) act('check-add', { text })
  }
  return (
    <form onSubmit={onSubmit} className="mt-1 flex items-center gap-2">
      <Input
        look="underline"
        aria-label={t('addItem')}
        placeholder={t('addItem')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() && (
        <Button size={28} type="submit">
          {t('add')}
        </Button>
      )}
    </form>
  )
}
