import type { OpenAPIHono } from '@hono/zod-openapi'
import { acceptEnvelope, channelKind, type WebhookSecrets, webhookSecrets } from '@siaga/channels'
import { wake } from '@siaga/events'
import { type Clock, forbidden, notFound, unauthenticated } from '@siaga/kernel'
import { bodyLimit } from 'hono/body-limit'
import { type ApiDeps, type ApiEnv, bodyMalformed, bodyTooLarge } from '../adapter.ts'

const path = '/hooks/:kind/:app'
const mostMegabytes = 4
/** A new secret is believed at once, an old one for at most so long. */
const keptMs = 5_000
const askAgainMs = 1_000

type Kept = { at: number; secrets: WebhookSecrets | null }

/** Secrets of applications, read as the gateway. A signature that does not fit asks once a second whether they changed. */
function openSecrets({ db, box }: ApiDeps) {
  const kept = new Map<string, Kept>()
  return async (kind: string, app: string, older: number): Promise<Kept> => {
    const known = kept.get(`${kind}/${app}`)
    if (known && Date.now() - known.at < older) return known
    const found = { at: Date.now(), secrets: await webhookSecrets(db, box, kind, app) }
    // An address that nobody has registered is not remembered: strangers must not fill this process.
    if (found.secrets) kept.set(`${kind}/${app}`, found)
    else kept.delete(`${kind}/${app}`)
    return found
  }
}

function isWholeJson(raw: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(raw))
    return true
  } catch {
    return false
  }
}

/**
 * Webhooks of providers. What they bring is believed by its signature over the raw bytes, split into items, and answered
 * with 200 only after every item is committed under its own tenant (or quarantined).
 */
export function hookRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps & { clock: Clock }): void {
  const secretsOf = openSecrets(deps)

  api.get(path, async (c) => {
    const { kind, app } = c.req.param()
    const webhook = channelKind(kind)?.webhook
    const { secrets } = await secretsOf(kind, app, keptMs)
    const challenge = webhook && secrets ? webhook.handshake(c.req.query(), secrets) : null
    if (challenge === null) throw forbidden({ internal: 'handshake refused' })
    return c.body(challenge.slice(0, 1000), 200, { 'content-type': 'text/plain; charset=utf-8' })
  })

  const limited = bodyLimit({
    maxSize: mostMegabytes * 1024 * 1024,
    onError: () => {
      throw bodyTooLarge({ params: { megabytes: mostMegabytes } })
    },
  })
  api.post(path, limited, async (c) => {
    const { kind, app } = c.req.param()
    const webhook = channelKind(kind)?.webhook
    if (!webhook) throw notFound()
    const raw = await c.req
      .arrayBuffer()
      .then((bytes) => new Uint8Array(bytes))
      .catch((cause) => {
        throw bodyMalformed({ cause })
      })
    const fits = ({ secrets }: Kept) => secrets !== null && webhook.verify(raw, (name) => c.req.header(name), secrets)
    if (!fits(await secretsOf(kind, app, keptMs)) && !fits(await secretsOf(kind, app, askAgainMs))) {
      // Half an envelope can't have a whole one's signature: that is damage on the way and no forgery.
      if (c.req.header('x-hub-signature-256') && !isWholeJson(raw)) throw bodyMalformed()
      throw unauthenticated({ internal: 'webhook signature refused' })
    }
    const items = (() => {
      try {
        return webhook.split(raw)
      } catch (cause) {
        throw bodyMalformed({ cause })
      }
    })()
    const accepted = await acceptEnvelope(deps.db, { kind, app, items, now: deps.clock.now() })
    c.set('logFields', { ...accepted })
    wake(deps.db)
    return c.body(null, 200)
  })
}
