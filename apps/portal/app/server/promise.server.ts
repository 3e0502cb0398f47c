import type { Service } from '@siaga/tenancy'

export type Span = { unit: 'minutes' | 'hours' | 'days'; from: number; to: number; openHours: boolean }

type Target = Service['definition']['targets']['firstResponse']['p1']

const sizeOf = (target: Target) => (target.clock === 'working_days' ? target.days * 1440 : target.minutes)

/** What a service promises: its shortest and its longest first answer, in the largest whole unit of both. */
export function promiseOf({ definition }: Pick<Service, 'definition'>): Span {
  const targets = Object.values(definition.targets.firstResponse).sort((a, b) => sizeOf(a) - sizeOf(b))
  const [first, last] = [targets[0]!, targets.at(-1)!]
  if (last.clock === 'working_days') return { unit: 'days', from: first.clock === 'working_days' ? first.days : last.days, to: last.days, openHours: false }
  const minutes = [first, last].map(sizeOf) as [number, number]
  const unit = minutes.every((m) => m % 60 === 0) ? 'hours' : 'minutes'
  const [from, to] = minutes.map((m) => (unit === 'hours' ? m / 60 : m)) as [number, number]
  return { unit, from, to, openHours: last.clock === 'service_hours' }
}
