import { mistyped } from './search/search-query.ts'
import { wordsOf } from './search/search-text.ts'

/** What is said before a name, or stands in for one; not part of it. */
const titles = new Set(
  'bu ibu pak bapak bpk sdr sdri saudara saudari mas mbak mba kak kakak h hj haji hajjah dr drg ir prof mr mrs ms tn ny'.split(
    ' ',
  ),
)

/** The words of a name without titles and single letters. */
export function nameWords(name: string): string[] {
  return wordsOf(name).filter((word) => word.length > 1 && !titles.has(word))
}

/**
 * Whether two names may be one person's: every word of the shorter name stands in the other, in any order, at most
 * mistyped; a name of one word alone says too little unless both are that word.
 */
export function similarNames(a: string, b: string): boolean {
  const [short, long] = [nameWords(a), nameWords(b)].sort((x, y) => x.length - y.length) as [string[], string[]]
  if (short.length === 0 || (short.length === 1 && long.length > 1)) return false
  const left = [...long]
  return short.every((word) => {
    const at = left.findIndex((other) => other === word || (word.length >= 4 && mistyped(word, other)))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** The district of a region code, where people are near each other; null where only a city or province is known. */
export const districtOf = (regionCode: string | null) => {
  const parts = regionCode?.split('.') ?? []
  return parts.length >= 3 ? parts.slice(0, 3).join('.') : null
}
