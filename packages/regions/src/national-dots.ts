import { dots, height, width } from './national-dots.generated.ts'

/** x and y in the map's units, and the province's code. */
export type NationalDot = readonly [x: number, y: number, provinceCode: string]

export type IslandLabel = { text: string; x: number; y: number }

/**
 * The nation as a field of dots for a view box of `width` × `height` units, 5.2 apart in hexagonal rows. A dot says in
 * which province it lies and nothing more precise. `schematicProvinceCodes` names the provinces whose dots were split
 * by hand because the outlines know only the older 34: a map that shows them says "Skema".
 */
export const nationalDots: {
  width: number
  height: number
  dots: readonly NationalDot[]
  /** Where a label's text stands, centred on x with y as its baseline; names of islands are the same in both languages. */
  labels: readonly IslandLabel[]
  schematicProvinceCodes: readonly string[]
} = {
  width,
  height,
  dots,
  labels: [
    { text: 'Sumatera', x: 30, y: 134 },
    { text: 'Jawa', x: 200, y: 238 },
    { text: 'Kalimantan', x: 218, y: 54 },
    { text: 'Sulawesi', x: 420, y: 60 },
    { text: 'Nusa Tenggara', x: 320, y: 252 },
    { text: 'Maluku', x: 498, y: 200 },
    { text: 'Papua', x: 642, y: 90 },
  ],
  schematicProvinceCodes: ['91', '92', '93', '94', '95', '96'],
}
