import { cx } from './cx.ts'

export type KbdProps = { children: string /** On a filled button. */; onFill?: boolean; className?: string }

/** A key, written Ctrl, Alt, ↵, Esc, F2; "Ctrl ↵" with a space. */
export function Kbd({ children, onFill, className }: KbdProps) {
  const tone = onFill ? 'border-white/55 text-current' : 'border-line-2 border-b-2 bg-surface text-text-2'
  return (
    <kbd
      className={cx(
        'inline-flex h-[18px] min-w-[18px] shrink-0 items-center justify-center whitespace-nowrap rounded-[3px] border px-1 text-[11px]/[15px] font-normal',
        tone,
        className,
      )}
    >
      {children}
    </kbd>
  )
}
