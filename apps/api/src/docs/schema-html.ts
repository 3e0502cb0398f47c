import type { Locale } from '@siaga/kernel'
import { escapeHtml } from './escape-html.ts'

/** The part of JSON Schema that our documents use. */
export type Shape = {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  additionalProperties?: Shape | boolean
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  maxLength?: number
  minLength?: number
  minimum?: number
  maximum?: number
  description?: string
  'x-description-id'?: string
}

const orNull = { id: 'atau kosong (null)', en: 'or null' }
const required = { id: 'wajib', en: 'required' }

/** One line that names a type: `text · uuid`, `list of Message`. */
function typeName(shape: Shape, locale: Locale): string {
  if (shape.$ref) {
    const name = escapeHtml(shape.$ref.split('/').at(-1) ?? '')
    return `<a href="#schema-${name}">${name}</a>`
  }
  const choices = shape.anyOf ?? shape.oneOf ?? shape.allOf
  if (choices) {
    const named = choices.filter((s) => s.type !== 'null').map((s) => typeName(s, locale))
    const nullable = choices.some((s) => s.type === 'null')
    return `${named.join(' | ')}${nullable ? ` ${orNull[locale]}` : ''}`
  }
  if (shape.const !== undefined) return `<code>${escapeHtml(JSON.stringify(shape.const))}</code>`
  const types = [shape.type ?? 'object'].flat()
  const nullable = types.includes('null') ? ` ${orNull[locale]}` : ''
  if (shape.enum)
    return (
      shape.enum
        .filter((v) => v !== null)
        .map((v) => `<code>${escapeHtml(String(v))}</code>`)
        .join(' ') + nullable
    )
  const main = types.filter((type) => type !== 'null').join(' | ')
  if (main === 'array' && shape.items) return `[ ${typeName(shape.items, locale)} ]${nullable}`
  const bounds = [shape.minLength ?? shape.minimum, shape.maxLength ?? shape.maximum]
  const range = bounds.some((b) => b !== undefined) ? ` ${bounds[0] ?? ''}…${bounds[1] ?? ''}` : ''
  const fallback = shape.default === undefined ? '' : ` = ${escapeHtml(JSON.stringify(shape.default))}`
  return `${escapeHtml(shape.format ? `${main} · ${shape.format}` : main)}${range}${fallback}${nullable}`
}

/** The properties to spell out under a line: of an object, or of the objects in a list. */
function innerOf(shape: Shape): Shape | null {
  if (shape.properties) return shape
  if (shape.items) return innerOf(shape.items)
  const choices = (shape.anyOf ?? shape.oneOf ?? shape.allOf ?? []).filter((s) => s.properties)
  return choices.length === 1 ? (choices[0] as Shape) : null
}

/** A schema as nested lists; other schemas are linked. */
export function schemaHtml(shape: Shape, locale: Locale): string {
  const inner = shape.$ref ? null : innerOf(shape)
  if (!inner?.properties) return `<span class="type">${typeName(shape, locale)}</span>`
  const rows = Object.entries(inner.properties).map(([name, property]) => {
    const told = escapeHtml((locale === 'id' ? property['x-description-id'] : undefined) ?? property.description ?? '')
    const nested = !property.$ref && innerOf(property)
    const must = inner.required?.includes(name) ? ` <span class="tag">${required[locale]}</span>` : ''
    return `<li><code>${escapeHtml(name)}</code> <span class="type">${typeName(property, locale)}</span>${must}${told ? ` <span class="told">${told}</span>` : ''}${nested ? schemaHtml(property, locale) : ''}</li>`
  })
  return `<ul class="shape">${rows.join('')}</ul>`
}
