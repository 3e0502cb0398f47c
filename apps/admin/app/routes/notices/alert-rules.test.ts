import type { Preferences } from '@siaga/notices'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  type AlertKind,
  alertKinds,
  freshOf,
  isQuiet,
  loudest,
  titirFor,
  titleWith,
  wallTime,
  waysOf,
} from './alert-rules.ts'

const loud: Preferences = {
  volume: 60,
  kinds: Object.fromEntries(alertKinds.map((kind) => [kind, { sound: true, desktop: true }])),
  quiet: { from: '22:00', to: '06:00' },
}

describe('quiet hours', () => {
  it('go over midnight', () => {
    const night = { from: '22:00', to: '06:00' }
    const at = ['21:59', '22:00', '00:00', '05:59', '06:00'].map((time) => isQuiet(night, time))
    expect(at).toEqual([false, true, true, true, false])
    expect(isQuiet({ from: '12:00', to: '13:00' }, '12:30')).toBe(true)
    expect(isQuiet(null, '12:30')).toBe(false)
  })
  it('silence everything but a life at stake, whatever somebody has chosen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...alertKinds), (kind) => {
        const ways = waysOf(loud, kind, '23:30')
        expect(ways).toEqual({ sound: kind === 'p1', desktop: kind === 'p1' })
        expect(waysOf(loud, kind, '12:00')).toEqual({ sound: true, desktop: true })
      }),
    )
  })
  it('are those of the tenant’s own clock', () => {
    expect(wallTime(Date.parse('2026-11-22T16:30:00Z'), 'Asia/Jakarta')).toBe('23:30')
    expect(wallTime(Date.parse('2026-11-22T17:05:00Z'), 'Asia/Jakarta')).toBe('00:05')
    expect(wallTime(Date.parse('2026-11-22T16:30:00Z'), 'Asia/Jayapura')).toBe('01:30')
  })
})

test('without volume nothing sounds, and what was never chosen is silent', () => {
  expect(waysOf({ ...loud, volume: 0 }, 'assigned', '12:00')).toEqual({ sound: false, desktop: true })
  expect(waysOf({ ...loud, kinds: {} }, 'assigned', '12:00')).toEqual({ sound: false, desktop: false })
})

test('of several things at once the most urgent is heard', () => {
  expect(loudest(['changed', 'assigned', 'citizen_wrote'])).toBe('knock')
  expect(loudest(['changed', 'p1', 'assigned'])).toBe('titir')
  expect(loudest([] as AlertKind[])).toBeNull()
})

test('what was there when the page opened, what was seen, and older pages of the list tell nothing anew', () => {
  const list = ['4', '3', '2', '1'].map((id) => ({ id, seen: id === '3' }))
  expect(freshOf(null, list)).toEqual([])
  expect(freshOf('2', list).map(({ id }) => id)).toEqual(['4'])
  expect(freshOf('4', list)).toEqual([])
})

describe('titir', () => {
  const waiting = [
    { id: 'a', number: '1', openedAt: 1000 },
    { id: 'b', number: '2', openedAt: 500 },
  ]
  it('sounds for every life that waits until somebody has heard of it', () => {
    expect(titirFor(waiting, [], 0)).toEqual({ ids: ['a', 'b'], from: 500 })
    expect(titirFor(waiting, ['b'], 0)).toEqual({ ids: ['a'], from: 1000 })
    expect(titirFor(waiting, ['a', 'b', 'gone'], 0)).toBeNull()
  })
  it('reaches whoever stands above the desk a minute later', () => {
    expect(titirFor(waiting, [], 60_000)?.from).toBe(60_500)
  })
})

test('the title carries what waits once, however often it is set', () => {
  fc.assert(
    fc.property(fc.nat(3), fc.nat(200), fc.nat(3), fc.nat(200), (p1, unseen, p1After, unseenAfter) => {
      const twice = titleWith(
        titleWith('Kotak masuk · Siaga', { p1, unseen }, 99),
        { p1: p1After, unseen: unseenAfter },
        99,
      )
      expect(twice).toBe(titleWith('Kotak masuk · Siaga', { p1: p1After, unseen: unseenAfter }, 99))
    }),
  )
  expect(titleWith('Siaga', { p1: 1, unseen: 0 }, 99)).toBe('(P1) Siaga')
  expect(titleWith('Siaga', { p1: 2, unseen: 100 }, 99)).toBe('(P1, 99+) Siaga')
  expect(titleWith('Siaga', { p1: 0, unseen: 3 }, 99)).toBe('(3) Siaga')
  expect(titleWith('(baru) Siaga', { p1: 0, unseen: 0 }, 99)).toBe('(baru) Siaga')
})
