import { regionOf } from '@siaga/regions'
import { platformSlug, type Tenant } from '@siaga/tenancy'

export type Government = { slug: string; name: string; shortName: string }
export type Group = { code: string; name: string | null; governments: Government[] }

const byName = new Intl.Collator('id')

/** Governments as citizens look for them: the nation's own, then each province with itself first. `name` null = the nation. */
export function groupTenants(tenants: Tenant[]): Group[] {
  const groups = new Map<string, Group & { own: Government[] }>()
  for (const tenant of tenants) {
    if (tenant.slug === platformSlug) continue
    const code = tenant.provinceCode
    const group = groups.get(code) ?? {
      code,
      name: code ? (regionOf(code)?.name ?? code) : null,
      own: [],
      governments: [],
    }
    groups.set(code, group)
    const { slug, name, shortName } = tenant
    const list = tenant.kind === 'province' ? group.own : group.governments
    list.push({ slug, name, shortName })
  }
  return [...groups.values()]
    .sort((a, b) => (a.name === null ? -1 : b.name === null ? 1 : byName.compare(a.name, b.name)))
    .map(({ own, governments, ...group }) => ({
      ...group,
      governments: [...own, ...governments.sort((a, b) => byName.compare(a.name, b.name))],
    }))
}
