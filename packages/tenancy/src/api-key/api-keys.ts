import { createHash, randomBytes } from 'node:crypto'
import { type Ctx, type Database, withRole, withTenant } from '@siaga/db'
import { type Clock, type Locale, newId, notFound, systemClock, unauthenticated } from '@siaga/kernel'
import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { authorize, permissions } from '../permissions.ts'
import { apiKeyHashes, apiKeys, services } from '../schema.ts'

const sha256 = (value: string) => createHash('sha256').update(value).digest('hex')

const input = z
  .object({
    name: z.string().trim().min(2).max(80),
    scopes: z.array(z.enum(permissions)).min(1),
    serviceIds: z.array(z.uuid()).min(1).nullable().default(null),
    expiresAt: z.date().nullable().default(null),
  })
  .strict()

/** Makes an API key of this tenant; the key itself is shown this once. Nobody grants what they may not do. @throws forbidden, invalid */
export async function createApiKey(ctx: Ctx, raw: z.input<typeof input>): Promise<{ keyId: string; key: string }> {
  authorize(ctx, 'api_key.change')
  const k = parse(input, raw)
  for (const scope of k.scopes) authorize(ctx, scope)
  const key = `sgk_${randomBytes(24).toString('base64url')}`
  const keyId = newId(ctx.clock.now())
  await withTenant(ctx, async (tx) => {
    for (const serviceId of k.serviceIds ?? []) {
      const [known] = await tx
        .select({ id: services.id })
        .from(services)
        .where(and(eq(services.tenantId, ctx.tenantId), eq(services.id, serviceId)))
      if (!known) throw notFound()
    }
    await tx
      .insert(apiKeys)
      .values({ tenantId: ctx.tenantId, id: keyId, hint: key.slice(0, 8), createdAt: ctx.clock.now(), ...k })
    await tx.insert(apiKeyHashes).values({ hash: sha256(key), tenantId: ctx.tenantId, keyId })
    await audit(tx, ctx, {
      action: 'api_key.created',
      subjectKind: 'api_key',
      subjectId: keyId,
      after: { name: k.name, scopes: k.scopes },
    })
  })
  return { keyId, key }
}

/** Ends a key at once. @throws forbidden, notFound */
export async function revokeApiKey(ctx: Ctx, keyId: string): Promise<void> {
  authorize(ctx, 'api_key.change')
  await withTenant(ctx, async (tx) => {
    const done = await tx
      .update(apiKeys)
      .set({ revokedAt: ctx.clock.now() })
      .where(and(eq(apiKeys.tenantId, ctx.tenantId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id })
    if (done.length === 0) throw notFound()
    await audit(tx, ctx, { action: 'api_key.revoked', subjectKind: 'api_key', subjectId: keyId })
  })
}

type KeyCall = { db: Database; authorization: string | null; locale: Locale; requestId: string; clock?: Clock }

/** The context of an API request: the key names the tenant. @throws unauthenticated */
export async function apiKeyCtx(call: KeyCall): Promise<Ctx> {
  const key = /^Bearer (sgk_[A-Za-z0-9_-]{32})$/.exec(call.authorization ?? '')?.[1]
  if (!key) throw unauthenticated()
  const [found] = await withRole(call.db, 'identity', (tx) =>
    tx
      .select()
      .from(apiKeyHashes)
      .where(eq(apiKeyHashes.hash, sha256(key))),
  )
  if (!found) throw unauthenticated()
  const clock = call.clock ?? systemClock
  const [row] = await withTenant({ db: call.db, tenantId: found.tenantId }, (tx) =>
    tx
      .select()
      .from(apiKeys)
      .where(and(eq(apiKeys.tenantId, found.tenantId), eq(apiKeys.id, found.keyId))),
  )
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= clock.now())) throw unauthenticated()
  return {
    db: call.db,
    tenantId: found.tenantId,
    actor: { kind: 'api_key', keyId: row.id, name: row.name },
    permissions: new Set(row.scopes),
    services: row.serviceIds ?? 'all',
    clock,
    locale: call.locale,
    requestId: call.requestId,
  }
}
