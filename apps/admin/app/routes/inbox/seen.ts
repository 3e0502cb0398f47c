import type { ActionFunctionArgs } from '@remix-run/node'
import { markSeen } from '@siaga/cases'
import { notFound } from '@siaga/kernel'
import { guarded, memberLoader, refusable, requireMember } from '../../server/context.server.ts'

/** There is nothing to read here. */
export const loader = memberLoader(async () => {
  throw notFound()
})

/** A ticket has been looked at, up to the message that was shown. Nothing reloads for it. */
export async function action(args: ActionFunctionArgs) {
  const { ctx } = await guarded(args, () => requireMember(args))
  const form = await args.request.formData()
  const until = Number(form.get('until'))
  const seen = { caseId: String(form.get('caseId') ?? ''), ...(until > 0 && { until: new Date(until) }) }
  const answer = await refusable(args, 'seen', async () => ({
    ok: true as const,
    ...(await markSeen(ctx, { cases: [seen] })),
  }))
  return 'ok' in answer ? Response.json(answer) : Response.json(answer.data, answer.init ?? {})
}
