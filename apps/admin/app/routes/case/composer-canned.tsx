import { cx, Kbd, useTexts } from '@siaga/ui'
import { useEffect, useRef } from 'react'
import { composerTexts } from './composer.texts.ts'
import type { Canned } from './use-canned.ts'

export const cannedOptionId = (id: string) => `canned-${id}`

type ListProps = {
  id: string
  word: string
  items: readonly Canned[]
  active: number
  preview(text: string): string
  onPick(item: Canned): void
}

/** The list over the editor; the editor keeps the focus and names the chosen line to readers. */
export function CannedList({ id, word, items, active, preview, onPick }: ListProps) {
  const t = useTexts(composerTexts)
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen line is what scrolls into sight
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className="float-in absolute inset-x-0 bottom-full z-30 mb-1 overflow-hidden rounded-[5px] border border-line-2 bg-surface shadow-float">
      <p className="flex justify-between gap-3 border-b border-line px-3 py-1.5 text-mikro text-text-2">
        <span className="font-semibold">{word ? t('cannedFor', { word }) : t('canned')}</span>
        <span>{t('cannedHow')}</span>
      </p>
      <div ref={list} id={id} role="listbox" aria-label={t('canned')} className="max-h-60 overflow-y-auto py-1">
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the editor handles the keys of this list
          <div
            key={item.id}
            id={cannedOptionId(item.id)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(item)}
            className={cx('cursor-pointer px-3 py-1.5', index === active ? 'bg-accent-tint' : 'hover:bg-surface-2')}
          >
            <span className="flex items-baseline gap-2">
              <Kbd>{`/${item.shortcut}`}</Kbd>
              <span className="min-w-0 truncate font-medium">{item.title}</span>
            </span>
            <span className="mt-0.5 block truncate text-kecil text-text-2">{preview(item.text)}</span>
          </div>
        ))}
        {items.length === 0 && <p className="px-3 py-1.5 text-text-2">{t('cannedNone')}</p>}
      </div>
    </div>
  )
}
