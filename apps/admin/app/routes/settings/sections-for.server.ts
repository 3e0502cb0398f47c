import type { Caller } from '@siaga/kernel'
import { may } from '@siaga/tenancy'
import { settingsSections } from './sections.ts'

/** Paths of the parts that somebody may open. */
export function sectionsFor(caller: Caller): string[] {
  return settingsSections
    .filter(({ permissions }) => permissions.some((permission) => may(caller, permission)))
    .map(({ path }) => path)
}
