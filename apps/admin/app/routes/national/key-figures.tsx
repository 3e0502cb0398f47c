import { Figure, FigureRow, number, percent, quotient, useLocale, useNow, useTexts } from '@siaga/ui'
import { nationalTexts } from './national.texts.ts'
import type { NationalView } from './national-view.server.ts'
import { isSilent } from './silence.ts'
import { ratio } from './standing.ts'

/** Six figures, each with the formula under it. */
export function KeyFigures({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const now = useNow(view.now)
  const { received, answered, due, inTime, open, overdue } = view.totals
  const reporting = view.tenants.filter((tenant) => !isSilent(tenant.asOf, now)).length
  return (
    <FigureRow label={t('figures')} className="grid-cols-3! min-[1200px]:grid-cols-6!">
      <Figure label={t('received')} value={number(locale, received)} formula={<Change view={view} />} />
      <Figure
        label={t('answered')}
        value={number(locale, answered)}
        formula={t('answeredOf', {
          percent: percent(locale, ratio(answered, received)),
          received: number(locale, received),
        })}
      />
      <Figure
        label={t('inTime')}
        value={percent(locale, ratio(inTime, due))}
        formula={t('inTimeFormula', { quotient: quotient(locale, inTime, due) })}
      />
      <Figure
        label={t('open')}
        value={number(locale, open)}
        formula={t('openFormula', { count: number(locale, view.tenants.filter((tenant) => tenant.open > 0).length) })}
      />
      <Figure
        label={t('overdue')}
        value={number(locale, overdue)}
        formula={t('overdueFormula', { percent: percent(locale, ratio(overdue, open)), open: number(locale, open) })}
      />
      <Figure
        label={t('reporting')}
        value={number(locale, reporting)}
        formula={t('reportingFormula', {
          tenants: number(locale, view.tenants.length),
          governments: number(locale, view.governments),
        })}
      />
    </FigureRow>
  )
}

function Change({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const before = view.receivedBefore
  if (before === 0) return t('receivedAlone')
  const change = (view.totals.received - before) / before
  const words = `${change > 0 ? '+' : ''}${percent(locale, change)}`
  return t('receivedChange', { change: words, before: number(locale, before) })
}
