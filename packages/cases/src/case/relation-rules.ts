import { invalid } from '@siaga/kernel'
import { type Case, isOpen, type Priority, sortTime } from '../case-rules.ts'

const rank: Record<Priority, number> = { p1: 1, p2: 2, p3: 3 }

/** The more urgent of two: a merge never hides a life at stake. */
export const moreUrgent = (a: Priority, b: Priority): Priority => (rank[a] <= rank[b] ? a : b)

const earliest = (...times: (Date | null)[]): Date | null => {
  const known = times.filter((t) => t !== null)
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)))
}

type Waiting = Pick<Case, 'waitingSince' | 'callbackAt' | 'state'>

/** Since when the citizen waits in a case that takes over another's conversation, and the earlier call-back. */
export function joinedTurn(target: Waiting, source: Waiting): Pick<Case, 'waitingSince' | 'callbackAt' | 'state'> {
  const theirs = isOpen(source.state) ? source : { waitingSince: null, callbackAt: null }
  const waitingSince = earliest(target.waitingSince, theirs.waitingSince)
  const ourTurn = waitingSince && target.state === 'waiting_citizen'
  return {
    waitingSince,
    callbackAt: earliest(target.callbackAt, theirs.callbackAt),
    state: ourTurn ? 'open' : target.state,
  }
}

/** The place of a merged case's matter: its own, or that of what it took over where that was due sooner. */
export function joinedSort(target: Parameters<typeof sortTime>[0], source: Pick<Case, 'state' | 'sortAt'>): Date {
  const own = sortTime(target)
  return isOpen(source.state) && source.sortAt < own ? source.sortAt : own
}

type Kin = Pick<Case, 'id' | 'parentId' | 'state'>

const parentProblem = (text: { id: string; en: string }) =>
  invalid({ fields: [{ path: 'parentId', code: 'kin', text }] })

/** One level, no circle. @throws invalid */
export function requireKin(child: Kin, parent: Kin, childHasChildren: boolean): void {
  if (child.id === parent.id)
    throw parentProblem({
      id: 'Tiket tidak dapat menjadi bagian dari dirinya sendiri.',
      en: 'A ticket is no part of itself.',
    })
  if (parent.state === 'merged' || child.state === 'merged')
    throw parentProblem({
      id: 'Tiket yang sudah digabung tidak dapat dipakai. Pakai tiket tujuannya.',
      en: 'A merged ticket cannot be used. Use the one that it went into.',
    })
  if (parent.parentId)
    throw parentProblem({
      id: 'Tiket itu sendiri bagian dari tiket lain. Pilih tiket induknya.',
      en: 'That ticket is itself a part of another. Choose its parent.',
    })
  if (childHasChildren)
    throw parentProblem({
      id: 'Tiket ini sudah punya bagian. Hanya satu tingkat yang mungkin.',
      en: 'This ticket has parts of its own. Only one level is possible.',
    })
}

export type SplitMessage = { id: string; interactionId: string; direction: 'in' | 'out' }
export type SplitLink = { interactionId: string; opened: boolean; originId: string | null }
export type SplitPlan = {
  /** Interactions all of whose messages go: they go with them, with the target that they carry. */
  whole: string[]
  /** Interactions of which a part goes: the part becomes a continuation, which is counted where it began. */
  parts: string[]
}

/**
 * Which interactions a choice of messages takes along. The one with which the case itself began stays, because the
 * case's own first-response target hangs on it.
 */
export function planSplit(
  messages: readonly SplitMessage[],
  links: readonly SplitLink[],
  chosen: ReadonlySet<string>,
): SplitPlan {
  const plan: SplitPlan = { whole: [], parts: [] }
  for (const link of links) {
    const mine = messages.filter((m) => m.interactionId === link.interactionId)
    const going = mine.filter((m) => chosen.has(m.id))
    if (going.length === 0) continue
    const begins = link.opened && link.originId === null
    if (going.length === mine.length && !begins) plan.whole.push(link.interactionId)
    else plan.parts.push(link.interactionId)
  }
  return plan
}
