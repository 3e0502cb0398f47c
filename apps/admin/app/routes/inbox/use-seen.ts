import { useEffect, useRef, useState } from 'react'
import type { InboxItem } from './list-rows.server.ts'

/**
 * Marks the open ticket as seen, up to the message that the list shows, as soon as somebody can see it: a window in the
 * background marks nothing. Returns what this window has marked since, so that a row is read before the list reloads.
 */
export function useSeen(openId: string | null, row: InboxItem | undefined, address: string, onMention: () => void) {
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map())
  const visible = useVisible()
  const latest = useRef({ row, onMention })
  latest.current = { row, onMention }
  const lastAt = row?.lastAt ?? 0
  const news = row === undefined || row.mentioned || (row.unread && (seen.get(row.id) ?? 0) < lastAt)
  useEffect(() => {
    if (!openId || !visible || !news) return
    const body = new FormData()
    body.set('caseId', openId)
    if (lastAt > 0) body.set('until', String(lastAt))
    fetch(`${address}/seen`, { method: 'POST', body, headers: { accept: 'application/json' } })
      .then((response) => {
        if (!response.ok) return
        if (lastAt > 0) setSeen((now) => new Map(now).set(openId, lastAt))
        if (latest.current.row?.mentioned) latest.current.onMention()
      })
      // Not seen is what it stays; it is tried again when it is opened again.
      .catch(() => undefined)
  }, [openId, visible, news, lastAt, address])
  return (item: InboxItem) => item.unread && (seen.get(item.id) ?? 0) < item.lastAt
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(false)
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible')
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return visible
}
