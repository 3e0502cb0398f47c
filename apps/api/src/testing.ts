import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSecretBox } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { openRedis } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import {
  drain,
  type SeededTenant,
  type SeedTenant,
  seedTenant,
  testDatabase,
  testRedis,
  waitUntil,
} from '@siaga/testkit'
import type { ApiDeps } from './adapter.ts'
import { createApi } from './app.ts'

type Asked = { key?: string; json?: unknown; body?: BodyInit; headers?: Record<string, string>; from?: string }

export type Answer<T> = { status: number; headers: Headers; text: string; json: T }

/** The parts of an answer that tests look at; a problem has `code`. */
export type Anything = Record<string, unknown> & {
  code?: string
  errors?: { path: string; code: string; detail: string }[]
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Two governments, as most suites need them: neither may see the other's. */
export const semarang: SeedTenant = {
  slug: 'semarang',
  authorityCode: '33.74',
  kind: 'city',
  name: 'Kota Semarang',
  types: ['general-information', 'emergency-112'],
}
export const manado: SeedTenant = {
  slug: 'manado',
  authorityCode: '71.71',
  kind: 'city',
  name: 'Kota Manado',
  types: ['general-information'],
}

/** The API on a database and a Redis of this suite's own, called without a socket. */
export async function openTestApi(
  settings: Partial<ApiDeps['settings']> = {},
  senders: ApiDeps['senders'] = { smtpUrl: null },
) {
  const [database, server] = await Promise.all([testDatabase(), testRedis()])
  const dir = mkdtempSync(join(tmpdir(), 'siaga-api-'))
  const { app, identity, gateway, oversight, relay, platform } = database.urls
  const db = openDatabase({ name: 'api-test', urls: { app, identity, gateway, oversight } })
  const back = openDatabase({ name: 'api-test-back', urls: { app, identity, gateway, relay, platform } })
  const redis = openRedis({ url: server.url, instance: server.prefix, log: () => undefined })
  await waitUntil(() => redis.isUp(), { what: 'Redis' })
  const store = openFolderStore(dir)
  const box = openSecretBox('ab'.repeat(32))
  const logged: object[] = []
  const log = {
    ...silent,
    info: (fields: object) => void logged.push(fields),
    error: (fields: object) => void logged.push(fields),
  }
  const api = createApi({
    db,
    redis,
    store,
    box,
    senders,
    log,
    settings: {
      apiUrl: 'http://api.test',
      portalUrl: 'http://portal.test',
      trustProxy: true,
      formLimits: { perAddress: 1000, perService: 1000 },
      ...settings,
    },
  })

  async function call<T = Anything>(method: string, path: string, asked: Asked = {}): Promise<Answer<T>> {
    const headers = new Headers(asked.headers)
    if (asked.key) headers.set('authorization', `Bearer ${asked.key}`)
    if (asked.json !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
    headers.set('x-forwarded-for', asked.from ?? '203.0.113.1')
    const body = asked.json === undefined ? asked.body : JSON.stringify(asked.json)
    const response = await api.request(path, { method, headers, body })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : undefined) as T,
    }
  }

  return {
    api,
    /** For arranging: also holds the roles relay and platform. */
    back,
    box,
    logged,
    redis,
    call,
    get: <T = Anything>(path: string, asked?: Asked) => call<T>('GET', path, asked),
    post: <T = Anything>(path: string, asked?: Asked) => call<T>('POST', path, asked),
    patch: <T = Anything>(path: string, asked?: Asked) => call<T>('PATCH', path, asked),
    seed: (tenant: SeedTenant): Promise<SeededTenant> => seedTenant(back, { box, ...tenant }),
    drain: (tenantId?: string, more: { whatsappGraphUrl?: string } = {}) =>
      drain(back, { store, box, tenantId, ...more }),
    adminUrl: database.urls.admin,
    /** The superuser, for looking at what no role of ours may. */
    admin: database.admin,
    async close() {
      await redis.close()
      await Promise.all([db.close(), back.close()])
      await Promise.all([database.drop(), server.drop()])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>

/** Answers for a form as it describes itself, so that tests know no service by name. */
export function answersFor(form: {
  fields: { key: string; kind: string; required: boolean; options?: { value: string }[] }[]
}): Record<string, string> {
  const sample: Record<string, string> = {
    text: 'Jalan Pemuda 12',
    long_text: 'Lampu jalan padam sejak kemarin malam.',
    phone: '0812-4455-667',
    email: 'ratna@contoh.id',
    region: '33.74.10.1006',
    date: '2026-11-20',
    number: '34',
  }
  return Object.fromEntries(
    form.fields
      .filter((f) => f.kind !== 'file')
      .map((f) => [f.key, f.kind === 'choice' ? (f.options?.[0]?.value ?? '') : (sample[f.kind] as string)]),
  )
}

type Form = Parameters<typeof answersFor>[0]

/** Sends the form of a seeded service and lets the worker make its case. */
export async function openCase(
  t: TestApi,
  tenant: SeededTenant,
  service = 0,
): Promise<{ caseId: string; code: string }> {
  const path = `/public/v1/forms/${tenant.slug}/${tenant.services[service]?.slug}`
  const form = await t.get<Form>(path)
  const sent = await t.post<{ code: string }>(path, { json: { values: answersFor(form.json) } })
  if (sent.status !== 202) throw new Error(sent.text)
  await t.drain(tenant.tenantId)
  const list = await t.get<{ data: { id: string; openedAt: string; serviceId: string }[] }>(
    `/v1/cases?limit=100&serviceId=${tenant.services[service]?.id}`,
    { key: tenant.apiKey },
  )
  const newest = list.json.data.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))[0]
  return { caseId: newest?.id as string, code: sent.json.code }
}
