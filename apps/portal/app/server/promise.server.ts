import type { Service } from '@siaga/tenancy'

export type Amount = { unit: 'minutes' | 'hours' | 'days'; amount: number }
/** The shortest and the longest first answer; `openHours` when only the service's own hours count. */
export type Span = { from: Amount; to: Amount; openHours: boolean }

type Target = Service['definition']['targets']['firstResponse']['p1']

const sizeOf = (target: Target) => (target.clock === 'working_days' ? target.days * 1440 : target.minutes)

function amountOf(target: Target): Amount {
  if (target.clock === 'working_days') return { unit: 'days', amount: target.days }
  return target.minutes % 60 === 0
    ? { unit: 'hours', amount: target.minutes / 60 }
    : { unit: 'minutes', amount: target.minutes }
}

/** What a service promises, over all priorities. */
export function promiseOf({ definition }: Pick<Service, 'definition'>): Span {
  const targets = Object.values(definition.targets.firstResponse).sort((a, b) => sizeOf(a) - sizeOf(b))
  const [first, last] = [targets[0]!, targets.at(-1)!]
  return { from: amountOf(first), to: amountOf(last), openHours: last.clock === 'service_hours' }
}
