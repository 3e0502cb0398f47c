import type { ActionFunctionArgs } from '@remix-run/node'
import { type BulkInput, bulkCases } from '@siaga/cases'
import { invalid, notFound } from '@siaga/kernel'
import { guarded, memberLoader, refusable, requireMember } from '../../server/context.server.ts'

/** There is nothing to read here. */
export const loader = memberLoader(async () => {
  throw notFound()
})

function json(form: FormData, name: string): unknown {
  try {
    return JSON.parse(String(form.get(name) ?? ''))
  } catch {
    throw invalid({ internal: `${name} is not JSON` })
  }
}

/** One thing done to many tickets; the page sends them a few at a time and shows how far it is. */
export async function action(args: ActionFunctionArgs) {
  const { ctx } = await guarded(args, () => requireMember(args))
  const form = await args.request.formData()
  const answer = await refusable(args, 'bulk', async () => ({
    ok: true as const,
    ...(await bulkCases(ctx, { cases: json(form, 'cases'), act: json(form, 'act') } as BulkInput)),
  }))
  return 'ok' in answer ? Response.json(answer) : Response.json(answer.data, answer.init ?? {})
}
