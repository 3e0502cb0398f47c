import { nationalDots } from '@siaga/regions/national-dots'
import { number, percent, quotient, useLocale, useTexts } from '@siaga/ui'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { disc, pathOf } from '../../components/dots.ts'
import { attentionOf } from './attention.ts'
import { nationalTexts } from './national.texts.ts'
import type { NationalView } from './national-view.server.ts'
import { ratio, type Standing, standingOf } from './standing.ts'
import { type Shape, shapeLooks } from './standing-shape.tsx'

type Province = NationalView['provinces'][number]
type Place = { code: string; dots: typeof nationalDots.dots; x: number; y: number }

const { width, height, dots, labels } = nationalDots

const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The dots of each province with the dot that stands in their middle. */
const places: Place[] = [...new Set(dots.map(([, , code]) => code))].map((code) => {
  const own = dots.filter((dot) => dot[2] === code)
  const [mx, my] = [middle(own.map(([x]) => x)), middle(own.map(([, y]) => y))]
  const [centre] = [...own].sort((a, b) => Math.hypot(a[0] - mx, a[1] - my) - Math.hypot(b[0] - mx, b[1] - my))
  return { code, dots: own, x: centre?.[0] ?? 0, y: centre?.[1] ?? 0 }
})

/** The nation as cecek: one pattern per state, so that it reads without colour. */
export function DotMap({ view }: { view: NationalView }) {
  const t = useTexts(nationalTexts)
  const [shown, setShown] = useState<string | null>(null)
  const known = useMemo(() => new Map(view.provinces.map((province) => [province.code, province])), [view.provinces])
  const count = (standing: Standing) => view.provinces.filter((province) => standingOf(province) === standing).length
  const sentence = t('mapSentence', {
    high: count('high'),
    near: count('near'),
    low: count('low'),
    none: count('none'),
  })
  return (
    <div className="relative px-6 py-3" onPointerLeave={() => setShown(null)}>
      <div className="relative">
        <svg role="img" aria-label={sentence} viewBox={`0 0 ${width} ${height}`} className="block w-full">
          {places.map((place) => {
            const province = known.get(place.code)
            const shape: Shape = province ? standingOf(province) : 'empty'
            const look = shapeLooks[shape]
            return (
              <g key={place.code} onPointerEnter={() => setShown(place.code)}>
                <path d={pathOf(place.dots, disc(3.1))} fill="transparent" />
                <path
                  d={pathOf(place.dots, look.draw)}
                  className={look.className}
                  strokeWidth={look.ring ? 0.8 : undefined}
                />
              </g>
            )
          })}
          {labels.map(({ text, x, y }) => (
            <text key={text} x={x} y={y} textAnchor="middle" className="narrow fill-map-text text-[8.5px]">
              {text}
            </text>
          ))}
        </svg>
        <Markers view={view} />
        <Stops known={known} onShow={setShown} />
        <Card
          place={places.find(({ code }) => code === shown)}
          view={view}
          province={shown ? known.get(shown) : undefined}
        />
      </div>
    </div>
  )
}

const at = ({ x, y }: { x: number; y: number }) => ({ left: `${(x / width) * 100}%`, top: `${(y / height) * 100}%` })

/** The numbers of the table's rows, where they are. */
function Markers({ view }: { view: NationalView }) {
  const byProvince = new Map<string, number[]>()
  for (const { tenant, mark } of attentionOf(view.tenants)) {
    if (tenant.provinceCode) byProvince.set(tenant.provinceCode, [...(byProvince.get(tenant.provinceCode) ?? []), mark])
  }
  return (
    <>
      {[...byProvince].map(([code, marks]) => {
        const place = places.find((one) => one.code === code)
        if (!place) return null
        return (
          <span
            key={code}
            aria-hidden="true"
            style={at(place)}
            className="pointer-events-none absolute flex -translate-x-1/2 -translate-y-[130%] gap-0.5"
          >
            {marks.map((mark) => (
              <Mark key={mark} value={mark} />
            ))}
          </span>
        )
      })}
    </>
  )
}

export function Mark({ value }: { value: number }) {
  return (
    <span className="inline-flex size-[18px] items-center justify-center rounded-[3px] bg-text text-mikro font-semibold text-surface tabular">
      {value}
    </span>
  )
}

/** Provinces with tenants, reachable by keyboard: one stop, arrows between them. */
function Stops({ known, onShow }: { known: Map<string, Province>; onShow(code: string | null): void }) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  const stops = places.filter(({ code }) => known.has(code))
  const [active, setActive] = useState(0)
  const buttons = useRef<(HTMLButtonElement | null)[]>([])
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by || stops.length === 0) return
    event.preventDefault()
    const next = (active + by + stops.length) % stops.length
    setActive(next)
    buttons.current[next]?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of places on a map is no fieldset
    <div role="group" aria-label={t('stops')} onKeyDown={onKeyDown}>
      {stops.map((place, index) => {
        const province = known.get(place.code)
        if (!province) return null
        const share = percent(locale, ratio(province.inTime, province.due))
        return (
          <button
            key={place.code}
            ref={(button) => {
              buttons.current[index] = button
            }}
            type="button"
            tabIndex={index === active ? 0 : -1}
            style={at(place)}
            aria-label={`${province.name}, ${share}, ${quotient(locale, province.inTime, province.due)}`}
            onFocus={() => {
              setActive(index)
              onShow(place.code)
            }}
            onBlur={() => onShow(null)}
            onPointerEnter={() => onShow(place.code)}
            className="absolute size-6 -translate-x-1/2 -translate-y-1/2 rounded-full"
          />
        )
      })}
    </div>
  )
}

function Card({
  place,
  view,
  province,
}: {
  place: Place | undefined
  view: NationalView
  province: Province | undefined
}) {
  const t = useTexts(nationalTexts)
  const locale = useLocale()
  if (!place) return null
  const right = place.x > width * 0.7
  return (
    <div
      style={at(place)}
      className={`pointer-events-none absolute z-10 mt-4 w-52 rounded-[5px] border border-line-2 bg-surface px-2.5 py-1.5 text-kecil shadow-toast ${right ? '-translate-x-full' : '-translate-x-1/4'}`}
    >
      <p className="font-semibold">{view.provinceNames[place.code]}</p>
      {province ? (
        <>
          <p className="tabular">
            <b className="font-semibold">{percent(locale, ratio(province.inTime, province.due))}</b>{' '}
            <span className="text-text-2">
              {t('inTimeFormula', { quotient: quotient(locale, province.inTime, province.due) })}
            </span>
          </p>
          <p className="text-text-2 tabular">
            {t('received')} {number(locale, province.received)} · {t('tenantCount', { count: province.tenants })}
          </p>
        </>
      ) : (
        <p className="text-text-2">{t('noTenant')}</p>
      )}
    </div>
  )
}
