import { cx } from './cx.ts'

/** "Dewi Anggraini" gives "DA". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => word?.[0] ?? '')
    .join('')
    .toLocaleUpperCase('id')
}

export type AvatarProps = {
  name: string /** `square` for citizens, round for staff. */
  shape?: 'round' | 'square'
  size?: 24 | 28 | 40
  className?: string
}

const SIZES = { 24: 'size-6 text-mikro', 28: 'size-7 text-mikro', 40: 'size-10 text-judul-3' }

/** Initials; the name stands beside it or is given by the control around it. */
export function Avatar({ name, shape = 'round', size = 28, className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-flex shrink-0 items-center justify-center bg-accent-tint font-semibold text-link',
        SIZES[size],
        shape === 'round' ? 'rounded-full' : 'rounded-[3px]',
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
