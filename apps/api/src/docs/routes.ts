import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Locale } from '@siaga/kernel'
import type { ApiEnv } from '../adapter.ts'
import { groups } from '../describe.ts'
import { documentedErrors } from './error-codes.ts'
import { type ApiDocument, renderDocs } from './page.ts'

/** `/openapi.json` and the page `/docs`, made once from the schemas of the routes. */
export function docRoutes(api: OpenAPIHono<ApiEnv>, apiUrl: string): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: sgk_…',
  })
  let document: ApiDocument | null = null
  const made = (): ApiDocument => {
    document ??= api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Siaga API', version: '1', license: { name: 'AGPL-3.0-only' } },
      servers: [{ url: apiUrl }],
      tags: Object.values(groups).map((text) => ({ name: text.en, 'x-name-id': text.id })),
    })
    return document
  }
  const pages = new Map<Locale, string>()

  api.get('/openapi.json', (c) => c.json(made(), 200, { 'access-control-allow-origin': '*' }))

  api.get('/docs', (c) => {
    const asked = c.req.query('lang')
    const locale: Locale = asked === 'id' || asked === 'en' ? asked : c.get('locale')
    const html = pages.get(locale) ?? renderDocs(made(), documentedErrors(), locale)
    pages.set(locale, html)
    return c.html(html, 200, { 'content-language': locale, vary: 'accept-language' })
  })

  api.get('/', (c) => c.redirect('/docs', 302))
}
