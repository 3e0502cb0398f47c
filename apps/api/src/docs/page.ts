import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Locale, Localized } from '@siaga/kernel'
import { type ErrorCode, fieldCodes } from './error-codes.ts'
import { escapeHtml } from './escape-html.ts'
import { type Shape, schemaHtml } from './schema-html.ts'
import { styles } from './styles.ts'

export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>

type Media = Record<string, { schema?: Shape }>
type Parameter = {
  name: string
  in: string
  required?: boolean
  description?: string
  'x-description-id'?: string
  schema?: Shape
}
type Operation = {
  operationId?: string
  tags?: string[]
  summary?: string
  'x-summary-id'?: string
  description?: string
  'x-description-id'?: string
  'x-codes'?: string[]
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Media }
  responses?: Record<string, { description?: string; content?: Media }>
}

const texts = {
  title: { id: 'Dokumentasi API Siaga', en: 'Siaga API documentation' },
  intro: {
    id: 'REST dengan JSON. Alamat di bawah /v1 memerlukan kunci API: kunci menentukan instansi, cakupan menentukan apa yang boleh. Alamat di bawah /public/v1 terbuka untuk warga dan program mereka.',
    en: 'REST with JSON. What lies under /v1 needs an API key: the key names the tenant, its scopes say what it may do. What lies under /public/v1 is open to citizens and their programs.',
  },
  rules: { id: 'Aturan umum', en: 'General rules' },
  operations: { id: 'Operasi', en: 'Operations' },
  schemas: { id: 'Skema', en: 'Schemas' },
  errors: { id: 'Kode galat', en: 'Error codes' },
  fieldErrors: { id: 'Kode galat per isian', en: 'Codes of single fields' },
  parameters: { id: 'Parameter', en: 'Parameters' },
  body: { id: 'Isi permintaan', en: 'Request body' },
  answer: { id: 'Jawaban', en: 'Answer' },
  mayFail: { id: 'Galat yang mungkin', en: 'Possible errors' },
  keyNeeded: { id: 'kunci API', en: 'API key' },
  open: { id: 'tanpa kunci', en: 'no key' },
  required: { id: 'wajib', en: 'required' },
  document: { id: 'Dokumen OpenAPI 3.1', en: 'OpenAPI 3.1 document' },
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  contents: { id: 'Daftar isi', en: 'Contents' },
  language: { id: 'Bahasa', en: 'Language' },
  http: { id: 'status HTTP', en: 'HTTP status' },
} satisfies Record<string, Localized>

const rules: Localized[] = [
  { id: 'Kunci dikirim sebagai Authorization: Bearer sgk_….', en: 'The key is sent as Authorization: Bearer sgk_….' },
  {
    id: 'Galat berbentuk problem details (RFC 9457). code tetap; detail mengikuti Accept-Language (id atau en).',
    en: 'Errors are problem details (RFC 9457). code is stable; detail follows Accept-Language (id or en).',
  },
  {
    id: 'Daftar dibalik dengan ?cursor= dan ?limit=; jawabannya {data, next}. next null berarti halaman terakhir.',
    en: 'Lists are paged with ?cursor= and ?limit=; the answer is {data, next}. A null next means the last page.',
  },
  {
    id: 'POST yang membuat sesuatu menerima Idempotency-Key: ulangi dengan kunci yang sama bila jawaban tidak sampai.',
    en: 'A POST that creates takes an Idempotency-Key: repeat it with the same key when no answer came.',
  },
  {
    id: 'Perubahan tiket memerlukan If-Match dengan ETag yang Anda baca; perubahan orang lain tidak pernah tertimpa diam-diam.',
    en: 'A change of a case needs If-Match with the ETag that you read; nobody’s change is overwritten silently.',
  },
  {
    id: 'Paling banyak 600 permintaan per menit dan kunci; lihat RateLimit-Limit, -Remaining, -Reset, dan Retry-After.',
    en: 'At most 600 requests per minute and key; see RateLimit-Limit, -Remaining, -Reset and Retry-After.',
  },
  {
    id: 'Waktu ditulis dalam ISO 8601, UTC. Isi JSON paling besar 1 MB.',
    en: 'Times are ISO 8601 in UTC. JSON bodies are at most 1 MB.',
  },
  {
    id: 'Parameter dan isian yang tidak dikenal ditolak dengan namanya.',
    en: 'Unknown parameters and fields are refused by name.',
  },
]

const anchorOf = (method: string, path: string) =>
  `${method}-${path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}`

/** The whole page from the OpenAPI document: one file, no script, nothing from elsewhere. */
export function renderDocs(document: ApiDocument, errors: ErrorCode[], locale: Locale): string {
  const t = (text: Localized) => escapeHtml(text[locale])
  const told = (of: { description?: string; 'x-description-id'?: string }) =>
    escapeHtml((locale === 'id' ? of['x-description-id'] : undefined) ?? of.description ?? '')
  const known = new Set(errors.map((e) => e.code))
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
      anchor: anchorOf(method, path),
    })),
  )
  const groups = (document.tags ?? []).map((tag, i) => ({
    anchor: `group-${i}`,
    name: escapeHtml(String((locale === 'id' && tag['x-name-id']) || tag.name)),
    operations: operations.filter(({ operation }) => operation.tags?.includes(tag.name)),
  }))
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Shape>)
  const titleOf = (operation: Operation) =>
    escapeHtml((locale === 'id' ? operation['x-summary-id'] : undefined) ?? operation.summary ?? '')

  const parameterRow = (p: Parameter) =>
    `<tr><th scope="row"><code>${escapeHtml(p.name)}</code></th><td>${escapeHtml(p.in)}${p.required ? `, ${t(texts.required)}` : ''}</td><td>${p.schema ? schemaHtml(p.schema, locale) : ''} ${told(p) || (p.schema ? told(p.schema) : '')}</td></tr>`

  const media = (content: Media | undefined) =>
    Object.entries(content ?? {})
      .map(
        ([type, { schema }]) =>
          `<p class="media"><code>${escapeHtml(type)}</code></p>${schema ? schemaHtml(schema, locale) : ''}`,
      )
      .join('')

  const operationHtml = ({ path, method, operation, anchor }: (typeof operations)[number]) => {
    const success = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'))
    const codes = [...new Set(operation['x-codes'] ?? [])].filter((code) => known.has(code))
    return `<section class="operation" id="${anchor}">
<h3>${titleOf(operation)}</h3>
<p class="address"><span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> <span class="tag">${operation.security ? t(texts.keyNeeded) : t(texts.open)}</span></p>
${told(operation) ? `<p>${told(operation)}</p>` : ''}
${operation.parameters?.length ? `<h4>${t(texts.parameters)}</h4><div class="scroll" tabindex="0" role="region" aria-label="${t(texts.parameters)}: ${titleOf(operation)}"><table><tbody>${operation.parameters.map(parameterRow).join('')}</tbody></table></div>` : ''}
${operation.requestBody ? `<h4>${t(texts.body)}</h4>${media(operation.requestBody.content)}` : ''}
${success.map(([status, answer]) => `<h4>${t(texts.answer)} ${status}</h4>${media(answer.content)}`).join('')}
<h4>${t(texts.mayFail)}</h4><p class="codes">${codes.map((code) => `<a href="#${code}"><code>${code}</code></a>`).join(' ')}</p>
</section>`
  }

  const errorRow = (e: ErrorCode) =>
    `<tr id="${escapeHtml(e.code)}"><th scope="row"><code>${escapeHtml(e.code)}</code></th><td>${e.status}</td><td>${t(e.text)}</td></tr>`
  const link = (to: Locale, name: string) =>
    `<a href="/docs?lang=${to}" lang="${to}" hreflang="${to}"${to === locale ? ' aria-current="true"' : ''}>${name}</a>`

  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${t(texts.title)}</title>
<style>${styles}</style>
</head>
<body>
<a class="skip" href="#content">${t(texts.skip)}</a>
<header><strong>Siaga API</strong><nav aria-label="${t(texts.language)}">${link('id', 'Bahasa Indonesia')} ${link('en', 'English')}</nav></header>
<div class="columns">
<nav class="contents" aria-label="${t(texts.contents)}">
${groups.map((g) => `<p><a href="#${g.anchor}">${g.name}</a></p><ul>${g.operations.map((o) => `<li><a href="#${o.anchor}">${titleOf(o.operation)}</a></li>`).join('')}</ul>`).join('')}
<p><a href="#schemas">${t(texts.schemas)}</a></p>
<p><a href="#errors">${t(texts.errors)}</a></p>
<p><a href="/openapi.json">${t(texts.document)}</a></p>
</nav>
<main id="content" tabindex="-1">
<h1>${t(texts.title)}</h1>
<p class="lead">${t(texts.intro)}</p>
<h2>${t(texts.rules)}</h2>
<ul>${rules.map((rule) => `<li>${t(rule)}</li>`).join('')}</ul>
${groups.map((g) => `<section><h2 id="${g.anchor}">${g.name}</h2>${g.operations.map(operationHtml).join('')}</section>`).join('')}
<section><h2 id="schemas">${t(texts.schemas)}</h2>
${schemas.map(([name, schema]) => `<section class="operation" id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${schemaHtml(schema, locale)}</section>`).join('')}
</section>
<section class="errors"><h2 id="errors">${t(texts.errors)}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${t(texts.errors)}"><table><thead><tr><th scope="col">code</th><th scope="col">${t(texts.http)}</th><th scope="col">detail</th></tr></thead><tbody>${errors.map(errorRow).join('')}</tbody></table></div>
<h3>${t(texts.fieldErrors)}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${t(texts.fieldErrors)}"><table><tbody>${fieldCodes.map((f) => `<tr><th scope="row"><code>${f.code}</code></th><td>${t(f.text)}</td></tr>`).join('')}</tbody></table></div>
</section>
</main>
</div>
</body>
</html>`
}
