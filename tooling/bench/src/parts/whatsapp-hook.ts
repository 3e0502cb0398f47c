import { connectChannel, openSecretBox, registerWebhookApp } from '@siaga/channels'
import { bindUnproven } from '@siaga/channels/testing'
import type { Database } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { createTenant } from '@siaga/tenancy'
import type { City } from './lean-city.ts'

/** Where a city's WhatsApp messages come in, and with what they are signed. */
export type Hook = { path: string; phoneNumberId: string; appSecret: string; channelId: string }

const app = 'bench'
const appSecret = 'bench-app-secret'

/** The platform's application, to which every city's number is bound. */
export async function seedWebhookApp(db: Database, secret: string): Promise<void> {
  const { tenantId } = await createTenant(systemCtx(db, newId(), 'bench'), {
    slug: 'siaga',
    authorityCode: 'SIAGA',
    kind: 'platform',
    name: 'Siaga',
    shortName: 'Siaga',
    timeZone: 'Asia/Jakarta',
    state: 'live',
  })
  const registered = { kind: 'whatsapp', app, appSecret, verifyToken: 'bench-verify-token' }
  await registerWebhookApp(systemCtx(db, tenantId, 'bench'), openSecretBox(secret), registered)
}

export async function seedHook(db: Database, secret: string, city: City, index: number): Promise<Hook> {
  const phoneNumberId = String(100_000 + index)
  const { channelId } = await connectChannel(systemCtx(db, city.tenantId, 'bench'), openSecretBox(secret), {
    serviceId: city.serviceId,
    kind: 'whatsapp',
    settings: { phoneNumberId, businessAccountId: `9${phoneNumberId}`, app, accessToken: 'bench-access-token' },
  })
  await bindUnproven(systemCtx(db, city.tenantId, 'bench'), channelId)
  return { path: `/hooks/whatsapp/${app}`, phoneNumberId, appSecret, channelId }
}
