import type { StoredFile } from '@siaga/files'
import { useCallback, useEffect, useState } from 'react'

/** What is being written. The id makes a second sending of the same text harmless, also after a reload. */
export type Draft = { text: string; submissionId: string; files: StoredFile[] }

function newSubmissionId(): string {
  // `randomUUID` is missing where the page is not served securely; this is not.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const emptyDraft = (): Draft => ({ text: '', submissionId: '', files: [] })

function read(key: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (kept && typeof kept === 'object' && 'text' in kept && 'submissionId' in kept && 'files' in kept)
      return kept as Draft
  } catch {
    // Storage that is full, off or holds something else: the draft lives in this page alone.
  }
  return emptyDraft()
}

function keep(key: string, draft: Draft) {
  try {
    if (draft.text || draft.files.length > 0) localStorage.setItem(key, JSON.stringify(draft))
    else localStorage.removeItem(key)
  } catch {
    // as above
  }
}

/** A draft per ticket and kind, kept in this browser until it is sent. */
export function useDraft(caseId: string, kind: 'reply' | 'note') {
  const key = `siaga-draft-${kind}-${caseId}`
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  useEffect(() => setDraft(read(key)), [key])
  const change = useCallback(
    (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) =>
      setDraft((now) => {
        const next = { ...now, ...(typeof part === 'function' ? part(now) : part) }
        if (!next.submissionId) next.submissionId = newSubmissionId()
        keep(key, next)
        return next
      }),
    [key],
  )
  const clear = useCallback(() => {
    keep(key, emptyDraft())
    setDraft(emptyDraft())
  }, [key])
  const renew = useCallback(() => change({ submissionId: newSubmissionId() }), [change])
  return { draft, change, clear, renew }
}
