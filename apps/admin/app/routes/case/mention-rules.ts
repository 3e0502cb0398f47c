type Person = { id: string; name: string }

/** The name being typed after "@" at the caret, with where it begins; null when there is none. Pure. */
export function mentionAt(text: string, caret: number): { from: number; word: string } | null {
  const before = text.slice(0, caret)
  const from = before.lastIndexOf('@')
  if (from < 0 || (from > 0 && !/[\s([{,;:"“'-]/.test(before.charAt(from - 1)))) return null
  const word = before.slice(from + 1)
  return word.length > 40 || /[\n@]/.test(word) || /^\s/.test(word) ? null : { from, word }
}

/** Colleagues whose name, or any word of it, begins with what was typed; at most 8. Pure. */
export function peopleFor(word: string, people: readonly Person[]): Person[] {
  const wanted = word.toLocaleLowerCase('id')
  const fits = ({ name }: Person) => {
    const lower = name.toLocaleLowerCase('id')
    return lower.startsWith(wanted) || lower.split(/\s+/).some((part) => part.startsWith(wanted))
  }
  return people.filter(fits).slice(0, 8)
}

/** The pieces of a note, with the colleagues that it names. Pure. */
export function mentionPieces(text: string, people: readonly Person[]): { text: string; mention: boolean }[] {
  const names = people.map(({ name }) => name).sort((a, b) => b.length - a.length)
  if (names.length === 0) return [{ text, mention: false }]
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`(@(?:${escaped.join('|')})(?![\\p{L}\\p{N}_]))`, 'giu')
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, mention: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
