import type { PublicCall } from '@siaga/channels'
import { findForm } from '@siaga/channels'
import { type Locale, localParts, notFound } from '@siaga/kernel'
import { knownError } from '@siaga/runtime'
import { publicTenant, type Service, type Tenant } from '@siaga/tenancy'
import { promiseOf } from './promise.server.ts'

export const shownTenant = ({ slug, name, shortName, timeZone }: Tenant) => ({ slug, name, shortName, timeZone })

const hasForm = (call: PublicCall, tenant: string, service: string) =>
  findForm(call, tenant, service).then(
    () => true,
    (error: unknown) => {
      if (knownError(error)?.code === notFound.code) return false
      throw error
    },
  )

/** A government's page: what it offers, which of it has a form, and when it is open. @throws notFound */
export async function portalTenant(call: PublicCall, slug: string) {
  const { tenant, services } = await publicTenant(call, slug)
  const now = call.clock.now()
  const shown = await Promise.all(
    services.map(async (service) => ({
      ...shownService(service, call.locale, tenant.timeZone, now),
      hasForm: await hasForm(call, tenant.slug, service.slug),
    })),
  )
  return { tenant: shownTenant(tenant), services: shown }
}

export type Opening = { kind: 'always' } | { kind: 'until'; time: string } | { kind: 'closed' }

function shownService(service: Service & { open: boolean }, locale: Locale, timeZone: string, now: Date) {
  const { definition } = service
  return {
    slug: service.slug,
    icon: service.icon,
    emergency: service.emergency,
    open: service.open,
    name: definition.name[locale],
    description: definition.description[locale],
    numbers: definition.numbers,
    promise: promiseOf(service),
    opening: openingOf(service, timeZone, now),
  }
}

/** What to say of today's hours: until when it is open, or that it is closed now. */
function openingOf(
  { definition, open }: Pick<Service, 'definition'> & { open: boolean },
  timeZone: string,
  now: Date,
): Opening {
  if (definition.hours === 'always') return { kind: 'always' }
  const { weekday, minutes } = localParts(now, timeZone)
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const spans = definition.hours[weekday] ?? []
  const running = open ? spans.find(([from, to]) => from <= clock && clock < to) : undefined
  return running ? { kind: 'until', time: running[1] } : { kind: 'closed' }
}
