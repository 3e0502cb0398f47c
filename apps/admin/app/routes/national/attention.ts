import type { TenantLine } from './national-view.server.ts'
import { standingOf } from './standing.ts'

const most = 9

/** The tenants that need attention, numbered as they stand in the table; the map repeats the numbers. Pure. */
export function attentionOf<T extends Pick<TenantLine, 'inTime' | 'due'>>(
  tenants: readonly T[],
): { tenant: T; mark: number }[] {
  return tenants
    .filter((tenant) => standingOf(tenant) === 'low' || standingOf(tenant) === 'near')
    .slice(0, most)
    .map((tenant, index) => ({ tenant, mark: index + 1 }))
}
