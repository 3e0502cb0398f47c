import { useState } from 'react'
import { useReload } from '../tenant/use-live.ts'
import type { InboxItem } from './list-rows.server.ts'

export type BulkAct =
  | { kind: 'assign'; assigneeId: string | null }
  | { kind: 'tag'; add: string[]; remove: string[] }
  | { kind: 'close'; outcome: string; class: string }
  | { kind: 'snooze'; until: string }
  | { kind: 'read' }

export type BulkFailure = { row: InboxItem; text: string }
export type BulkDone = { act: BulkAct; done: number; failed: BulkFailure[] }

type Answer =
  | { ok: true; done: number; failed: { caseId: string; text: string }[] }
  | { ok: false; problem: { detail: string } }

/** As many as one answer brings within a breath: the progress moves. */
const atOnce = 20
/** What one act may touch; the server says the same. */
export const mostInBulk = 200

async function send(address: string, act: BulkAct, rows: readonly InboxItem[], offline: string): Promise<Answer> {
  const body = new FormData()
  body.set('act', JSON.stringify(act))
  body.set('cases', JSON.stringify(rows.map(({ id, revision }) => ({ caseId: id, revision }))))
  try {
    const response = await fetch(`${address}/bulk`, { method: 'POST', body, headers: { accept: 'application/json' } })
    return (await response.json()) as Answer
  } catch {
    return { ok: false, problem: { detail: offline } }
  }
}

/** Does one thing to many rows, a few at a time, and says of each that it could not be done to why. */
export function useBulk(address: string, offline: string, onDone: (result: BulkDone) => void) {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const reload = useReload()
  async function run(act: BulkAct, chosen: readonly InboxItem[]) {
    const rows = chosen.slice(0, mostInBulk)
    const result: BulkDone = { act, done: 0, failed: [] }
    for (let at = 0; at < rows.length; at += atOnce) {
      setProgress({ done: at, total: rows.length })
      const some = rows.slice(at, at + atOnce)
      const answer = await send(address, act, some, offline)
      if (!answer.ok) {
        // Refused as a whole, or nobody answers: so would the rest be.
        result.failed.push(...rows.slice(at).map((row) => ({ row, text: answer.problem.detail })))
        break
      }
      result.done += answer.done
      for (const { caseId, text } of answer.failed) {
        const row = some.find(({ id }) => id === caseId)
        if (row) result.failed.push({ row, text })
      }
    }
    setProgress(null)
    reload()
    onDone(result)
  }
  return { run, progress }
}
