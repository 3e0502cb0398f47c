import { Button, dateShort, number, Panel, Table, Td, Th, Tr, time, useLocale, useTexts } from '@siaga/ui'
import { ChartLine, Table as TableIcon } from 'lucide-react'
import { useState } from 'react'
import { nationalTexts } from './national.texts.ts'
import type { NationalView } from './national-view.server.ts'
import { TrendChart } from './trend-chart.tsx'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

export function TrendPanel({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const [asTable, setAsTable] = useState(false)
  const hourly = view.period === 'today'
  const labelOf = (at: number) => (hourly ? time(locale, at, view.zone) : dateShort(locale, at, view.zone))
  const peak = view.series.reduce(
    (best, point) => (point.received > best.received ? point : best),
    view.series[0] ?? { at: view.from, received: 0, answered: 0 },
  )
  const sentence = t('trendSentence', {
    received: number(locale, view.totals.received),
    answered: number(locale, view.totals.answered),
    most: number(locale, peak.received),
    at: labelOf(peak.at),
  })
  return (
    <Panel
      flush
      className="flex flex-col [&>div:last-child]:min-h-0 [&>div:last-child]:grow"
      title={t('trendTitle')}
      meta={t(hourly ? 'perHourShort' : 'perDayShort')}
      actions={
        <Button
          size={28}
          variant="quiet"
          icon={asTable ? <ChartLine {...iconProps} /> : <TableIcon {...iconProps} />}
          onClick={() => setAsTable(!asTable)}
        >
          {t(asTable ? 'chart' : 'table')}
        </Button>
      }
    >
      {asTable ? (
        <div className="max-h-[340px] overflow-y-auto">
          <Table
            caption={t('series')}
            head={
              <>
                <Th>{t('at')}</Th>
                <Th numeric>{t('received')}</Th>
                <Th numeric>{t('answered')}</Th>
              </>
            }
          >
            {view.series.map((point) => (
              <Tr key={point.at}>
                <Td heading>{labelOf(point.at)}</Td>
                <Td numeric>{number(locale, point.received)}</Td>
                <Td numeric>{number(locale, point.answered)}</Td>
              </Tr>
            ))}
          </Table>
        </div>
      ) : (
        <div role="img" aria-label={sentence} className="flex h-full min-h-64 flex-col">
          <p aria-hidden="true" className="flex gap-4 px-3 pt-2 text-kecil text-text-2">
            <Key className="bg-c2">{t('received')}</Key>
            <Key className="bg-c1">{t('answered')}</Key>
          </p>
          <TrendChart
            labels={axisOf(view).map(labelOf)}
            series={[
              { name: t('received'), values: view.series.map((point) => point.received) },
              { name: t('answered'), values: view.series.map((point) => point.answered) },
            ]}
          />
        </div>
      )}
    </Panel>
  )
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2.5 rounded-[2px] ${className}`} />
      {children}
    </span>
  )
}

const hourMs = 3_600_000

/** A day is drawn whole, so that its empty hours show how far it has come. */
function axisOf(view: NationalView): number[] {
  if (view.period !== 'today') return view.series.map((point) => point.at)
  return Array.from({ length: 24 }, (_, hour) => view.from + hour * hourMs)
}
