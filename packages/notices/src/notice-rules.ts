import type { NoticeKind } from './schema.ts'

/** What is known of an event and its case when it is decided who hears of it. */
export type Happening = {
  type: string
  /** Who did it, when it was a member: nobody is told of what they did themselves. */
  byMemberId: string | null
  assigneeId: string | null
  watcherIds: readonly string[]
  /** Of `case.mentioned`: who was named. */
  mentionedIds: readonly string[]
  /** Of `message.moved`: the member who wrote the message, and what became of it. */
  authorId: string | null
  messageState: string | null
  /** Supervisors of the service: who hears of what has no assignee. */
  supervisorIds: readonly string[]
}

const changes = new Set([
  'case.changed',
  'case.resolved',
  'case.closed',
  'case.reopened',
  'case.noted',
  'case.replied',
  'case.moved',
  'case.merged',
])

const dueTypes = new Set(['case.overdue', 'case.callback_due'])

/** Whether an event is for those who stand above the desk: something is due, and nobody has it. */
export const asksSupervisors = (h: Pick<Happening, 'type' | 'assigneeId'>) => !h.assigneeId && dueTypes.has(h.type)

/** Who hears of an event, and as what; each member at most once. Pure. */
export function whoHears(h: Happening): { memberId: string; kind: NoticeKind }[] {
  const heard = new Map<string, NoticeKind>()
  const tell = (memberId: string | null, kind: NoticeKind) => {
    if (memberId && memberId !== h.byMemberId && !heard.has(memberId)) heard.set(memberId, kind)
  }
  if (h.type === 'case.mentioned') for (const id of h.mentionedIds) tell(id, 'mentioned')
  if (h.type === 'case.assigned') tell(h.assigneeId, 'assigned')
  if (h.type === 'case.message_received') {
    tell(h.assigneeId, 'citizen_wrote')
    for (const id of h.watcherIds) tell(id, 'citizen_wrote')
  }
  if (dueTypes.has(h.type)) {
    const kind = h.type === 'case.overdue' ? 'overdue' : 'callback'
    if (asksSupervisors(h)) for (const id of h.supervisorIds) tell(id, kind)
    else tell(h.assigneeId, kind)
    for (const id of h.watcherIds) tell(id, kind)
  }
  if (h.type === 'message.moved' && (h.messageState === 'failed' || h.messageState === 'uncertain'))
    tell(h.authorId ?? h.assigneeId, 'send_failed')
  if (changes.has(h.type)) for (const id of h.watcherIds) tell(id, 'changed')
  return [...heard].map(([memberId, kind]) => ({ memberId, kind }))
}

export type Way = { sound: boolean; desktop: boolean }
export type Preferences = {
  /** 0–100. */
  volume: number
  /** By kind; besides, for a life at stake (`p1`), a case that nobody has taken (`new_case`) and a lost `connection`. */
  kinds: Record<string, Way>
  /** No sound and no desktop notice between these times of the tenant's day, except for a life at stake. */
  quiet: { from: string; to: string } | null
}

/** Kinds that the browser tells of by itself: the list changes, the connection is lost. They are nobody's own. */
export const listKinds = ['p1', 'new_case', 'connection'] as const

/** What a person hears who has chosen nothing: a knock for what is theirs, never a sound for what merely changed. */
export const defaultPreferences: Preferences = {
  volume: 60,
  kinds: {
    p1: { sound: true, desktop: true },
    new_case: { sound: false, desktop: false },
    connection: { sound: true, desktop: false },
    assigned: { sound: true, desktop: true },
    mentioned: { sound: true, desktop: true },
    citizen_wrote: { sound: false, desktop: false },
    changed: { sound: false, desktop: false },
    overdue: { sound: true, desktop: true },
    send_failed: { sound: true, desktop: true },
    callback: { sound: true, desktop: true },
    handover: { sound: false, desktop: true },
  },
  quiet: null,
}
