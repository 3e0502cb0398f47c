import { DayDivider, dayKey, Facts, Notice, relativeDay, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { useState } from 'react'
import { FoundMessage } from '../search/found-message.tsx'
import { caseTexts } from './case.texts.ts'
import { MergedNotice } from './case-marks.tsx'
import type { CaseView, ThreadItem } from './case-view.server.ts'
import { HeldMessages } from './held-messages.tsx'
import type { OnQuote } from './quote.ts'
import { relateTexts } from './relate.texts.ts'
import { threadTexts } from './thread.texts.ts'
import { ThreadEvent } from './thread-event.tsx'
import { shownPart, type ThreadPart } from './thread-filter.tsx'
import { ThreadMessage, ThreadNote } from './thread-message.tsx'

/** Messages, notes and events by time. The column is reversed, so that it opens and stays at the newest. */
export function Conversation({ view, part, onQuote }: { view: CaseView; part: ThreadPart; onQuote: OnQuote }) {
  const t = useTexts(caseTexts)
  const parts = useTexts(relateTexts)
  const shown = shownPart(view.thread, part)
  return (
    <section
      aria-label={t('conversation')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 grow flex-col-reverse overflow-y-auto -outline-offset-2 focus-visible:-outline-offset-2"
    >
      <div className="flex grow flex-col gap-3 p-4">
        <MergedNotice view={view} />
        {view.needsVerification && view.open && <Notice>{t('verify')}</Notice>}
        {view.intake.length > 0 && <Intake view={view} />}
        {withDays(shown, useTimeZone()).map(({ item, newDay }) => (
          <Item key={item.id} view={view} item={item} newDay={newDay} onQuote={onQuote} />
        ))}
        {shown.length === 0 && part !== 'all' && <p className="text-text-2">{parts('nothingShown')}</p>}
        <HeldMessages view={view} />
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

type ItemProps = { view: CaseView; item: ThreadItem; newDay: boolean; onQuote: OnQuote }

function Item({ view, item, newDay, onQuote }: ItemProps) {
  const locale = useLocale()
  const zone = useTimeZone()
  return (
    <>
      {newDay && <DayDivider>{relativeDay(locale, view.now, item.at, zone)}</DayDivider>}
      <FoundMessage id={item.id} />
      {item.kind === 'message' && <ThreadMessage view={view} message={item} onQuote={onQuote} />}
      {item.kind === 'note' && <ThreadNote view={view} note={item} />}
      {item.kind === 'event' && <ThreadEvent event={item} now={view.now} />}
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
