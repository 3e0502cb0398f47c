/** More would be noise: a case says what it is about in a few words. */
export const mostTags = 20
export const longestTag = 40

/** A tag as it is kept: without #, in lower case, one space between words. Empty when nothing is left. */
export function normaliseTag(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .replace(/^#+\s*/, '')
    .replace(/[\s,;]+/g, ' ')
    .trim()
    .toLocaleLowerCase('id')
}
