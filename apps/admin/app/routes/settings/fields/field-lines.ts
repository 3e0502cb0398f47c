type Words = { id: string; en: string }

/** "Pengaduan | Complaint" a line; one language alone stands for both. Pure. */
export function readLines(text: string): Words[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', en = ''] = line.split('|').map((part) => part.trim())
    return id || en ? [{ id: id || en, en: en || id }] : []
  })
}

export const writeLines = (lines: readonly Words[]) =>
  lines.map(({ id, en }) => (id === en ? id : `${id} | ${en}`)).join('\n')

/** A key from words, free among the others: letters, digits and lines below, beginning with a letter. Pure. */
export function keyFor(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 30)
  const base = plain || 'isian'
  let key = base
  for (let n = 2; taken.includes(key); n++) key = `${base}_${n}`
  return key
}

type Coded<T extends string> = Words & Record<T, string>

/** Lines with their keys: the old one for a line that was there, a fresh one else. Pure. */
export function keyedLines<T extends string>(
  lines: readonly Words[],
  before: readonly Coded<T>[],
  name: T,
  reserved: readonly string[] = [],
): Coded<T>[] {
  const taken = [...reserved, ...before.map((b) => b[name])]
  return lines.map((line) => {
    const kept = before.find((b) => b.id === line.id || b.en === line.en)
    const key = kept ? kept[name] : keyFor(line.id, taken)
    if (!kept) taken.push(key)
    return { ...line, [name]: key } as Coded<T>
  })
}
