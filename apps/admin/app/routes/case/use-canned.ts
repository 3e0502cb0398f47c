import { useEffect, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'

export type Canned = { id: string; serviceId: string | null; shortcut: string; title: string; text: string }

const keptMs = 60_000
const known = new Map<string, { at: number; replies: Promise<Canned[]> }>()

function ask(tenantSlug: string): Promise<Canned[]> {
  const kept = known.get(tenantSlug)
  if (kept && Date.now() - kept.at < keptMs) return kept.replies
  const replies = fetch(`/t/${tenantSlug}/canned`, { headers: { accept: 'application/json' } })
    .then((answer) => (answer.ok ? (answer.json() as Promise<{ replies: Canned[] }>) : { replies: [] }))
    .then((answer) => answer.replies)
    .catch(() => {
      // Nobody answered; the next one who writes asks again.
      known.delete(tenantSlug)
      return []
    })
  known.set(tenantSlug, { at: Date.now(), replies })
  return replies
}

/** Canned replies that fit a service: its own and those for all. */
export function useCanned(serviceId: string, wanted: boolean): Canned[] {
  const { tenant } = useTenantHere()
  const [replies, setReplies] = useState<Canned[]>([])
  useEffect(() => {
    if (!wanted) return
    let stopped = false
    ask(tenant.slug).then((all) => {
      if (!stopped) setReplies(all.filter((r) => r.serviceId === null || r.serviceId === serviceId))
    })
    return () => {
      stopped = true
    }
  }, [tenant.slug, serviceId, wanted])
  return replies
}

/** The word after a slash that is being typed at the caret: `/ter` → { word: 'ter', from }. Null elsewhere. */
export function slashAt(text: string, caret: number): { word: string; from: number } | null {
  const found = /(?:^|\s)\/([\p{L}\p{N}-]{0,30})$/u.exec(text.slice(0, caret))
  return found ? { word: (found[1] as string).toLowerCase(), from: caret - (found[1] as string).length - 1 } : null
}

/** Those whose shortcut begins with the word first, then those whose title or text holds it. */
export function matching(replies: readonly Canned[], word: string): Canned[] {
  const rank = (r: Canned) =>
    r.shortcut.startsWith(word)
      ? 0
      : r.title.toLowerCase().includes(word)
        ? 1
        : r.text.toLowerCase().includes(word)
          ? 2
          : 3
  return replies
    .filter((r) => rank(r) < 3)
    .sort((a, b) => rank(a) - rank(b) || (a.shortcut < b.shortcut ? -1 : 1))
    .slice(0, 8)
}
