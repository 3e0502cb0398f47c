import { serviceTypes } from '@siaga/catalogue'
import { connectChannel, openSecretBox, optionsOf } from '@siaga/channels'
import type { Database } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { addMember, addService, createTenant, openSessions } from '@siaga/tenancy'
import type { Hook } from './whatsapp-hook.ts'

export type City = {
  tenantId: string
  slug: string
  serviceId: string
  channelId: string
  userId: string
  memberId: string
  cookie: string
  formPath: string
  answers: Record<string, string>
  /** With `--channel=whatsapp`. */
  hook?: Hook
}

const samples: Record<string, string> = {
  text: 'Jalan Pemuda 12',
  long_text: 'Lampu jalan di depan rumah kami padam sejak kemarin malam, mohon segera diperiksa oleh petugas.',
  phone: '0812-4455-667',
  email: 'ratna@contoh.id',
  region: '33.74.10.1006',
  date: '2026-11-20',
  number: '34',
}

type Seed = { index: number; instance: string; secret: string }

/** Only what a form and an open console need: a tenant, one service that never closes, its form, one agent. */
export async function seedLeanCity(db: Database, { index, instance, secret }: Seed): Promise<City> {
  const found = serviceTypes.find((entry) => entry.definition.emergency) ?? serviceTypes[0]
  if (!found) throw new Error('the catalogue is empty')
  const { type, icon, definition } = found
  const slug = `kota-${index}`
  const { tenantId } = await createTenant(systemCtx(db, newId(), 'bench'), {
    slug,
    authorityCode: `BENCH${index}`,
    kind: 'agency',
    name: `Kota ${index}`,
    shortName: `Kota ${index}`,
    timeZone: 'Asia/Jakarta',
    state: 'live',
  })
  const ctx = systemCtx(db, tenantId, 'bench')
  const serviceSlug = definition.code.toLowerCase()
  const { serviceId } = await addService(ctx, { type, icon, slug: serviceSlug, state: 'live', definition })
  const address = `${slug}/${serviceSlug}`
  const { channelId } = await connectChannel(ctx, openSecretBox(secret), {
    serviceId,
    kind: 'form',
    address,
    settings: {},
  })
  const member = {
    email: `agent@${slug}.test`,
    name: 'Agus Santoso',
    roles: ['agent' as const],
    serviceIds: [serviceId],
  }
  const { userId, memberId } = await addMember(ctx, member)
  const cookie = (await openSessions(db, { instance, secure: false }).open(userId)).split(';')[0] as string
  const answers = Object.fromEntries(
    definition.intake
      .filter((field) => field.kind !== 'file')
      .map((field) => [
        field.key,
        (field.kind === 'choice' ? optionsOf(definition, field)[0]?.value : samples[field.kind]) ?? '',
      ]),
  )
  return {
    tenantId,
    slug,
    serviceId,
    channelId,
    userId,
    memberId,
    cookie,
    formPath: `/public/v1/forms/${address}`,
    answers,
  }
}
