/** What a canned reply can name; filled from the case where the answer is written. */
export const cannedFields = [
  'nama',
  'nomor',
  'judul',
  'layanan',
  'instansi',
  'petugas',
  'kategori',
  'tenggat',
  'tanggal',
] as const

export type CannedField = (typeof cannedFields)[number]

const fieldShape = /\{([\p{L}][\p{L}\p{N}_ ]{0,39})\}/gu

/** Puts values into a text; a field without one, or that nobody knows, stays as it stands. */
export function fillCanned(text: string, values: Partial<Record<string, string | null>>): string {
  return text.replace(fieldShape, (whole, name: string) => values[name.trim().toLowerCase()] || whole)
}

/** Names in braces that still stand in a text, each once. */
export function unfilledFields(text: string): string[] {
  return [...new Set([...text.matchAll(fieldShape)].map((found) => (found[1] as string).trim()))]
}

/** Names in braces that no case can fill. */
export function unknownFields(text: string): string[] {
  return unfilledFields(text).filter((name) => !(cannedFields as readonly string[]).includes(name.toLowerCase()))
}
