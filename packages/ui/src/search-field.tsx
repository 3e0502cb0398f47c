import { Search } from 'lucide-react'
import { type FormEvent, forwardRef, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'

export type SearchOption = {
  id: string
  /** What is read aloud. */
  label: string
  shown: ReactNode
  /** Options of one group stand together under its name. */
  group?: string
  run: () => void
}

export type SearchFieldProps = {
  label: string
  placeholder?: string
  value: string
  onValueChange: (value: string) => void
  open: boolean
  onOpenChange: (open: boolean) => void
  options: readonly SearchOption[]
  /** Read aloud as it changes: how much was found. */
  status: string
  /** Stands over the options: what is wrong with the question, what was taken in. */
  note?: ReactNode
  /** Where Enter leads when no option is chosen; also without scripts, as `?q=`. */
  action: string
  onSubmit: () => void
  /** Stands at the right end of the field. */
  end?: ReactNode
  className?: string
}

/** A field in the top bar with what is found under it, as one types. The arrows go through it, Enter opens, Esc closes. */
export const SearchField = forwardRef<HTMLInputElement, SearchFieldProps>(function SearchField(props, ref) {
  const { label, placeholder, value, onValueChange, open, onOpenChange, options, status, note, className } = props
  const id = useId()
  const [active, setActive] = useState<string | null>(null)
  const place = options.findIndex((option) => option.id === active)
  useEffect(() => {
    if (active) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])
  const close = () => {
    setActive(null)
    onOpenChange(false)
  }
  const run = (option: SearchOption) => {
    setActive(null)
    option.run()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      if (open && (value || options.length > 0)) close()
      else event.currentTarget.blur()
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    if (!open) return onOpenChange(true)
    const next = event.key === 'ArrowDown' ? place + 1 : place < 0 ? options.length - 1 : place - 1
    setActive(options[next]?.id ?? null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = options[place]
    if (open && chosen) run(chosen)
    else if (value.trim()) props.onSubmit()
  }
  const shown = open && (options.length > 0 || Boolean(note) || value.trim() !== '')
  return (
    <search
      className={cx('relative min-w-0', className)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <form action={props.action} method="get" onSubmit={submit} className="relative flex items-center">
        <Search
          aria-hidden="true"
          size={16}
          strokeWidth={1.75}
          className="pointer-events-none absolute left-2.5 text-text-2"
        />
        <input
          ref={ref}
          type="text"
          name="q"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && place >= 0 ? `${id}-${active}` : undefined}
          placeholder={placeholder}
          value={value}
          onFocus={() => onOpenChange(true)}
          onClick={() => onOpenChange(true)}
          onChange={(event) => {
            setActive(null)
            onOpenChange(true)
            onValueChange(event.target.value)
          }}
          onKeyDown={onKeyDown}
          className="h-8 w-full rounded-[5px] border border-ctl bg-surface-2 pr-23 pl-8 text-badan text-text -outline-offset-1 hover:bg-surface focus:bg-surface focus:outline-2 focus:outline-focus"
        />
        <span className="absolute right-2 flex items-center gap-1">
          <span aria-hidden="true" className={cx('pointer-events-none', (open || value !== '') && 'hidden')}>
            <Kbd>/</Kbd>
          </span>
          {props.end}
        </span>
      </form>
      <p role="status" className="sr-only">
        {shown ? status : ''}
      </p>
      <div
        className={cx(
          'absolute top-full left-0 z-30 mt-1 max-h-[min(560px,calc(100dvh-72px))] w-[min(560px,calc(100vw-120px))] overflow-y-auto rounded-[5px] border border-line-2 bg-surface text-badan shadow-float',
          !shown && 'hidden',
        )}
      >
        {note}
        <div role="listbox" id={`${id}-list`} aria-label={label} tabIndex={-1} className="py-1">
          {groupsOf(options).map(({ name, items }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox
            <div key={name ?? ''} role="group" aria-label={name}>
              {name && (
                <div aria-hidden="true" className="px-3 pt-2 pb-1 text-mikro font-semibold text-text-2">
                  {name}
                </div>
              )}
              {items.map((option) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox holds the focus and the keys
                <div
                  key={option.id}
                  role="option"
                  id={`${id}-${option.id}`}
                  aria-selected={option.id === active}
                  aria-label={option.label}
                  tabIndex={-1}
                  onPointerDown={(event) => event.preventDefault()}
                  onPointerMove={() => setActive(option.id)}
                  onClick={() => run(option)}
                  className={cx(
                    'flex min-h-9 cursor-pointer items-center gap-2 px-3 py-1.5',
                    option.id === active && 'bg-accent-tint shadow-[inset_3px_0_0_var(--link)]',
                  )}
                >
                  {option.shown}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </search>
  )
})

function groupsOf(options: readonly SearchOption[]): { name: string | undefined; items: SearchOption[] }[] {
  const names = [...new Set(options.map((option) => option.group))]
  return names.map((name) => ({ name, items: options.filter((option) => option.group === name) }))
}
