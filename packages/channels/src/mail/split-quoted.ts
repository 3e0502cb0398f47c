const original = /^[-_*\s]{2,20}(?:original message|pesan asli|original appointment)[-_*\s]{2,20}$/i
const wrote = /^[>*\s]{0,4}(?:On|Pada)\b.{4,400}\b(?:wrote|menulis)\s{0,3}:?\s{0,3}$/
const headStart = /^[>*\s]{0,4}(?:Dari|From)\s{0,3}:/
const headNext = /^[>*\s]{0,4}(?:Dikirim|Sent|Tanggal|Date|Kepada|Ke|To|Cc|Perihal|Subjek|Subject)\s{0,3}:/
const attributionLines = 4

/** A client's line above the history, which some wrap over several lines: how many lines it takes, 0 for none. */
function attributionAt(lines: readonly string[], index: number): number {
  const first = lines[index] ?? ''
  if (!/^[>*\s]{0,4}(?:On|Pada)\b/.test(first)) return 0
  let joined = ''
  for (let count = 1; count <= attributionLines; count++) {
    const line = lines[index + count - 1]
    if (line === undefined || line.trim() === '') return 0
    joined = `${joined} ${line.trim()}`.trim()
    if (joined.length > 500) return 0
    if (wrote.test(joined) && /:\s*$/.test(joined)) return count
  }
  return 0
}

/** A block of copied header lines (Outlook): "Dari:" followed closely by two of its companions. */
function isHeadBlock(lines: readonly string[], index: number): boolean {
  if (!headStart.test(lines[index] ?? '')) return false
  return lines.slice(index + 1, index + 6).filter((line) => headNext.test(line)).length >= 2
}

const isQuote = (line: string) => line.startsWith('>')
const isBlank = (line: string) => line.trim() === ''

function withoutHistory(lines: readonly string[]): readonly string[] {
  const probe = lines.map((line) => line.slice(0, 600))
  for (let index = 0; index < probe.length; index++) {
    const line = probe[index] ?? ''
    if (original.test(line) || isHeadBlock(probe, index)) {
      const rule = /^[_-]{5,}\s*$/.test(probe[index - 1] ?? '')
      return lines.slice(0, rule ? index - 1 : index)
    }
    const attribution = attributionAt(probe, index)
    if (attribution === 0 && !isQuote(line)) continue
    let after = index + attribution
    while (after < probe.length && isBlank(probe[after] ?? '')) after++
    if (attribution > 0 && !isQuote(probe[after] ?? '')) return lines.slice(0, index)
    while (after < probe.length && (isQuote(probe[after] ?? '') || isBlank(probe[after] ?? ''))) after++
    const rest = lines.slice(after)
    if (rest.length === 0) return lines.slice(0, index)
    // An answer below one block of history stands without it; answers between the lines need them.
    if (rest.some(isQuote)) return lines
    return [...lines.slice(0, index), ...rest]
  }
  return lines
}

/**
 * The newest part of a mail's text, without the history that clients quote below or above it. Whole when the mail
 * answers nothing, when answers stand between quoted lines, and when nothing would be left.
 */
export function splitQuoted(text: string, answersSomething: boolean): string {
  const whole = text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
  if (!answersSomething) return whole
  const visible = withoutHistory(whole.split('\n'))
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
  return visible.trim() === '' ? whole : visible
}
