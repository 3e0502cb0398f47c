import { useNavigate, useSearchParams } from '@remix-run/react'
import {
  Button,
  cx,
  dateLong,
  dateShort,
  FilterPillLink,
  Menu,
  MenuChoice,
  PageHeading,
  StateGlyph,
  time,
  useLocale,
  useNow,
  useTexts,
  zoneName,
} from '@siaga/ui'
import { Clock, Layers } from 'lucide-react'
import { nationalTexts } from './national.texts.ts'
import type { NationalView } from './national-view.server.ts'

const staleMs = 120_000
const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

function useQuery() {
  const [params] = useSearchParams()
  return (change: Record<string, string | null>) => {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    return `?${next}`
  }
}

export function NationalHeading({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  return (
    <PageHeading
      className="min-h-10"
      title={t('title')}
      meta={
        <span className="tabular">
          <Span view={view} />
          <Freshness view={view} />
        </span>
      }
      actions={<Filters view={view} />}
    />
  )
}

/** "Jumat 20 November 2026, 00.00–16.00 WIB". */
function Span({ view }: { view: NationalView }) {
  const locale = useLocale()
  const { from, to, zone } = view
  const end = `${time(locale, to, zone)} ${zoneName(zone)}`
  if (view.period === 'today') return `${dateLong(locale, from, zone)}, ${time(locale, from, zone)}–${end}`
  return `${dateShort(locale, from, zone)} – ${dateShort(locale, to, zone)}, ${end}`
}

function Freshness({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const now = useNow(view.now)
  const stale = view.asOf === null || now - view.asOf > staleMs
  return (
    <span className={cx('ml-3 inline-flex items-center gap-1', stale && 'font-semibold text-warn')}>
      <StateGlyph name={stale ? 'warn' : 'done'} size={10} />
      {view.asOf === null ? t('asOfNone') : t('asOf', { at: time(locale, view.asOf, view.zone) })}
    </span>
  )
}

function Filters({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const navigate = useNavigate()
  const to = useQuery()
  const type = view.types.find((known) => known.type === view.type)
  return (
    <>
      <nav aria-label={t('period')} className="flex gap-2">
        {(['today', '7_days', 'month'] as const).map((period) => (
          <FilterPillLink
            key={period}
            to={to({ period: period === 'today' ? null : period })}
            on={view.period === period}
          >
            {t(period)}
          </FilterPillLink>
        ))}
      </nav>
      <Menu
        align="end"
        trigger={
          <Button size={28} icon={<Clock {...iconProps} />}>
            {t('zone', { zone: zoneName(view.zone) })}
          </Button>
        }
      >
        <MenuChoice
          label={t('zoneLabel')}
          value={view.zone}
          onValueChange={(zone) => navigate(to({ zone: zone === 'Asia/Jakarta' ? null : zone }))}
          options={(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const).map((zone) => ({
            value: zone,
            label: zoneName(zone),
          }))}
        />
      </Menu>
      <Menu
        align="end"
        trigger={
          <Button size={28} icon={<Layers {...iconProps} />}>
            {type?.name ?? t('everyType')}
          </Button>
        }
      >
        <MenuChoice
          label={t('type')}
          value={view.type ?? ''}
          onValueChange={(value) => navigate(to({ type: value || null }))}
          options={[
            { value: '', label: t('everyType') },
            ...view.types.map((known) => ({ value: known.type, label: known.name })),
          ]}
        />
      </Menu>
    </>
  )
}
