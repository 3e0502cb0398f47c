import { z } from 'zod'

export const localized = z.object({ id: z.string().trim().min(1), en: z.string().trim().min(1) }).strict()

const code = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)
const hhmm = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const span = z.tuple([hhmm, hhmm]).refine(([from, to]) => from < to, { message: 'a span ends after it begins' })

export const weeklyHours = z.union([
  z.literal('always'),
  z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), z.array(span)),
])

export const target = z.discriminatedUnion('clock', [
  z.object({ clock: z.literal('around_the_clock'), minutes: z.int().positive().max(525_600) }).strict(),
  z.object({ clock: z.literal('service_hours'), minutes: z.int().positive().max(525_600) }).strict(),
  z.object({ clock: z.literal('working_days'), days: z.int().positive().max(365) }).strict(),
])

export const intakeField = z
  .object({
    key: code,
    kind: z.enum(['text', 'long_text', 'phone', 'email', 'choice', 'region', 'date', 'number', 'file']),
    label: localized,
    help: localized.optional(),
    required: z.boolean().default(false),
    maxLength: z.int().positive().max(10_000).optional(),
    options: z
      .array(z.object({ value: code, label: localized }).strict())
      .min(2)
      .optional(),
    /** What the answer is to the platform; every other field is kept as the citizen wrote it. */
    role: z
      .enum([
        'name',
        'contact_phone',
        'contact_email',
        'subject',
        'body',
        'category',
        'place',
        'location',
        'attachment',
      ])
      .optional(),
  })
  .strict()
  .refine((f) => f.kind !== 'choice' || f.role === 'category' || (f.options?.length ?? 0) > 0, {
    message: 'a choice has options',
  })

/** What staff fill in about a case of this service; kept in `cases.attributes` as text. */
export const caseField = z
  .object({
    key: code,
    label: localized,
    help: localized.optional(),
    kind: z.enum(['text', 'number', 'date', 'choice', 'yes_no']),
    options: z
      .array(z.object({ value: code, label: localized }).strict())
      .min(2)
      .max(50)
      .optional(),
    /** Without it a case of a citizen who was served cannot be settled. */
    requiredToResolve: z.boolean(),
  })
  .strict()
  .refine((f) => f.kind !== 'choice' || (f.options?.length ?? 0) > 0, { message: 'a choice has options' })

const caseFieldList = z
  .array(caseField)
  .max(30)
  .refine((fields) => new Set(fields.map((f) => f.key)).size === fields.length, { message: 'field keys are unique' })

/** What is to be done in a case of a category; without a category, in every case. */
export const checklist = z
  .object({
    category: code.nullable(),
    items: z
      .array(z.object({ code, text: localized }).strict())
      .min(1)
      .max(20),
  })
  .strict()

/** What a service is: a service type of the catalogue has this form, and a tenant's service is a copy of its own. */
export const serviceDefinition = z
  .object({
    /** The word in ticket numbers, unique in a tenant: `112`, `COV`, `HK`. */
    code: z.string().regex(/^[A-Z0-9]{2,8}$/),
    name: localized,
    description: localized,
    /** Emergency services have queues of their own and their intake is never refused. */
    emergency: z.boolean(),
    numbers: z.array(z.string().regex(/^[+0-9 ]{3,20}$/)).default([]),
    categories: z.array(z.object({ code, name: localized, priority: z.enum(['p1', 'p2', 'p3']) }).strict()).min(1),
    defaultPriority: z.enum(['p1', 'p2', 'p3']).default('p3'),
    intake: z.array(intakeField).min(1),
    hours: weeklyHours,
    targets: z.object({ firstResponse: z.object({ p1: target, p2: target, p3: target }).strict() }).strict(),
    outcomes: z.array(z.object({ code, name: localized }).strict()).min(1),
    queues: z.array(z.object({ code, name: localized }).strict()).min(1),
    /** The label of the class `normal`: Darurat on 112, Layanan elsewhere. */
    normalClass: localized,
    /** None in a definition that was made before there were any. */
    caseFields: caseFieldList.optional(),
    checklists: z.array(checklist).max(50).optional(),
    texts: z
      .object({
        /** Above the form. */
        intro: localized,
        /** On the receipt page and in the acknowledgement. */
        received: localized,
        /** Signature under a mailed answer. */
        signature: localized,
      })
      .strict(),
  })
  .strict()
  .refine((s) => new Set(s.intake.map((f) => f.key)).size === s.intake.length, { message: 'field keys are unique' })
  .refine((s) => new Set(s.categories.map((c) => c.code)).size === s.categories.length, {
    message: 'category codes are unique',
  })
  .refine(
    (s) => {
      const codes = (s.checklists ?? []).flatMap((list) => list.items.map((item) => item.code))
      return new Set(codes).size === codes.length
    },
    { message: 'codes of checklist items are unique' },
  )
  .refine((s) => s.intake.filter((f) => f.role === 'body').length === 1, { message: 'exactly one field is the body' })

export type ServiceDefinition = z.infer<typeof serviceDefinition>
export type CaseField = z.infer<typeof caseField>
export type IntakeField = z.infer<typeof intakeField>
