import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { onNews } from '../tenant/live-news.ts'
import type { NoticesData } from './data.ts'

const mine = new Set(['notice.created', 'handover.written', 'handover.read'])

/** Marks as they go to the server. */
export type Seen = { upTo: string } | { caseId: string } | { handovers: 'yes' }

type Kept = { data: NoticesData | null; failed: boolean; older: NoticesData['notices'] }

/** The person's notices: read once, and again when the stream tells of a new one; other windows of theirs are told. */
export function useNoticesData(address: string, owner: string, enabled: boolean) {
  const [kept, setKept] = useState<Kept>({ data: null, failed: false, older: [] })
  const channel = useRef<BroadcastChannel | null>(null)
  const run = useRef(0)

  const refresh = useCallback(async () => {
    const turn = ++run.current
    const answer = await read(address)
    // An answer that was overtaken by a later question is old.
    if (turn !== run.current) return
    setKept((now) => (answer ? { data: answer, failed: false, older: now.older } : { ...now, failed: true }))
  }, [address])

  const refreshAll = useCallback(() => {
    channel.current?.postMessage('refresh')
    return refresh()
  }, [refresh])

  useEffect(() => {
    if (!enabled) return
    void refresh()
    if ('BroadcastChannel' in window) {
      channel.current = new BroadcastChannel(`siaga-notices-${owner}`)
      channel.current.onmessage = () => void refresh()
    }
    const stop = onNews((news) => {
      if (news.kind === 'reset' || news.events.some(({ type }) => mine.has(type))) void refresh()
    })
    return () => {
      stop()
      channel.current?.close()
      channel.current = null
    }
  }, [enabled, owner, refresh])

  const markSeen = useCallback(
    async (seen: Seen) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(seen)) body.set(name, value)
      const done = await fetch(address, { method: 'POST', body }).catch(() => null)
      if (done?.ok) {
        setKept((now) => ({ ...now, older: [] }))
        await refreshAll()
      }
    },
    [address, refreshAll],
  )

  const lastId = kept.older.at(-1)?.id ?? kept.data?.next ?? null
  const [ended, setEnded] = useState(false)
  const loadOlder = useCallback(async () => {
    if (!lastId) return
    const answer = await read(`${address}?before=${lastId}`)
    if (!answer) return
    setEnded(answer.next === null)
    setKept((now) => ({ ...now, older: [...now.older, ...answer.notices] }))
  }, [address, lastId])

  const hasOlder = kept.data?.next != null && !(ended && kept.older.length > 0)
  return useMemo(
    () => ({ ...kept, hasOlder, refresh, refreshAll, markSeen, loadOlder }),
    [kept, hasOlder, refresh, refreshAll, markSeen, loadOlder],
  )
}

async function read(address: string): Promise<NoticesData | null> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => null)
  return answer?.ok ? ((await answer.json()) as NoticesData) : null
}
