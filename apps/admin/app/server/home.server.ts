import type { Ctx } from '@siaga/db'
import { may } from '@siaga/tenancy'

/** Where a person begins in a tenant: where their role works; without a desk, at their own page. */
export function homeOf(ctx: Ctx, tenantSlug: string): string {
  if (may(ctx, 'case.read')) return `/t/${tenantSlug}/inbox`
  if (may(ctx, 'oversight.read')) return `/t/${tenantSlug}/national`
  if (may(ctx, 'quarantine.change')) return `/t/${tenantSlug}/settings/quarantine`
  return `/t/${tenantSlug}/account`
}
