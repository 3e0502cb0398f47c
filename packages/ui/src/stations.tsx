import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { type GlyphName, StateGlyph } from './glyph.tsx'

export type StationState = 'passed' | 'current' | 'future' | 'skipped' | 'attention'

export type Station = {
  key: string
  label: ReactNode
  state: StationState
  /** Time stamp or duration; leave it out when it is not known. */
  stamp?: ReactNode
}

const GLYPHS: Record<StationState, GlyphName> = {
  passed: 'done',
  current: 'now',
  future: 'todo',
  skipped: 'unk',
  attention: 'warno',
}

const labelLook = (state: StationState) =>
  cx(
    state === 'current' && 'font-semibold',
    state === 'attention' && 'font-semibold text-warn',
    state === 'future' && 'text-text-2',
  )

export type StationsProps = {
  stations: readonly Station[]
  /** Names the process. */
  label: string
  direction?: 'horizontal' | 'vertical'
  /** Bigger text and glyphs for the portal. */
  large?: boolean
  className?: string
}

/** Rantai: every process that has stations is drawn this way. */
export function Stations({ direction = 'horizontal', ...props }: StationsProps) {
  return direction === 'horizontal' ? <Horizontal {...props} /> : <Vertical {...props} />
}

const line = (state: StationState) => (state === 'passed' ? 'bg-ok-solid' : 'bg-line-2')
const current = (state: StationState) => (state === 'current' || state === 'attention' ? 'step' : undefined)

function Horizontal({ stations, label, className }: StationsProps) {
  return (
    <ol aria-label={label} className={cx('grid auto-cols-fr grid-flow-col', className)}>
      {stations.map((station, index) => (
        <li key={station.key} aria-current={current(station.state)} className="min-w-0">
          <span className="flex items-center">
            <StateGlyph name={GLYPHS[station.state]} />
            {index < stations.length - 1 && <span className={cx('h-0.5 grow', line(station.state))} />}
          </span>
          <span className={cx('narrow mt-1 block pr-2 text-kecil', labelLook(station.state))}>{station.label}</span>
          <span className="block pr-2 text-mikro text-text-2 tabular">{station.stamp}</span>
        </li>
      ))}
    </ol>
  )
}

function Vertical({ stations, label, large, className }: StationsProps) {
  return (
    <ol aria-label={label} className={className}>
      {stations.map((station, index) => {
        const last = index === stations.length - 1
        return (
          <li key={station.key} aria-current={current(station.state)} className="flex gap-3">
            <span className={cx('flex flex-col items-center', large ? 'pt-[3px]' : 'pt-px')}>
              <StateGlyph name={station.state === 'passed' ? 'check' : GLYPHS[station.state]} size={16} />
              {!last && <span className={cx('w-0.5 grow', line(station.state))} />}
            </span>
            <span className={cx('block min-w-0', !last && (large ? 'pb-3.5' : 'pb-3'))}>
              <span className={cx('block', large ? 'text-ponsel' : 'text-badan', labelLook(station.state))}>
                {station.label}
              </span>
              {station.stamp && (
                <span className={cx('block text-text-2 tabular', large ? 'text-[14px]/[20px]' : 'text-kecil')}>
                  {station.stamp}
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
