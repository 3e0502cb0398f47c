import { readDrafts, saveDraft } from '@siaga/cases'
import { isUuid, notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'
import { jsonAction } from '../../server/json-action.server.ts'

const idOf = (caseId = '') => {
  if (!isUuid(caseId)) throw notFound()
  return caseId
}

/** The person's own drafts of a ticket, for a device that comes back to it. */
export const loader = memberLoader(async ({ ctx }, { params }) =>
  Response.json({ drafts: await readDrafts(ctx, idOf(params.caseId)) }),
)

/** Keeps what is being typed; plain fetch and not a form of the page, so that nothing is read anew. */
export const action = jsonAction(async ({ ctx }, form, { params }) => {
  return saveDraft(ctx, {
    caseId: idOf(params.caseId),
    kind: form.get('kind') === 'note' ? 'note' : 'reply',
    text: String(form.get('text') ?? ''),
    fileIds: form.getAll('fileId').map(String),
    version: Number(form.get('version')),
  })
})
