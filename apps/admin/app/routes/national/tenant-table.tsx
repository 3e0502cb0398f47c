import {
  durationWords,
  type GlyphName,
  number,
  Panel,
  percent,
  RatioBar,
  Sparkline,
  StateGlyph,
  Table,
  Td,
  Th,
  Tr,
  time,
  useLocale,
  useNow,
  useTexts,
} from '@siaga/ui'
import { attentionOf } from './attention.ts'
import { Mark } from './dot-map.tsx'
import { nationalTexts } from './national.texts.ts'
import type { NationalView, TenantLine } from './national-view.server.ts'
import { isSilent } from './silence.ts'
import { ratio, standingOf, target } from './standing.ts'

export function TenantTable({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const now = useNow(view.now)
  const marks = new Map(attentionOf(view.tenants).map(({ tenant, mark }) => [tenant.id, mark]))
  return (
    <Panel
      flush
      title={t('tenant')}
      meta={t('tenantCount', { count: view.tenants.length })}
      actions={<span className="text-kecil text-text-2">{t('attention')}</span>}
    >
      <Table
        caption={t('tenantList')}
        head={
          <>
            <Th>{t('tenant')}</Th>
            <Th>{t('province')}</Th>
            <Th>{t('perHour')}</Th>
            <Th numeric>{t('received')}</Th>
            <Th numeric>{t('answered')}</Th>
            <Th numeric>{t('inTime')}</Th>
            <Th numeric>{t('open')}</Th>
            <Th numeric>{t('overdue')}</Th>
            <Th>{t('state')}</Th>
            <Th numeric>{t('dataUntil')}</Th>
          </>
        }
      >
        {view.tenants.map((tenant) => (
          <Line key={tenant.id} tenant={tenant} zone={view.zone} now={now} mark={marks.get(tenant.id)} />
        ))}
      </Table>
    </Panel>
  )
}

type LineProps = { tenant: TenantLine; zone: string; now: number; mark: number | undefined }

function Line({ tenant, zone, now, mark }: LineProps) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const share = ratio(tenant.inTime, tenant.due)
  return (
    <Tr>
      <Td heading>
        <span className="inline-flex items-center gap-2">
          {mark !== undefined && <Mark value={mark} />}
          {tenant.name}
        </span>
      </Td>
      <Td className="text-text-2">{tenant.province ?? t('nationwide')}</Td>
      <Td>
        <Sparkline
          values={tenant.lastHours}
          label={t('perHourOf', { name: tenant.name, most: number(locale, Math.max(...tenant.lastHours)) })}
        />
      </Td>
      <Td numeric>{number(locale, tenant.received)}</Td>
      <Td numeric>{number(locale, tenant.answered)}</Td>
      <Td numeric>
        <span className="inline-flex items-center gap-2">
          <span className="text-mikro text-text-2">
            {number(locale, tenant.inTime)} ÷ {number(locale, tenant.due)}
          </span>
          <b className="min-w-13 font-semibold">{percent(locale, share)}</b>
          <span className="inline-block w-13.5">
            <RatioBar value={share} target={target} />
          </span>
        </span>
      </Td>
      <Td numeric>{number(locale, tenant.open)}</Td>
      <Td numeric className={tenant.overdue > 0 ? 'font-semibold' : undefined}>
        {number(locale, tenant.overdue)}
      </Td>
      <Td>
        <State tenant={tenant} now={now} />
      </Td>
      <Td numeric className={isSilent(tenant.asOf, now) ? 'font-semibold text-warn' : 'text-text-2'}>
        {tenant.asOf === null ? '—' : time(locale, tenant.asOf, zone)}
      </Td>
    </Tr>
  )
}

const states = {
  high: { glyph: 'check', text: 'stateHigh', warn: false },
  near: { glyph: 'warno', text: 'stateNear', warn: true },
  low: { glyph: 'warn', text: 'stateLow', warn: true },
  none: { glyph: 'unk', text: 'stateNone', warn: false },
} as const satisfies Record<string, { glyph: GlyphName; text: string; warn: boolean }>

function State({ tenant, now }: { tenant: TenantLine; now: number }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const silent = tenant.asOf !== null && isSilent(tenant.asOf, now)
  const { glyph, text, warn } = states[standingOf(tenant)]
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${silent || warn ? 'font-semibold text-warn' : ''}`}
    >
      <StateGlyph name={silent ? 'unk' : glyph} colour={silent ? 'warn' : undefined} />
      {silent && tenant.asOf !== null ? t('silent', { words: durationWords(locale, now - tenant.asOf) }) : t(text)}
    </span>
  )
}
