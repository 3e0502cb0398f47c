import type { AppEnv } from '@siaga/runtime'
import type { MiddlewareHandler } from 'hono'

/** Refuses writes that another site's page sends: beside the SameSite cookie, the origin must be ours. */
export function sameOrigin(adminUrl: string): MiddlewareHandler<AppEnv> {
  const ours = new URL(adminUrl).origin
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = c.req.header('origin')
    const host = c.req.header('host')
    const allowed = origin
      ? origin === ours || origin === `http://${host}` || origin === `https://${host}`
      : c.req.header('sec-fetch-site') === 'same-origin'
    if (allowed) return next()
    const english = c.get('locale') === 'en'
    const detail = english ? 'This request came from another site.' : 'Permintaan ini datang dari situs lain.'
    const problem = { type: '/docs#origin', title: 'forbidden', status: 403, code: 'origin', detail }
    return c.json({ ...problem, requestId: c.get('requestId') }, 403, { 'content-type': 'application/problem+json' })
  }
}
