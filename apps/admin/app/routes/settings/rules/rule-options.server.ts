import { listOptions } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { listMembers } from '@siaga/tenancy'
import { servicesOf } from '../../../server/services.server.ts'

type Named = { id: string; name: string }

/** What a rule of a service can name. */
export type RuleOptions = {
  categories: Named[]
  queues: Named[]
  members: Named[]
  tags: Named[]
}

/** By service. @throws forbidden */
export async function ruleOptions(ctx: Ctx): Promise<Record<string, RuleOptions>> {
  const [services, options, members] = await Promise.all([servicesOf(ctx), listOptions(ctx), listMembers(ctx)])
  return Object.fromEntries(
    services.map((service) => [
      service.id,
      {
        categories: service.definition.categories.map(({ code, name }) => ({ id: code, name: name[ctx.locale] })),
        queues: options.queues
          .filter(({ serviceId }) => serviceId === service.id)
          .map(({ id, name }) => ({ id, name: name[ctx.locale] })),
        members: members
          .filter((m) => m.worksCases && (m.serviceIds === 'all' || m.serviceIds.includes(service.id)))
          .map(({ id, name }) => ({ id, name })),
        tags: options.tags,
      },
    ]),
  )
}
