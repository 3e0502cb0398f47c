import type { Localized } from '@siaga/kernel'
import { z } from 'zod'
import type { ChannelKind } from './contract.ts'

/** One field of a channel's settings, as a form draws it. */
export type SettingField = {
  /** `smtp.host` for a field inside a group. */
  path: string
  control: 'text' | 'number' | 'switch' | 'choice' | 'group'
  title: Localized
  help: Localized | null
  /** Written, never shown. */
  secret: boolean
  required: boolean
  options: string[]
  minimum: number | null
  maximum: number | null
  fields: SettingField[]
}

type JsonSchema = {
  type?: string
  title?: Localized | string
  help?: Localized
  secret?: boolean
  properties?: Record<string, JsonSchema>
  required?: string[]
  enum?: string[]
  minimum?: number
  maximum?: number
  maxLength?: number
  const?: string
}

const controls: Record<string, SettingField['control']> = {
  integer: 'number',
  number: 'number',
  boolean: 'switch',
  object: 'group',
}

function fieldOf(name: string, above: string, required: boolean, schema: JsonSchema): SettingField {
  const path = above ? `${above}.${name}` : name
  const { title } = schema
  return {
    path,
    control: schema.enum ? 'choice' : (controls[schema.type ?? ''] ?? 'text'),
    title: title && typeof title === 'object' ? title : { id: title ?? name, en: title ?? name },
    help: schema.help ?? null,
    secret: schema.secret === true,
    required,
    options: schema.enum ?? [],
    minimum: schema.minimum ?? null,
    maximum: schema.maximum ?? schema.maxLength ?? null,
    fields: fieldsOf(schema, path),
  }
}

function fieldsOf(schema: JsonSchema, above: string): SettingField[] {
  return Object.entries(schema.properties ?? {}).map(([name, inner]) =>
    fieldOf(name, above, schema.required?.includes(name) ?? false, inner),
  )
}

/** The form of a kind's settings, from its own schema: a new channel brings its form with it. */
export function settingsForm(kind: Pick<ChannelKind, 'settings'>): SettingField[] {
  return fieldsOf(z.toJSONSchema(kind.settings, { io: 'input', unrepresentable: 'any' }) as JsonSchema, '')
}

/** Names of the settings that a kind marks as secret. */
export function secretNames(kind: Pick<ChannelKind, 'settings'>): string[] {
  return settingsForm(kind)
    .filter(({ secret }) => secret)
    .map(({ path }) => path)
}

/** Settings as a form sends them (every value a text, an absent switch is off) → as the schema reads them. */
export function settingsFromForm(
  kind: Pick<ChannelKind, 'settings'>,
  value: (path: string) => string | undefined,
): Record<string, unknown> {
  return Object.fromEntries(readFields(settingsForm(kind), value))
}

function readFields(fields: SettingField[], value: (path: string) => string | undefined): [string, unknown][] {
  return fields.flatMap((field): [string, unknown][] => {
    const name = field.path.split('.').at(-1) as string
    if (field.control === 'group') {
      const inner = readFields(field.fields, value)
      // A group without any answer was left out; a switch alone is no answer.
      const answered = inner.some(([, given]) => given !== false)
      return answered ? [[name, Object.fromEntries(inner)]] : []
    }
    const typed = value(field.path)
    if (field.control === 'switch') return [[name, typed === 'on' || typed === 'true']]
    if (typed === undefined || typed.trim() === '') return []
    if (field.control === 'number') return [[name, Number.isNaN(Number(typed)) ? typed : Number(typed)]]
    return [[name, typed]]
  })
}
