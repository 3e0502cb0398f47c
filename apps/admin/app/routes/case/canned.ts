import { listCannedReplies } from '@siaga/conversations'
import { memberLoader } from '../../server/context.server.ts'

/** Canned replies of the person's services, asked for once when somebody begins to write. */
export const loader = memberLoader(async ({ ctx }) => {
  const replies = await listCannedReplies(ctx)
  return Response.json({
    replies: replies.map(({ id, serviceId, shortcut, title, text }) => ({ id, serviceId, shortcut, title, text })),
  })
})
