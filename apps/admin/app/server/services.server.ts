import type { Ctx } from '@siaga/db'
import { listServices, type Service } from '@siaga/tenancy'

const known = new WeakMap<Ctx, Promise<Service[]>>()

/** The services of the person; read once per request, since several parts of a page name their categories. */
export function servicesOf(ctx: Ctx): Promise<Service[]> {
  const found = known.get(ctx) ?? listServices(ctx)
  known.set(ctx, found)
  return found
}
