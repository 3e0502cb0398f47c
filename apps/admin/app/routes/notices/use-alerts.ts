import { useLocation } from '@remix-run/react'
import { useAnnounce, useTexts } from '@siaga/ui'
import { useEffect, useRef } from 'react'
import { onNews } from '../tenant/live-news.ts'
import type { Connection } from '../tenant/use-live.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { freshOf } from './alert-rules.ts'
import type { NoticeItem } from './data.ts'
import { kindTexts } from './notices.texts.ts'
import type { Seen, useNoticesData } from './use-notices-data.ts'
import type { Preferences, Tell } from './use-tell.ts'

/** Of many cases that come at once one is told. */
const newCaseEveryMs = 2_000

/** What has come since the page was opened is told, unless it is being looked at. */
export function useFreshNotices({ data }: ReturnType<typeof useNoticesData>, tell: Tell) {
  const words = useTexts(kindTexts)
  const announce = useAnnounce()
  const place = useWhere()
  const newest = useRef<string | null>(null)
  const latest = useRef({ tell, words, announce, place })
  latest.current = { tell, words, announce, place }
  useEffect(() => {
    if (!data) return
    const now = latest.current
    const fresh = freshOf(newest.current, data.notices).filter((notice) => !isLookedAt(notice, now.place))
    newest.current = data.notices[0]?.id ?? newest.current ?? ''
    if (fresh.length === 0) return
    now.tell(
      fresh.map(({ id, kind, number, caseId }) => ({
        kind,
        number,
        tag: id,
        to: addressOf(now.place.base, { caseId }),
      })),
    )
    const [first] = fresh
    if (first) now.announce([now.words(first.kind), first.number].filter(Boolean).join(', '))
  }, [data])
}

export const addressOf = (base: string, { caseId }: Pick<NoticeItem, 'caseId'>) =>
  caseId ? `${base}/inbox/${caseId}` : `${base}/handover`

export function useWhere() {
  const { tenant } = useTenantHere()
  const { pathname } = useLocation()
  const base = `/t/${tenant.slug}`
  return { base, pathname }
}

const isLookedAt = (notice: NoticeItem, place: { base: string; pathname: string }) =>
  document.visibilityState === 'visible' && document.hasFocus() && place.pathname === addressOf(place.base, notice)

/** What is open has been seen: also when it was told of elsewhere, or comes while it is open. */
export function useSeenByOpening({ data, markSeen }: ReturnType<typeof useNoticesData>) {
  const { base, pathname } = useWhere()
  const asked = useRef('')
  useEffect(() => {
    const look = () => {
      const unseen = data?.notices.filter((notice) => !notice.seen && addressOf(base, notice) === pathname) ?? []
      const [first] = unseen
      const known = unseen.map(({ id }) => id).join()
      if (!first || document.visibilityState !== 'visible' || asked.current === known) return
      asked.current = known
      const seen: Seen = first.caseId ? { caseId: first.caseId } : { handovers: 'yes' }
      void markSeen(seen)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [data, base, pathname, markSeen])
}

/** Cases that nobody has: asked for only by those who want to hear of them, and of many at once only the last. */
export function useNewCases(enabled: boolean, tell: Tell, preferences: Preferences | null) {
  const { base } = useWhere()
  const latest = useRef({ tell, preferences })
  latest.current = { tell, preferences }
  useEffect(() => {
    if (!enabled) return
    let waiting: string | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      timer = undefined
      const caseId = waiting
      waiting = null
      if (!caseId) return
      const answer = await fetch(`${base}/notices/cases/${caseId}`).catch(() => null)
      const found = answer?.ok ? ((await answer.json()) as { number: string; priority: string } | null) : null
      // A life at stake has a louder voice of its own.
      if (found && found.priority !== 'p1')
        latest.current.tell([{ kind: 'new_case', number: found.number, tag: caseId, to: `${base}/inbox/${caseId}` }])
    }
    const stop = onNews((news) => {
      const way = latest.current.preferences?.kinds.new_case
      if (news.kind !== 'events' || (!way?.sound && !way?.desktop)) return
      const opened = news.events.filter(({ type }) => type === 'case.opened').at(-1)
      if (!opened) return
      waiting = opened.id
      // Rules and colleagues get a moment to take it.
      timer ??= setTimeout(look, newCaseEveryMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [enabled, base])
}

export function useLostConnection(connection: Connection, tell: Tell) {
  const { base } = useWhere()
  const lost = connection.state === 'lost'
  const latest = useRef(tell)
  latest.current = tell
  useEffect(() => {
    if (lost) latest.current([{ kind: 'connection', number: null, tag: 'connection', to: base }])
  }, [lost, base])
}
