import { pathToFileURL } from 'node:url'
import { beginImport, intakeConsumer } from '@siaga/cases'
import { openSecretBox } from '@siaga/channels'
import { type Database, openDatabase, withTenant } from '@siaga/db'
import { repositoryRoot } from '@siaga/dev'
import { runDelivery, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type HttpClient,
  httpClient,
  type SeededTenant,
  type Stack,
  seedTenant,
  startStack,
  testDatabase,
  testRedis,
  waitUntil,
} from '../index.ts'

/** Stands in everything that tenant A's citizens wrote; no answer to anybody else may hold it. */
const secret = 'RAHASIA-WARGA-A'

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let stack: Stack
let db: Database
let a: SeededTenant
let b: SeededTenant
let ids: {
  caseId: string
  fileId: string
  narrowCaseId: string
  code: string
  foreignCode: string
  inboundId: string
  serviceId: string
  contactId: string
  channelId: string
  importId: string
}

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  stack = await startStack({
    database: database.urls,
    redisUrl: redis.url,
    env: { api: { FORM_LIMIT_PER_ADDRESS: '1000', FORM_LIMIT_PER_SERVICE: '1000' } },
  })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'sweep', urls: { app, identity, gateway, relay, platform } })
  const box = openSecretBox(stack.installation.secret)
  const seed = (slug: string, authorityCode: string) =>
    seedTenant(db, {
      slug,
      authorityCode,
      kind: 'city',
      name: slug,
      types: ['emergency-112', 'health-helpdesk'],
      box,
      instance: stack.installation.instance,
    })
  a = await seed('semarang', '33.74')
  b = await seed('manado', '71.71')
  // In A's second service, of which `narrow` is no member; with a file.
  const second = await report(
    a,
    'hk',
    { category: 'medicine', subject: secret, message: secret, name: secret, email: 'warga@contoh.id' },
    true,
  )
  const first = await report(a, '112', {
    category: 'fire',
    what_happened: secret,
    region: '33.74.01',
    place: secret,
    phone: '0812-4455-667',
  })
  const foreign = await report(b, '112', {
    category: 'fire',
    what_happened: 'Milik B',
    region: '71.71.01',
    place: 'B',
    phone: '0812-4455-667',
  })
  const [file] =
    await database.admin`select attachments->0->>'fileId' as id from messages where case_id = ${second.caseId}`
  const [citizen] =
    await database.admin`select i.contact_id as id from cases c join identities i on i.id = c.identity_id where c.id = ${second.caseId}`
  const old = await beginImport(
    systemCtx(db, a.tenantId, 'seed'),
    openFolderStore(stack.installation.filesDir),
    { name: `${secret}.csv`, bytes: Buffer.from(`Tanggal,Perihal\n17/05/2024,${secret}\n`) },
    { kind: 'cases', serviceId: a.services[1]?.id as string },
  )
  const [inbound] = await database.admin`select id from inbound_events where case_id = ${second.caseId}`
  ids = {
    caseId: second.caseId,
    fileId: file?.id,
    narrowCaseId: first.caseId,
    channelId: a.services[1]?.channels.mail.id as string,
    importId: old.importId,
    code: second.code,
    foreignCode: foreign.code,
    inboundId: inbound?.id,
    serviceId: a.services[1]?.id as string,
    contactId: citizen?.id,
  }
})
afterAll(async () => {
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

async function report(
  tenant: SeededTenant,
  service: string,
  values: Record<string, string>,
  withFile = false,
): Promise<{ code: string; caseId: string }> {
  const body = new FormData()
  for (const [k, v] of Object.entries(values)) body.set(k, v)
  if (withFile) body.set('attachment', new File([`catatan ${secret}`], 'catatan.txt', { type: 'text/plain' }))
  const answer = await httpClient(stack.urls.api).post<{ code: string }>(`/public/v1/forms/${tenant.slug}/${service}`, {
    body,
  })
  expect(answer.status, answer.text).toBe(202)
  const [found] = await waitUntil(
    async () => {
      const rows =
        await database.admin`select case_id from inbound_events where tenant_id = ${tenant.tenantId} and case_id is not null and not (case_id = any(${[...seen]}::uuid[]))`
      return rows.length > 0 ? rows : undefined
    },
    { timeoutMs: 20_000, what: 'the case of a form' },
  )
  seen.add(found?.case_id)
  return { code: answer.json.code, caseId: found?.case_id }
}
const seen = new Set<string>()

const cookie = (client: HttpClient, value: string) => {
  const [name, ...rest] = value.split('=')
  client.cookies.set(name as string, rest.join('='))
  return client
}
const as = (person: { cookie: string } | null) =>
  person ? cookie(httpClient(stack.urls.admin), person.cookie) : httpClient(stack.urls.admin)

type Route = { path?: string; index?: boolean; children?: Route[] }

/** Every address of the admin app below a tenant, as its own table of routes says; the live stream is Hono's. */
async function adminPaths(): Promise<string[]> {
  const { default: routes } = (await import(pathToFileURL(`${repositoryRoot}/apps/admin/app/routes.ts`).href)) as {
    default: Route[]
  }
  const flat = (list: Route[], above: string): string[] =>
    list.flatMap((r) => {
      const path = r.path ? `${above}/${r.path}` : above
      return r.children ? flat(r.children, path) : [path]
    })
  return [...new Set([...flat(routes, ''), '/t/:tenant/live'])]
    .filter((p) => p.startsWith('/t/:tenant'))
    .map((p) => p.replace('/*', '/tidak-ada'))
}

const fill = (path: string, over: Partial<{ tenant: string; caseId: string; fileId: string }> = {}) =>
  path
    .replace(':tenant', over.tenant ?? a.slug)
    .replace(':caseId', over.caseId ?? ids.caseId)
    .replace(':contactId', ids.contactId)
    .replace(':fileId', over.fileId ?? ids.fileId)
    .replace(':channelId', ids.channelId)
    .replace(':importId', ids.importId)

describe('the admin app', () => {
  it('has routes to sweep', async () => {
    expect((await adminPaths()).length).toBeGreaterThan(7)
  })

  it('sends whoever is not signed in, or holds a dead session, to the sign-in page', async () => {
    for (const path of await adminPaths()) {
      for (const method of ['GET', 'POST']) {
        for (const client of [as(null), as({ cookie: `siaga-${stack.installation.instance}=tidak-berlaku` })]) {
          const answer = await client.request(method, fill(path), method === 'POST' ? { form: { intent: 'x' } } : {})
          const where = `${method} ${path}`
          expect(answer.text, where).not.toContain(secret)
          if (path.endsWith('/live')) expect([401, 302, 404, 405], where).toContain(answer.status)
          else if (answer.status !== 405)
            expect(`${answer.status} ${answer.headers.get('location')}`, where).toMatch(/^302 .*\/sign-in/)
        }
      }
    }
  })

  it('knows nothing of tenant A for a session of tenant B', async () => {
    for (const path of await adminPaths()) {
      for (const address of [fill(path), `${fill(path)}.data`]) {
        for (const method of ['GET', 'POST']) {
          const answer = await as(b.members.owner).request(
            method,
            address,
            method === 'POST' ? { form: { intent: 'reply', text: 'x', caseId: ids.caseId, revision: '1' } } : {},
          )
          expect(answer.text, `${method} ${address}`).not.toContain(secret)
          if (!address.endsWith('.data')) expect([404, 405], `${method} ${address}`).toContain(answer.status)
        }
      }
    }
  })

  it('does not find a row of tenant A in tenant B’s own pages', async () => {
    for (const path of (await adminPaths()).filter((p) => /:caseId|:contactId/.test(p))) {
      for (const method of ['GET', 'POST']) {
        const answer = await as(b.members.owner).request(
          method,
          fill(path, { tenant: b.slug }),
          method === 'POST' ? { form: { intent: 'note', text: 'x', caseId: ids.caseId, revision: '1' } } : {},
        )
        expect(answer.text, `${method} ${path}`).not.toContain(secret)
        expect([404, 405], `${method} ${path}`).toContain(answer.status)
      }
    }
  })

  it('does not find a row of a service for a member of another service', async () => {
    for (const path of (await adminPaths()).filter((p) => p.includes(':caseId'))) {
      const answer = await as(a.members.narrow).get(fill(path))
      expect(answer.text, path).not.toContain(secret)
      expect([404, 405], path).toContain(answer.status)
    }
    const list = await as(a.members.narrow).get(fill('/t/:tenant/inbox?view=all'))
    expect(list.status).toBe(200)
    expect(list.text).toContain(secret) // the first service's
    expect(list.text).not.toContain(ids.caseId)
  })

  it('refuses work to a viewer, and shows it', async () => {
    expect((await as(a.members.viewer).get(fill('/t/:tenant/inbox/:caseId'))).text).toContain(secret)
    const before = await database.admin`select version from cases where id = ${ids.caseId}`
    const [row] = await database.admin`select revision from cases where id = ${ids.caseId}`
    for (const intent of ['take', 'assign', 'reply', 'note', 'change', 'resolve', 'close', 'reopen']) {
      const answer = await as(a.members.viewer).post(fill('/t/:tenant/inbox/:caseId'), {
        form: {
          intent,
          text: 'x',
          revision: String(row?.revision),
          outcome: 'answered',
          class: 'normal',
          priority: 'p1',
        },
      })
      expect([403, 400, 422], intent).toContain(answer.status)
    }
    expect(await database.admin`select version from cases where id = ${ids.caseId}`).toEqual(before)
  })

  it('tells a live stream of tenant B nothing of what happens in tenant A, and `narrow` nothing of the other service', async () => {
    const heard: Record<string, string> = { b: '', narrow: '', agent: '' }
    const stop = new AbortController()
    const listen = async (name: string, who: { cookie: string }, tenant: string) => {
      const response = await fetch(`${stack.urls.admin}/t/${tenant}/live`, {
        headers: { cookie: who.cookie, accept: 'text/event-stream' },
        signal: stop.signal,
      })
      const decoder = new TextDecoder()
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
        heard[name] += decoder.decode(chunk, { stream: true })
    }
    const streams = [
      listen('b', b.members.owner, b.slug),
      listen('narrow', a.members.narrow, a.slug),
      listen('agent', a.members.agent, a.slug),
    ].map((p) => p.catch(() => undefined))
    await waitUntil(async () => Object.values(heard).every((h) => h.length > 0), {
      timeoutMs: 10_000,
      what: 'three open streams',
    })
    const { caseId } = await report(a, 'hk', {
      category: 'medicine',
      subject: secret,
      message: secret,
      name: secret,
      email: 'warga@contoh.id',
    })
    await waitUntil(async () => heard.agent?.includes(caseId), {
      timeoutMs: 10_000,
      what: 'the event at its own agent',
    })
    expect(heard.agent).not.toContain(secret)
    expect(heard.b).not.toContain(caseId)
    expect(heard.narrow).not.toContain(caseId)
    stop.abort()
    await Promise.all(streams)
  })
})

describe('the API', () => {
  type Operation = { method: string; path: string }
  async function operations(): Promise<Operation[]> {
    const { json } = await httpClient(stack.urls.api).get<{ paths: Record<string, Record<string, unknown>> }>(
      '/openapi.json',
    )
    return Object.entries(json.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    )
  }
  /** A body with which the operation would succeed for its owner. A new operation that needs one stands here, or it fails with 422. */
  const bodies: Record<string, unknown> = {
    assign: { assigneeId: null },
    replies: { text: 'x' },
    notes: { text: 'x' },
    resolve: { outcome: 'answered', class: 'normal' },
    close: {},
    reopen: {},
    'template-messages': { templateId: '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10', variables: [] },
    'webhook-apps': { kind: 'whatsapp', app: 'sapuan-b', appSecret: 'rahasia-b', verifyToken: 'token-milik-b' },
  }
  const ruleSample = { when: 'opened', actions: [{ do: 'priority', to: 'p2' }] }
  /** The same for one operation, where the last word of its address does not tell. */
  const samples: Record<string, () => unknown> = {
    'PATCH /v1/cases/{id}/messages/{messageId}': () => ({ text: 'x' }),
    'POST /v1/cases/{id}/snooze': () => ({ until: new Date(Date.now() + 86_400_000).toISOString() }),
    'POST /v1/cases/bulk': () => ({
      cases: [{ id: ids.caseId, revision: 1 }],
      act: { kind: 'assign', assigneeId: null },
    }),
    'POST /v1/views': () => ({ name: 'Sapuan', query: 'view=all', shared: true }),
    'PUT /v1/views/{id}': () => ({ name: 'Sapuan', query: 'view=all', shared: true }),
    'PATCH /v1/canned-replies/{id}': () => ({ title: 'Balasan' }),
    'POST /v1/canned-replies': () => ({ serviceId: null, shortcut: 'sapuan', title: 'Sapuan', text: 'Sapuan' }),
    'PATCH /v1/channels/{id}': () => ({ settings: {} }),
    'POST /v1/channels/{id}/secrets': () => ({ secrets: { password: 'x' } }),
    'POST /v1/services/{id}/channels': () => ({ kind: 'mail', settings: {} }),
    'POST /v1/imports/{id}/check': () => ({ mapping: {} }),
    'POST /v1/cases/{id}/merge': () => ({ intoId: ids.inboundId }),
    'POST /v1/cases/{id}/split': () => ({ messageIds: [ids.inboundId] }),
    'POST /v1/cases/{id}/link': () => ({ otherId: ids.inboundId }),
    'POST /v1/cases/{id}/unlink': () => ({ otherId: ids.inboundId }),
    'POST /v1/cases/{id}/parent': () => ({ parentId: null }),
    'POST /v1/cases/{id}/move': () => ({ queueId: ids.inboundId, note: 'x' }),
    'POST /v1/cases/{id}/callback': () => ({ at: null }),
    'POST /v1/cases/{id}/tags': () => ({ add: ['sapuan'] }),
    'POST /v1/cases/{id}/checklist': () => ({ text: 'x' }),
    'POST /v1/cases/{id}/checklist-tick': () => ({ itemId: 'x', done: true }),
    'POST /v1/cases/{id}/checklist-remove': () => ({ itemId: 'x' }),
    'PATCH /v1/tags/{id}': () => ({ name: 'sapuan' }),
    'PATCH /v1/contacts/{id}': () => ({ name: 'x' }),
    'POST /v1/contacts/{id}/block': () => ({ reason: 'sapuan' }),
    'POST /v1/contacts/{id}/merge': () => ({ sourceId: ids.caseId, sourceVersion: 1 }),
    'POST /v1/interactions': () => ({
      kind: 'call',
      serviceId: ids.serviceId,
      citizen: {},
      class: 'prank',
      case: { kind: 'none' },
    }),
    'POST /v1/rules': () => ({ serviceId: ids.serviceId, name: 'Sapuan', definition: ruleSample }),
    'PATCH /v1/rules/{id}': () => ({ name: 'Sapuan' }),
    'PUT /v1/rules/order': () => ({ serviceId: ids.serviceId, ruleIds: [] }),
    'POST /v1/rules/dry-run': () => ({ serviceId: ids.serviceId, definition: ruleSample }),
    'POST /v1/conversations': () => ({
      channelId: a.services[1]?.channels.mail.id,
      address: 'warga@contoh.id',
      text: 'x',
    }),
  }
  const call = (op: Operation, key: string | null, over: { id?: string } = {}) => {
    const isService = op.path.startsWith('/v1/services')
    const path = op.path
      .replace('/v1/channels/{id}', `/v1/channels/${ids.channelId}`)
      .replace('/v1/imports/{id}', `/v1/imports/${ids.importId}`)
      .replace('{id}', over.id ?? (isService ? ids.serviceId : isContact(op) ? ids.contactId : ids.caseId))
      .replace('{mergeId}', ids.caseId)
      .replace('{fileId}', ids.fileId)
      .replace('{messageId}', ids.inboundId)
    const last = op.path.split('/').at(-1) as string
    const sample = samples[`${op.method} ${op.path}`]
    const body = sample ? sample() : op.method === 'PATCH' ? { priority: 'p2' } : bodies[last]
    return httpClient(stack.urls.api).request(op.method, path, {
      headers: { ...(key && { authorization: `Bearer ${key}` }), 'if-match': '"1"' },
      ...(op.method !== 'GET' && { json: body ?? {} }),
    })
  }
  const isContact = (op: Operation) => op.path.startsWith('/v1/contacts')
  const own = async () => (await operations()).filter((o) => o.path.startsWith('/v1/'))

  it('lists what there is to sweep', async () => {
    expect((await own()).length).toBeGreaterThan(14)
  })

  it('answers 401 without a key, with a made-up key and with a session', async () => {
    for (const op of await own()) {
      for (const key of [null, 'sgk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'ngawur']) {
        const answer = await call(op, key)
        expect(answer.status, `${op.method} ${op.path}`).toBe(401)
      }
      const withSession = cookie(httpClient(stack.urls.api), a.members.owner.cookie)
      expect((await withSession.request(op.method, op.path)).status, `${op.method} ${op.path}`).toBe(401)
    }
  })

  it('gives B’s key nothing of A: a row is 404, a list is B’s own', async () => {
    for (const op of await own()) {
      const answer = await call(op, b.apiKey)
      expect(answer.text, `${op.method} ${op.path}`).not.toContain(secret)
      if (op.path.includes('{')) expect(answer.status, `${op.method} ${op.path} ${answer.text}`).toBe(404)
      else if (op.method === 'GET') expect(answer.status, `${op.method} ${op.path}`).toBe(200)
      // B makes its own, or names a row of A.
      else expect([200, 201, 202, 404, 422], `${op.method} ${op.path} ${answer.text}`).toContain(answer.status)
    }
  })

  it('answers 403 to a key without the scope', async () => {
    for (const op of (await own()).filter((o) => o.path !== '/v1/tenant')) {
      const answer = await call(op, a.apiKeys.bare)
      expect(answer.status, `${op.method} ${op.path} ${answer.text}`).toBe(403)
    }
  })

  it('answers 404 to a key of one service for a row of another', async () => {
    // Names and addresses of citizens are the tenant's, not a service's: only their cases are held apart.
    for (const op of (await own()).filter((o) => o.path.includes('{') && !isContact(o))) {
      const answer = await call(op, a.apiKeys.narrow)
      expect(answer.text, `${op.method} ${op.path}`).not.toContain(secret)
      // What that key may not do at all it is refused without a look at the row.
      const refusals = op.path.startsWith('/v1/cases') ? [404] : [403, 404]
      expect(refusals, `${op.method} ${op.path} ${answer.text}`).toContain(answer.status)
    }
    expect(
      (
        await httpClient(stack.urls.api).get('/v1/cases?view=all', {
          headers: { authorization: `Bearer ${a.apiKeys.narrow}` },
        })
      ).text,
    ).not.toContain(ids.caseId)
  })

  it('changed nothing in A by all of that', async () => {
    const [row] = await database.admin`select version, state, priority from cases where id = ${ids.caseId}`
    expect(row).toMatchObject({ state: 'new' })
  })
})

describe('what opens without an account', () => {
  it('a ticket’s file opens by its own code alone', async () => {
    const portal = httpClient(stack.urls.portal)
    const own = await portal.get(`/ticket/${ids.code}/files/${ids.fileId}`)
    expect(own.status).toBe(200)
    expect(own.text).toContain(secret)
    for (const code of [ids.foreignCode, '0000-0000-0000', 'ngawur']) {
      const answer = await portal.get(`/ticket/${code}/files/${ids.fileId}`)
      expect(answer.status).toBe(404)
      expect(answer.text).not.toContain(secret)
    }
  })
  it('a code of B shows nothing of A, and a wrong number opens nothing', async () => {
    expect((await httpClient(stack.urls.portal).get(`/ticket/${ids.foreignCode}`)).text).not.toContain(secret)
    expect((await httpClient(stack.urls.api).get(`/public/v1/tickets/${ids.foreignCode}`)).text).not.toContain(secret)
  })
})

describe('jobs', () => {
  it('a job that names B and an event of A does nothing', async () => {
    const faults: string[] = []
    const store = openFolderStore(stack.installation.filesDir)
    const before = await database.admin`select count(*)::int as n from cases`
    await runDelivery(
      db,
      [intakeConsumer(store)],
      { tenantId: b.tenantId, eventId: ids.inboundId, consumer: 'intake', attempts: 0 },
      (message) => faults.push(message),
    )
    expect(faults).toHaveLength(1)
    expect(await database.admin`select count(*)::int as n from cases`).toEqual(before)
    expect(
      await withTenant(
        { db, tenantId: b.tenantId },
        async (tx) => (await tx.execute('select 1 from inbound_events where outcome is null')).length,
      ),
    ).toBe(0)
  })
})
