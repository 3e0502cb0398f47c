import { useNavigation } from '@remix-run/react'
import { type RefObject, useEffect, useState } from 'react'

type Draft = Record<string, string>

function readDraft(key: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return kept && typeof kept === 'object' ? Object.fromEntries(Object.entries(kept).map(([k, v]) => [k, String(v)])) : null
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

/**
 * Keeps what is typed in this tab until it has been sent, and fills it in again after a reload.
 * `values` are for fields that fill themselves in.
 */
export function useDraft(form: RefObject<HTMLFormElement | null>, key: string, fresh: boolean) {
  const [values, setValues] = useState<Draft | null>(null)
  const [restored, setRestored] = useState(false)
  const navigation = useNavigation()

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is filled in once, when the page opens
  useEffect(() => {
    const element = form.current
    if (!element) return
    const kept = fresh ? readDraft(key) : null
    if (kept) {
      setValues(kept)
      setRestored(fillIn(element, kept))
    }
    const keep = () => writeDraft(key, draftOf(element))
    element.addEventListener('input', keep)
    return () => element.removeEventListener('input', keep)
  }, [key])

  const sent = navigation.state === 'loading' && navigation.formMethod === 'POST' && navigation.location.pathname.startsWith('/ticket/')
  useEffect(() => {
    if (sent) writeDraft(key, null)
  }, [sent, key])

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
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
      if (control.value) continue
      control.value = value
      control.dispatchEvent(new Event('input', { bubbles: true }))
    } else continue
    filled = true
  }
  return filled
}
