import { serviceTypes } from '@siaga/catalogue'
import { connectChannel, openSecretBox, type SecretBox } from '@siaga/channels'
import type { Database } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { newId } from '@siaga/kernel'
import {
  addMember,
  addService,
  createApiKey,
  createTenant,
  openSessions,
  type Permission,
  permissions,
  type RoleName,
} from '@siaga/tenancy'

export type SeedTenant = {
  slug: string
  authorityCode: string
  kind: 'platform' | 'ministry' | 'agency' | 'province' | 'regency' | 'city'
  name: string
  /** Types of the catalogue, one service each. */
  types: readonly string[]
  timeZone?: 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'
  box?: SecretBox
  /** Of the process that is to read the sessions; `SIAGA_INSTANCE` there. */
  instance?: string
  /** With which every member can sign in; costs a hash for each. */
  password?: string
}

export type SeededService = {
  id: string
  type: string
  slug: string
  queueIds: Record<string, string>
  channels: { form: { id: string; address: string }; mail: { id: string; address: string } }
}

export type SeededMember = { memberId: string; userId: string; email: string; roles: RoleName[]; cookie: string }

type MemberName = 'owner' | 'admin' | 'supervisor' | 'agent' | 'narrow' | 'viewer'

export type SeededTenant = {
  tenantId: string
  slug: string
  services: SeededService[]
  /** Of the first service. */
  queues: Record<string, string>
  channels: SeededService['channels']
  /** `narrow` is an agent of the first service alone; the others belong to every service. */
  members: Record<MemberName, SeededMember>
  /** Every scope, every service. */
  apiKey: string
  apiKeys: {
    full: string
    /** Cases, but not who the citizens are. */
    readOnly: string
    /** Works, in the first service alone. */
    narrow: string
    /** A valid key that reaches nothing of the API's resources. */
    bare: string
  }
}

const people: Record<MemberName, { roles: RoleName[]; name: string; services: 'all' | 'first' }> = {
  owner: { roles: ['tenant_owner'], name: 'Rina Pratiwi', services: 'all' },
  admin: { roles: ['tenant_admin'], name: 'Bayu Nugroho', services: 'all' },
  supervisor: { roles: ['supervisor'], name: 'Dewi Lestari', services: 'all' },
  agent: { roles: ['agent'], name: 'Agus Santoso', services: 'all' },
  narrow: { roles: ['agent'], name: 'Sari Wulandari', services: 'first' },
  viewer: { roles: ['viewer'], name: 'Joko Susilo', services: 'all' },
}

/**
 * A live tenant made through the verbs: services with a form and a mail channel each, members with open sessions, API
 * keys. `db` holds the roles app, identity and platform.
 */
export async function seedTenant(db: Database, seed: SeedTenant): Promise<SeededTenant> {
  const { slug, instance = 'test', box = openSecretBox('5e'.repeat(32)) } = seed
  const { tenantId } = await createTenant(systemCtx(db, newId(), 'seed'), {
    slug,
    authorityCode: seed.authorityCode,
    kind: seed.kind,
    name: seed.name,
    shortName: seed.name,
    timeZone: seed.timeZone ?? 'Asia/Jakarta',
    state: 'live',
  })
  const ctx = systemCtx(db, tenantId, 'seed')
  const services: SeededService[] = []
  for (const type of seed.types) {
    const found = serviceTypes.find((entry) => entry.type === type)
    if (!found) throw new Error(`the catalogue has no service type ${type}`)
    const { definition, icon } = found
    const serviceSlug = definition.code.toLowerCase()
    const { serviceId, queueIds } = await addService(ctx, { type, icon, slug: serviceSlug, state: 'live', definition })
    const form = { address: `${slug}/${serviceSlug}` }
    const mail = { address: `${serviceSlug}@${slug}.siaga.test` }
    const connect = (kind: string, address: string, settings: Record<string, unknown>) =>
      connectChannel(ctx, box, { serviceId, kind, address, settings })
    const formChannel = await connect('form', form.address, {})
    const mailChannel = await connect('mail', mail.address, { address: mail.address, displayName: definition.name.id })
    services.push({
      id: serviceId,
      type,
      slug: serviceSlug,
      queueIds,
      channels: { form: { id: formChannel.channelId, ...form }, mail: { id: mailChannel.channelId, ...mail } },
    })
  }
  const [first] = services
  if (!first) throw new Error('a seeded tenant has at least one service')

  const sessions = openSessions(db, { instance, secure: false })
  const join = async (name: MemberName): Promise<[MemberName, SeededMember]> => {
    const { roles, name: fullName, services: which } = people[name]
    const email = `${name}@${slug}.test`
    const { memberId, userId } = await addMember(ctx, {
      email,
      name: fullName,
      roles,
      serviceIds: which === 'all' ? services.map((s) => s.id) : [first.id],
      password: seed.password,
    })
    const cookie = (await sessions.open(userId)).split(';')[0] as string
    return [name, { memberId, userId, email, roles, cookie }]
  }
  const members = Object.fromEntries(
    await Promise.all((Object.keys(people) as MemberName[]).map(join)),
  ) as SeededTenant['members']

  const key = async (name: string, scopes: readonly Permission[], serviceIds: string[] | null = null) =>
    (await createApiKey(ctx, { name, scopes: [...scopes], serviceIds })).key
  const desk: Permission[] = ['case.read', 'case.work', 'contact.read', 'member.read', 'service.read', 'channel.read']
  const apiKeys = {
    full: await key('Semua', permissions),
    readOnly: await key('Baca saja', ['case.read', 'service.read']),
    narrow: await key('Satu layanan', desk, [first.id]),
    bare: await key('Audit', ['audit.read']),
  }
  return {
    tenantId,
    slug,
    services,
    queues: first.queueIds,
    channels: first.channels,
    members,
    apiKey: apiKeys.full,
    apiKeys,
  }
}
