import { OpenAPIHono } from '@hono/zod-openapi'
import { rateLimited, systemClock } from '@siaga/kernel'
import { type AppEnv, createApp, openFloodGuard, openLimiter } from '@siaga/runtime'
import { apiKeyCtx } from '@siaga/tenancy'
import type { Context, Hono, Next } from 'hono'
import { type ApiDeps, type ApiEnv, problem, refuse } from './adapter.ts'
import { docRoutes } from './docs/routes.ts'
import { cannedReplyRoutes } from './routes/canned-replies.ts'
import { caseDeskRoutes } from './routes/case-desk.ts'
import { caseMessageRoutes } from './routes/case-messages.ts'
import { caseRelationRoutes } from './routes/case-relations.ts'
import { caseWorkRoutes } from './routes/case-work.ts'
import { caseRoutes } from './routes/cases.ts'
import { channelSettingsRoutes } from './routes/channel-settings.ts'
import { contactRoutes } from './routes/contacts.ts'
import { figureRoutes } from './routes/figures.ts'
import { fileLinkRoutes } from './routes/file-links.ts'
import { hookRoutes } from './routes/hooks.ts'
import { importRoutes } from './routes/imports.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { publicDirectoryRoutes } from './routes/public-directory.ts'
import { publicFormRoutes } from './routes/public-forms.ts'
import { publicTicketRoutes } from './routes/public-tickets.ts'
import { ruleRoutes } from './routes/rules.ts'
import { searchRoutes } from './routes/search.ts'
import { serviceRoutes } from './routes/services.ts'
import { templateRoutes } from './routes/templates.ts'
import { tenantRoutes } from './routes/tenant.ts'
import { limitBody } from './submission.ts'

const requestsPerMinute = 600

/**
 * CORS without credentials. By hand: hono's middleware touches the response before there is one, which makes every
 * answer take the slow way out of the server.
 */
async function openToPages(c: Context<ApiEnv>, next: Next): Promise<Response | undefined> {
  c.header('access-control-allow-origin', '*')
  c.header('access-control-expose-headers', 'retry-after,x-request-id')
  if (c.req.method === 'OPTIONS') {
    return c.body(null, 204, {
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type,idempotency-key,accept-language',
      'access-control-max-age': '86400',
    })
  }
  await next()
  return undefined
}

/** The API as an app; `listen` serves it, tests call `request`. */
export function createApi(given: ApiDeps): Hono<AppEnv> {
  const deps = { ...given, clock: given.clock ?? systemClock }
  const { db, redis, log, settings } = deps
  const app = createApp({ name: 'api', log, trustProxy: settings.trustProxy, ready: () => db.ping() })
  app.onError((error, c) => problem(c as never, error, log))

  const api = new OpenAPIHono<ApiEnv>({ defaultHook: refuse })
  const perKey = openLimiter(redis, 'api-key', settings.requestsPerMinute ?? requestsPerMinute, 60)
  api.use('/v1/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    const ctx = await apiKeyCtx({
      db,
      authorization: c.req.header('authorization') ?? null,
      locale: c.get('locale'),
      requestId: c.get('requestId'),
      clock: deps.clock,
    })
    c.set('ctx', ctx)
    if (ctx.actor.kind === 'api_key') {
      c.set('logFields', { tenantId: ctx.tenantId, keyId: ctx.actor.keyId })
      const taken = await perKey.take(ctx.actor.keyId)
      c.header('ratelimit-limit', String(taken.limit))
      c.header('ratelimit-remaining', String(taken.remaining))
      c.header('ratelimit-reset', String(taken.resetSeconds))
      if (taken.exceeded) throw rateLimited(taken.resetSeconds)
    }
    await next()
  })
  api.use('/public/v1/*', openToPages)
  hookRoutes(api, deps)
  api.use(limitBody)

  tenantRoutes(api)
  serviceRoutes(api)
  channelSettingsRoutes(api, deps)
  importRoutes(api, deps)
  fileLinkRoutes(api, deps)
  caseRoutes(api, deps)
  caseWorkRoutes(api)
  caseRelationRoutes(api)
  contactRoutes(api)
  interactionRoutes(api)
  caseDeskRoutes(api)
  caseMessageRoutes(api)
  cannedReplyRoutes(api)
  searchRoutes(api)
  ruleRoutes(api)
  templateRoutes(api, deps)
  figureRoutes(api)
  const flood = openFloodGuard(redis, settings.formLimits)
  publicDirectoryRoutes(api, deps)
  publicFormRoutes(api, deps, flood)
  publicTicketRoutes(api, deps, flood)
  docRoutes(api, settings.apiUrl)

  app.route('/', api as unknown as Hono<AppEnv>)
  return app
}

/** Every route that answers, as the router knows it, so that a sweep cannot forget a new one. */
export function apiRoutes(app: Hono<AppEnv>): { method: string; path: string }[] {
  const found = new Map<string, { method: string; path: string }>()
  for (const { method, path } of app.routes) {
    if (method !== 'ALL') found.set(`${method} ${path}`, { method, path: path.replaceAll(/:([^/]+)/g, '{$1}') })
  }
  return [...found.values()]
}
