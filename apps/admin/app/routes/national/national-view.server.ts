import { serviceType } from '@siaga/catalogue'
import type { Ctx } from '@siaga/db'
import { type Counts, type NationalFigures, nationalFigures } from '@siaga/oversight'
import { provinces, type RegionCounts, regionCounts, regionOf } from '@siaga/regions'
import { byAttention } from './standing.ts'

export const periods = ['today', '7_days', 'month'] as const
export const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const
export type Period = (typeof periods)[number]
export type Zone = (typeof zones)[number]

let counted: RegionCounts | null = null
/** Counting reads every village; the number of governments does not change while the process lives. */
const governments = () => {
  counted ??= regionCounts()
  return counted.tenants
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Every hour or day of the span, with zero where nothing came: the figures are complete up to `asOf`. */
function filled(figures: NationalFigures, period: Period) {
  const step = period === 'today' ? hourMs : dayMs
  const known = new Map(figures.series.map((point) => [point.at.getTime(), point]))
  const points = []
  for (let at = figures.from.getTime(); at < figures.to.getTime(); at += step) {
    const point = known.get(at)
    points.push({ at, received: point?.received ?? 0, answered: point?.answered ?? 0 })
  }
  return points
}

const countsOf = ({ received, answered, due, inTime, open, overdue }: Counts): Counts => ({
  received,
  answered,
  due,
  inTime,
  open,
  overdue,
})

/** The ministry's page: counts by tenant and province, named; never a person. @throws forbidden */
export async function nationalView(ctx: Ctx, query: { period: Period; zone: Zone; type: string | null }) {
  const figures = await nationalFigures(ctx, {
    period: query.period,
    timeZone: query.zone,
    ...(query.type && { serviceType: query.type }),
  })
  const provinceName = (code: string) => regionOf(code)?.name ?? null
  return {
    now: ctx.clock.now().getTime(),
    ...query,
    from: figures.from.getTime(),
    to: figures.to.getTime(),
    asOf: figures.asOf?.getTime() ?? null,
    totals: figures.totals,
    receivedBefore: figures.before.received,
    governments: governments(),
    types: figures.serviceTypes.map((type) => ({ type, name: serviceType(type)?.definition.name[ctx.locale] ?? type })),
    series: filled(figures, query.period),
    provinceNames: Object.fromEntries(provinces().map(({ code, name }) => [code, name])),
    provinces: figures.provinces
      .filter(({ provinceCode }) => provinceCode !== '')
      .map((p) => ({
        code: p.provinceCode,
        name: provinceName(p.provinceCode) ?? p.provinceCode,
        tenants: p.tenants,
        ...countsOf(p),
      }))
      .sort(byAttention),
    tenants: figures.tenants
      .map((t) => ({
        id: t.tenantId,
        name: t.name,
        provinceCode: t.provinceCode,
        province: provinceName(t.provinceCode),
        lastHours: t.lastHours,
        asOf: t.asOf?.getTime() ?? null,
        ...countsOf(t),
      }))
      .sort(byAttention),
  }
}

export type NationalView = Awaited<ReturnType<typeof nationalView>>
export type TenantLine = NationalView['tenants'][number]
