import { type Ctx, withTenant } from '@siaga/db'
import { authorize } from '@siaga/tenancy'
import { caseIn } from './case-store.ts'

/** In which service a case lies, for who only needs to know whether it is theirs. @throws forbidden, notFound */
export async function placeOfCase(ctx: Ctx, caseId: string): Promise<{ caseId: string; serviceId: string }> {
  authorize(ctx, 'case.read')
  const c = await withTenant(ctx, (tx) => caseIn(tx, ctx, caseId))
  return { caseId: c.id, serviceId: c.serviceId }
}
