import { type FieldProblem, invalid } from '@siaga/kernel'
import type { z } from 'zod'

/** The words for a problem that a schema found (with its `input`); the code is stable, the text is for people. */
export function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const path = issue.path.join('.')
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? { path, code: 'required', text: { id: 'Isian ini wajib.', en: 'This field is required.' } }
        : { path, code: 'type', text: { id: 'Bentuk isian ini tidak dikenal.', en: 'This field has an unknown form.' } }
    case 'too_small':
      return (issue.minimum === 1 && (issue.origin === 'string' || issue.origin === 'array')) ||
        (issue.origin === 'string' && issue.input === '')
        ? { path, code: 'required', text: { id: 'Isian ini wajib.', en: 'This field is required.' } }
        : {
            path,
            code: 'too_short',
            text: { id: `Paling sedikit ${issue.minimum}.`, en: `At least ${issue.minimum}.` },
          }
    case 'too_big':
      return {
        path,
        code: 'too_long',
        text: { id: `Paling banyak ${issue.maximum}.`, en: `At most ${issue.maximum}.` },
      }
    case 'unrecognized_keys':
      return {
        path: issue.keys.join(', '),
        code: 'unknown_field',
        text: { id: `Isian tidak dikenal: ${issue.keys.join(', ')}.`, en: `Unknown field: ${issue.keys.join(', ')}.` },
      }
    case 'invalid_value':
      return {
        path,
        code: 'choice',
        text: { id: `Pilih salah satu: ${issue.values.join(', ')}.`, en: `Choose one of: ${issue.values.join(', ')}.` },
      }
    default:
      return {
        path,
        code: 'format',
        text: { id: 'Bentuk isian ini tidak benar.', en: 'This field does not have the right form.' },
      }
  }
}

/** Where the input holds text that the database cannot keep: a NUL, or half of a surrogate pair. */
function unstorable(raw: unknown, path: PropertyKey[] = []): string | null {
  if (typeof raw === 'string') return raw.includes('\u0000') || !raw.isWellFormed() ? path.join('.') : null
  if (!raw || typeof raw !== 'object') return null
  for (const [key, value] of Object.entries(raw)) {
    const found = unstorable(key, path) ?? unstorable(value, [...path, key])
    if (found !== null) return found
  }
  return null
}

/** Parses the input of a verb. @throws invalid, with every wrong field named in both languages. */
export function parse<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const bad = unstorable(raw)
  if (bad !== null)
    throw invalid({
      fields: [
        {
          path: bad,
          code: 'characters',
          text: {
            id: 'Isian ini memuat karakter yang tidak dapat disimpan.',
            en: 'This field holds characters that cannot be kept.',
          },
        },
      ],
    })
  const result = schema.safeParse(raw, { reportInput: true })
  if (result.success) return result.data
  throw invalid({ fields: result.error.issues.map(fieldProblem), internal: result.error.message.slice(0, 1000) })
}
