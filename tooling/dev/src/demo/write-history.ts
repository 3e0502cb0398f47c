import {
  addNote,
  caseTimers,
  intakeConsumer,
  listCases,
  reply,
  resolveCase,
  sendConsumer,
  takeCase,
} from '@siaga/cases'
import { acceptInbound, type SecretBox, submitForm } from '@siaga/channels'
import type { Ctx, Database } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { drain } from '@siaga/events/testing'
import type { FileStore } from '@siaga/files'
import { type Clock, fixedClock } from '@siaga/kernel'
import { childrenOf, regionOf } from '@siaga/regions'
import { figuresConsumer, keepGauges } from '@siaga/reporting'
import { arrivals, seeded } from './clockwork.ts'
import { citizenNames, type DemoService, type DemoTenant } from './places.ts'
import { type Story, stories } from './stories.ts'
import { tellStatuses, type WhatsappBin, writeOnWhatsapp } from './whatsapp-past.ts'

export type HistoryService = DemoService & {
  code: string
  serviceId: string
  mailChannelId: string
  mailAddress: string
  agents: Ctx[]
}

type Tools = { db: Database; store: FileStore; box: SecretBox; smtpUrl: string; whatsapp: WhatsappBin }

type Step = { at: Date; run(clock: Clock): Promise<void> }

const minutes = (n: number) => n * 60_000

/**
 * Writes three weeks of a service's past through the same verbs that people and citizens use, under a clock of that
 * time: forms and mails come in, agents take, answer and settle, clocks fire, figures follow.
 */
export async function writeHistory(
  tools: Tools,
  tenant: DemoTenant,
  tenantId: string,
  service: HistoryService,
  now: Date,
): Promise<number> {
  const { db, store, box, smtpUrl, whatsapp } = tools
  const environment = { smtpUrl, whatsappGraphUrl: whatsapp.url }
  const random = seeded(service.code.split('').reduce((n, c) => n * 31 + c.charCodeAt(0), tenant.slug.length))
  const consumers = [intakeConsumer(store), sendConsumer({ store, box, environment }), figuresConsumer]
  const offset = tenant.timeZone === 'Asia/Makassar' ? 8 : 7
  const times = arrivals(random, service.cases, 20, now, offset)
  const steps: Step[] = []

  times.forEach((at, i) => {
    const story = random.pick(stories[service.code] ?? [])
    const citizen = random.pick(citizenNames)
    const mail = `${citizen.toLowerCase().replaceAll(/[^a-z]+/g, '.')}${(i * 7) % 90}@contoh.id`
    const share = random.next()
    const byMail = share < (service.whatsapp ? 0.25 : 0.4)
    const phone = service.whatsapp && share > 0.65 ? `62812${String(10_000_000 + i * 7919).slice(-8)}` : null
    let caseId = ''
    steps.push({
      at,
      async run(clock) {
        if (phone) await writeOnWhatsapp(db, service, { phone, citizen, story, at, serial: i })
        else if (byMail) await sendIn(tools, tenantId, service, { citizen, mail, story, at, serial: i })
        else await fillForm(tools, tenant, service, { citizen, mail, story, clock, random, serial: i })
        await settleUp(clock)
        const page = await listCases(
          { ...systemCtx(db, tenantId, 'demo', clock), services: [service.serviceId] },
          { view: 'all', limit: 100 },
        )
        caseId = page.rows.reduce((newest, row) => (row.id > newest.id ? row : newest), page.rows[0] ?? { id: '' }).id
      },
    })
    const agent = random.pick(service.agents)
    const age = now.getTime() - at.getTime()
    // What came in lately is still being worked on; some of it nobody has touched.
    const untouched = age < minutes(600) && random.next() < 0.35
    if (untouched) return
    const urgent = service.code === '112'
    const late = random.next() < 0.1
    const [soon, usual, slow] = { '112': [0.6, 4.8, 25], COV: [3, 28, 200], HK: [8, 110, 420], INF: [20, 300, 900] }[
      service.code
    ] ?? [5, 60, 300]
    const patience = random.between(soon as number, (late ? slow : usual) as number)
    const answeredAt = new Date(at.getTime() + minutes(patience))
    if (answeredAt >= now) return
    steps.push({
      at: answeredAt,
      async run(clock) {
        const ctx = { ...agent, clock }
        const current = await revisionOf(ctx, caseId)
        if (!current) return
        await takeCase(ctx, { caseId, revision: current })
        if (random.next() < 0.25)
          await addNote(ctx, { caseId, text: 'Sudah dihubungi balik; warga memastikan alamat dan patokannya.' })
        await reply(ctx, { caseId, text: story.answer })
        await settleUp(clock)
        if (phone) {
          await tellStatuses(db, service, whatsapp, phone, answeredAt)
          await settleUp(clock)
        }
      },
    })
    const settledAt = new Date(
      answeredAt.getTime() + minutes(urgent ? random.between(20, 90) : random.between(60, 2600)),
    )
    if (settledAt >= now || random.next() < 0.08) return
    steps.push({
      at: settledAt,
      async run(clock) {
        const ctx = { ...agent, clock }
        const current = await revisionOf(ctx, caseId)
        if (current)
          await resolveCase(ctx, { caseId, revision: current, outcome: story.outcome, class: story.class ?? 'normal' })
        await settleUp(clock)
      },
    })
  })

  async function settleUp(clock: Clock): Promise<void> {
    await drain({ db, consumers, tenantId, clock })
  }
  async function revisionOf(ctx: Ctx, caseId: string): Promise<number | null> {
    const page = await listCases(ctx, { view: 'all', limit: 100 })
    return page.rows.find((r) => r.id === caseId)?.revision ?? null
  }

  steps.sort((a, b) => a.at.getTime() - b.at.getTime())
  let lastHour = 0
  for (const step of steps) {
    const clock = fixedClock(step.at)
    const ctx = systemCtx(db, tenantId, 'demo', clock)
    const fired = await fireTimers(ctx, caseTimers)
    if (fired > 0) await settleUp(clock)
    const hour = Math.floor(step.at.getTime() / 3_600_000)
    if (hour !== lastHour) await keepGauges(ctx)
    lastHour = hour
    await step.run(clock)
  }
  const end = systemCtx(db, tenantId, 'demo', fixedClock(now))
  await fireTimers(end, caseTimers, 10_000)
  await settleUp(fixedClock(now))
  await keepGauges(end)
  return times.length
}

type Incoming = { citizen: string; mail: string; story: Story; serial: number }

async function sendIn(
  tools: Tools,
  tenantId: string,
  service: HistoryService,
  m: Incoming & { at: Date },
): Promise<void> {
  const id = `${service.code.toLowerCase()}-${m.serial}-${m.at.getTime()}@contoh.id`
  const raw = [
    `From: "${m.citizen}" <${m.mail}>`,
    `To: ${service.mailAddress}`,
    `Subject: ${m.story.subject}`,
    `Message-ID: <${id}>`,
    `Date: ${m.at.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `${m.story.body}${m.story.place ? `\r\n\r\nTempat: ${m.story.place}` : ''}`,
    '',
    m.citizen,
    '',
  ].join('\r\n')
  const item = {
    tenantId,
    channelId: service.mailChannelId,
    kind: 'mail',
    providerItem: id,
    raw: Buffer.from(raw),
    meta: { recipient: service.mailAddress, sender: m.mail, remote: 'demo' },
    urgent: service.code === '112',
  }
  await acceptInbound(tools.db, item, m.at)
}

async function fillForm(
  tools: Tools,
  tenant: DemoTenant,
  service: HistoryService,
  m: Incoming & { clock: Clock; random: ReturnType<typeof seeded> },
): Promise<void> {
  const district = m.random.pick(tenant.districts.filter((d) => regionOf(d)))
  const region = m.random.pick(childrenOf(district))?.code ?? district
  const phone = `0812-${String(1000 + ((m.serial * 37) % 9000))}-${String(1000 + ((m.serial * 91) % 9000))}`
  const common = { category: m.story.category, region, name: m.citizen, phone }
  const values: Record<string, Record<string, string>> = {
    '112': {
      ...common,
      what_happened: m.story.body,
      place: m.story.place ?? `Dekat ${regionOf(region)?.name ?? 'kelurahan'}`,
    },
    COV: { ...common, question: m.story.body, email: m.mail },
    HK: { ...common, subject: m.story.subject, message: m.story.body, email: m.mail },
    INF: { ...common, subject: m.story.subject, message: m.story.body, email: m.mail },
  }
  await submitForm(
    {
      ...tools,
      clock: m.clock,
      locale: 'id',
      requestId: 'demo',
      address: 'demo',
      regionExists: (code) => regionOf(code) !== null,
      flood: async () => null,
    },
    {
      tenantSlug: tenant.slug,
      serviceSlug: service.slug,
      submissionId: `demo-${service.code}-${m.serial}`,
      values: values[service.code] ?? {},
    },
  )
}
