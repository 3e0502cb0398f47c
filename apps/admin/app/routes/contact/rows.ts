import { memberLoader } from '../../server/context.server.ts'
import { contactRows } from './list-view.server.ts'

/** The next page of citizens, for the list on screen and for choosing one. */
export const loader = memberLoader(async ({ ctx }, { request }) => contactRows(ctx, new URL(request.url)))
