import { cx } from './cx.ts'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({ loading: { id: 'Memuat', en: 'Loading' } })

export type SkeletonProps = { /** The final size, as classes. */ className?: string }

/** A grey bar of the final size, seen only after 300 ms. */
export function Skeleton({ className }: SkeletonProps) {
  return (
    <span aria-hidden="true" className={cx('appear-late block rounded-[3px] bg-sunken', className ?? 'h-4 w-full')} />
  )
}

export type SkeletonRowsProps = { rows?: number; className?: string }

export function SkeletonRows({ rows = 6, className }: SkeletonRowsProps) {
  const t = useTexts(texts)
  return (
    <div role="status" className={cx('flex flex-col gap-2', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars differ in nothing but their place
        <Skeleton key={index} className="h-8 w-full" />
      ))}
    </div>
  )
}
