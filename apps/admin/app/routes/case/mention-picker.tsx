import { Avatar, cx, useTexts } from '@siaga/ui'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { CaseView } from './case-view.server.ts'
import { mentionTexts } from './mention.texts.ts'
import { mentionAt, peopleFor } from './mention-rules.ts'
import type { DraftStore } from './use-draft.ts'

type Person = CaseView['readers'][number]
type Options = {
  view: Pick<CaseView, 'readers'>
  /** Only notes call colleagues. */
  enabled: boolean
  store: Pick<DraftStore, 'change' | 'latest'>
  area: RefObject<HTMLTextAreaElement>
}

const optionId = (id: string) => `mention-${id}`
export const mentionListId = 'note-mentions'

/** Offers colleagues after "@"; the editor keeps the focus. */
export function useMentionPicker({ view, enabled, store, area }: Options) {
  const [at, setAt] = useState<{ from: number; word: string } | null>(null)
  const [active, setActive] = useState(0)
  const people = at ? peopleFor(at.word, view.readers) : []
  const open = enabled && people.length > 0
  const close = () => setAt(null)
  const pick = (person: Person) => {
    if (!at) return
    const { text } = store.latest.current
    const insert = `@${person.name} `
    const rest = text.slice(at.from + 1 + at.word.length).replace(/^ /, '')
    store.change({ text: text.slice(0, at.from) + insert + rest })
    close()
    const caret = at.from + insert.length
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(caret, caret)
    })
  }
  return {
    open,
    people,
    active,
    activeId: open && people[active] ? optionId(people[active].id) : undefined,
    pick,
    close,
    look(editor: HTMLTextAreaElement) {
      if (!enabled) return
      const found =
        editor.selectionStart === editor.selectionEnd ? mentionAt(editor.value, editor.selectionStart) : null
      if (found?.from === at?.from && found?.word === at?.word) return
      setAt(found)
      setActive(0)
    },
    /** True when the key was for the list. */
    onKeyDown(event: KeyboardEvent): boolean {
      if (!open) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const chosen = people[active] ?? people[0]
      if (step) setActive((now) => (now + step + people.length) % people.length)
      else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab')
        pick(chosen as Person)
      else if (event.key === 'Escape') close()
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}

type ListProps = { people: readonly Person[]; active: number; onPick(person: Person): void }

export function MentionList({ people, active, onPick }: ListProps) {
  const t = useTexts(mentionTexts)
  return (
    <div
      id={mentionListId}
      role="listbox"
      aria-label={t('colleagues')}
      className="float-in absolute bottom-full left-0 z-30 mb-1 max-h-60 w-72 overflow-y-auto rounded-[5px] border border-line-2 bg-surface py-1 shadow-float"
    >
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the editor handles the keys of this list
        <div
          key={person.id}
          id={optionId(person.id)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
          className={cx(
            'flex min-h-8 cursor-pointer items-center gap-2 px-3',
            index === active ? 'bg-accent-tint' : 'hover:bg-surface-2',
          )}
        >
          <Avatar name={person.name} size={24} />
          {person.name}
        </div>
      ))}
    </div>
  )
}
