import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { StateGlyph } from './glyph.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({ code: { id: 'Kode {code}.', en: 'Code {code}.' } })

export type ErrorStateProps = {
  /** What is so: "Pesan belum terkirim". */
  title: ReactNode
  /** What happened. */
  children?: ReactNode
  /** The provider's code. */
  code?: string
  /** The ways out, as buttons. */
  actions?: ReactNode
  className?: string
}

export function ErrorState({ title, children, code, actions, className }: ErrorStateProps) {
  const t = useTexts(texts)
  return (
    <div role="alert" className={cx('rounded-[5px] border border-line-2 bg-surface p-4', className)}>
      <p className="flex items-center gap-1.5 font-semibold">
        <StateGlyph name="warn" />
        {title}
      </p>
      <p className="mt-1 text-kecil text-text-2">
        {children} {code && t('code', { code })}
      </p>
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

export type NoticeProps = {
  tone?: 'warn' | 'accent' | 'ok'
  children: ReactNode
  actions?: ReactNode
  className?: string
}

const NOTICES = {
  warn: ['border-warn-line bg-warn-tint', 'warn'],
  accent: ['border-accent-line bg-accent-tint', 'now'],
  ok: ['border-ok-line bg-ok-tint', 'check'],
} as const

/** One line that a person must know on this page. */
export function Notice({ tone = 'warn', children, actions, className }: NoticeProps) {
  const [look, glyph] = NOTICES[tone]
  return (
    <div className={cx('flex flex-wrap items-center gap-x-2 gap-y-1 rounded-[5px] border px-3 py-2', look, className)}>
      <StateGlyph name={glyph} />
      <div className="min-w-0 grow basis-0">{children}</div>
      {actions && <div className="flex gap-2">{actions}</div>}
    </div>
  )
}
