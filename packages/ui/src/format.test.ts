import { expect, test } from 'vitest'
import * as f from './format.ts'

const zone = 'Asia/Jakarta'
const at = Date.parse('2026-11-20T16:39:12+07:00')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test('a time has a dot in Indonesian and a colon in English', () => {
  expect(f.time('id', at, zone)).toBe('16.39')
  expect(f.time('en', at, zone)).toBe('16:39')
  expect(f.timeSeconds('id', at, zone)).toBe('16.39.12')
  expect(f.time('id', '2026-11-19T17:00:00Z', zone)).toBe('00.00')
})

test('the zone decides the hour and the day', () => {
  const late = Date.parse('2026-11-20T23:30:00+07:00')
  expect(f.dateTime('id', late, zone)).toBe('Jum 20 Nov 23.30')
  expect(f.dateTime('id', late, 'Asia/Jayapura')).toBe('Sab 21 Nov 01.30')
  expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'].map(f.zoneName)).toEqual(['WIB', 'WITA', 'WIT'])
})

test('dates are short, long and relative', () => {
  expect(f.dateShort('id', at, zone)).toBe('Jum 20 Nov')
  expect(f.dateShort('en', at, zone)).toBe('Fri 20 Nov')
  expect(f.dateLong('id', at, zone)).toBe('Jumat 20 November 2026')
  expect(f.dateLong('en', at, zone)).toBe('Friday 20 November 2026')
  expect(f.dateShort('id', '2026-08-17T00:00:00Z', zone)).toBe('Sen 17 Agu')
  expect(f.relativeDay('id', at, at, zone)).toBe('Hari ini')
  expect(f.relativeDay('id', at, at + day, zone)).toBe('Besok')
  expect(f.relativeDay('en', at, at - day, zone)).toBe('Yesterday')
  expect(f.relativeDay('id', at, at + 7 * day, zone)).toBe('Jum 27 Nov')
  expect(f.relativeDay('id', at, at - 365 * day, zone)).toBe('Kam 20 Nov 2025')
  expect(f.listTime('id', at, at - hour, zone)).toBe('15.39')
  expect(f.listTime('id', at, '2026-09-03T05:00:00Z', zone)).toBe('3 Sep')
})

test('durations in words never claim time that has not passed', () => {
  expect(f.durationWords('id', 19_999)).toBe('19 dtk')
  expect(f.durationWords('id', 5 * minute - 1)).toBe('4 mnt')
  expect(f.durationWords('id', 3 * hour + 20 * minute)).toBe('3 j 20 m')
  expect(f.durationWords('id', 2 * hour)).toBe('2 j')
  expect(f.durationWords('id', 2 * day + hour)).toBe('2 hr')
  expect(f.durationWords('en', 4 * minute)).toBe('4 min')
  expect(f.durationWords('en', 3 * hour + 20 * minute)).toBe('3 h 20 m')
  expect(f.durationWords('en', 2 * day)).toBe('2 d')
})

test('a clock counts minutes and seconds, above an hour also hours', () => {
  expect(f.clock('id', 252_000)).toBe('4.12')
  expect(f.clock('id', hour + 252_000)).toBe('1.04.12')
  expect(f.clock('id', 0)).toBe('0.00')
  expect(f.clock('en', 252_000)).toBe('4:12')
})

test('numbers are grouped and the unknown is a dash, never 0', () => {
  expect(f.number('id', 28_431)).toBe('28.431')
  expect(f.number('en', 28_431)).toBe('28,431')
  expect(f.number('id', 1_234_567.891, 2)).toBe('1.234.567,89')
  expect(f.number('id', -3)).toBe('−3')
  expect(f.number('id', -0.01, 1)).toBe('0,0')
  expect(f.number('id', null)).toBe('—')
  expect(f.percent('id', 0.8478, 2)).toBe('84,78 %')
  expect(f.percent('en', 0.8478, 2)).toBe('84.78%')
  expect(f.percent('id', Number.NaN)).toBe('—')
  expect(f.quotient('id', 37_694, 41_286)).toBe('37.694 ÷ 41.286')
  expect(f.distance('id', 2_900)).toBe('2,9 km')
  expect(f.distance('id', 640)).toBe('640 m')
  expect(f.fileSize('id', 412 * 1024)).toBe('412 KB')
})

test('words of a deadline', () => {
  expect(f.dueWords('id', at, at + 4 * minute)).toBe('4 mnt lagi')
  expect(f.dueWords('id', at, at + 34 * minute, { verb: 'Balas' })).toBe('Balas 34 mnt')
  expect(f.dueWords('id', at, at - 6 * minute)).toBe('Lewat 6 mnt')
  expect(f.dueWords('id', at, at - 38_000, { life: true })).toBe('Lewat target 38 dtk')
  expect(f.dueWords('en', at, at + 4 * minute)).toBe('4 min left')
  expect(f.dueWords('en', at, at - 6 * minute)).toBe('6 min over')
  expect(f.dueWords('en', at, at - 38_000, { life: true })).toBe('38 s past target')
  expect(f.dueWords('id', at, at + day, { timeZone: zone })).toBe('Besok 16.39')
  expect(f.dueWords('id', at, at + 7 * day, { timeZone: zone, verb: 'Tutup' })).toBe('Tutup Jum 27 Nov')
})
