import { DayDivider, dayKey, Facts, Notice, relativeDay, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { useState } from 'react'
import { caseTexts } from './case.texts.ts'
import type { CaseView, ThreadItem } from './case-view.server.ts'
import { threadTexts } from './thread.texts.ts'
import { ThreadEvent } from './thread-event.tsx'
import { ThreadMessage, ThreadNote } from './thread-message.tsx'

/** Messages, notes and events by time. The column is reversed, so that it opens and stays at the newest. */
export function Conversation({ view, onQuote }: { view: CaseView; onQuote(text: string): void }) {
  const t = useTexts(caseTexts)
  return (
    <section
      aria-label={t('conversation')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 grow flex-col-reverse overflow-y-auto -outline-offset-2 focus-visible:-outline-offset-2"
    >
      <div className="flex grow flex-col gap-3 p-4">
        {view.needsVerification && view.open && <Notice>{t('verify')}</Notice>}
        {view.intake.length > 0 && <Intake view={view} />}
        {withDays(view.thread, useTimeZone()).map(({ item, newDay }) => (
          <Item key={item.id} view={view} item={item} newDay={newDay} onQuote={onQuote} />
        ))}
      </div>
    </section>
  )
}

/** Marks the first item of each local day. */
function withDays(thread: readonly ThreadItem[], timeZone: string): { item: ThreadItem; newDay: boolean }[] {
  let day = ''
  return thread.map((item) => {
    const own = dayKey(item.at, timeZone)
    const newDay = own !== day
    day = own
    return { item, newDay }
  })
}

type ItemProps = { view: CaseView; item: ThreadItem; newDay: boolean; onQuote(text: string): void }

function Item({ view, item, newDay, onQuote }: ItemProps) {
  const locale = useLocale()
  const zone = useTimeZone()
  return (
    <>
      {newDay && <DayDivider>{relativeDay(locale, view.now, item.at, zone)}</DayDivider>}
      {item.kind === 'message' && <ThreadMessage view={view} message={item} onQuote={onQuote} />}
      {item.kind === 'note' && <ThreadNote note={item} />}
      {item.kind === 'event' && <ThreadEvent event={item} />}
    </>
  )
}

function Intake({ view }: { view: CaseView }) {
  const t = useTexts(threadTexts)
  return (
    <section
      aria-label={t('intake')}
      className="w-full max-w-[520px] rounded-[5px] border border-line-2 bg-surface px-3 py-2"
    >
      <h2 className="mb-1.5 text-kecil font-semibold">{t('intake')}</h2>
      <Facts
        items={view.intake.map((answer) => ({
          key: answer.key,
          label: answer.label,
          value: answer.masked ? <Masked value={answer.value} masked={answer.masked} /> : answer.value,
        }))}
      />
    </section>
  )
}

/** A number stays covered until somebody means to use it. */
function Masked({ value, masked }: { value: string; masked: string }) {
  const t = useTexts(threadTexts)
  const [shown, setShown] = useState(false)
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span className="tabular">{shown ? value : masked}</span>
      <button
        type="button"
        onClick={() => setShown(!shown)}
        className="min-h-6 rounded-[3px] text-kecil text-link underline underline-offset-2"
      >
        {t(shown ? 'hide' : 'reveal')}
      </button>
    </span>
  )
}
