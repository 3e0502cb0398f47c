import { isUuid, notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'
import { casesPage } from './contact-view.server.ts'

/** Older cases of a citizen, or the open ones for choosing. */
export const loader = memberLoader(async ({ ctx }, { params, request }) => {
  const contactId = params.contactId ?? ''
  if (!isUuid(contactId)) throw notFound()
  const query = new URL(request.url).searchParams
  return casesPage(ctx, contactId, { cursor: query.get('cursor'), open: query.get('open') === '1' })
})

export type MoreCases = Awaited<ReturnType<typeof casesPage>>
