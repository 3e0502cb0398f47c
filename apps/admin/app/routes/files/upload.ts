import type { ActionFunctionArgs } from '@remix-run/node'
import { readCase } from '@siaga/cases'
import { fileTooLarge, maxFileBytes, storeFile } from '@siaga/files'
import { invalid, isUuid, notFound } from '@siaga/kernel'
import { authorize } from '@siaga/tenancy'
import { guarded, memberLoader, refusable, requireMember } from '../../server/context.server.ts'

/** Room for the form around the file. */
const mostBytes = maxFileBytes + 64 * 1024

/** There is nothing to read here: answered like any page that does not exist, to members and to strangers alike. */
export const loader = memberLoader(async () => {
  throw notFound()
})

/** Keeps a file for an answer that is being written; the answer names it by its id. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, process } = await guarded(args, () => requireMember(args))
  const answer = await refusable(args, 'upload', async () => {
    authorize(ctx, 'case.work')
    const caseId = args.params.caseId ?? ''
    if (!isUuid(caseId)) throw notFound()
    await readCase(ctx, caseId)
    const tooLarge = () => fileTooLarge({ params: { name: '', megabytes: maxFileBytes / 1024 / 1024 } })
    const length = Number(args.request.headers.get('content-length'))
    if (!length || length > mostBytes) throw tooLarge()
    const file = (await args.request.formData()).get('file')
    if (!(file instanceof File)) throw invalid({ internal: 'no file in the form' })
    if (file.size > maxFileBytes) throw tooLarge()
    const stored = await storeFile(ctx, process.store, {
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })
    return { ok: true as const, file: stored }
  })
  return 'ok' in answer ? Response.json(answer) : Response.json(answer.data, answer.init ?? {})
}
