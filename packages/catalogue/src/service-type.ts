import type { ServiceDefinition } from '@siaga/tenancy'

export type ServiceType = {
  /** The folder's name. Other product code never asks for it; it asks for what the definition says. */
  type: string
  /** A lucide icon. */
  icon: string
  /** Copied into a tenant's service when that is made; from then on the copy is the tenant's own. */
  definition: ServiceDefinition
}
