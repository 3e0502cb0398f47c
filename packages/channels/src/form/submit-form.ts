import { createHash, randomUUID } from 'node:crypto'
import { canonical, type Database, withTenant } from '@siaga/db'
import { wake } from '@siaga/events'
import { type FileStore, keepFile } from '@siaga/files'
import { type Clock, defineError, invalid, type Locale, newId, notFound, rateLimited } from '@siaga/kernel'
import { citizenCtx, parse, type Service } from '@siaga/tenancy'
import { services } from '@siaga/tenancy/schema'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { findIngress } from '../ingress.ts'
import { channels } from '../schema.ts'
import type { SecretBox } from '../secrets.ts'
import { encodeForm } from './channel.ts'
import { checkIntake, rolesOf } from './intake-rules.ts'
import { storeForm } from './store-form.ts'

export const tooManyFiles = defineError('invalid', 'form.too_many_files', {
  id: 'Paling banyak {max} berkas.',
  en: 'At most {max} files.',
})
export const serviceClosed = defineError('unavailable', 'service.paused', {
  id: 'Layanan ini sedang dihentikan sementara. Hubungi nomor teleponnya bila mendesak.',
  en: 'This service is paused. Call its phone number if it is urgent.',
})

const maxFiles = 5
/** How long a citizen may follow a ticket. */
export const ticketDays = 730

const input = z
  .object({
    tenantSlug: z.string().max(40),
    serviceSlug: z.string().max(40),
    /** From the form or the Idempotency-Key: the same form posted twice is one. */
    submissionId: z.string().min(8).max(200).nullable().default(null),
    values: z.record(z.string().max(60), z.string().max(20_000)),
  })
  .strict()

export type FormFile = { field: string; name: string; bytes: Uint8Array }

/** How many more a source may send; `null` seconds = within the limit. */
export type FloodGuard = (source: {
  tenantId: string
  serviceId: string
  address: string
}) => Promise<{ retryAfterSeconds: number } | null>

export type PublicCall = {
  db: Database
  store: FileStore
  box: SecretBox
  clock: Clock
  locale: Locale
  requestId: string
  /** Network address of the citizen; kept nowhere. */
  address: string
  regionExists(code: string): boolean
  flood: FloodGuard
}

export type PublicService = { tenantId: string; channelId: string; service: Service }

const cache = new WeakMap<Database, Map<string, { at: number; found: PublicService }>>()
const cacheMs = 5_000

/** The service behind a form's address; remembered for five seconds. @throws notFound */
export async function findForm(
  call: Pick<PublicCall, 'db' | 'clock' | 'locale' | 'requestId'>,
  tenantSlug: string,
  serviceSlug: string,
): Promise<PublicService> {
  const key = `${tenantSlug}/${serviceSlug}`
  const known = cache.get(call.db) ?? new Map()
  cache.set(call.db, known)
  const remembered = known.get(key)
  if (remembered && Date.now() - remembered.at < cacheMs) return remembered.found
  const ingress = await findIngress(call.db, 'form', key)
  if (!ingress) throw notFound()
  const ctx = citizenCtx(call, ingress.tenantId)
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select({ service: services })
      .from(channels)
      .innerJoin(services, and(eq(services.tenantId, channels.tenantId), eq(services.id, channels.serviceId)))
      .where(
        and(
          eq(channels.tenantId, ctx.tenantId),
          eq(services.tenantId, ctx.tenantId),
          eq(channels.id, ingress.channelId),
        ),
      ),
  )
  if (!row || row.service.state === 'draft' || row.service.state === 'retired') throw notFound()
  const found = { tenantId: ingress.tenantId, channelId: ingress.channelId, service: row.service }
  known.set(key, { at: Date.now(), found })
  return found
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twelve characters from a derived value: the same submission gets the same code again, and the code is kept nowhere. */
function codeFrom(bytes: Buffer): string {
  return [...bytes.subarray(0, 12)].map((b) => crockford[b % 32]).join('')
}

/**
 * Takes a citizen's form: commits the raw inbound event with an access link and answers; the worker makes the case.
 * The same submission twice is one. Over the flood limit an emergency form is kept and waits for verification; any
 * other is refused. @throws notFound, invalid (every wrong field named), rateLimited, serviceClosed
 */
export async function submitForm(
  call: PublicCall,
  raw: z.input<typeof input>,
  files: FormFile[] = [],
): Promise<{ code: string; repeated: boolean; needsVerification: boolean }> {
  const form = parse(input, raw)
  const { tenantId, channelId, service } = await findForm(call, form.tenantSlug, form.serviceSlug)
  if (service.state === 'paused') throw serviceClosed()
  if (files.length > maxFiles) throw tooManyFiles({ params: { max: maxFiles } })
  const { values, problems } = checkIntake(
    service.definition,
    form.values,
    files.map((f) => f.field),
    call.regionExists,
  )
  if (problems.length > 0) throw invalid({ fields: problems })
  const over = await call.flood({ tenantId, serviceId: service.id, address: call.address })
  if (over && !service.emergency) throw rateLimited(over.retryAfterSeconds)
  const needsVerification = over !== null

  const ctx = citizenCtx(call, tenantId)
  const kept = await Promise.all(files.map((f) => keepFile(call.store, ctx, f)))
  const id = newId(call.clock.now())
  const content = canonical({ values, files: kept.map((f) => f.sha256) })
  const providerItem = form.submissionId
    ? createHash('sha256').update(`${form.submissionId}\n${content}`).digest('hex')
    : randomUUID()
  const code = codeFrom(call.box.derive(`ticket/${tenantId}/${channelId}/${providerItem}`))
  const roles = rolesOf(service.definition, values)
  const record = encodeForm({
    v: 1,
    visitor: providerItem,
    name: roles.name ?? null,
    subject: roles.subject ?? null,
    text: roles.body,
    fields: values,
    hints: {
      ...(roles.category && { category: roles.category }),
      ...(roles.region && { regionCode: roles.region }),
      ...(roles.place && { place: roles.place }),
      ...(roles.email && { replyMail: roles.email.toLowerCase() }),
      ...(needsVerification && { needsVerification }),
      ...(kept.length > 0 && { fileIds: kept.map((f) => f.id) }),
    },
  })
  const item = { id, channelId, kind: 'form', providerItem, raw: record, meta: {}, urgent: service.emergency }
  const stored = await storeForm(ctx, { ...item, code, linkDays: ticketDays, files: kept })
  if (stored) wake(call.db)
  return { code, repeated: !stored, needsVerification }
}
