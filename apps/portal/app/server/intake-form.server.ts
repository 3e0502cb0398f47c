import { maxLengthOf, optionsOf } from '@siaga/channels'
import type { Locale } from '@siaga/kernel'
import { regionOf } from '@siaga/regions'
import type { IntakeField, ServiceDefinition, Tenant } from '@siaga/tenancy'
import { type RegionStep, regionOfSteps, regionSteps } from './region-steps.server.ts'

export type ShownField = {
  key: string
  kind: IntakeField['kind']
  label: string
  help: string | null
  required: boolean
  maxLength: number
  options: { value: string; label: string }[]
  autoComplete: string
  /** Of a region: its lists, and the region that stands there before anybody chooses. */
  steps: RegionStep[]
}

const fillIns: Partial<Record<NonNullable<IntakeField['role']>, string>> = {
  name: 'name',
  contact_phone: 'tel',
  contact_email: 'email',
}

/** A service's intake form in the reader's language. */
export function shownFields(definition: ServiceDefinition, locale: Locale, authorityCode: string): ShownField[] {
  return definition.intake.map((field) => ({
    key: field.key,
    kind: field.kind,
    label: field.label[locale],
    help: field.help?.[locale] ?? null,
    required: field.required,
    maxLength: maxLengthOf(field),
    options: optionsOf(definition, field).map((option) => ({ value: option.value, label: option.label[locale] })),
    autoComplete: (field.role && fillIns[field.role]) ?? 'off',
    steps: field.kind === 'region' ? regionSteps(ownRegion(authorityCode)) : [],
  }))
}

/** The government's own region, where it has one. */
export const ownRegion = (authorityCode: Tenant['authorityCode']) => (regionOf(authorityCode) ? authorityCode : '')

/**
 * The regions that the lists say, by field. The government's own region stands in every list before anybody chooses,
 * so that in a field that may stay empty it is no answer.
 */
export function chosenRegions(
  definition: ServiceDefinition,
  own: Record<string, string>,
  authorityCode: string,
): { values: Record<string, string>; steps: Record<string, RegionStep[]> } {
  const values: Record<string, string> = {}
  const steps: Record<string, RegionStep[]> = {}
  for (const field of definition.intake) {
    if (field.kind !== 'region' || own[`_${field.key}.0`] === undefined) continue
    const code = regionOfSteps(own, field.key)
    steps[field.key] = regionSteps(code)
    if (code && (field.required || code !== ownRegion(authorityCode))) values[field.key] = code
  }
  return { values, steps }
}
