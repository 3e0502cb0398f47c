import {
  durationWords,
  RibbonWords,
  relativeDayTime,
  Section,
  StateGlyph,
  TimeBar,
  useLocale,
  useNow,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import type { ReactNode } from 'react'
import { shortTime } from '../../components/short-time.ts'
import type { CaseView } from './case-view.server.ts'
import { panelTexts } from './panel.texts.ts'

/** Each clock of the ticket, with the kind of time that it counts. */
export function Deadlines({ view }: { view: CaseView }) {
  const t = useTexts(panelTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const now = useNow(view.now)
  return (
    <Section title={t('due')}>
      <div className="flex flex-col gap-2.5">
        <FirstResponse view={view} now={now} />
        {view.open && view.answeredAt !== null && view.waitingSince !== null && (
          <Row label={t('citizenWaits')}>
            <span className="inline-flex items-center gap-1 font-semibold tabular">
              <StateGlyph name="now" size={11} />
              {t('since', {
                words: durationWords(locale, now - view.waitingSince),
                at: shortTime(locale, now, view.waitingSince, zone),
              })}
            </span>
          </Row>
        )}
        {!view.open && view.settledAt !== null && (
          <Row label={t('settled')}>
            <span className="tabular">{relativeDayTime(locale, now, view.settledAt, zone)}</span>
          </Row>
        )}
        {view.outcome && <Row label={t('outcome')}>{view.outcome}</Row>}
      </div>
    </Section>
  )
}

function Row({ label, clock, children, bar }: { label: string; clock?: string; children: ReactNode; bar?: ReactNode }) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>
          {label}
          {clock && <span className="ml-1.5 text-kecil text-text-2">{clock}</span>}
        </span>
        <span>{children}</span>
      </div>
      {bar && <div className="mt-1">{bar}</div>}
    </div>
  )
}

function useClockName(target: CaseView['service']['target']): string {
  const t = useTexts(panelTexts)
  if (target.clock === 'working_days') return t('workingDays', { days: target.days })
  return t(target.clock === 'around_the_clock' ? 'aroundTheClock' : 'serviceHours', { minutes: target.minutes })
}

function FirstResponse({ view, now }: { view: CaseView; now: number }) {
  const t = useTexts(panelTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const label = t('firstResponse')
  const clock = useClockName(view.service.target)
  const { dueAt, answeredAt, openedAt } = view
  if (dueAt === null) return <Row label={label}>{t('noDue')}</Row>
  if (answeredAt === null && !view.open)
    return (
      <Row label={label} clock={clock}>
        {t('neverAnswered')}
      </Row>
    )
  const life = view.priority === 'p1'
  const times = { startedAt: openedAt, dueAt, now, life }
  if (answeredAt === null) {
    return (
      <Row label={label} clock={clock} bar={<TimeBar {...times} />}>
        <RibbonWords {...times} verb={t('reply')} />
      </Row>
    )
  }
  if (answeredAt > dueAt) {
    return (
      <Row label={label} clock={clock} bar={<TimeBar startedAt={openedAt} dueAt={dueAt} now={answeredAt} />}>
        <span className="inline-flex items-center gap-1 text-kecil font-semibold text-warn tabular">
          <StateGlyph name="warn" size={11} />
          {t('answeredLate', { words: durationWords(locale, answeredAt - dueAt) })}
        </span>
      </Row>
    )
  }
  const words = t('answeredAt', { at: shortTime(locale, now, answeredAt, zone) })
  return (
    <Row label={label} clock={clock} bar={<TimeBar {...times} metAt={answeredAt} />}>
      <RibbonWords {...times} metAt={answeredAt} metWords={words} />
    </Row>
  )
}
