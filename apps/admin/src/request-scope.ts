import type { AppEnv } from '@siaga/runtime'
import type { SignedIn } from '@siaga/tenancy'
import type { Context, MiddlewareHandler } from 'hono'
import type { LoadContext, Services } from './load-context.ts'

const scopes = new WeakMap<Request, { context: LoadContext; setCookie(): string | null }>()

function openScope(c: Context<AppEnv>, services: Services) {
  let reading: Promise<SignedIn | null> | null = null
  let cookie: string | null = null
  const context: LoadContext = {
    ...services,
    requestId: c.get('requestId'),
    clientAddress: c.get('clientAddress'),
    nonce: c.get('nonce'),
    headerLocale: c.get('locale'),
    session() {
      reading ??= services.sessions.read(c.req.header('cookie') ?? null).then((found) => {
        cookie = found.setCookie
        return found.user
      })
      return reading
    },
  }
  return { context, setCookie: () => cookie }
}

/** Gives each request its load context, renews the session's cookie, and keeps answers out of every cache. */
export function requestScope(services: Services): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const scope = openScope(c, services)
    scopes.set(c.req.raw, scope)
    await next()
    const cookie = scope.setCookie()
    const own = c.res.headers.getSetCookie().some((value) => value.startsWith(`${services.sessions.cookieName}=`))
    if (cookie && !own) c.header('set-cookie', cookie, { append: true })
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store')
  }
}

export function loadContextOf(c: Context<AppEnv>): LoadContext {
  const scope = scopes.get(c.req.raw)
  if (!scope) throw new Error('requestScope has not run')
  return scope.context
}
