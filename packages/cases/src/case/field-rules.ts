import type { FieldProblem } from '@siaga/kernel'
import type { CaseField, ServiceDefinition } from '@siaga/tenancy'

export type Attributes = Record<string, string>
/** New answers by field key; null empties one. */
export type AttributeChanges = Record<string, string | null>

const longestText = 2000

/** The service's own fields; a definition from before there were any has none. */
export const caseFieldsOf = (definition: ServiceDefinition): readonly CaseField[] => definition.caseFields ?? []

/** A date that exists, as YYYY-MM-DD. */
function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** "1.250,5" and "1250.5" are one number; null for what is none. */
export function numberOf(value: string): string | null {
  const plain = value.replace(/\s/g, '')
  const dotted = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain) ? plain.replaceAll('.', '') : plain
  const number = dotted.replace(',', '.')
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(number) ? String(Number(number)) : null
}

type Read = { value: string } | { problem: FieldProblem['text'] }

function readValue(field: CaseField, raw: string): Read {
  switch (field.kind) {
    case 'text':
      return raw.length <= longestText
        ? { value: raw }
        : { problem: { id: `Paling banyak ${longestText} huruf.`, en: `At most ${longestText} characters.` } }
    case 'number': {
      const value = numberOf(raw)
      return value === null
        ? { problem: { id: 'Tulis angka, misalnya 12.', en: 'Write a number, such as 12.' } }
        : { value }
    }
    case 'date':
      return isDate(raw)
        ? { value: raw }
        : {
            problem: {
              id: 'Tulis tanggal yang ada, misalnya 2026-11-20.',
              en: 'Write a date that exists, such as 2026-11-20.',
            },
          }
    case 'choice':
      return field.options?.some((o) => o.value === raw)
        ? { value: raw }
        : { problem: { id: 'Pilih salah satu dari daftar.', en: 'Choose one of the list.' } }
    case 'yes_no':
      return raw === 'yes' || raw === 'no'
        ? { value: raw }
        : { problem: { id: 'Jawab ya atau tidak.', en: 'Answer yes or no.' } }
  }
}

/** New answers put over the old ones; every wrong one is named by `attributes.<key>`. */
export function applyAttributes(
  definition: ServiceDefinition,
  before: Attributes,
  changes: AttributeChanges,
): { after: Attributes; problems: FieldProblem[] } {
  const after = { ...before }
  const problems: FieldProblem[] = []
  for (const [key, given] of Object.entries(changes)) {
    const path = `attributes.${key}`
    const field = caseFieldsOf(definition).find((f) => f.key === key)
    if (!field) {
      problems.push({
        path,
        code: 'unknown_field',
        text: { id: `Isian tidak dikenal: ${key}.`, en: `Unknown field: ${key}.` },
      })
      continue
    }
    const raw = given?.trim() ?? ''
    if (raw === '') {
      delete after[key]
      continue
    }
    const read = readValue(field, raw)
    if ('problem' in read)
      problems.push({ path, code: field.kind === 'choice' ? 'choice' : 'format', text: read.problem })
    else after[key] = read.value
  }
  return { after, problems }
}

/** Classes under which nobody was served: nothing has to be filled in for them. */
const unserved = new Set(['prank', 'ghost', 'abandoned', 'test'])

/** Required fields that are empty, as problems that say so. */
export function missingFields(
  definition: ServiceDefinition,
  attributes: Attributes,
  interactionClass: string,
): FieldProblem[] {
  if (unserved.has(interactionClass)) return []
  return caseFieldsOf(definition)
    .filter((f) => f.requiredToResolve && !attributes[f.key])
    .map((f) => ({
      path: `attributes.${f.key}`,
      code: 'required',
      text: {
        id: `Isi “${f.label.id}” sebelum tiket diselesaikan.`,
        en: `Fill in “${f.label.en}” before the ticket is settled.`,
      },
    }))
}
