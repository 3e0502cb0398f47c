export const scripts = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const
export type Script = (typeof scripts)[number]

/** What each file of the typeface holds, as its maker cut it. */
const ranges: Record<Script, readonly (readonly [number, number])[]> = {
  latin: [
    [0x20, 0x7e],
    [0xa0, 0xff],
    [0x131, 0x131],
    [0x152, 0x153],
    [0x2bb, 0x2bc],
    [0x2c6, 0x2c6],
    [0x2da, 0x2da],
    [0x2dc, 0x2dc],
    [0x2010, 0x2027],
    [0x2030, 0x203a],
    [0x20ac, 0x20ac],
    [0x2122, 0x2122],
    [0x2191, 0x2191],
    [0x2193, 0x2193],
    [0x2212, 0x2212],
  ],
  'latin-ext': [
    [0x100, 0x24f],
    [0x1e00, 0x1eff],
  ],
  cyrillic: [
    [0x400, 0x45f],
    [0x490, 0x491],
    [0x2116, 0x2116],
  ],
  greek: [[0x370, 0x3ff]],
}

function scriptOf(code: number): Script | null {
  return scripts.find((script) => ranges[script].some(([from, to]) => code >= from && code <= to)) ?? null
}

/** Written signs that have no shape of their own: joiners, marks of direction, variants of an emoji. */
const unseen = /\p{Cf}|\p{Mn}|\p{Me}/u

export type Run = { text: string; script: Script }

/**
 * A text in pieces of one font file each. What no file can draw (emoji, other scripts) becomes "?", one for each sign,
 * and `lost` says that it happened. Pure.
 */
export function glyphRuns(raw: string): { runs: Run[]; lost: boolean } {
  const runs: Run[] = []
  let lost = false
  const text = raw.normalize('NFC').replaceAll('\t', '    ').replaceAll('\r\n', '\n')
  for (const { segment } of new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(text)) {
    const code = segment.codePointAt(0) ?? 0
    let script = segment === '\n' ? (runs.at(-1)?.script ?? 'latin') : scriptOf(code)
    let shown = [...segment].length === 1 ? segment : segment.replace(new RegExp(unseen, 'gu'), '')
    if (!script && unseen.test(segment) && [...segment].length === 1) continue
    if (!script || [...shown].some((sign) => sign !== '\n' && scriptOf(sign.codePointAt(0) ?? 0) !== script)) {
      lost = true
      script = 'latin'
      shown = '?'
    }
    const last = runs.at(-1)
    if (last?.script === script) last.text += shown
    else runs.push({ text: shown, script })
  }
  return { runs, lost }
}
