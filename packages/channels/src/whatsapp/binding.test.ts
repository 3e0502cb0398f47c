import { type Ctx, type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { createTenant } from '@siaga/tenancy'
import {
  type RunningWhatsapp,
  type SeededTenant,
  seedTenant,
  type TestDatabase,
  testDatabase,
  whatsappStandin,
} from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptEnvelope,
  changeChannel,
  channelKind,
  connectChannel,
  openSecretBox,
  registerWebhookApp,
  rotateChannelSecrets,
  testChannel,
} from '../index.ts'

const box = openSecretBox('ab'.repeat(32))
const number = '1000000001'
let database: TestDatabase
let db: Database
let standin: RunningWhatsapp
let owner: SeededTenant
let thief: SeededTenant
let stolen: Awaited<ReturnType<typeof connect>>
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  standin = await whatsappStandin({ statuses: false })
  standin.serve(
    [{ phoneNumberId: number, businessAccountId: `9${number}`, display: '0811', name: 'Semarang' }],
    'http://127.0.0.1:1/',
  )
  const { tenantId } = await createTenant(systemCtx(db, newId(), 'seed'), {
    slug: 'siaga',
    authorityCode: 'SIAGA',
    kind: 'platform',
    name: 'Siaga',
    shortName: 'Siaga',
    timeZone: 'Asia/Jakarta',
    state: 'live',
  })
  const { appSecret, verifyToken } = standin.credentials
  const shared = { kind: 'whatsapp', app: 'bersama', appSecret, verifyToken }
  await registerWebhookApp(systemCtx(db, tenantId, 'seed'), box, shared)
  const types = ['health-helpdesk', 'emergency-112']
  const seed = (slug: string, authorityCode: string) =>
    seedTenant(db, { slug, authorityCode, kind: 'city', name: slug, types, box })
  owner = await seed('semarang', '33.74')
  thief = await seed('manado', '71.71')
})
afterAll(async () => {
  await standin?.close()
  await db?.close()
  await database?.drop()
})

const as = (tenant: SeededTenant): Ctx => systemCtx(db, tenant.tenantId, 'test')
const environment = () => ({ smtpUrl: null, whatsappGraphUrl: standin.graphUrl })

async function connect(tenant: SeededTenant, accessToken: string, service = 0, app = 'bersama') {
  const { channelId } = await connectChannel(as(tenant), box, {
    serviceId: tenant.services[service]?.id as string,
    kind: 'whatsapp',
    settings: { phoneNumberId: number, businessAccountId: `9${number}`, app, accessToken },
  })
  return { channelId, test: () => testChannel(as(tenant), box, environment(), { channelId }) }
}

/** A citizen's message to the number, over the platform's application; to whom it went. */
async function arrives() {
  const message = { from: '6281234567890', id: `wamid.${++serial}`, timestamp: '1790000000', type: 'text' }
  const value = { metadata: { phone_number_id: number }, messages: [{ ...message, text: { body: 'Tolong' } }] }
  const body = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] }
  const items = channelKind('whatsapp')?.webhook?.split(Buffer.from(JSON.stringify(body))) ?? []
  return acceptEnvelope(db, { kind: 'whatsapp', app: 'bersama', items, now: new Date() })
}

describe('a number', () => {
  it('brings nothing to who has only written it down, and stays free for its owner', async () => {
    stolen = await connect(thief, 'token-yang-salah')
    expect(await arrives()).toMatchObject({ stored: 0, quarantined: 1 })
    expect(await stolen.test()).toMatchObject({ ok: false })
    expect(await arrives()).toMatchObject({ stored: 0, quarantined: 1 })

    const own = await connect(owner, standin.credentials.accessToken)
    expect(await own.test()).toMatchObject({ ok: true })
    expect(await arrives()).toMatchObject({ stored: 1, quarantined: 0 })
    const ctx = as(thief)
    const settings = { phoneNumberId: number, businessAccountId: `9${number}`, app: 'bersama' }
    await changeChannel(ctx, box, { channelId: stolen.channelId, version: 1, settings })
    expect(await stolen.test()).toMatchObject({ ok: false })
    expect(await arrives()).toMatchObject({ stored: 1, quarantined: 0 })
  })

  it('that another channel has proved is not taken over, whatever the token', async () => {
    const secrets = { accessToken: standin.credentials.accessToken }
    await rotateChannelSecrets(as(thief), box, { channelId: stolen.channelId, version: 2, secrets })
    const result = await stolen.test()
    expect(result).toMatchObject({ ok: false, code: 'address_taken' })
    expect(result.ok || result.problem.id).toContain('sudah tersambung')
    await expect(connect(owner, standin.credentials.accessToken, 1)).rejects.toMatchObject({
      code: 'channel.address_taken',
    })
  })
})
