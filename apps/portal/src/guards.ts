import { isLocale, type Locale } from '@siaga/kernel'
import type { AppEnv } from '@siaga/runtime'
import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'

/** The language that the reader has chosen here; without a choice the browser's stays. */
export const chosenLanguage: MiddlewareHandler<AppEnv> = async (c, next) => {
  const chosen = getCookie(c, 'lang')
  if (isLocale(chosen)) c.set('locale', chosen)
  await next()
}

/** Pages depend on the reader's language, a ticket's on its secret; none is for a shared cache. */
export const cacheRules: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const secret = c.req.path.startsWith('/ticket/') || c.req.path === '/track'
  if (secret) {
    c.header('cache-control', 'private, no-store')
    c.header('x-robots-tag', 'noindex, nofollow, noarchive')
  } else if (!c.res.headers.has('cache-control')) {
    c.header('cache-control', 'private, no-cache')
    c.header('vary', 'Accept-Language, Cookie', { append: true })
  }
}

const refused: Record<Locale, string> = {
  id: 'Formulir ini dikirim dari situs lain, jadi tidak kami terima. Buka portal ini sendiri, lalu isi formulirnya di sini.',
  en: 'This form was sent from another site, so we did not take it. Open this portal itself and fill in the form here.',
}

/** Takes what our own pages post, and programs that name no origin; a page of another site is refused. */
export const ownOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (foreignSite || (origin !== undefined && hostOf(origin) !== c.req.header('host')))
    return c.text(`${refused[c.get('locale')]}\n${c.get('requestId')}\n`, 403)
  await next()
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
