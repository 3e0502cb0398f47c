import { Paperclip } from 'lucide-react'
import { type ChangeEvent, forwardRef, type InputHTMLAttributes, useState } from 'react'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'
import { useFieldWiring } from './field.tsx'
import { fileSize } from './format.ts'
import { useLocale, useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  one: { id: 'Pilih berkas', en: 'Choose a file' },
  many: { id: 'Pilih beberapa berkas', en: 'Choose files' },
})

export type FileInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'>

/** A native file input behind our own words, because the browser's are in the browser's language. */
export const FileInput = forwardRef<HTMLInputElement, FileInputProps>(function FileInput(props, ref) {
  const { className, onChange, ...rest } = props
  const t = useTexts(texts)
  const locale = useLocale()
  const density = useDensity()
  const wiring = useFieldWiring()
  const [files, setFiles] = useState<{ name: string; size: number }[]>([])
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    setFiles(Array.from(event.target.files ?? [], ({ name, size }) => ({ name, size })))
    onChange?.(event)
  }
  return (
    <div className={cx('relative flex flex-col items-start gap-1', className)}>
      <span
        className={cx(
          'relative inline-flex items-center border border-ctl bg-surface font-medium hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-aria-invalid:border-text',
          density === 'phone'
            ? 'h-12 gap-2 rounded-[8px] px-4 text-ponsel'
            : 'h-8 gap-1.5 rounded-[5px] px-2.5 text-badan',
        )}
      >
        <Paperclip aria-hidden="true" size={density === 'phone' ? 20 : 16} strokeWidth={1.75} />
        <span aria-hidden="true">{rest.multiple ? t('many') : t('one')}</span>
        <input
          ref={ref}
          type="file"
          {...wiring}
          {...rest}
          onChange={take}
          className="absolute inset-0 w-full cursor-pointer opacity-0 file:cursor-pointer"
        />
      </span>
      {files.length > 0 && (
        <ul className={density === 'phone' ? 'text-[14px]/[20px]' : 'text-kecil'}>
          {files.map((file) => (
            <li key={file.name}>
              {file.name} <span className="text-text-2">{fileSize(locale, file.size)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
})
