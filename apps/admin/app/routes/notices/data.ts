import { invalid, isUuid, notFound } from '@siaga/kernel'
import { countUnreadHandovers, listNotices, markNoticesSeen, readNoticePreferences, unseenLimit } from '@siaga/notices'
import { memberLoader } from '../../server/context.server.ts'
import { jsonAction } from '../../server/json-action.server.ts'

/** What the bell shows and how its person wants to hear of it; `?before=…` for an older page of the list. */
export const loader = memberLoader(async ({ ctx }, { request }) => {
  const before = new URL(request.url).searchParams.get('before')
  if (before !== null && !isUuid(before)) throw notFound()
  const [list, handovers, { preferences }] = await Promise.all([
    listNotices(ctx, before ? { before } : {}),
    countUnreadHandovers(ctx),
    readNoticePreferences(ctx),
  ])
  return Response.json({
    now: ctx.clock.now().getTime(),
    unseen: list.unseen,
    most: unseenLimit,
    notices: list.notices.map(({ id, kind, caseId, number, subject, createdAt, seenAt }) => ({
      id,
      kind,
      caseId,
      number,
      subject,
      at: createdAt.getTime(),
      seen: seenAt !== null,
    })),
    next: list.next,
    handovers,
    preferences,
  } satisfies NoticesData)
})

export type NoticeItem = {
  id: string
  kind: Awaited<ReturnType<typeof listNotices>>['notices'][number]['kind']
  caseId: string | null
  number: string | null
  subject: string | null
  at: number
  seen: boolean
}

export type NoticesData = {
  now: number
  unseen: number
  /** A number above this is told as "more". */
  most: number
  notices: NoticeItem[]
  next: string | null
  /** Notes of the shift before that wait for the person. */
  handovers: number
  preferences: Awaited<ReturnType<typeof readNoticePreferences>>['preferences']
}

/** Marks notices as seen: `upTo` one, those of a `caseId`, or those of hand-over notes. */
export const action = jsonAction(async ({ ctx }, form) => {
  const [upTo, caseId] = [form.get('upTo'), form.get('caseId')]
  if (typeof upTo === 'string') return markNoticesSeen(ctx, { upTo })
  if (typeof caseId === 'string') return markNoticesSeen(ctx, { caseId })
  if (form.get('handovers') === 'yes') return markNoticesSeen(ctx, { handovers: true })
  throw invalid({ internal: 'nothing to mark as seen' })
})
