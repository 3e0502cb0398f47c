import type { SavedDraft } from '@siaga/cases'
import { useCallback, useEffect, useRef, useState } from 'react'
import { newSubmissionId } from '../../components/submission-id.ts'
import { tellDraft } from '../inbox/use-draft-mark.ts'
import { onPresence } from '../tenant/presence-news.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { type Draft, emptyDraft, isEmpty, joined, meet, type Quote, type Theirs } from './draft-rules.ts'

export type { Draft } from './draft-rules.ts'

/** So long nobody types before it is saved. */
const restMs = 700
const againMs = 5_000

function read(key: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (kept && typeof kept === 'object' && 'text' in kept && 'version' in kept && 'files' in kept) return kept as Draft
  } catch {
    // Storage that is full, off or holds something else: the draft lives on the server and in this page alone.
  }
  return emptyDraft()
}

function keep(key: string, draft: Draft) {
  try {
    if (isEmpty(draft) && !draft.dirty) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // as above
  }
}

export type DraftState = 'none' | 'saved' | 'saving' | 'here'

type Change = Partial<Pick<Draft, 'text' | 'files' | 'submissionId'>>

/**
 * A draft per ticket, kind and person: kept in this browser at once, on the server for their other devices when nobody
 * has typed for a moment. Where the two differ both are shown.
 */
export function useDraft(view: Pick<CaseView, 'id' | 'drafts'>, kind: 'reply' | 'note') {
  const { tenant, me, can } = useTenantHere()
  const key = `siaga-draft-${kind}-${view.id}`
  const address = `/t/${tenant.slug}/cases/${view.id}/draft`
  const stored: Theirs | null = view.drafts.find((d) => d.kind === kind) ?? null
  const [draft, setDraft] = useState<Draft>(() => fromServer(stored))
  const [conflict, setConflict] = useState<Theirs | null>(null)
  /** The last saving found nobody. */
  const [alone, setAlone] = useState(false)
  const latest = useRef(draft)
  const running = useRef<Promise<void> | null>(null)
  const paused = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const put = useCallback(
    (next: Draft) => {
      latest.current = next
      keep(key, next)
      tellDraft(view.id, kind, !isEmpty(next))
      setDraft(next)
    },
    [key, kind, view.id],
  )

  const take = useCallback(
    (theirs: Theirs | null) => {
      const met = meet(latest.current, theirs)
      if (met.kind === 'theirs') put(met.draft)
      if (met.kind === 'conflict') setConflict(met.theirs)
    },
    [put],
  )

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current)
    if (running.current) return running.current
    const sent = latest.current
    if (!sent.dirty || paused.current) return Promise.resolve()
    running.current = post(address, kind, sent)
      .then((answer) => {
        setAlone(answer === 'refused')
        if (answer === 'refused') return
        if (!answer.saved) return take(answer.theirs)
        const now = latest.current
        put({ ...now, version: answer.version, dirty: now.text !== sent.text || now.files !== sent.files })
      })
      .catch(() => {
        // Nobody answered: it stays in this browser, and is tried again.
        setAlone(true)
        timer.current = setTimeout(() => void save(), againMs)
      })
      .finally(() => {
        running.current = null
      })
    return running.current
  }, [address, kind, put, take])

  // What this browser kept from an earlier visit comes first, and meets what the server has.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per ticket
  useEffect(() => {
    const kept = read(key)
    if (kept.dirty && !isEmpty(kept)) {
      latest.current = kept
      setDraft(kept)
    }
    take(stored)
    tellDraft(view.id, kind, !isEmpty(latest.current))
  }, [key])
  const version = stored?.version ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version is what makes it another one
  useEffect(() => {
    if (!conflict) take(stored)
  }, [version])

  useEffect(() => {
    if (!draft.dirty || conflict || !can.work) return
    timer.current = setTimeout(() => void save(), restMs)
    return () => clearTimeout(timer.current)
  }, [draft, conflict, save, can.work])
  useEffect(() => {
    const away = () => document.visibilityState === 'hidden' && void save()
    const back = () => void save()
    document.addEventListener('visibilitychange', away)
    window.addEventListener('online', back)
    return () => {
      document.removeEventListener('visibilitychange', away)
      window.removeEventListener('online', back)
      void save()
    }
  }, [save])
  // Another device of the same person writes here: what it saves is fetched when nothing of ours is open.
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    const stop = onPresence((news) => {
      if (news.memberId !== me.memberId || news.caseId !== view.id || latest.current.dirty) return
      clearTimeout(soon)
      soon = setTimeout(() => {
        fetchDraft(address, kind).then((theirs) => theirs && !latest.current.dirty && take(theirs))
      }, 2 * restMs)
    })
    return () => {
      clearTimeout(soon)
      stop()
    }
  }, [address, kind, me.memberId, take, view.id])

  const change = useCallback(
    (part: Change | ((now: Draft) => Change)) => {
      const now = latest.current
      const next = { ...now, ...(typeof part === 'function' ? part(now) : part), dirty: true }
      put({ ...next, submissionId: next.submissionId || newSubmissionId() })
    },
    [put],
  )
  /** Another quote makes it another answer: what was sent before does not stand for it. */
  const quote = useCallback(
    (of: Quote | null) => put({ ...latest.current, quote: of, submissionId: newSubmissionId() }),
    [put],
  )
  /** Sent: the server has emptied its own in the same step. */
  const clear = useCallback(() => {
    const { version: sent } = latest.current
    paused.current = false
    setConflict(null)
    put(emptyDraft(sent === 0 ? 0 : sent + 1))
  }, [put])
  const renew = useCallback(() => change({ submissionId: newSubmissionId() }), [change])
  const choose = useCallback(
    (which: 'mine' | 'theirs' | 'both') => {
      if (!conflict) return
      const now = latest.current
      const base = {
        submissionId: now.submissionId || newSubmissionId(),
        version: conflict.version,
        quote: now.quote ?? null,
      }
      if (which === 'theirs') put({ ...base, text: conflict.text, files: conflict.files, dirty: false })
      else if (which === 'mine') put({ ...now, ...base, dirty: true })
      else put({ ...base, ...joined(now, conflict), dirty: true })
      setConflict(null)
    },
    [conflict, put],
  )
  /** While it is being sent nothing is saved: first what is on its way arrives, so that sending knows what it empties. */
  const pause = useCallback(() => {
    paused.current = true
    clearTimeout(timer.current)
    const now = latest.current
    if (!now.submissionId) put({ ...now, submissionId: newSubmissionId() })
    return running.current ?? Promise.resolve()
  }, [put])
  const resume = useCallback(() => {
    paused.current = false
    void save()
  }, [save])
  const state: DraftState = isEmpty(draft) ? 'none' : !draft.dirty ? 'saved' : alone || conflict ? 'here' : 'saving'
  return { draft, state, conflict, change, quote, clear, renew, choose, pause, resume, latest }
}

export type DraftStore = ReturnType<typeof useDraft>

const fromServer = (theirs: Theirs | null): Draft =>
  theirs
    ? { text: theirs.text, files: theirs.files, version: theirs.version, submissionId: '', dirty: false }
    : emptyDraft()

/** @throws when nobody answers */
async function post(address: string, kind: string, draft: Draft): Promise<SavedDraft | 'refused'> {
  const form = new FormData()
  form.set('kind', kind)
  form.set('text', draft.text)
  form.set('version', String(draft.version))
  for (const { fileId } of draft.files) form.append('fileId', fileId)
  const response = await fetch(address, { method: 'POST', body: form, headers: { accept: 'application/json' } })
  if (response.status >= 500) throw new Error('not saved')
  return response.ok ? ((await response.json()) as SavedDraft) : 'refused'
}

async function fetchDraft(address: string, kind: string): Promise<Theirs | null> {
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' } })
    if (!response.ok) return null
    const { drafts } = (await response.json()) as { drafts: (Theirs & { kind: string })[] }
    return drafts.find((d) => d.kind === kind) ?? null
  } catch {
    return null
  }
}
