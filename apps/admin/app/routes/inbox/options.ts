import { memberLoader } from '../../server/context.server.ts'
import { optionsOf } from './options.server.ts'

/** What the list's menus offer; asked for once a page, and when they open. */
export const loader = memberLoader(async ({ ctx }) => Response.json(await optionsOf(ctx)))
