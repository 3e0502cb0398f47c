import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type GlyphName =
  | 'todo'
  | 'half'
  | 'now'
  | 'done'
  | 'check'
  | 'warno'
  | 'warn'
  | 'life'
  | 'closed'
  | 'unk'
  | 'off'

export const GLYPH_NAMES: readonly GlyphName[] = [
  'todo',
  'half',
  'now',
  'done',
  'check',
  'warno',
  'warn',
  'life',
  'closed',
  'unk',
  'off',
]

const ring = <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.5" />

const DRAWINGS: Record<GlyphName, ReactNode> = {
  todo: ring,
  half: (
    <>
      {ring}
      <path d="M6 1.7a4.3 4.3 0 0 1 0 8.6z" fill="currentColor" />
    </>
  ),
  now: (
    <>
      <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <circle cx="6" cy="6" r="2" fill="currentColor" />
    </>
  ),
  done: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  check: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M6 .8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 6 .8ZM3.05 6.65 5.3 8.9 9.1 4.8 8 3.8 5.25 6.8 4.1 5.6Z"
    />
  ),
  warno: <path d="M6 1.5 10.5 6 6 10.5 1.5 6Z" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  warn: <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor" />,
  life: <path d="M6 .9 11.5 10.7H.5Z" fill="currentColor" />,
  closed: <rect x="2" y="2" width="8" height="8" rx="1" fill="currentColor" />,
  unk: <rect x="2" y="5.1" width="8" height="1.8" rx=".5" fill="currentColor" />,
  off: (
    <>
      {ring}
      <path d="M3 9 9 3" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
}

const COLOURS: Record<GlyphName, string> = {
  todo: 'text-ctl',
  half: 'text-link',
  now: 'text-link',
  done: 'text-ok-solid',
  check: 'text-ok-solid',
  warno: 'text-warn-solid',
  warn: 'text-warn-solid',
  life: 'text-life-solid',
  closed: 'text-ctl',
  unk: 'text-ctl',
  off: 'text-ctl',
}

export type StateGlyphProps = {
  name: GlyphName
  /** Drawn at 10 to 18 px. */
  size?: number
  /** `inherit` on a filled ground, `ok` for a ready unit, `warn` for a silent one. */
  colour?: 'inherit' | 'ok' | 'warn'
  className?: string
}

const OVERRIDES = { inherit: 'text-current', ok: 'text-ok-solid', warn: 'text-warn-solid' }

/** A state's shape. It is hidden from readers: the word beside it is the name, so never show it alone. */
export function StateGlyph({ name, size = 12, colour, className }: StateGlyphProps) {
  const tone = colour ? OVERRIDES[colour] : COLOURS[name]
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" width={size} height={size} className={cx('shrink-0', tone, className)}>
      {DRAWINGS[name]}
    </svg>
  )
}
