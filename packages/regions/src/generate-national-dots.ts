/**
 * Writes `national-dots.generated.ts` from the outlines of @svg-maps/indonesia. Run by hand when the outlines or the
 * rules below change: `npx pnpm@10.34.8 exec node packages/regions/src/generate-national-dots.ts` from the root.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

type Point = { x: number; y: number }
type Ring = { provinceCode: string; points: Point[]; box: { left: number; top: number; right: number; bottom: number } }
type Cell = Point & { provinceCode: string }
type SvgMap = { viewBox: string; locations: { id: string; path: string }[] }

const spacing = 5.2
const rowHeight = (spacing * Math.sqrt(3)) / 2
const nationWidth = 716
const margin = 2
/** The share of a cell that must be land for it to have a dot. */
const landShare = 0.38
/** An island smaller than this, in square units of the drawing, gets no dot of its own. */
const smallestIsland = 5

const jakarta = '31'
const provinceCodes: Record<string, string> = {
  'id-ac': '11',
  'id-su': '12',
  'id-sb': '13',
  'id-ri': '14',
  'id-ja': '15',
  'id-ss': '16',
  'id-be': '17',
  'id-la': '18',
  'id-bb': '19',
  'id-kr': '21',
  'id-jk': jakarta,
  'id-jb': '32',
  'id-jt': '33',
  'id-yo': '34',
  'id-ji': '35',
  'id-bt': '36',
  'id-ba': '51',
  'id-nb': '52',
  'id-nt': '53',
  'id-kb': '61',
  'id-kt': '62',
  'id-ks': '63',
  'id-ki': '64',
  'id-ku': '65',
  'id-sa': '71',
  'id-st': '72',
  'id-sn': '73',
  'id-sg': '74',
  'id-go': '75',
  'id-sr': '76',
  'id-ma': '81',
  'id-mu': '82',
  'id-pa': '91',
  'id-pb': '92',
}

/** Degrees; a side that is left out is open. */
type Move = { from: string; to: string; west?: number; east?: number; south?: number; north?: number }

/** Islands that the drawing counts to a province across the water: Natuna and Anambas, Muna and Buton. */
const corrections: Move[] = [
  { from: '61', to: '21', east: 109.2, south: 2.3 },
  { from: '72', to: '74', north: -3.5 },
]

/** A scheme, not a border: rough boxes. The first that holds the dot wins, else the dot stays in the older province. */
const papuaSplit: Move[] = [
  { from: '92', to: '96', east: 131.2 },
  { from: '92', to: '96', east: 132.75, south: -2.3 },
  { from: '91', to: '91', south: -2.1 },
  { from: '91', to: '91', west: 136.5, south: -3.1 },
  { from: '91', to: '91', west: 139.9, south: -3.7 },
  { from: '91', to: '94', east: 137.4 },
  { from: '91', to: '94', east: 138.0, south: -4.9 },
  { from: '91', to: '95', west: 138.0, south: -5.1 },
  { from: '91', to: '93' },
]

const require = createRequire(import.meta.url)
const loaded: SvgMap & { default?: SvgMap } = require('@svg-maps/indonesia')
const drawing = loaded.default ?? loaded

const raw = drawing.locations.flatMap(({ id, path }) => ringsOf(path).map((points) => ({ id, points })))
const rawXs = raw.flatMap((ring) => ring.points.map((point) => point.x))
const rawYs = raw.flatMap((ring) => ring.points.map((point) => point.y))
const [rawLeft, rawRight, rawTop, rawBottom] = [min(rawXs), max(rawXs), min(rawYs), max(rawYs)]
const scale = nationWidth / (rawRight - rawLeft)
const rings: Ring[] = raw.map(({ id, points }) => {
  const provinceCode = provinceCodes[id]
  if (!provinceCode) throw new Error(`unknown outline ${id}`)
  return ringOf(
    provinceCode,
    points.map(({ x, y }) => ({ x: (x - rawLeft) * scale + margin, y: (y - rawTop) * scale + margin })),
  )
})

const width = nationWidth + 2 * margin
const height = Math.ceil((rawBottom - rawTop) * scale + 2 * margin)

const cells = new Map<string, Cell>()
for (let row = 0; row * rowHeight <= height; row += 1) {
  for (let column = 0; column * spacing <= width; column += 1) {
    const centre = centreOf(row, column)
    const provinceCode = mostlyIn(centre)
    if (provinceCode && provinceCode !== jakarta) cells.set(`${row}:${column}`, { ...centre, provinceCode })
  }
}

addIslands()
addMissingProvinces()
const dots = [...cells.values()].map((cell) => ({ ...cell, provinceCode: todaysProvince(cell) }))
write()

/** Sub-paths of relative and absolute lines, which is all that the drawing uses. */
function ringsOf(path: string): Point[][] {
  const found: Point[][] = []
  let at: Point = { x: 0, y: 0 }
  for (const subPath of path.split(/(?=[mM])/)) {
    const relative = subPath.startsWith('m')
    if (/[^mMzZ\d\s.,e-]/.test(subPath)) throw new Error(`a command that is not known in ${subPath.slice(0, 40)}`)
    const numbers = [...subPath.matchAll(/-?\d*\.?\d+(?:e-?\d+)?/g)].map(Number)
    const points: Point[] = []
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [x, y] = [numbers[i]!, numbers[i + 1]!]
      at = relative ? { x: at.x + x, y: at.y + y } : { x, y }
      points.push(at)
    }
    const [first] = points
    if (first) {
      found.push(points)
      at = first
    }
  }
  return found
}

function ringOf(provinceCode: string, points: Point[]): Ring {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  return { provinceCode, points, box: { left: min(xs), top: min(ys), right: max(xs), bottom: max(ys) } }
}

function centreOf(row: number, column: number): Point {
  return { x: margin + (column + (row % 2) / 2) * spacing, y: margin + row * rowHeight }
}

function provinceAt(point: Point): string | null {
  return rings.find((ring) => contains(ring, point))?.provinceCode ?? null
}

/** The province with most of the cell, if land covers enough of it; 61 samples in the circle that the cell holds. */
function mostlyIn(centre: Point): string | null {
  const counts = new Map<string, number>()
  let samples = 0
  for (let dx = -4; dx <= 4; dx += 1) {
    for (let dy = -4; dy <= 4; dy += 1) {
      if (dx * dx + dy * dy > 18) continue
      samples += 1
      const code = provinceAt({ x: centre.x + (dx / 4.3) * (spacing / 2), y: centre.y + (dy / 4.3) * (spacing / 2) })
      if (code) counts.set(code, (counts.get(code) ?? 0) + 1)
    }
  }
  const land = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (land / samples < landShare) return null
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** Islands too thin or small for the grid still show, on the nearest free cell. */
function addIslands(): void {
  for (const ring of rings) {
    if (ring.provinceCode === jakarta || area(ring) < smallestIsland) continue
    const shown = [...cells.values()].some((cell) => near(ring, cell))
    if (!shown) place(ring, false)
  }
}

/** Every province has a dot; Jakarta, whose islands are left out, has this one alone. */
function addMissingProvinces(): void {
  for (const provinceCode of Object.values(provinceCodes)) {
    if ([...cells.values()].some((cell) => cell.provinceCode === provinceCode)) continue
    const largest = rings.filter((ring) => ring.provinceCode === provinceCode).sort((a, b) => area(b) - area(a))[0]
    if (!largest) throw new Error(`no outline for ${provinceCode}`)
    place(largest, true)
  }
}

function place(ring: Ring, overAnother: boolean): void {
  const { x, y } = { x: (ring.box.left + ring.box.right) / 2, y: (ring.box.top + ring.box.bottom) / 2 }
  const row = Math.round((y - margin) / rowHeight)
  const column = Math.round((x - margin) / spacing - (row % 2) / 2)
  const key = `${row}:${column}`
  if (overAnother || !cells.has(key)) cells.set(key, { ...centreOf(row, column), provinceCode: ring.provinceCode })
}

function near({ box, provinceCode }: Ring, cell: Cell): boolean {
  const slack = spacing / 2
  return (
    cell.provinceCode === provinceCode &&
    cell.x > box.left - slack &&
    cell.x < box.right + slack &&
    cell.y > box.top - slack &&
    cell.y < box.bottom + slack
  )
}

function contains({ points, box }: Ring, { x, y }: Point): boolean {
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false
  let inside = false
  for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
    const [a, b] = [points[i]!, points[j]!]
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

function area({ points }: Ring): number {
  const doubled = points.reduce((sum, a, i) => {
    const b = points[(i + 1) % points.length]!
    return sum + a.x * b.y - b.x * a.y
  }, 0)
  return Math.abs(doubled) / 2
}

/** The drawing is close to equirectangular; its edges are Breueh, the border of Papua, Miangas's latitude and Rote. */
function degreesOf({ x, y }: Point): { longitude: number; latitude: number } {
  const [west, east, north, south] = [95.01, 141.02, 5.91, -11.01]
  return {
    longitude: west + ((x - margin) / nationWidth) * (east - west),
    latitude: north - ((y - margin) / ((rawBottom - rawTop) * scale)) * (north - south),
  }
}

function todaysProvince(cell: Cell): string {
  const { longitude, latitude } = degreesOf(cell)
  const move = [...corrections, ...papuaSplit].find(
    ({ from, west = -Infinity, east = Infinity, south = -Infinity, north = Infinity }) =>
      from === cell.provinceCode && longitude >= west && longitude < east && latitude >= south && latitude < north,
  )
  return move?.to ?? cell.provinceCode
}

function write(): void {
  const literals = dots
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ x, y, provinceCode }) => `[${Number(x.toFixed(1))},${Number(y.toFixed(1))},'${provinceCode}']`)
  const lines: string[] = []
  for (let i = 0; i < literals.length; i += 8) lines.push(`  ${literals.slice(i, i + 8).join(', ')},`)
  const text = [
    '// Written by generate-national-dots.ts; do not edit.',
    '// Derived from @svg-maps/indonesia 1.0.0 by Bashir Arrohman, CC-BY-4.0; the provinces of Papua are a scheme.',
    `export const width = ${width}`,
    `export const height = ${height}`,
    'export const dots: readonly (readonly [number, number, string])[] = [',
    ...lines,
    ']',
    '',
  ].join('\n')
  writeFileSync(new URL('national-dots.generated.ts', import.meta.url), text)
  console.log(
    `${dots.length} dots, ${new Set(dots.map((dot) => dot.provinceCode)).size} provinces, ${width} × ${height}`,
  )
}

function min(numbers: number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity)
}

function max(numbers: number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), -Infinity)
}
