import { useFetcher, useLocation } from '@remix-run/react'
import { useToast } from '@siaga/ui'
import { useCallback, useEffect, useRef } from 'react'
import type { ContactAnswer, ContactDone } from './contact-actions.server.ts'

type Handlers = { onDone?(answer: ContactDone): void; onRefused?(answer: Exclude<ContactAnswer, ContactDone>): void }

/** Sends one kind of form of this citizen. A refusal becomes a notification unless the caller shows it itself. */
export function useContactAct(contactId: string, kind: string, handlers: Handlers = {}) {
  const toast = useToast()
  const { pathname } = useLocation()
  const fetcher = useFetcher<ContactAnswer>({ key: `contact-${kind}-${contactId}` })
  const latest = useRef(handlers)
  latest.current = handlers
  const seen = useRef(fetcher.data)
  const { data: answer, state, submit } = fetcher
  useEffect(() => {
    if (!answer || state !== 'idle' || answer === seen.current) return
    seen.current = answer
    if (answer.ok) latest.current.onDone?.(answer)
    else if (latest.current.onRefused) latest.current.onRefused(answer)
    else toast.show({ kind: 'error', message: answer.problem.detail })
  }, [answer, state, toast])
  const act = useCallback(
    (intent: string, fields: Record<string, string | number> = {}) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
      form.set('intent', intent)
      submit(form, { method: 'post', action: pathname })
    },
    [submit, pathname],
  )
  return { act, busy: state !== 'idle' }
}
