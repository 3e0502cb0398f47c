import type { ActionFunctionArgs } from '@remix-run/node'
import { guarded, type Member, refusable, requireMember } from './context.server.ts'

/** An action that a script asks with plain fetch, beside the page's own forms: it answers JSON and reads nothing anew. */
export function jsonAction(work: (member: Member, form: FormData, args: ActionFunctionArgs) => Promise<unknown>) {
  return async (args: ActionFunctionArgs): Promise<Response> => {
    const member = await guarded(args, () => requireMember(args))
    const form = await args.request.formData()
    const answer = await refusable(args, String(form.get('intent') ?? ''), async () => ({
      done: await work(member, form, args),
    }))
    return 'done' in answer ? Response.json(answer.done ?? null) : Response.json(answer.data, answer.init ?? {})
  }
}
