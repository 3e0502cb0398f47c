type Dot = readonly [x: number, y: number, provinceCode: string]
type Shape = (x: number, y: number) => string

const round = (value: number) => Math.round(value * 100) / 100

/** Shapes of the cecek, as parts of one path: a field of a thousand dots is one element. */
export const disc =
  (r: number): Shape =>
  (x, y) =>
    `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`

export const diamond =
  (r: number): Shape =>
  (x, y) =>
    `M${x} ${round(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`

export const dash =
  (r: number): Shape =>
  (x, y) =>
    `M${round(x - r)} ${round(y - 0.45)}h${2 * r}v.9h${-2 * r}z`

export function pathOf(dots: readonly Dot[], shape: Shape): string {
  return dots.map(([x, y]) => shape(x, y)).join('')
}
