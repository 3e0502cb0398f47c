type Person = { id: string; name: string }

const ends = /[^\p{L}\p{N}_]/u

/** Whom a note names: "@" and a full name, in any case; a longer name wins over one with which it begins. */
export function mentionedIn(text: string, people: readonly Person[]): string[] {
  const lower = text.toLocaleLowerCase('id')
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length)
  const found = new Set<string>()
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    const hit = byLength.find(({ name }) => {
      const end = at + 1 + name.length
      return (
        lower.startsWith(name.toLocaleLowerCase('id'), at + 1) && (end >= text.length || ends.test(lower.charAt(end)))
      )
    })
    if (!hit) continue
    // Two colleagues of one name are both meant.
    for (const p of people) if (p.name.toLocaleLowerCase('id') === hit.name.toLocaleLowerCase('id')) found.add(p.id)
  }
  return [...found]
}
