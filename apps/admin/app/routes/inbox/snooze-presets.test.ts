import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromField, presetTimes, toField } from './snooze-presets.ts'

const at = (iso: string) => Date.parse(iso)
const shown = (now: string, zone: string) =>
  Object.fromEntries(presetTimes(at(now), zone).map(({ preset, at }) => [preset, new Date(at).toISOString()]))

test('presets are times of the tenant’s clock, wherever the browser is', () => {
  // Friday 20 November 2026, 10.00 in Jakarta, 12.00 in Jayapura.
  expect(shown('2026-11-20T03:00:00Z', 'Asia/Jakarta')).toEqual({
    hour: '2026-11-20T04:00:00.000Z',
    afternoon: '2026-11-20T08:00:00.000Z',
    tomorrow: '2026-11-21T01:00:00.000Z',
    monday: '2026-11-23T01:00:00.000Z',
  })
  expect(shown('2026-11-20T03:00:00Z', 'Asia/Jayapura')).toMatchObject({
    afternoon: '2026-11-20T06:00:00.000Z',
    tomorrow: '2026-11-20T23:00:00.000Z',
  })
})

test('what makes no sense now is not offered', () => {
  expect(Object.keys(shown('2026-11-20T09:00:00Z', 'Asia/Jakarta'))).toEqual(['hour', 'tomorrow', 'monday'])
  expect(Object.keys(shown('2026-11-22T03:00:00Z', 'Asia/Jakarta'))).toEqual(['hour', 'afternoon', 'tomorrow'])
  expect(shown('2026-11-23T03:00:00Z', 'Asia/Jakarta').monday).toBe('2026-11-30T01:00:00.000Z')
})

test('a field’s time is the zone’s, there and back', () => {
  expect(fromField('2026-11-20T08:00', 'Asia/Makassar')).toBe(at('2026-11-20T00:00:00Z'))
  for (const value of ['', '2026-13-01T00:00', 'besok']) expect(fromField(value, 'Asia/Jakarta')).toBeNull()
  fc.assert(
    fc.property(fc.integer({ min: at('2020-01-01'), max: at('2040-01-01') }), (time) => {
      const minute = time - (time % 60_000)
      // An hour that a clock shows twice is either of them.
      for (const zone of ['Asia/Jakarta', 'Asia/Jayapura', 'Europe/Amsterdam'])
        expect(Math.abs((fromField(toField(minute, zone), zone) as number) - minute) % 3_600_000).toBe(0)
    }),
  )
})
