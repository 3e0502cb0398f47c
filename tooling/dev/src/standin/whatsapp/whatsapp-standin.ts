import { createHmac } from 'node:crypto'
import type { Hono } from 'hono'
import { type GraphBehaviour, openGraphApi } from './graph-api.ts'
import { phonePages } from './phone-pages.ts'
import { openWhatsappStore, type StandinNumber, type WhatsappStore } from './store.ts'
import { openWebhooks, type Webhooks, type WebhookTarget } from './webhooks.ts'

export type WhatsappCredentials = { appSecret: string; verifyToken: string; accessToken: string }

export type WhatsappStandin = {
  graph: Hono
  pages: Hono
  store: WhatsappStore
  webhooks: Webhooks
  credentials: WhatsappCredentials
  numbers: () => StandinNumber[]
  serve(numbers: StandinNumber[], webhookUrl: string): void
  behave(behaviour: GraphBehaviour): void
  stop(): Promise<void>
}

/** Credentials of the stand-in's application, different on every installation, the same at every start. */
export function standinCredentials(secret: string): WhatsappCredentials {
  const derive = (what: string) => createHmac('sha256', secret).update(`stand-in whatsapp ${what}`).digest('hex')
  return {
    appSecret: derive('app secret'),
    verifyToken: derive('verify token'),
    accessToken: `STANDIN${derive('access token')}`,
  }
}

type Options = { folder?: string; credentials: WhatsappCredentials; statuses?: boolean }

/** WhatsApp's provider, its webhooks and its telephones. Nothing of it is real, and every page says so. */
export function openWhatsappStandin({ folder, credentials, statuses = true }: Options): WhatsappStandin {
  let numbers: StandinNumber[] = []
  let target: WebhookTarget | null = null
  const store = openWhatsappStore(folder)
  const webhooks = openWebhooks(() => target, store)
  const { accessToken, appSecret } = credentials
  const graph = openGraphApi({ store, webhooks, numbers: () => numbers, accessToken, statuses })
  return {
    graph: graph.app,
    pages: phonePages({ store, webhooks, graph, numbers: () => numbers }),
    store,
    webhooks,
    credentials,
    numbers: () => numbers,
    serve(served, webhookUrl) {
      numbers = served
      target = { url: webhookUrl, appSecret }
    },
    behave: graph.behave,
    async stop() {
      await webhooks.stop()
      store.close()
    },
  }
}
