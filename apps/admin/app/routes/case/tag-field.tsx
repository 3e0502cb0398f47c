import { useFetcher } from '@remix-run/react'
import { Chip, cx, IconButton, useTexts } from '@siaga/ui'
import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { partsTexts } from './parts.texts.ts'
import { useCaseAct } from './use-case-act.ts'

/** The tags of a ticket; a new word becomes a tag. Key # leads into the field. */
export function TagField({ view }: { view: CaseView }) {
  const t = useTexts(partsTexts)
  const { can } = useTenantHere()
  const { act } = useCaseAct(view, 'tag')
  const put = (name: 'add' | 'remove', value: string) => {
    const form = new FormData()
    form.set(name, value)
    act('tag', form)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {view.tags.map(({ id, name, retired }) => (
        <Chip key={id} className={cx(can.work && 'pr-0')}>
          {name}
          {retired && <span className="font-normal text-text-2">{t('retired')}</span>}
          {can.work && (
            <button
              type="button"
              aria-label={t('removeTag', { name })}
              onClick={() => put('remove', id)}
              className="-my-0.5 inline-flex size-6 items-center justify-center rounded-[3px] text-text-2 hover:text-text"
            >
              <X aria-hidden="true" size={12} strokeWidth={2} />
            </button>
          )}
        </Chip>
      ))}
      {can.work ? (
        <TagInput view={view} onAdd={(name) => put('add', name)} />
      ) : (
        view.tags.length === 0 && <span className="text-kecil text-text-2">{t('noTags')}</span>
      )}
    </div>
  )
}

type Suggested = { query: string; tags: { id: string; name: string }[] }

function TagInput({ view, onAdd }: { view: CaseView; onAdd(name: string): void }) {
  const t = useTexts(partsTexts)
  const { tenant } = useTenantHere()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  const [writing, setWriting] = useState(false)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const { data, load } = useFetcher<Suggested>({ key: `tags-${view.id}` })
  const word = text.trim()
  useEffect(() => {
    if (writing) load(`/t/${tenant.slug}/tags?q=${encodeURIComponent(word)}`)
  }, [writing, word, tenant.slug, load])
  const taken = new Set(view.tags.map(({ name }) => name))
  const known = (data?.tags ?? [])
    .map(({ name }) => name)
    .filter((name) => !taken.has(name))
    .slice(0, 8)
  const fresh = word !== '' && !known.includes(word.toLocaleLowerCase('id')) && !taken.has(word.toLocaleLowerCase('id'))
  const options = [...known, ...(fresh ? [word] : [])]
  const close = () => {
    setWriting(false)
    setText('')
    setActive(0)
  }
  const pick = (name: string | undefined) => {
    if (!name) return
    onAdd(name)
    setText('')
    setActive(0)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && options.length > 0) {
      event.preventDefault()
      setActive((now) => (now + step + options.length) % options.length)
    } else if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      pick(options[active] ?? options[0])
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      close()
      // Back to where the key was pressed, or to the button that stands here again.
      requestAnimationFrame(() => {
        const back = before.current?.isConnected ? before.current : document.getElementById('ticket-tags')
        if (back instanceof HTMLElement && back !== document.body) back.focus()
      })
    }
  }
  if (!writing)
    return (
      <IconButton
        id="ticket-tags"
        label={t('addTag')}
        keys="#"
        size={24}
        onClick={() => {
          before.current = document.activeElement
          setWriting(true)
          requestAnimationFrame(() => input.current?.focus())
        }}
      >
        <Plus aria-hidden="true" size={14} strokeWidth={1.75} />
      </IconButton>
    )
  return (
    <span className="relative min-w-32 grow">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={t('addTag')}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={options.length > 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        value={text}
        maxLength={60}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
        className="h-6 w-full rounded-[3px] border border-ctl bg-surface px-1.5 text-kecil -outline-offset-1 focus:outline-2 focus:outline-focus"
      />
      <ul
        id={`${id}-list`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the options of the combobox above
        role="listbox"
        aria-label={t('tags')}
        hidden={options.length === 0}
        className="absolute top-full left-0 z-30 mt-1 max-h-56 min-w-full overflow-y-auto rounded-[5px] border border-line-2 bg-surface py-1 whitespace-nowrap shadow-float"
      >
        {options.map((name, index) => (
          <li
            key={name}
            id={`${id}-${index}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of the combobox above
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseDown={(event) => {
              event.preventDefault()
              pick(name)
            }}
            className={cx('flex min-h-7 cursor-pointer items-center px-2.5', index === active && 'bg-accent-tint')}
          >
            {fresh && name === word ? t('newTag', { name }) : name}
          </li>
        ))}
      </ul>
    </span>
  )
}
