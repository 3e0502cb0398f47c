import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Locale, localeFromHeader, newId } from '@siaga/kernel'
import { type Context, Hono } from 'hono'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Log } from './log.ts'
import { knownError, problemOf } from './problems.ts'

export type HttpVariables = {
  requestId: string
  locale: Locale
  clientAddress: string
  nonce: string
  logFields: Record<string, unknown>
}
export type AppEnv = { Variables: HttpVariables }

type BaseOptions = {
  name: string
  log: Log
  trustProxy: boolean
  /** Whether this process can serve; `/readyz` says so. */
  ready(): Promise<void>
  /** Sources beside our own for scripts, styles and connections; most pages need none. */
  development?: boolean
}

// 122 random bits from a buffered source: a call to the system for every request costs more than the rest of this.
const random = () => crypto.randomUUID().replaceAll('-', '')

function securityHeaders(nonce: string, development: boolean): Record<string, string> {
  // Vite's client needs inline styles and a socket in development.
  const csp = [
    "default-src 'self'",
    development ? "script-src 'self' 'unsafe-inline'" : `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  return {
    'content-security-policy': csp,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(self)',
    'cross-origin-opener-policy': 'same-origin',
  }
}

/**
 * Adds what the response does not say itself: to Node's own response, which the answer's headers override, since a
 * `Headers` object costs more than most answers. Without a server (tests) to the answer's headers.
 */
function addHeaders(c: Context, headers: Record<string, string>): void {
  const outgoing = (c.env as Partial<HttpBindings> | undefined)?.outgoing
  if (outgoing && !outgoing.headersSent) {
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
    return
  }
  const { headers: given } = c.res
  for (const [name, value] of Object.entries(headers)) if (!given.has(name)) given.set(name, value)
}

/** A Hono app with what every process of ours has: ids, locale, one wide log line, health, metrics, headers, problems. */
export function createApp(options: BaseOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const registry = new Registry()
  registry.setDefaultLabels({ app: options.name })
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_seconds',
    help: 'Duration of requests',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await options.ready()
      return c.text('ready')
    } catch {
      return c.text('not ready', 503)
    }
  })
  app.get('/metrics', async (c) => c.text(await registry.metrics(), 200, { 'content-type': registry.contentType }))

  app.use(async (c, next) => {
    const started = performance.now()
    c.set('requestId', newId())
    c.set('locale', localeFromHeader(c.req.header('accept-language')))
    c.set('clientAddress', clientAddress(c, options.trustProxy))
    c.set('nonce', random())
    c.set('logFields', {})
    await next()
    const seconds = (performance.now() - started) / 1000
    duration.observe({ method: c.req.method, status: c.res.status }, seconds)
    addHeaders(c, {
      ...securityHeaders(c.get('nonce'), options.development ?? false),
      'x-request-id': c.get('requestId'),
    })
    // The path may hold a ticket's code or an id: only its route pattern is logged.
    options.log.info(
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        route: c.req.routePath,
        status: c.res.status,
        ms: Math.round(seconds * 1000),
        ...c.get('logFields'),
      },
      'request',
    )
  })

  app.onError((error, c) => problemResponse(c, error, options.log))
  app.notFound((c) =>
    c.json(
      {
        ...problemOf(null, c.get('locale') ?? 'id', c.get('requestId') ?? ''),
        status: 404,
        code: 'not_found',
        title: 'not found',
        type: '/docs#not_found',
        detail: c.get('locale') === 'en' ? 'There is nothing at this address.' : 'Tidak ada apa-apa di alamat ini.',
      },
      404,
      { 'content-type': 'application/problem+json' },
    ),
  )
  return app
}

/** An error as an RFC 9457 response; what nobody foresaw is logged with its stack. */
export function problemResponse(c: Context<AppEnv>, error: unknown, log: Log): Response {
  const known = knownError(error)
  const requestId = c.get('requestId') ?? ''
  if (!known || known.status >= 500)
    log.error(
      {
        requestId,
        err:
          error instanceof Error
            ? { message: error.message, stack: error.stack, cause: String(error.cause ?? '') }
            : String(error),
      },
      'request failed',
    )
  const problem = problemOf(error, c.get('locale') ?? 'id', requestId)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (known?.retryAfterSeconds) headers['retry-after'] = String(known.retryAfterSeconds)
  return c.newResponse(JSON.stringify(problem), problem.status as 500, headers)
}

function clientAddress(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  if (forwarded) return forwarded
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown' // called without a socket (tests)
  }
}
