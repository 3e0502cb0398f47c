import { openSecretBox } from '@siaga/channels'
import { type Ctx, type Database, openDatabase } from '@siaga/db'
import { memberCtx } from '@siaga/tenancy'
import { type MailSink, mailSink, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeChannel, rotateChannelSecrets, switchChannel } from './change-channel.ts'
import { failuresUntilDegraded, nextHealth, noteChannel } from './channel-health.ts'
import { connectChannel } from './connect-channel.ts'
import { findIngress } from './ingress.ts'
import { readChannel } from './read-channel.ts'
import { channelKind, channelKinds } from './registry.ts'
import { settingsForm, settingsFromForm } from './settings-form.ts'
import { testChannel } from './test-channel.ts'

const box = openSecretBox('5e'.repeat(32))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let other: SeededTenant
let sink: MailSink
let admin: Ctx
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  const seed = (slug: string, authorityCode: string) =>
    seedTenant(db, { slug, authorityCode, kind: 'city', name: slug, types: ['health-helpdesk'] })
  tenant = await seed('semarang', '33.74')
  other = await seed('manado', '71.71')
  sink = await mailSink()
  admin = await ctxOf('admin')
})
afterAll(async () => {
  await sink.close()
  await db.close()
  await database.drop()
})

const ctxOf = async (name: keyof SeededTenant['members'], of = tenant) =>
  (await memberCtx({ db, userId: of.members[name].userId, tenantSlug: of.slug, locale: 'id', requestId: 'test' })).ctx

async function mailbox(settings: Record<string, unknown> = {}) {
  const address = `kotak${++serial}@semarang.siaga.test`
  const { channelId } = await connectChannel(admin, box, {
    serviceId: tenant.services[0]?.id as string,
    kind: 'mail',
    settings: { address, displayName: 'Layanan', ...settings },
  })
  return { channelId, address, read: () => readChannel(admin, box, channelId) }
}

describe('the form of a channel', () => {
  it('comes from its schema, with words in both languages for every field of every kind', () => {
    const check = (fields: ReturnType<typeof settingsForm>) => {
      for (const field of fields) {
        expect(field.title.id && field.title.en, field.path).toBeTruthy()
        if (field.control === 'group') check(field.fields)
        else expect(field.help?.id && field.help.en, field.path).toBeTruthy()
      }
    }
    for (const kind of channelKinds) check(settingsForm(kind))
  })

  it('turns what a browser sends into settings, and leaves an untouched group out', () => {
    const mail = channelKind('mail')
    if (!mail) throw new Error('no mail')
    const typed = (values: Record<string, string>) => settingsFromForm(mail, (path) => values[path])
    expect(typed({ address: 'a@b.id', displayName: 'A', 'smtp.host': '', 'smtp.port': '' })).toEqual({
      address: 'a@b.id',
      displayName: 'A',
    })
    expect(typed({ address: 'a@b.id', 'smtp.host': 'mx.b.id', 'smtp.port': '587', 'smtp.secure': 'on' })).toEqual({
      address: 'a@b.id',
      smtp: { host: 'mx.b.id', port: 587, secure: true },
    })
  })
})

describe('a channel', () => {
  it('is not tested at first; its test signs in at the provider, sends nothing, and makes it work', async () => {
    const box1 = await mailbox()
    expect((await box1.read()).state).toBe('connecting')
    const before = (await sink.mails()).length
    const result = await testChannel(admin, box, { smtpUrl: sink.url }, { channelId: box1.channelId })
    expect(result).toMatchObject({ ok: true })
    expect(await sink.mails()).toHaveLength(before)
    expect(await box1.read()).toMatchObject({ state: 'ok', health: { testedAt: expect.any(String) } })
  })

  it('that fails its test says why in words', async () => {
    const { channelId, read } = await mailbox({ smtp: { host: '127.0.0.1', port: 1, secure: false } })
    const result = await testChannel(admin, box, { smtpUrl: null, insideHosts: ['127.0.0.1'] }, { channelId })
    expect(result).toMatchObject({
      ok: false,
      code: 'smtp_unreachable',
      problem: { id: expect.stringContaining('tidak dapat dihubungi') },
    })
    expect(await read()).toMatchObject({ state: 'connecting', health: { code: 'smtp_unreachable' } })
  })

  it.each(['127.0.0.1', 'localhost', '10.1.2.3', '169.254.169.254', '::1', '::ffff:192.168.0.1'])(
    'looks at nothing inside the platform’s network for a tenant: %s',
    async (host) => {
      const { channelId } = await mailbox({ smtp: { host, port: 25, secure: false } })
      const result = await testChannel(admin, box, { smtpUrl: null }, { channelId })
      expect(result).toMatchObject({ ok: false, code: 'smtp_inside' })
    },
  )

  it('never shows a secret again, keeps it when settings change, and replaces it on request', async () => {
    const { channelId, address, read } = await mailbox({ password: 'sandi-rahasia' })
    const shown = await read()
    expect(JSON.stringify(shown)).not.toContain('sandi-rahasia')
    expect(shown).toMatchObject({ secretsSet: ['password'], version: 1 })
    await changeChannel(admin, box, {
      channelId,
      version: 1,
      settings: { address, displayName: 'Baru', password: 'diselipkan' },
    })
    await rotateChannelSecrets(admin, box, { channelId, version: 2, secrets: { password: 'sandi-baru' } })
    const after = await read()
    expect(after).toMatchObject({ settings: { displayName: 'Baru' }, secretsSet: ['password'], version: 3 })
    const audited =
      await database.admin`select v.before, v.after from audit_values v join audit_entries e on e.id = v.id where e.subject_id = ${channelId}`
    expect(JSON.stringify(audited)).not.toMatch(/sandi|diselipkan/)
    await expect(
      rotateChannelSecrets(admin, box, { channelId, version: 3, secrets: { address: 'x' } }),
    ).rejects.toMatchObject({ code: 'invalid' })
  })

  it('refuses a stale change, and a change of its address', async () => {
    const { channelId, address } = await mailbox()
    await changeChannel(admin, box, { channelId, version: 1, settings: { address, displayName: 'A' } })
    await expect(
      changeChannel(admin, box, { channelId, version: 1, settings: { address, displayName: 'B' } }),
    ).rejects.toMatchObject({ code: 'channel.stale' })
    await expect(
      changeChannel(admin, box, {
        channelId,
        version: 2,
        settings: { address: 'lain@semarang.siaga.test', displayName: 'B' },
      }),
    ).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ path: 'address', code: 'fixed' }],
    })
  })

  it('that is off is found by nobody, and its address stays reserved', async () => {
    const { channelId, address, read } = await mailbox()
    await switchChannel(admin, { channelId, version: 1, enabled: false })
    expect(await findIngress(db, 'mail', address)).toBeNull()
    const taken = { serviceId: other.services[0]?.id as string, kind: 'mail', settings: { address, displayName: 'X' } }
    await expect(connectChannel(await ctxOf('admin', other), box, taken)).rejects.toMatchObject({
      code: 'channel.address_taken',
    })
    await switchChannel(admin, { channelId, version: 2, enabled: true })
    expect(await findIngress(db, 'mail', address)).toMatchObject({ channelId })
    expect((await read()).state).toBe('connecting')
  })

  it('of a form has the address of its own tenant, whatever was asked for', async () => {
    const form = { serviceId: tenant.services[0]?.id as string, kind: 'form', address: 'manado/hk' }
    await expect(connectChannel(admin, box, form)).rejects.toMatchObject({ code: 'channel.address_taken' })
    expect(await findIngress(db, 'form', 'manado/hk')).toMatchObject({ tenantId: other.tenantId })
  })

  it('is closed to agents and does not exist for others', async () => {
    const { channelId } = await mailbox()
    const at = { channelId, version: 1 }
    const agent = await ctxOf('agent')
    const stranger = await ctxOf('admin', other)
    await expect(readChannel(agent, box, channelId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(switchChannel(agent, { ...at, enabled: false })).rejects.toMatchObject({ code: 'forbidden' })
    for (const act of [
      () => readChannel(stranger, box, channelId),
      () => changeChannel(stranger, box, { ...at, settings: {} }),
      () => rotateChannelSecrets(stranger, box, { ...at, secrets: { password: 'x' } }),
      () => switchChannel(stranger, { ...at, enabled: false }),
      () => testChannel(stranger, box, { smtpUrl: sink.url }, { channelId }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('health', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 8, 0, seconds))
  const failed = { way: 'failed', code: 'smtp_auth', problem: 'sandi' } as const

  it('degrades after repeated failures of the channel itself and heals with the first send that works', () => {
    let known: Parameters<typeof nextHealth>[0] = { state: 'ok', health: null }
    for (let i = 1; i <= failuresUntilDegraded; i++) {
      known = nextHealth(known, failed, at(i)) ?? known
      expect(known.state).toBe(i < failuresUntilDegraded ? 'ok' : 'degraded')
    }
    expect(known.health).toMatchObject({ failingSince: at(1).toISOString(), code: 'smtp_auth' })
    known = nextHealth(known, { way: 'out' }, at(30)) ?? known
    expect(known).toEqual({ state: 'ok', health: { lastOutAt: at(30).toISOString() } })
  })

  it('of a busy channel is written at most once a minute', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('in', 'out'), { minLength: 1, maxLength: 300 }), (ways) => {
        let known: Parameters<typeof nextHealth>[0] = { state: 'ok', health: null }
        let writes = 0
        ways.forEach((way, second) => {
          const next = nextHealth(known, { way: way as 'in' | 'out' }, at(second))
          if (next) writes++
          known = next ?? known
        })
        expect(writes).toBeLessThanOrEqual(2 * Math.ceil(ways.length / 60))
      }),
    )
  })

  it('is written for whoever looks, and a switched-off channel stays off', async () => {
    const { channelId, read } = await mailbox()
    const row = async () => {
      const { id, state, health } = await read()
      return { id, state, health }
    }
    await noteChannel(admin, await row(), { way: 'in' })
    expect(await row()).toMatchObject({ state: 'ok', health: { lastInAt: expect.any(String) } })
    for (let i = 0; i < failuresUntilDegraded; i++) await noteChannel(admin, await row(), failed)
    expect((await row()).state).toBe('degraded')
    await switchChannel(admin, { channelId, version: 1, enabled: false })
    await noteChannel(admin, await row(), { way: 'out' })
    expect((await row()).state).toBe('disabled')
  })
})
