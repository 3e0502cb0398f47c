import { placeOfCase } from '@siaga/cases'
import { type PresenceState, presenceStates, presentAt, tellPresence } from '@siaga/events'
import { invalid, isUuid, notFound } from '@siaga/kernel'
import { authorize } from '@siaga/tenancy'
import { memberLoader } from '../../server/context.server.ts'
import { jsonAction } from '../../server/json-action.server.ts'

const idOf = (caseId = '') => {
  if (!isUuid(caseId)) throw notFound()
  return caseId
}

/** Who else is at this ticket now. */
export const loader = memberLoader(async ({ ctx, process }, { params }) => {
  const { caseId } = await placeOfCase(ctx, idOf(params.caseId))
  const me = ctx.actor.kind === 'member' ? ctx.actor.memberId : ''
  const here = await presentAt(process.redis, ctx.tenantId, caseId)
  return Response.json({ here: here.filter(({ memberId }) => memberId !== me) })
})

/** "I am here", "I am writing", "I have gone": kept for half a minute, and told to colleagues of the service. */
export const action = jsonAction(async ({ ctx, process }, form, { params }) => {
  authorize(ctx, 'case.work')
  const place = await placeOfCase(ctx, idOf(params.caseId))
  const state = form.get('state')
  if (!presenceStates.includes(state as PresenceState)) throw invalid({ internal: 'no such presence' })
  if (ctx.actor.kind === 'member')
    await tellPresence(process.redis, ctx.tenantId, {
      ...place,
      memberId: ctx.actor.memberId,
      state: state as PresenceState,
    })
})
