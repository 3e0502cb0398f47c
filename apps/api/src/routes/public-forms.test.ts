import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersFor, openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let path: string
let emergency: string
let values: Record<string, string>
let urgent: Record<string, string>

const perAddress = 4
let visitors = 0
/** A network of its own, so that one test's forms are not another's. */
const visitor = () => `10.0.${Math.floor(++visitors / 200)}.${visitors % 200}`

beforeAll(async () => {
  t = await openTestApi({ formLimits: { perAddress, perService: 1000 } })
  a = await t.seed(semarang)
  path = `/public/v1/forms/semarang/${a.services[0]?.slug}`
  emergency = `/public/v1/forms/semarang/${a.services[1]?.slug}`
  values = answersFor((await t.get<Parameters<typeof answersFor>[0]>(path)).json)
  urgent = answersFor((await t.get<Parameters<typeof answersFor>[0]>(emergency)).json)
})
afterAll(() => t.close())

type Receipt = {
  code: string
  formattedCode: string
  status: string
  ticketUrl: string
  needsVerification: boolean
  repeated: boolean
  errors?: { path: string; code: string }[]
}
type Rows = { data: { id: string; needsVerification: boolean; subject: string; openedAt: string }[] }

async function casesNow(service = 0): Promise<Rows['data']> {
  await t.drain(a.tenantId)
  return (await t.get<Rows>(`/v1/cases?limit=100&serviceId=${a.services[service]?.id}`, { key: a.apiKey })).json.data
}

describe('a form as JSON', () => {
  it('is committed and answered with a code that becomes a ticket', async () => {
    const before = (await casesNow()).length
    const { status, json } = await t.post<Receipt>(path, { json: { values }, from: visitor() })
    expect(status).toBe(202)
    expect(json.formattedCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(json).toMatchObject({
      status: 'received',
      ticketUrl: `http://portal.test/ticket/${json.code}`,
      needsVerification: false,
      repeated: false,
    })
    expect(await casesNow()).toHaveLength(before + 1)
  })

  it('five times at once with one key gives one ticket and one code', async () => {
    const before = (await casesNow()).length
    const sent = await Promise.all(
      Array.from({ length: 5 }, () =>
        t.post<Receipt>(path, {
          json: { values },
          headers: { 'idempotency-key': 'once-and-for-all' },
          from: visitor(),
        }),
      ),
    )
    expect(sent.map((s) => s.status)).toEqual([202, 202, 202, 202, 202])
    expect(new Set(sent.map((s) => s.json.code)).size).toBe(1)
    expect(sent.filter((s) => !s.json.repeated)).toHaveLength(1)
    expect(await casesNow()).toHaveLength(before + 1)
  })

  it('without a key two are two', async () => {
    const before = (await casesNow()).length
    const from = visitor()
    const [one, two] = await Promise.all([
      t.post<Receipt>(path, { json: { values }, from }),
      t.post<Receipt>(path, { json: { values }, from }),
    ])
    expect(one.json.code).not.toBe(two.json.code)
    expect(await casesNow()).toHaveLength(before + 2)
  })

  it.each([
    ['a foreign field', { is_admin: 'true' }, 'is_admin', 'unknown_field'],
    ['a prototype', { constructor: 'x' }, 'constructor', 'unknown_field'],
    ['a field that is a file', { attachment: 'x' }, 'attachment', 'unknown_field'],
    ['a choice that there is not', { category: 'volcano' }, 'category', 'choice'],
    ['a region that there is not', { region: '99.99.99.9999' }, 'region', 'region'],
    ['a wrong mail address', { email: 'ratna' }, 'email', 'format'],
    ['a missing answer', { message: ' ' }, 'message', 'required'],
    ['a text that is too long', { message: 'x'.repeat(12_000) }, 'message', 'too_long'],
    ['half a surrogate pair', { message: 'halo \ud83d' }, 'values.message', 'characters'],
  ])('refuses %s by name, and keeps nothing', async (_what, change, field, code) => {
    const before = (await casesNow()).length
    const answer = await t.post<Receipt>(path, { json: { values: { ...values, ...change } }, from: visitor() })
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toMatchObject([{ path: field, code }])
    expect(await casesNow()).toHaveLength(before)
  })

  it.each([
    ['no values', {}, 'values', 'required'],
    ['values that are a list', { values: ['x'] }, 'values', 'type'],
    ['a number', { values: { name: 7 } }, 'values.name', 'type'],
    ['something beside the values', { values: {}, tenantId: 'x' }, 'tenantId', 'unknown_field'],
    ['no object', [], 'values', 'required'],
    ['null', null, 'values', 'required'],
  ])('refuses %s', async (_what, json, field, code) => {
    const answer = await t.post<Receipt>(path, { json, from: visitor() })
    expect([answer.status, answer.json.errors?.[0]]).toMatchObject([422, { path: field, code }])
  })

  it('is not found for a form that there is not', async () => {
    expect((await t.post('/public/v1/forms/semarang/none', { json: { values } })).status).toBe(404)
    expect((await t.post(`/public/v1/forms/manado/${a.services[0]?.slug}`, { json: { values } })).status).toBe(404)
  })
})

describe('a form with files', () => {
  const multipart = (files: [field: string, file: File][], fields = values) => {
    const form = new FormData()
    for (const [key, value] of Object.entries(fields)) form.append(key, value)
    for (const [field, file] of files) form.append(field, file)
    return form
  }
  const jpeg = (bytes = 64) =>
    new File([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(bytes)], 'foto.jpg')

  it('is taken with its files', async () => {
    const before = (await casesNow()).length
    const answer = await t.post<Receipt>(path, { body: multipart([['attachment', jpeg()]]), from: visitor() })
    expect(answer.status).toBe(202)
    expect(await casesNow()).toHaveLength(before + 1)
  })

  it('takes the empty part of a file input that was left alone', async () => {
    const parts = Object.entries(values).map(
      ([key, value]) => `--x\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
    )
    const left =
      '--x\r\nContent-Disposition: form-data; name="attachment"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n'
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await t.post(path, { body: parts.join('') + left, headers, from: visitor() })).status).toBe(202)
  })

  it('twice with one key is one', async () => {
    const send = () =>
      t.post<Receipt>(path, {
        body: multipart([['attachment', jpeg()]]),
        headers: { 'idempotency-key': 'with-a-photo' },
        from: visitor(),
      })
    const [one, two] = [await send(), await send()]
    expect([two.json.code, two.json.repeated]).toEqual([one.json.code, true])
  })

  it.each([
    [
      'a program under the name of a photo',
      () =>
        new File([Buffer.from('4d5a90000300000004000000ffff0000b8000000', 'hex'), Buffer.alloc(64)], 'foto.jpg', {
          type: 'image/jpeg',
        }),
      'file.type',
      422,
    ],
    [
      'a page under the name of a text',
      () => new File(['<!doctype html><script>alert(1)</script>'], 'catatan.txt', { type: 'text/plain' }),
      'file.type',
      422,
    ],
    ['an empty file', () => new File([], 'kosong.jpg'), 'file.empty', 422],
    ['a file over 25 MB', () => jpeg(26 * 1024 * 1024), 'file.too_large', 413],
  ])('refuses %s', async (_what, file, code, status) => {
    const before = (await casesNow()).length
    const answer = await t.post(path, { body: multipart([['attachment', file()]]), from: visitor() })
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(await casesNow()).toHaveLength(before)
  })

  it('refuses a foreign file field, six files, and a body over 30 MB', async () => {
    const foreign = await t.post(path, { body: multipart([['payload', jpeg()]]), from: visitor() })
    expect(foreign.json.errors).toMatchObject([{ path: 'payload', code: 'unknown_field' }])
    const six = await t.post(path, {
      body: multipart(Array.from({ length: 6 }, () => ['attachment', jpeg()])),
      from: visitor(),
    })
    expect(six.json.code).toBe('form.too_many_files')
    const big = await t.post(path, {
      body: multipart([
        ['attachment', jpeg(16 * 1024 * 1024)],
        ['attachment', jpeg(16 * 1024 * 1024)],
      ]),
      from: visitor(),
    })
    expect([big.status, big.json.code]).toEqual([413, 'body.too_large'])
  })

  it('refuses a field that comes twice, and a body that is not multipart', async () => {
    const twice = multipart([])
    twice.append('message', 'lagi')
    expect((await t.post(path, { body: twice, from: visitor() })).json.errors).toMatchObject([
      { path: 'message', code: 'repeated' },
    ])
    const broken = await t.post(path, {
      body: 'nothing of the kind',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      from: visitor(),
    })
    expect([broken.status, broken.json.code]).toEqual([400, 'body.malformed'])
  })
})

describe('a flood', () => {
  it('is refused beyond the limit of its network, with when to come back', async () => {
    const from = visitor()
    const sent = []
    for (let i = 0; i <= perAddress; i++) sent.push(await t.post(path, { json: { values }, from }))
    expect(sent.map((s) => s.status)).toEqual([...Array(perAddress).fill(202), 429])
    const last = sent.at(-1)
    expect(last?.json.code).toBe('rate_limited')
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(500)
    expect((await t.post(path, { json: { values }, from: visitor() })).status).toBe(202)
  })

  it('of emergency forms is kept and waits for verification, never refused', async () => {
    const from = visitor()
    const sent = []
    for (let i = 0; i < perAddress + 2; i++)
      sent.push(await t.post<Receipt>(emergency, { json: { values: urgent }, from }))
    expect(sent.map((s) => s.status)).toEqual(Array(perAddress + 2).fill(202))
    expect(sent.map((s) => s.json.needsVerification)).toEqual([...Array(perAddress).fill(false), true, true])
    expect((await casesNow(1)).filter((row) => row.needsVerification)).toHaveLength(2)
  })
})

it('answers before the rules of CORS stop a page of somebody else, without credentials', async () => {
  const preflight = await t.call('OPTIONS', path, {
    headers: {
      origin: 'https://kota.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  const sent = await t.post(path, {
    json: { values: {} },
    headers: { origin: 'https://kota.example' },
    from: visitor(),
  })
  expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([422, '*'])
  expect(sent.headers.get('access-control-allow-credentials')).toBeNull()
})

it('is told in the language of the reader', async () => {
  const id = await t.post(path, { json: { values: { ...values, message: '' } }, from: visitor() })
  const en = await t.post(path, {
    json: { values: { ...values, message: '' } },
    headers: { 'accept-language': 'en-GB,en;q=0.9' },
    from: visitor(),
  })
  expect(id.json.errors?.[0]?.detail).toBe('Isian ini wajib.')
  expect(en.json.errors?.[0]?.detail).toBe('This field is required.')
})

it('logs neither what a citizen wrote nor their address', async () => {
  t.logged.length = 0
  await t.post(path, { json: { values }, from: '198.51.100.77' })
  const log = JSON.stringify(t.logged)
  expect(t.logged).toHaveLength(1)
  for (const secret of ['198.51.100.77', 'ratna', '0812', 'Lampu']) expect(log).not.toContain(secret)
})
