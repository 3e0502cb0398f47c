import { connectChannel, registerWebhookApp, type SecretBox } from '@siaga/channels'
import { bindUnproven } from '@siaga/channels/testing'
import type { Database } from '@siaga/db'
import { openWhatsappStandin, serveApp, signatureOf, standinCredentials, type WhatsappStandin } from '@siaga/dev'
import { systemCtx } from '@siaga/events'
import { Hono } from 'hono'

export type RunningWhatsapp = WhatsappStandin & {
  graphUrl: string
  /** The application's signature of a body. */
  sign(body: string | Uint8Array): string
  close(): Promise<void>
}

/** The stand-in of WhatsApp's provider in memory: the same that `npm start` runs. */
export async function whatsappStandin({ statuses = true } = {}): Promise<RunningWhatsapp> {
  const credentials = standinCredentials('cd'.repeat(32))
  const standin = openWhatsappStandin({ credentials, statuses })
  const app = new Hono()
  app.route('/graph', standin.graph)
  app.route('/', standin.pages)
  const server = await serveApp(app)
  return {
    ...standin,
    graphUrl: `http://127.0.0.1:${server.port}/graph`,
    sign: (body) => signatureOf(body, credentials.appSecret),
    async close() {
      await server.stop()
      await standin.stop()
    },
  }
}

export type SeededNumber = { channelId: string; phoneNumberId: string; app: string }

/**
 * A WhatsApp number of a service, connected through the verbs and bound to `app`, which `owner` (a tenant) registers if
 * it has not. `db` holds the role app.
 */
export async function seedNumber(
  db: Database,
  box: SecretBox,
  standin: WhatsappStandin,
  number: { tenantId: string; serviceId: string; phoneNumberId: string; app: string; owner: string },
): Promise<SeededNumber> {
  const { appSecret, verifyToken, accessToken } = standin.credentials
  const { app, phoneNumberId } = number
  await registerWebhookApp(systemCtx(db, number.owner, 'seed'), box, { kind: 'whatsapp', app, appSecret, verifyToken })
  const { channelId } = await connectChannel(systemCtx(db, number.tenantId, 'seed'), box, {
    serviceId: number.serviceId,
    kind: 'whatsapp',
    settings: { phoneNumberId, businessAccountId: `9${phoneNumberId}`, app, accessToken },
  })
  await bindUnproven(systemCtx(db, number.tenantId, 'seed'), channelId)
  return { channelId, phoneNumberId, app }
}
