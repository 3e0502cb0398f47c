import { isUuid, notFound } from '@siaga/kernel'
import { readWaitingCase } from '@siaga/notices'
import { memberLoader } from '../../server/context.server.ts'

/** What is told of a case that has just come in; null when somebody has it already. */
export const loader = memberLoader(async ({ ctx }, { params }) => {
  const { caseId = '' } = params
  if (!isUuid(caseId)) throw notFound()
  return Response.json(await readWaitingCase(ctx, { caseId }))
})
