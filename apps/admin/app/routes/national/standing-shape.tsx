import { dash, diamond, disc } from '../../components/dots.ts'
import type { Standing } from './standing.ts'

/** A standing, or a province without a tenant. */
export type Shape = Standing | 'empty'

export const shapeLooks: Record<Shape, { draw(x: number, y: number): string; className: string; ring?: boolean }> = {
  high: { draw: disc(1.55), className: 'fill-c1' },
  near: { draw: disc(1.5), className: 'fill-none stroke-c1', ring: true },
  low: { draw: diamond(2.15), className: 'fill-warn-solid' },
  none: { draw: dash(1.7), className: 'fill-ctl' },
  empty: { draw: disc(0.75), className: 'fill-ctl' },
}

/** The same shape as on the map, for the legend and beside words. */
export function StandingShape({ shape }: { shape: Shape }) {
  const look = shapeLooks[shape]
  return (
    <svg aria-hidden="true" viewBox="0 0 6 6" width={13} height={13} className="shrink-0">
      <path d={look.draw(3, 3)} className={look.className} strokeWidth={look.ring ? 0.8 : undefined} />
    </svg>
  )
}
