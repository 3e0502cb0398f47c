import { listOptions, listViews } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { servicesOf } from '../../server/services.server.ts'

/** What the list can be filtered by and acted on with, and the saved views, as people read them. @throws forbidden */
export async function optionsOf(ctx: Ctx) {
  const [services, options, views] = await Promise.all([servicesOf(ctx), listOptions(ctx), listViews(ctx)])
  const { locale } = ctx
  return {
    queues: options.queues.map(({ id, serviceId, name }) => ({ id, serviceId, name: name[locale] })),
    members: options.members.sort((a, b) => a.name.localeCompare(b.name)),
    tags: options.tags,
    services: services.map(({ id, definition }) => ({
      id,
      normalClass: definition.normalClass[locale],
      categories: definition.categories.map(({ code, name }) => ({ code, name: name[locale] })),
      outcomes: definition.outcomes.map(({ code, name }) => ({ code, name: name[locale] })),
    })),
    views,
  }
}

export type Options = Awaited<ReturnType<typeof optionsOf>>
