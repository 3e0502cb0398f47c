type Named = { name: string; shortName: string }

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Groups and governments in whose names every word of the query begins a word; a province's name finds all of it. */
export function filterGroups<G extends { name: string | null; governments: Named[] }>(
  groups: readonly G[],
  query: string,
): G[] {
  const words = plain(query).split(' ').filter(Boolean)
  if (words.length === 0) return [...groups]
  const fits = (text: string) => words.every((word) => ` ${plain(text)}`.includes(` ${word}`))
  return groups
    .map((group) => ({
      ...group,
      governments: group.governments.filter((g) => fits(`${g.name} ${g.shortName} ${group.name ?? ''}`)),
    }))
    .filter((group) => group.governments.length > 0)
}
