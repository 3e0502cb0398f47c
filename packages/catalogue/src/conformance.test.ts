import { readdirSync } from 'node:fs'
import { serviceDefinition } from '@siaga/tenancy'
import { describe, expect, test } from 'vitest'
import { serviceType, serviceTypes } from './index.ts'

type Text = { at: string; id?: unknown; en?: unknown }

/** Everything that has an Indonesian or an English side, wherever it stands. */
function textsIn(value: unknown, at = ''): Text[] {
  if (typeof value !== 'object' || value === null) return []
  if ('id' in value || 'en' in value) return [{ at, ...value }]
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${at}/${key}`))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() === value && value !== ''
}

describe.each(serviceTypes.map((entry) => [entry.type, entry] as const))('%s', (_type, { type, icon, definition }) => {
  const { intake, categories, outcomes, queues, targets } = definition
  const withRole = (role: string) => intake.filter((field) => field.role === role)

  test('parses under the schema, with nothing left for a default to fill', () => {
    expect(serviceDefinition.parse(definition)).toEqual(definition)
  })

  test('is named as its folder, and its icon as lucide names them', () => {
    expect(readdirSync(new URL('.', import.meta.url))).toContain(type)
    expect(icon).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  })

  test('says everything in both languages', () => {
    const texts = textsIn(definition)
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.filter(({ id, en }) => !isText(id) || !isText(en)).map(({ at }) => at)).toEqual([])
  })

  test('writes as the house writes: no exclamation, no colon after a label, no apology', () => {
    const wrong = textsIn(definition).filter(({ id, en }) =>
      [id, en].some((text) => /!|:$|mohon maaf|berhasil/i.test(String(text).replaceAll('SP4N-LAPOR!', ''))),
    )
    expect(wrong.map(({ at }) => at)).toEqual([])
  })

  test('gives every category a priority, and no later priority a shorter target', () => {
    expect(categories.every(({ priority }) => ['p1', 'p2', 'p3'].includes(priority))).toBe(true)
    expect(categories.at(-1)?.code).toBe('other')
    const { p1, p2, p3 } = targets.firstResponse
    expect(new Set([p1.clock, p2.clock, p3.clock]).size).toBe(1)
    const lengths = [p1, p2, p3].map((t) => (t.clock === 'working_days' ? t.days : t.minutes))
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
  })

  test('asks for exactly one body and one category, both required, and gives no role twice', () => {
    expect(withRole('body').map(({ required }) => required)).toEqual([true])
    expect(withRole('category').map(({ required }) => required)).toEqual([true])
    const roles = intake.flatMap(({ role }) => role ?? [])
    expect(new Set(roles).size).toBe(roles.length)
  })

  test('has a way to answer that the citizen must fill in', () => {
    const ways = [...withRole('contact_email'), ...withRole('contact_phone')]
    expect(ways.some(({ required }) => required)).toBe(true)
  })

  test('asks with a field whose kind fits its role', () => {
    const kinds: Record<string, string[]> = {
      name: ['text'],
      contact_phone: ['phone'],
      contact_email: ['email'],
      subject: ['text'],
      body: ['long_text'],
      category: ['choice'],
      place: ['text'],
      location: ['region'],
      attachment: ['file'],
    }
    const unfit = intake.filter(({ role, kind }) => role && !kinds[role]?.includes(kind))
    expect(unfit.map(({ key }) => key)).toEqual([])
  })

  test('has the main queue first and one in which forms over the flood limit wait', () => {
    expect(queues[0]?.code).toBe('main')
    expect(queues.map(({ code }) => code)).toContain('verification')
    expect(new Set(queues.map(({ code }) => code)).size).toBe(queues.length)
  })

  test('can end answered, referred, unreachable or invalid', () => {
    const codes = outcomes.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['answered', 'referred', 'not_reachable', 'invalid']))
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('never closes and counts minutes around the clock if it is for emergencies', () => {
    if (!definition.emergency) return
    expect(definition.hours).toBe('always')
    expect(targets.firstResponse.p1.clock).toBe('around_the_clock')
    expect(withRole('location')[0]?.required && withRole('place')[0]?.required).toBe(true)
  })

  test('is found by its name', () => {
    expect(serviceType(type)?.definition).toBe(definition)
  })
})

describe('the catalogue', () => {
  test('has no name and no ticket code twice', () => {
    expect(new Set(serviceTypes.map(({ type }) => type)).size).toBe(serviceTypes.length)
    expect(new Set(serviceTypes.map(({ definition }) => definition.code)).size).toBe(serviceTypes.length)
  })

  test('knows no other name', () => {
    expect(serviceType('unknown')).toBeNull()
  })

  test('has the seven categories of 112 in the order of the regulation', () => {
    const emergency = serviceTypes.find(({ definition }) => definition.code === '112')
    expect(emergency?.definition.categories.map(({ name }) => name.id)).toEqual([
      'Kebakaran',
      'Kerusuhan',
      'Kecelakaan',
      'Bencana alam',
      'Penanganan masalah kesehatan',
      'Gangguan keamanan dan ketertiban umum',
      'Lainnya',
    ])
  })
})
