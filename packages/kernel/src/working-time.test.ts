import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, dueAt, isOpen, localMidnight } from './working-time.ts'

const none = new Set<string>()
const office: Calendar = {
  timeZone: 'Asia/Jakarta',
  hours: {
    1: [['08:00', '16:00']],
    2: [['08:00', '16:00']],
    3: [['08:00', '16:00']],
    4: [['08:00', '16:00']],
    5: [['08:00', '16:00']],
  },
  holidays: none,
}

describe('working days', () => {
  it('received Friday 2026-11-20 16:30 WIB, three days → the end of 2026-11-25 (the vector of SP4N)', () => {
    const due = dueAt(new Date('2026-11-20T16:30:00+07:00'), { clock: 'working_days', days: 3 }, office)
    expect(due).toEqual(new Date('2026-11-25T17:00:00Z'))
  })
  it('leave out the tenant’s holidays', () => {
    const due = dueAt(
      new Date('2026-11-20T16:30:00+07:00'),
      { clock: 'working_days', days: 3 },
      { ...office, holidays: new Set(['2026-11-24']) },
    )
    expect(due).toEqual(new Date('2026-11-26T17:00:00Z'))
  })
  it('begin at the tenant’s midnight: 23:30 UTC on Thursday is Friday in WIT', () => {
    const wit: Calendar = { ...office, timeZone: 'Asia/Jayapura' }
    expect(dueAt(new Date('2026-11-19T23:30:00Z'), { clock: 'working_days', days: 1 }, wit)).toEqual(
      localMidnight('2026-11-24', 'Asia/Jayapura'),
    )
  })
})

describe('service hours', () => {
  it('run over the night and the weekend', () => {
    expect(dueAt(new Date('2026-11-20T15:30:00+07:00'), { clock: 'service_hours', minutes: 60 }, office)).toEqual(
      new Date('2026-11-23T08:30:00+07:00'),
    )
  })
  it('of a service that never opens never fall due', () => {
    expect(dueAt(new Date(), { clock: 'service_hours', minutes: 1 }, { ...office, hours: {} })).toBeNull()
  })
  it('are exactly the open minutes between receipt and due time, whenever it comes in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 1440 }), fc.integer({ min: 1, max: 900 }), (offset, minutes) => {
        const from = new Date(Date.parse('2026-11-01T00:00:00Z') + offset * 60_000)
        const due = dueAt(from, { clock: 'service_hours', minutes }, office) as Date
        let open = 0
        for (let t = from.getTime(); t < due.getTime(); t += 60_000) if (isOpen(new Date(t), office)) open++
        expect(open).toBe(minutes)
      }),
      { numRuns: 15 },
    )
  })
})
