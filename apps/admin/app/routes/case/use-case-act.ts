import { useFetcher, useLocation } from '@remix-run/react'
import { useToast } from '@siaga/ui'
import { useCallback, useEffect, useRef } from 'react'
import type { CaseAnswer, Done } from './case-actions.server.ts'
import type { CaseView } from './case-view.server.ts'
import { beginAct } from './under-way.ts'

type Handlers = { onDone?(answer: Done): void; onRefused?(answer: Exclude<CaseAnswer, Done>): void }

/** Sends one kind of form of this case. A refusal becomes a notification unless the caller shows it itself. */
export function useCaseAct(view: Pick<CaseView, 'id'>, kind: string, handlers: Handlers = {}) {
  const toast = useToast()
  const { pathname } = useLocation()
  const fetcher = useFetcher<CaseAnswer>({ key: `case-${kind}-${view.id}` })
  const latest = useRef(handlers)
  latest.current = handlers
  const seen = useRef(fetcher.data)
  const { data: answer, state, submit } = fetcher
  const end = useRef<(well: boolean) => void>(() => undefined)
  useEffect(() => () => end.current(true), [])
  useEffect(() => {
    if (!answer || state !== 'idle' || answer === seen.current) return
    seen.current = answer
    if (answer.ok) latest.current.onDone?.(answer)
    else if (latest.current.onRefused) latest.current.onRefused(answer)
    else toast.show({ kind: 'error', message: answer.problem.errors?.[0]?.detail ?? answer.problem.detail })
    end.current(answer.ok)
  }, [answer, state, toast])
  const act = useCallback(
    (intent: string, fields: Record<string, string | number> | FormData = {}) => {
      const form = fields instanceof FormData ? fields : new FormData()
      if (!(fields instanceof FormData))
        for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
      form.set('intent', intent)
      end.current(true)
      end.current = beginAct()
      submit(form, { method: 'post', action: pathname })
    },
    [submit, pathname],
  )
  return { act, busy: state !== 'idle' }
}
