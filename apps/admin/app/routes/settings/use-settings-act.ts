import { useFetcher } from '@remix-run/react'
import { useToast } from '@siaga/ui'
import { useEffect, useRef, useState } from 'react'
import type { Refused } from '../../server/context.server.ts'

type Handlers = {
  /** Said when it is done. */
  done?: string
  /** A refusal is said too; else the form shows it beside what was typed. */
  toastRefusal?: boolean
}

/** One form of a page of the settings. `count` rises with every success. */
export function useSettingsAct<Action>(kind: string, { done, toastRefusal = false }: Handlers = {}) {
  const toast = useToast()
  const fetcher = useFetcher<Action>({ key: `settings-${kind}` })
  const [count, setCount] = useState(0)
  const latest = useRef({ done, toastRefusal })
  latest.current = { done, toastRefusal }
  const answer = fetcher.data
  const refused = isRefused(answer) ? answer : null
  const seen = useRef(answer)
  useEffect(() => {
    if (!answer || fetcher.state !== 'idle' || answer === seen.current) return
    seen.current = answer
    if (!isRefused(answer)) {
      setCount((n) => n + 1)
      if (latest.current.done) toast.show({ message: latest.current.done })
    } else if (latest.current.toastRefusal) toast.show({ kind: 'error', message: answer.problem.detail })
  }, [answer, fetcher.state, toast])
  return { fetcher, answer, refused, count, busy: fetcher.state !== 'idle' }
}

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
