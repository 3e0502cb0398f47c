import { type RefObject, useEffect, useRef, useState } from 'react'

type Draft = Record<string, string>

function readDraft(key: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return kept && typeof kept === 'object'
      ? Object.fromEntries(Object.entries(kept).map(([k, v]) => [k, String(v)]))
      : null
  } catch {
    return null // storage is switched off, or holds something of another version
  }
}

function writeDraft(key: string, draft: Draft | null): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft))
    else sessionStorage.removeItem(key)
  } catch {
    // Without storage a form works as it does without scripts.
  }
}

/** What stands in the form: no files, no fields of the page itself but the lists of a region. */
function draftOf(form: HTMLFormElement): Draft {
  const draft: Draft = {}
  for (const [name, value] of new FormData(form)) {
    const region = /^_(.+)\.\d$/.exec(name)?.[1]
    if (typeof value !== 'string' || !value) continue
    if (region) draft[region] = value
    else if (!name.startsWith('_')) draft[name] = value
  }
  return draft
}

export type DraftOptions = {
  key: string
  /** Nothing stands in the form yet: what was kept may be filled in. */
  fresh: boolean
  /** Asked when the form goes away: whether what was typed has been taken, and is kept no longer. */
  taken: () => boolean
}

/**
 * Keeps what is typed in this tab until it has been sent, and fills it in again after a reload.
 * `values` are for fields that fill themselves in.
 */
export function useDraft(form: RefObject<HTMLFormElement | null>, { key, fresh, taken }: DraftOptions) {
  const [values, setValues] = useState<Draft | null>(null)
  const [restored, setRestored] = useState(false)
  const opened = useRef<string | null>(null)

  useEffect(() => {
    // Once per page: an answer to the form, or the next message, starts from what stands there.
    const kept = fresh && opened.current !== key ? readDraft(key) : null
    opened.current = key
    if (form.current && kept) {
      setValues(kept)
      setRestored(fillIn(form.current, kept))
    }
    const keep = (event: Event) => {
      if (form.current && event.target instanceof Node && form.current.contains(event.target)) {
        writeDraft(key, draftOf(form.current))
      }
    }
    document.addEventListener('input', keep)
    return () => document.removeEventListener('input', keep)
  }, [form, key, fresh])

  const ask = useRef(taken)
  ask.current = taken
  useEffect(
    () => () => {
      if (ask.current()) writeDraft(key, null)
    },
    [key],
  )

  return {
    values,
    restored,
    forget() {
      writeDraft(key, null)
      setRestored(false)
      setValues(null)
    },
  }
}

function fillIn(form: HTMLFormElement, draft: Draft): boolean {
  let filled = false
  for (const [name, value] of Object.entries(draft)) {
    const control = form.elements.namedItem(name)
    if (control instanceof RadioNodeList) {
      if (!control.value) control.value = value
    } else if (
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement
    ) {
      if (control.value) continue
      control.value = value
      control.dispatchEvent(new Event('input', { bubbles: true }))
    } else continue
    filled = true
  }
  return filled
}
