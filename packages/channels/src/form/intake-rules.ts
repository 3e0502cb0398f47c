import type { FieldProblem, Localized } from '@siaga/kernel'
import type { IntakeField, ServiceDefinition } from '@siaga/tenancy'

const problem = (path: string, code: string, text: Localized): FieldProblem => ({ path, code, text })

// Control and direction characters have no place in an answer; line breaks and tabs do.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/g

const required = { id: 'Isian ini wajib.', en: 'This field is required.' }
const formats: Partial<Record<IntakeField['kind'], { test(value: string): boolean; text: Localized }>> = {
  email: {
    test: (v) => /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>"]{2,}$/.test(v) && v.length <= 254,
    text: {
      id: 'Alamat e-mail belum lengkap. Contoh: ratna@contoh.id',
      en: 'The mail address is not complete. Example: ratna@contoh.id',
    },
  },
  phone: {
    test: (v) => /^\+?[0-9][0-9 ().-]{4,22}$/.test(v) && v.replace(/\D/g, '').length >= 6,
    text: {
      id: 'Nomor belum lengkap. Contoh: 0812-4455-667',
      en: 'The number is not complete. Example: 0812-4455-667',
    },
  },
  date: {
    test: (v) => /^\d{4}-\d{2}-\d{2}$/.test(v) && !Number.isNaN(Date.parse(v)),
    text: { id: 'Tanggal tidak dikenal. Contoh: 2026-11-20', en: 'Unknown date. Example: 2026-11-20' },
  },
  number: {
    test: (v) => /^-?\d{1,12}$/.test(v),
    text: { id: 'Tulis angka saja. Contoh: 34', en: 'Digits only. Example: 34' },
  },
}

const defaultLength: Record<IntakeField['kind'], number> = {
  text: 200,
  long_text: 5000,
  phone: 24,
  email: 254,
  choice: 40,
  region: 13,
  date: 10,
  number: 13,
  file: 0,
}

export function maxLengthOf(field: IntakeField): number {
  return field.maxLength ?? defaultLength[field.kind]
}

/** The choices of a field: a category field offers the service's categories. */
export function optionsOf(definition: ServiceDefinition, field: IntakeField): { value: string; label: Localized }[] {
  return field.role === 'category'
    ? definition.categories.map((c) => ({ value: c.code, label: c.name }))
    : (field.options ?? [])
}

/**
 * Checks the answers of an intake form. Foreign fields are refused by name; every wrong field is named.
 * `regionExists` tells whether a region code is real.
 */
export function checkIntake(
  definition: ServiceDefinition,
  values: Record<string, string>,
  files: readonly string[],
  regionExists: (code: string) => boolean,
): { values: Record<string, string>; problems: FieldProblem[] } {
  const known = new Map(definition.intake.map((f) => [f.key, f]))
  const problems: FieldProblem[] = []
  for (const key of [...Object.keys(values), ...files]) {
    const field = known.get(key)
    const wrongPlace = field && (field.kind === 'file') !== files.includes(key)
    if (!field || wrongPlace)
      problems.push(
        problem(key.slice(0, 60), 'unknown_field', {
          id: 'Isian ini tidak ada di formulir.',
          en: 'The form has no such field.',
        }),
      )
  }
  const clean: Record<string, string> = {}
  for (const field of definition.intake) {
    if (field.kind === 'file') {
      if (field.required && !files.includes(field.key)) problems.push(problem(field.key, 'required', required))
      continue
    }
    const value = (values[field.key] ?? '').replace(unwanted, '').replaceAll('\r\n', '\n').trim()
    if (!value) {
      if (field.required) problems.push(problem(field.key, 'required', required))
      continue
    }
    const max = maxLengthOf(field)
    if (value.length > max)
      problems.push(
        problem(field.key, 'too_long', {
          id: `Terlalu panjang: ${value.length} dari paling banyak ${max} huruf.`,
          en: `Too long: ${value.length} of at most ${max} characters.`,
        }),
      )
    const format = formats[field.kind]
    if (format && !format.test(value)) problems.push(problem(field.key, 'format', format.text))
    if (field.kind === 'choice' && !optionsOf(definition, field).some((o) => o.value === value))
      problems.push(
        problem(field.key, 'choice', { id: 'Pilih salah satu dari daftar.', en: 'Choose one from the list.' }),
      )
    if (field.kind === 'region' && !regionExists(value))
      problems.push(
        problem(field.key, 'region', {
          id: 'Wilayah ini tidak ada dalam daftar.',
          en: 'This region is not in the list.',
        }),
      )
    clean[field.key] = value
  }
  return { values: clean, problems }
}

/** What the answers say to the platform, by the roles of the fields. */
export function rolesOf(definition: ServiceDefinition, values: Record<string, string>) {
  const by = (role: IntakeField['role']) => {
    const field = definition.intake.find((f) => f.role === role)
    return field ? values[field.key] : undefined
  }
  return {
    name: by('name'),
    phone: by('contact_phone'),
    email: by('contact_email'),
    subject: by('subject'),
    body: by('body') ?? '',
    category: by('category'),
    place: by('place'),
    region: by('location'),
  }
}
