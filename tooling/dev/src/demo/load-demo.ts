import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { serviceType, serviceTypes } from '@siaga/catalogue'
import { connectChannel, openSecretBox, registerWebhookApp, syncTemplates, testChannel } from '@siaga/channels'
import { type Ctx, type Database, ensurePartitions, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { systemClock } from '@siaga/kernel'
import {
  addHolidays,
  addMember,
  addService,
  createApiKey,
  createTenant,
  grantOversight,
  memberCtx,
  platformSlug,
  tenantBySlug,
} from '@siaga/tenancy'
import { SMTPServer } from 'smtp-server'
import type { DemoMode } from '../env.ts'
import { standinCredentials, type WhatsappCredentials } from '../standin/whatsapp/whatsapp-standin.ts'
import { writeCannedReplies } from './canned.ts'
import { type DemoTenant, demoHolidays, demoPassword, demoTenants, demoWebhookApp } from './places.ts'
import { openWhatsappBin } from './whatsapp-past.ts'
import { type HistoryService, writeHistory } from './write-history.ts'

export type DemoSummary = {
  signIns: { who: string; email: string; password: string }[]
  tenants: { name: string; portalPath: string; mail: string }[]
  apiKey?: string
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** The demo need not wait for the disk after each of its thousand commits: lost in a crash, it is made again. */
function forgiving(url: string | undefined): string {
  const parsed = new URL(url as string)
  parsed.searchParams.set('synchronous_commit', 'off')
  return parsed.href
}

/** Loads the demo once; a later start answers with what was loaded. `minimal` = the operator and the ministry alone. */
export async function loadDemo({ mode, env }: { mode: DemoMode; env: Record<string, string> }): Promise<DemoSummary> {
  if (mode === 'none') return { signIns: [], tenants: [] }
  const kept = join(env.FILES_DIR as string, '..', 'demo.json')
  const db = openDatabase({
    name: 'demo',
    urls: {
      app: forgiving(env.DATABASE_APP_URL),
      identity: forgiving(env.DATABASE_IDENTITY_URL),
      gateway: forgiving(env.DATABASE_GATEWAY_URL),
      relay: forgiving(env.DATABASE_RELAY_URL),
      platform: forgiving(env.DATABASE_PLATFORM_URL),
    },
    max: { app: 8, relay: 5, identity: 4, gateway: 4 },
  })
  try {
    const there = await tenantBySlug(db, platformSlug, 'identity')
    if (there && existsSync(kept)) return JSON.parse(await readFile(kept, 'utf8')) as DemoSummary
    if (there)
      throw new Error(
        'the database holds a platform tenant, but this data folder has not loaded its demo: start with SIAGA_DEMO=none, or with an empty database and folder',
      )
    const summary = await build(db, mode, env)
    await mkdir(dirname(kept), { recursive: true })
    await writeFile(kept, JSON.stringify(summary, null, 2), { mode: 0o600 })
    return summary
  } finally {
    await db.close()
  }
}

async function build(db: Database, mode: 'full' | 'minimal', env: Record<string, string>): Promise<DemoSummary> {
  const now = systemClock.now()
  await ensurePartitions(db, new Date(now.getTime() - 40 * 86_400_000), now)
  const founder = systemCtx(db, nobody, 'demo')
  const platform = await createTenant(founder, {
    slug: platformSlug,
    authorityCode: 'SIAGA',
    kind: 'platform',
    name: 'Siaga',
    shortName: 'Siaga',
    timeZone: 'Asia/Jakarta',
    state: 'live',
  })
  const operator = systemCtx(db, platform.tenantId, 'demo')
  await addMember(operator, {
    email: 'operator@siaga.demo',
    name: 'Maya Lestari',
    roles: ['platform_operator'],
    password: demoPassword,
  })

  const box = openSecretBox(env.SIAGA_SECRET as string)
  const store = openFolderStore(env.FILES_DIR as string)
  const wanted = mode === 'full' ? demoTenants : demoTenants.filter((t) => t.kind === 'ministry')
  const summary: DemoSummary = {
    signIns: [{ who: 'Operator platform', email: 'operator@siaga.demo', password: demoPassword }],
    tenants: [],
  }
  const whatsapp = standinCredentials(env.SIAGA_SECRET as string)
  await registerWebhookApp(operator, box, { kind: 'whatsapp', app: demoWebhookApp, ...credentialsOfApp(whatsapp) })
  const [mailbin, whatsappBin] = await Promise.all([openMailbin(), openWhatsappBin()])
  const histories: (() => Promise<number>)[] = []
  try {
    for (const tenant of wanted) {
      const tenantId = (
        await createTenant(founder, {
          slug: tenant.slug,
          authorityCode: tenant.authorityCode,
          kind: tenant.kind,
          name: tenant.name,
          shortName: tenant.shortName,
          timeZone: tenant.timeZone,
          state: 'live',
        })
      ).tenantId
      const ctx = systemCtx(db, tenantId, 'demo')
      await addHolidays(ctx, demoHolidays)
      await writeCannedReplies(ctx)
      const services = await openServices(ctx, box, tenant, env, whatsapp)
      for (const service of services)
        summary.tenants.push({
          name: `${tenant.name}, ${service.name?.id ?? service.slug}`,
          portalPath: `/${tenant.slug}/${service.slug}`,
          mail: service.mailAddress,
        })
      for (const person of tenant.people) {
        const serviceIds = services.filter((s) => person.services?.includes(s.slug)).map((s) => s.serviceId)
        const { userId } = await addMember(ctx, {
          email: person.email,
          name: person.name,
          roles: person.roles,
          serviceIds,
          password: demoPassword,
        })
        if (!summary.signIns.some((s) => s.email === person.email))
          summary.signIns.push({
            who: `${person.name}, ${tenant.shortName} (${person.roles.join(', ')})`,
            email: person.email,
            password: demoPassword,
          })
        if (person.roles.includes('agent') || person.roles.includes('supervisor')) {
          const { ctx: agent } = await memberCtx({
            db,
            userId,
            tenantSlug: tenant.slug,
            locale: 'id',
            requestId: 'demo',
          })
          for (const service of services) if (serviceIds.includes(service.serviceId)) service.agents.push(agent)
        }
      }
      if (tenant.kind === 'ministry')
        for (const type of serviceTypes)
          await grantOversight(operator, { overseerTenantId: tenantId, scope: 'nation', serviceType: type.type })
      if (tenant.kind === 'province')
        for (const type of serviceTypes)
          await grantOversight(operator, {
            overseerTenantId: tenantId,
            scope: tenant.authorityCode,
            serviceType: type.type,
          })
      if (mode === 'full')
        histories.push(
          ...services.map(
            (service) => () =>
              writeHistory(
                { db, store, box, smtpUrl: mailbin.url, whatsapp: whatsappBin },
                tenant,
                tenantId,
                service,
                now,
              ),
          ),
        )
      if (tenant.slug === 'semarang' || mode === 'minimal') {
        const key = await createApiKey(ctx, {
          name: 'Demo',
          scopes: [
            'case.read',
            'case.work',
            'contact.read',
            'member.read',
            'service.read',
            'channel.read',
            'figures.read',
          ],
        })
        summary.apiKey = key.key
      }
    }
    // Side by side: the pasts of several tenants do not touch.
    await Promise.all(histories.map((write) => write()))
  } finally {
    await Promise.all([mailbin.close(), whatsappBin.close()])
  }
  return summary
}

async function openServices(
  ctx: Ctx,
  box: ReturnType<typeof openSecretBox>,
  tenant: DemoTenant,
  env: Record<string, string>,
  whatsapp: WhatsappCredentials,
): Promise<HistoryService[]> {
  const opened: HistoryService[] = []
  for (const s of tenant.services) {
    const type = serviceType(s.type)
    if (!type) throw new Error(`no service type ${s.type}`)
    const definition = { ...type.definition, numbers: s.numbers, ...(s.name && { name: s.name }) }
    const { serviceId } = await addService(ctx, {
      type: type.type,
      icon: type.icon,
      slug: s.slug,
      state: 'live',
      definition,
    })
    await connectChannel(ctx, box, { serviceId, kind: 'form', address: `${tenant.slug}/${s.slug}` })
    const mailAddress = `${s.mailbox}@${tenant.slug}.${env.MAIL_DOMAIN}`
    const { channelId } = await connectChannel(ctx, box, {
      serviceId,
      kind: 'mail',
      address: mailAddress,
      settings: { address: mailAddress, displayName: definition.name.id },
    })
    if (s.whatsapp) {
      const { phoneNumberId, businessAccountId, display } = s.whatsapp
      const settings = {
        phoneNumberId,
        businessAccountId,
        displayNumber: display,
        app: demoWebhookApp,
        accessToken: whatsapp.accessToken,
      }
      const connected = await connectChannel(ctx, box, { serviceId, kind: 'whatsapp', settings })
      const environment = { smtpUrl: null, whatsappGraphUrl: env.WHATSAPP_GRAPH_URL }
      const tested = await testChannel(ctx, box, environment, { channelId: connected.channelId })
      if (!tested.ok) throw new Error(`the demo's number ${phoneNumberId} was refused: ${tested.code}`)
      await syncTemplates(ctx, box, environment, { channelId: connected.channelId })
    }
    opened.push({ ...s, code: definition.code, serviceId, mailChannelId: channelId, mailAddress, agents: [] })
  }
  return opened
}

const credentialsOfApp = ({ appSecret, verifyToken }: WhatsappCredentials) => ({ appSecret, verifyToken })

/** Takes the answers of the demo's past weeks by real SMTP and keeps none: they are not for the stand-in's readers. */
async function openMailbin(): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      stream.resume()
      stream.on('end', () => done())
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
