import { fileSize, IconButton, percent, RibbonBar, useLocale, useTexts } from '@siaga/ui'
import { Paperclip, X } from 'lucide-react'
import { useRef } from 'react'
import { composerTexts } from './composer.texts.ts'
import type { Draft } from './draft-rules.ts'
import type { Upload } from './use-upload.ts'

export const mostFiles = 10

const chip = 'flex items-center gap-1.5 rounded-[3px] border border-line-2 bg-surface-2 pl-2 text-kecil'

type FilesProps = {
  files: Draft['files']
  uploads: readonly Upload[]
  onRemove(fileId: string): void
  onCancel(id: number): void
}

/** What goes with the answer, and what is still on its way up. */
export function Files({ files, uploads, onRemove, onCancel }: FilesProps) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  if (files.length + uploads.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5 px-3 pb-2">
      {files.map((file) => (
        <li key={file.fileId} className={chip}>
          <Paperclip aria-hidden="true" size={14} strokeWidth={1.75} />
          <span className="break-all">{file.name}</span>
          <span className="text-text-2 tabular">{fileSize(locale, file.sizeBytes)}</span>
          <IconButton label={t('remove', { name: file.name })} size={24} onClick={() => onRemove(file.fileId)}>
            <X aria-hidden="true" size={14} strokeWidth={1.75} />
          </IconButton>
        </li>
      ))}
      {uploads.map(({ id, name, done, total }) => {
        const used = total > 0 ? Math.min(1, done / total) : 0
        return (
          <li key={`upload-${id}`} className={chip}>
            <span
              role="progressbar"
              aria-label={t('uploading', { name })}
              aria-valuenow={Math.round(used * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
              className="w-16"
            >
              <RibbonBar used={used} fill="bg-c2" />
            </span>
            <span className="break-all">{name}</span>
            <span className="text-text-2 tabular">{percent(locale, used, 0)}</span>
            <IconButton label={t('stopUpload', { name })} size={24} onClick={() => onCancel(id)}>
              <X aria-hidden="true" size={14} strokeWidth={1.75} />
            </IconButton>
          </li>
        )
      })}
    </ul>
  )
}

export function Attach({ onFiles }: { onFiles(files: File[]): void }) {
  const t = useTexts(composerTexts)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        label={`${t('attach')}. ${t('attachLimits', { max: mostFiles })}`}
        size={32}
        onClick={() => input.current?.click()}
      >
        <Paperclip aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = Array.from(event.currentTarget.files ?? [])
          event.currentTarget.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}
