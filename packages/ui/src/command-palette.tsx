import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { cx } from './cx.ts'
import { dialogLook, overlayLook } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import { useTexts } from './locale.tsx'
import { useReturnFocus } from './return-focus.ts'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  title: { id: 'Perintah', en: 'Commands' },
  placeholder: { id: 'Cari perintah atau halaman', en: 'Search commands or pages' },
  none: { id: 'Tidak ada yang cocok dengan "{query}".', en: 'Nothing matches "{query}".' },
  found: { id: '{count} hasil', en: '{count} results' },
  pending: { id: 'Mencari', en: 'Searching' },
})

export type Command = {
  id: string
  label: string
  /** Stands in place of label and hint, which are then what is read aloud. */
  shown?: ReactNode
  hint?: string
  keys?: string
  group?: string
  icon?: ReactNode
  /** Found elsewhere for the very words that are typed: not compared with them again. */
  found?: boolean
  run: () => void
}

/** Every typed word must occur in label, hint or group; those whose label starts with the query come first, what was found elsewhere last. */
export function filterCommands<T extends Pick<Command, 'label' | 'hint' | 'group' | 'found'>>(
  items: readonly T[],
  query: string,
): T[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...items]
  const has = (item: T) => `${item.label} ${item.hint ?? ''} ${item.group ?? ''}`.toLowerCase()
  const place = (item: T) => (item.found ? 2 : item.label.toLowerCase().startsWith(words.join(' ')) ? 0 : 1)
  return items
    .filter((item) => item.found || words.every((word) => has(item).includes(word)))
    .sort((a, b) => place(a) - place(b))
}

export type CommandPaletteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  items: readonly Command[]
  placeholder?: string
  /** Told of what is typed, so that `items` can hold what is found for it. */
  onQuery?: (query: string) => void
  /** What is found elsewhere is still on its way. */
  pending?: boolean
}

/** Ctrl K: a field over a list, filtered as typed. */
export function CommandPalette({ open, onOpenChange, ...rest }: CommandPaletteProps) {
  const t = useTexts(texts)
  const returnFocus = useReturnFocus(open)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayLook} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className={cx(dialogLook, 'top-[12vh] max-h-[70vh]! max-w-[560px] translate-y-0')}
        >
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <CommandList {...rest} onDone={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type ListProps = Pick<CommandPaletteProps, 'items' | 'placeholder' | 'onQuery' | 'pending'> & { onDone: () => void }

function CommandList({ items, placeholder, onQuery, pending = false, onDone }: ListProps) {
  const t = useTexts(texts)
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => groupTogether(filterCommands(items, query)), [items, query])
  const optionId = (index: number) => `${id}-${index}`
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])
  const run = (item?: Command) => {
    if (!item) return
    onDone()
    // Once the palette is gone: a command may put the focus where the palette would not let it.
    setTimeout(item.run)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const last = found.length - 1
    const moves: Record<string, number> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    if (next !== undefined && found.length > 0) {
      event.preventDefault()
      setActive(next)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(found[active])
    }
  }
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? optionId(active) : undefined}
          aria-label={placeholder ?? t('placeholder')}
          placeholder={placeholder ?? t('placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
            onQuery?.(event.target.value)
          }}
          onKeyDown={onKeyDown}
          className="h-11 grow bg-transparent text-judul-3 font-normal outline-none"
        />
        <Kbd>Esc</Kbd>
      </div>
      <p role="status" className={found.length > 0 ? 'sr-only' : 'p-4 text-text-2'}>
        {found.length > 0 ? t('found', { count: found.length }) : pending ? t('pending') : t('none', { query })}
      </p>
      <div role="listbox" id={`${id}-list`} aria-label={t('title')} tabIndex={-1} className="overflow-y-auto py-1">
        {found.map((item, index) => (
          <div key={item.id} role="presentation">
            {item.group && item.group !== found[index - 1]?.group && (
              <div role="presentation" className="px-3 pt-2 pb-1 text-mikro font-semibold text-text-2">
                {item.group}
              </div>
            )}
            <Option
              item={item}
              id={optionId(index)}
              active={index === active}
              onPoint={() => setActive(index)}
              onRun={() => run(item)}
            />
          </div>
        ))}
      </div>
    </>
  )
}

/** Groups stand together, in the order of their best hit. */
function groupTogether(items: Command[]): Command[] {
  const order = [...new Set(items.map((item) => item.group))]
  return order.flatMap((group) => items.filter((item) => item.group === group))
}

type OptionProps = { item: Command; id: string; active: boolean; onPoint: () => void; onRun: () => void }

function Option({ item, id, active, onPoint, onRun }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox holds the focus and the keys
    <div
      role="option"
      id={id}
      aria-selected={active}
      aria-label={item.shown ? [item.label, item.hint].filter(Boolean).join(', ') : undefined}
      tabIndex={-1}
      onPointerMove={active ? undefined : onPoint}
      onClick={onRun}
      className={cx(
        'flex min-h-8 cursor-pointer items-center gap-2 px-3',
        item.shown && 'py-1.5',
        active && 'bg-accent-tint shadow-[inset_3px_0_0_var(--link)]',
      )}
    >
      {item.icon ?? (!item.shown && <span aria-hidden="true" className="size-4 shrink-0" />)}
      {item.shown ?? (
        <>
          <span className="min-w-0 truncate">{item.label}</span>
          {item.hint && (
            <span className="ml-auto max-w-[60%] shrink-0 truncate text-kecil text-text-2">{item.hint}</span>
          )}
        </>
      )}
      {item.keys && <Kbd className="ml-auto">{item.keys}</Kbd>}
    </div>
  )
}
