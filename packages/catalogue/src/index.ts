import { covidHotline } from './covid-hotline/index.ts'
import { emergency112 } from './emergency-112/index.ts'
import { generalInformation } from './general-information/index.ts'
import { healthHelpdesk } from './health-helpdesk/index.ts'
import type { ServiceType } from './service-type.ts'

export type { ServiceType } from './service-type.ts'

/** All service types, in the order in which a tenant is offered them. */
// biome-ignore format: one line per entry
export const serviceTypes: readonly ServiceType[] = [
  emergency112,
  covidHotline,
  healthHelpdesk,
  generalInformation,
]

/** The service type with this name, or null: a tenant's service outlives the type that it was made from. */
export function serviceType(type: string): ServiceType | null {
  return serviceTypes.find((entry) => entry.type === type) ?? null
}
