import type { HitView } from './search-view.server.ts'

type Part = { text: string }

export const plainText = (parts: readonly Part[]) => parts.map((part) => part.text).join('')

/** A hit in words, as it is read aloud. */
export function hitLabel(hit: HitView): string {
  if (hit.kind === 'contact') return [hit.name && plainText(hit.name), ...hit.addresses].filter(Boolean).join(', ')
  if (hit.kind === 'case')
    return [plainText(hit.subject), hit.citizen && plainText(hit.citizen), hit.number].filter(Boolean).join(', ')
  return [hit.author && plainText(hit.author), plainText(hit.excerpt), hit.number].filter(Boolean).join(', ')
}
