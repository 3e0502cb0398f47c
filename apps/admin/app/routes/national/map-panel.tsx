import { Button, cx, number, Panel, percent, quotient, Table, Td, Th, Tr, useLocale, useTexts } from '@siaga/ui'
import { Map as MapIcon, Table as TableIcon } from 'lucide-react'
import { useState } from 'react'
import { DotMap } from './dot-map.tsx'
import { nationalTexts } from './national.texts.ts'
import type { NationalView } from './national-view.server.ts'
import { ratio, standingOf } from './standing.ts'
import { type Shape, StandingShape } from './standing-shape.tsx'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const
const legend: { shape: Shape; text: 'high' | 'near' | 'low' | 'none' | 'noTenant' }[] = [
  { shape: 'high', text: 'high' },
  { shape: 'near', text: 'near' },
  { shape: 'low', text: 'low' },
  { shape: 'none', text: 'none' },
  { shape: 'empty', text: 'noTenant' },
]

export function MapPanel({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const [asTable, setAsTable] = useState(false)
  return (
    <Panel
      flush
      title={t('mapTitle')}
      actions={
        <>
          {!asTable && (
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-kecil text-text-2">
              {legend.map(({ shape, text }) => (
                <li key={shape} className="flex items-center gap-1.5">
                  <StandingShape shape={shape} />
                  {t(text)}
                </li>
              ))}
            </ul>
          )}
          <Button
            size={28}
            variant="quiet"
            icon={asTable ? <MapIcon {...iconProps} /> : <TableIcon {...iconProps} />}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'map' : 'table')}
          </Button>
        </>
      }
    >
      {asTable ? <ProvinceTable view={view} /> : <Drawn view={view} />}
    </Panel>
  )
}

function Drawn({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const nationwide = view.tenants.filter((tenant) => tenant.provinceCode === '')
  return (
    <>
      <DotMap view={view} />
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 text-kecil">
        {nationwide.length > 0 && <span className="font-semibold">{t('nationwide')}</span>}
        {nationwide.map((tenant) => (
          <span key={tenant.id} className="flex items-center gap-1.5">
            <StandingShape shape={standingOf(tenant)} />
            {tenant.name}
            <b className="font-semibold tabular">{percent(locale, ratio(tenant.inTime, tenant.due))}</b>
            <span className="text-text-2 tabular">{quotient(locale, tenant.inTime, tenant.due)}</span>
          </span>
        ))}
        <span className="ml-auto text-text-2">{t('scheme')}</span>
      </footer>
    </>
  )
}

function ProvinceTable({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const numbers = [
    ['received', (p: NationalView['provinces'][number]) => p.received],
    ['answered', (p: NationalView['provinces'][number]) => p.answered],
    ['open', (p: NationalView['provinces'][number]) => p.open],
    ['overdue', (p: NationalView['provinces'][number]) => p.overdue],
  ] as const
  return (
    <div className="max-h-[340px] overflow-y-auto">
      <Table
        caption={t('provinces')}
        head={
          <>
            <Th>{t('province')}</Th>
            <Th numeric>{t('tenants')}</Th>
            {numbers.map(([key]) => (
              <Th key={key} numeric>
                {t(key)}
              </Th>
            ))}
            <Th numeric>{t('inTime')}</Th>
          </>
        }
      >
        {view.provinces.map((p) => (
          <Tr key={p.code}>
            <Td heading>{p.name}</Td>
            <Td numeric>{number(locale, p.tenants)}</Td>
            {numbers.map(([key, value]) => (
              <Td key={key} numeric>
                {number(locale, value(p))}
              </Td>
            ))}
            <Td numeric>
              <span className={cx('inline-flex items-center gap-2')}>
                <span className="text-text-2">{quotient(locale, p.inTime, p.due)}</span>
                <b className="font-semibold">{percent(locale, ratio(p.inTime, p.due))}</b>
                <StandingShape shape={standingOf(p)} />
              </span>
            </Td>
          </Tr>
        ))}
      </Table>
    </div>
  )
}
