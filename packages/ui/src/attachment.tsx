import { Download, FileAudio, FileImage, FileText, type LucideIcon, Paperclip } from 'lucide-react'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'
import { fileSize } from './format.ts'
import { StateGlyph } from './glyph.tsx'
import { useLocale, useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  unscanned: { id: 'Belum dipindai', en: 'Not scanned' },
  checking: { id: 'Sedang diperiksa', en: 'Being checked' },
  blocked: { id: 'Ditahan, tidak aman', en: 'Held back, unsafe' },
  download: { id: 'Unduh {name}', en: 'Download {name}' },
})

export type Attachment = {
  name: string
  bytes?: number
  mime?: string
  href?: string
  /** A file is opened only after it has been checked. */
  state?: 'ready' | 'unscanned' | 'checking' | 'blocked'
}

function iconOf(mime = ''): LucideIcon {
  if (mime.startsWith('image/')) return FileImage
  if (mime.startsWith('audio/')) return FileAudio
  return mime === 'application/pdf' || mime.startsWith('text/') ? FileText : Paperclip
}

const glyphs = { unscanned: 'unk', checking: 'half', blocked: 'warn' } as const

const look = 'flex items-center gap-2 border border-line-2 bg-surface-2'

export function AttachmentList({ items }: { items: readonly Attachment[] }) {
  if (items.length === 0) return null
  return (
    <ul className="mt-1.5 flex flex-col gap-1">
      {items.map((item) => (
        <li key={`${item.name}${item.href ?? ''}`}>
          <AttachmentRow item={item} />
        </li>
      ))}
    </ul>
  )
}

function AttachmentRow({ item }: { item: Attachment }) {
  const t = useTexts(texts)
  const locale = useLocale()
  const Icon = iconOf(item.mime)
  const phone = useDensity() === 'phone'
  const box = cx(look, phone ? 'min-h-12 rounded-[8px] px-3 py-1' : 'min-h-8 rounded-[3px] px-2 py-1')
  const small = phone ? 'text-[14px]/[20px]' : 'text-mikro'
  const state = item.state ?? 'ready'
  const content = (
    <>
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 grow break-all">{item.name}</span>
      {state !== 'ready' && (
        <span className="inline-flex items-center gap-1 text-kecil text-text-2">
          <StateGlyph name={glyphs[state]} size={11} />
          {t(state)}
        </span>
      )}
      {item.bytes !== undefined && (
        <span className={cx('whitespace-nowrap text-text-2 tabular', small)}>{fileSize(locale, item.bytes)}</span>
      )}
    </>
  )
  if (!item.href || state === 'checking' || state === 'blocked') return <span className={box}>{content}</span>
  return (
    <a
      href={item.href}
      title={t('download', { name: item.name })}
      className={`${box} hover:border-ctl`}
      download={item.name}
    >
      {content}
      <Download aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-text-2" />
    </a>
  )
}
