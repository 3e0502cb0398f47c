import { acceptEnvelope, channelKind } from '@siaga/channels'
import type { Database } from '@siaga/db'
import { Hono } from 'hono'
import { serveApp } from '../standin/serve-app.ts'
import { type DemoService, demoWebhookApp } from './places.ts'
import type { Story } from './stories.ts'

/** What the demo's past weeks sent to one citizen: the ids that the provider gave. */
export type WhatsappBin = { url: string; sentTo(phone: string): string[]; close(): Promise<void> }

/** Takes the answers of the demo's past weeks over HTTP and keeps none: they are not for the stand-in's telephones. */
export async function openWhatsappBin(): Promise<WhatsappBin> {
  const sent = new Map<string, string[]>()
  let serial = 0
  const app = new Hono()
  app.post('/:version/:id/messages', async (c) => {
    const { to } = (await c.req.json()) as { to: string }
    const id = `wamid.demo${++serial}`
    sent.set(to, [...(sent.get(to) ?? []), id])
    return c.json({ messaging_product: 'whatsapp', messages: [{ id }] })
  })
  const { port, stop } = await serveApp(app)
  return {
    url: `http://127.0.0.1:${port}`,
    sentTo: (phone) => sent.get(phone) ?? [],
    close: stop,
  }
}

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))

async function deliver(db: Database, service: DemoService, value: object, now: Date): Promise<void> {
  const { phoneNumberId, businessAccountId, display } = service.whatsapp as NonNullable<DemoService['whatsapp']>
  const metadata = { display_phone_number: display, phone_number_id: phoneNumberId }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  const envelope = { object: 'whatsapp_business_account', entry: [{ id: businessAccountId, changes: [change] }] }
  const kind = 'whatsapp'
  const items = channelKind(kind)?.webhook?.split(Buffer.from(JSON.stringify(envelope))) ?? []
  await acceptEnvelope(db, { kind, app: demoWebhookApp, items, now })
}

type Written = { phone: string; citizen: string; story: Story; at: Date; serial: number }

/** A citizen's first words on WhatsApp; every other one who names a place sends it from the map too. */
export async function writeOnWhatsapp(db: Database, service: DemoService, w: Written): Promise<void> {
  const { phone, story, at, serial } = w
  const common = { from: phone, timestamp: seconds(at) }
  const written = { ...common, id: `wamid.past${phone}${serial}`, type: 'text', text: { body: story.body } }
  const place = {
    ...common,
    id: `wamid.place${phone}${serial}`,
    type: 'location',
    location: { latitude: -6.99 + (serial % 17) / 400, longitude: 110.41 + (serial % 23) / 400, name: story.place },
  }
  const contacts = [{ profile: { name: w.citizen }, wa_id: phone }]
  const messages = story.place && serial % 2 === 0 ? [written, place] : [written]
  await deliver(db, service, { contacts, messages }, at)
}

/** What the provider said of the answers: delivered, and mostly read. */
export async function tellStatuses(
  db: Database,
  service: DemoService,
  bin: WhatsappBin,
  phone: string,
  at: Date,
): Promise<void> {
  const isRead = Number(phone.slice(-1)) % 4 !== 0
  const statuses = bin.sentTo(phone).flatMap((id) =>
    (isRead ? ['delivered', 'read'] : ['delivered']).map((status, i) => ({
      id,
      status,
      timestamp: seconds(new Date(at.getTime() + (i === 0 ? 2_000 : 48_000))),
      recipient_id: phone,
    })),
  )
  await deliver(db, service, { statuses }, at)
}
