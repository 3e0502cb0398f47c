import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { type Ctx, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore, storeFile } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import { drain, mailSink, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { caseTimers } from './case-timers.ts'

/** A helpdesk of its own with agents, a mailbox and a stand-in provider, on a clock that the test turns. */
export async function openDesk(start = new Date('2026-11-23T02:00:00Z')) {
  const database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  const db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  const box = openSecretBox('5e'.repeat(32))
  const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-desk-')))
  const types = ['health-helpdesk', 'emergency-112']
  const tenant = await seedTenant(db, { slug: 'desk', authorityCode: '33.74', kind: 'city', name: 'Kota', types })
  const sink = await mailSink()
  const channel = tenant.channels.mail
  let now = start
  let serial = 0

  const ctxOf = async (name: keyof SeededTenant['members']): Promise<Ctx> => {
    const userId = tenant.members[name].userId
    const { ctx } = await memberCtx({ db, userId, tenantSlug: tenant.slug, locale: 'id', requestId: 'test' })
    return { ...ctx, clock: { now: () => now } }
  }
  const agent = await ctxOf('agent')

  /** Does what is due by now: timers first, then what they and the verbs have set going. */
  async function settle(): Promise<void> {
    const clock = fixedClock(now)
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers', clock), caseTimers)
    await drain(db, { store, box, smtpUrl: sink.url, tenantId: tenant.tenantId, clock })
  }

  return {
    db,
    tenant,
    sink,
    channel,
    agent,
    ctxOf,
    settle,
    now: () => now,
    async pass(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000)
      await settle()
    },
    file: (name: string) => storeFile(agent, store, { name, bytes: Buffer.from(`isi ${name}`) }),
    /** A citizen's mail; with a token it belongs to that case. Returns its case. */
    async mailIn(mail: { from?: string; text?: string; token?: string } = {}): Promise<string> {
      const n = ++serial
      const from = mail.from ?? `warga${n}@contoh.id`
      const to = mail.token ? channel.address.replace('@', `+${mail.token}@`) : channel.address
      const raw = `From: Warga ${n} <${from}>\r\nTo: ${to}\r\nSubject: Obat ${n}\r\nMessage-ID: <m${n}@contoh.id>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${mail.text ?? `Isi ${n}`}\r\n`
      const item = `item-${n}`
      const meta = { recipient: to, address: channel.address, sender: from, remote: '127.0.0.1', item }
      await acceptInbound(
        db,
        {
          tenantId: tenant.tenantId,
          channelId: channel.id,
          kind: 'mail',
          providerItem: item,
          raw: Buffer.from(raw),
          meta,
        },
        now,
      )
      await settle()
      const [found] = await this.rows(sql`select case_id as id from inbound_events where meta->>'item' = ${item}`)
      return found?.id ?? ''
    },
    rows: (query: ReturnType<typeof sql>) =>
      withTenant(agent, (tx) => tx.execute(query)) as unknown as Promise<Record<string, string>[]>,
    async close() {
      await sink.close()
      await db.close()
      await database.drop()
    },
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>
