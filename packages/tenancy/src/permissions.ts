import type { Caller } from '@siaga/kernel'
import { forbidden, type Localized, notFound } from '@siaga/kernel'

/**
 * The permission table: the one place that says what a role may do.
 * `services: 'own'` = only the services a member was added to; `'all'` = every service of the tenant.
 */
export const permissions = [
  'case.read',
  'case.work',
  'case.assign',
  'contact.read',
  'contact.work',
  'contact.block',
  'desk.change',
  'rule.change',
  'data.import',
  'data.export',
  'member.read',
  'member.change',
  'service.read',
  'service.change',
  'channel.read',
  'channel.change',
  'api_key.change',
  'figures.read',
  'audit.read',
  'oversight.read',
  'oversight.grant',
  'tenant.create',
  'quarantine.change',
] as const

export type Permission = (typeof permissions)[number]

type RoleDefinition = { name: Localized; services: 'own' | 'all'; may: readonly Permission[] }

const desk = ['case.read', 'contact.read', 'member.read', 'service.read', 'channel.read'] as const
const admin = [
  ...desk,
  'case.work',
  'case.assign',
  'contact.work',
  'contact.block',
  'desk.change',
  'rule.change',
  'data.import',
  'data.export',
  'figures.read',
  'member.change',
  'service.change',
  'channel.change',
  'api_key.change',
  'audit.read',
] as const

export const roles = {
  platform_operator: {
    name: { id: 'Operator platform', en: 'Platform operator' },
    services: 'all',
    may: ['tenant.create', 'oversight.grant', 'quarantine.change', 'member.read', 'member.change', 'audit.read'],
  },
  national_overseer: {
    name: { id: 'Pembina nasional', en: 'National overseer' },
    services: 'own',
    may: ['oversight.read'],
  },
  provincial_overseer: {
    name: { id: 'Pembina provinsi', en: 'Provincial overseer' },
    services: 'own',
    may: ['oversight.read'],
  },
  tenant_owner: { name: { id: 'Pemilik', en: 'Owner' }, services: 'all', may: admin },
  tenant_admin: { name: { id: 'Admin', en: 'Admin' }, services: 'all', may: admin },
  supervisor: {
    name: { id: 'Supervisor', en: 'Supervisor' },
    services: 'own',
    may: [
      ...desk,
      'case.work',
      'case.assign',
      'contact.work',
      'contact.block',
      'desk.change',
      'data.export',
      'figures.read',
    ],
  },
  agent: { name: { id: 'Petugas', en: 'Agent' }, services: 'own', may: [...desk, 'case.work', 'contact.work'] },
  viewer: {
    name: { id: 'Pengamat', en: 'Viewer' },
    services: 'own',
    may: ['case.read', 'service.read', 'figures.read'],
  },
} as const satisfies Record<string, RoleDefinition>

export type RoleName = keyof typeof roles

export function isRole(value: string): value is RoleName {
  return Object.hasOwn(roles, value)
}

/** What these roles may do together, and in which services. */
export function powersOf(names: readonly string[]): { permissions: ReadonlySet<string>; allServices: boolean } {
  const definitions = names.filter(isRole).map((n) => roles[n] as RoleDefinition)
  return {
    permissions: new Set(definitions.flatMap((d) => [...d.may])),
    allServices: definitions.some((d) => d.services === 'all'),
  }
}

export function may(caller: Caller, permission: Permission): boolean {
  return caller.permissions === 'all' || caller.permissions.has(permission)
}

/** @throws forbidden when the actor lacks the permission. */
export function authorize(caller: Caller, permission: Permission): void {
  if (!may(caller, permission)) throw forbidden({ internal: `${permission} denied` })
}

export function inService(caller: Caller, serviceId: string): boolean {
  return caller.services === 'all' || caller.services.includes(serviceId)
}

/** A row of a service that one is not a member of does not exist for one. @throws notFound */
export function requireService(caller: Caller, serviceId: string): void {
  if (!inService(caller, serviceId)) throw notFound()
}
