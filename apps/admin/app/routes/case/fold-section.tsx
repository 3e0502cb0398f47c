import { cx } from '@siaga/ui'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useId, useState } from 'react'

const keyOf = (name: string) => `siaga-panel-${name}`

/** Whether a part of the panel is open; each person's browser remembers it. Closed until it is known, as on the server. */
function useFold(name: string, atFirst: boolean): [boolean, () => void] {
  const [open, setOpen] = useState(atFirst)
  useEffect(() => {
    const kept = localStorage.getItem(keyOf(name))
    if (kept !== null) setOpen(kept === 'open')
    // What was empty has something now: who just put it there sees it.
    else if (atFirst) setOpen(true)
  }, [name, atFirst])
  const toggle = () =>
    setOpen((now) => {
      localStorage.setItem(keyOf(name), now ? 'closed' : 'open')
      return !now
    })
  return [open, toggle]
}

type FoldProps = {
  /** Under which it is remembered. */
  name: string
  title: string
  /** A fact that is worth seeing while it is closed. */
  meta?: ReactNode
  actions?: ReactNode
  openAtFirst?: boolean
  children: ReactNode
}

/** A section of the panel that folds up; its heading says what is in it. */
export function FoldSection({ name, title, meta, actions, openAtFirst = false, children }: FoldProps) {
  const id = useId()
  const [open, toggle] = useFold(name, openAtFirst)
  return (
    <section aria-labelledby={id} className="border-t border-line-2 px-4 py-1.5 first:border-t-0">
      <header className="flex min-h-7 items-center gap-2">
        <h2 id={id} className="min-w-0 grow">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={`${id}-body`}
            onClick={toggle}
            className="-mx-1.5 flex min-h-7 w-full items-center gap-1.5 rounded-[5px] px-1.5 text-left font-semibold hover:bg-surface-2"
          >
            <ChevronDown
              aria-hidden="true"
              size={14}
              strokeWidth={1.75}
              className={cx('shrink-0 text-text-2', !open && '-rotate-90')}
            />
            {title}
            {meta !== undefined && <span className="text-kecil font-normal text-text-2 tabular">{meta}</span>}
          </button>
        </h2>
        {actions && <div className="flex shrink-0 items-center gap-1">{actions}</div>}
      </header>
      <div id={`${id}-body`} hidden={!open} className="pt-1 pb-1.5">
        {children}
      </div>
    </section>
  )
}
