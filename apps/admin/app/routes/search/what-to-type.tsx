import { useLocale, useTexts } from '@siaga/ui'
import { searchTexts } from './search.texts.ts'

const examples = {
  id: [
    ['kebakaran', 'byWord'],
    ['"api di atap"', 'byPhrase'],
    ['0812-3456-7890', 'byNumber'],
    ['status:terbuka', 'byStatus'],
    ['dari:0812-3456-7890', 'byFrom'],
    ['layanan:112', 'byService'],
    ['kategori:kebakaran', 'byCategory'],
    ['petugas:saya', 'byAssignee'],
    ['tag:banjir', 'byTag'],
    ['kanal:whatsapp', 'byChannel'],
    ['sejak:kemarin', 'byTime'],
  ],
  en: [
    ['kebakaran', 'byWord'],
    ['"api di atap"', 'byPhrase'],
    ['0812-3456-7890', 'byNumber'],
    ['status:open', 'byStatus'],
    ['from:0812-3456-7890', 'byFrom'],
    ['service:112', 'byService'],
    ['category:fire', 'byCategory'],
    ['agent:me', 'byAssignee'],
    ['tag:banjir', 'byTag'],
    ['channel:whatsapp', 'byChannel'],
    ['since:yesterday', 'byTime'],
  ],
} as const

/** Everything that the question understands, each with an example that can be taken over. */
export function WhatToType({ open, onChoose }: { open: boolean; onChoose: (word: string) => void }) {
  const t = useTexts(searchTexts)
  const locale = useLocale()
  return (
    <details open={open} className="text-kecil text-text-2">
      <summary className="w-fit rounded-[3px] py-1 font-medium text-text">{t('words')}</summary>
      <ul className="mt-1 grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-2">
        {examples[locale].map(([word, about]) => (
          <li key={word} className="flex min-h-6 items-center gap-2">
            <button
              type="button"
              onClick={() => onChoose(word)}
              className="mono min-h-6 rounded-[3px] border border-line-2 bg-surface px-1.5 text-text hover:bg-surface-2"
            >
              {word}
            </button>
            <span>{t(about)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
