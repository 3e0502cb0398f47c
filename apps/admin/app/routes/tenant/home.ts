import { redirect } from '@remix-run/node'
import { memberLoader } from '../../server/context.server.ts'
import { homeOf } from '../../server/home.server.ts'

export const loader = memberLoader(async ({ ctx, tenant }) => {
  throw redirect(homeOf(ctx, tenant.slug))
})
