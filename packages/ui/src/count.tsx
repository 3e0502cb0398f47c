import { cx } from './cx.ts'
import { number } from './format.ts'
import { useLocale } from './locale.tsx'

export type CountProps = {
  value: number /** Square and red: it counts P1. */
  life?: boolean
  label?: string
  className?: string
}

/** The count on the rail: a pill, or a red square when it counts lives. */
export function Count({ value, life, label, className }: CountProps) {
  const locale = useLocale()
  const shape = life ? 'rounded-[2px] bg-life-solid text-on-life' : 'rounded-full bg-rail-text text-rail'
  return (
    <span
      className={cx(
        'inline-flex h-4 min-w-4 items-center justify-center px-1 text-mikro font-semibold tabular',
        shape,
        className,
      )}
    >
      {number(locale, value)}
      {label && <span className="sr-only"> {label}</span>}
    </span>
  )
}
