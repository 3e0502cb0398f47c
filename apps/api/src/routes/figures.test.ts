import { systemCtx } from '@siaga/events'
import { grantOversight } from '@siaga/tenancy'
import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCase, openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let city: SeededTenant
let ministry: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  city = await t.seed(semarang)
  ministry = await t.seed({
    slug: 'kemenkes',
    authorityCode: 'KEMENKES',
    kind: 'ministry',
    name: 'Kementerian Kesehatan',
    types: ['health-helpdesk'],
  })
  await grantOversight(systemCtx(t.back, ministry.tenantId, 'seed'), {
    overseerTenantId: ministry.tenantId,
    scope: 'nation',
    serviceType: 'general-information',
  })
})
afterAll(() => t.close())

type Figures = {
  totals: { received: number; open: number }
  tenants: { slug: string; received: number }[]
  serviceTypes: string[]
}

it('counts what the grants name, for a key with oversight.read, and never a person', async () => {
  await openCase(t, city)
  await openCase(t, city, 1)
  const { status, json, text } = await t.get<Figures>('/v1/figures?period=today', { key: ministry.apiKey })
  expect(status).toBe(200)
  expect(json.tenants).toMatchObject([{ slug: 'semarang', received: 1 }])
  expect(json.totals).toMatchObject({ received: 1, open: 1 })
  expect(json.serviceTypes).toEqual(['general-information'])
  expect(text).not.toContain('Jalan Pemuda')
})

it('shows nothing to a tenant without a grant', async () => {
  const { status, json } = await t.get<Figures>('/v1/figures', { key: city.apiKey })
  expect([status, json.tenants]).toEqual([200, []])
})

it('is forbidden without oversight.read and refuses unknown periods', async () => {
  expect((await t.get('/v1/figures', { key: ministry.apiKeys.readOnly })).json.code).toBe('forbidden')
  expect((await t.get('/v1/figures?period=century', { key: ministry.apiKey })).json.errors).toMatchObject([
    { path: 'period', code: 'choice' },
  ])
  expect((await t.get('/v1/figures?timeZone=Mars/Phobos', { key: ministry.apiKey })).status).toBe(422)
  expect((await t.get('/v1/figures')).status).toBe(401)
})
