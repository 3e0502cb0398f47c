import { createHash } from 'node:crypto'
import { actorRef, defineError } from '@siaga/kernel'
import { and, eq } from 'drizzle-orm'
import type { Tx } from './database.ts'
import { idempotencyKeys } from './schema.ts'
import type { Ctx } from './with-tenant.ts'

export const keyReused = defineError('conflict', 'idempotency.reused', {
  id: 'Kunci ini sudah dipakai untuk isian yang lain. Muat ulang halaman, lalu kirim lagi.',
  en: 'This key was already used for another input. Reload the page, then send again.',
})

/** Canonical JSON: keys sorted, undefined left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v) =>
    v && typeof v === 'object' && !Array.isArray(v) && !(v instanceof Date)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * Runs `work` once per (actor, verb, key): the answer is kept in the same transaction and given again to a repeat.
 * A second call that comes while the first runs waits for its commit. Without a key it just runs.
 * @throws keyReused when the same key comes with another input.
 */
export async function once<T>(
  tx: Tx,
  ctx: Ctx,
  call: { verb: string; key: string | null; input: unknown },
  work: () => Promise<T>,
): Promise<T> {
  if (!call.key) return work()
  const key = sha256(`${actorRef(ctx.actor)}\n${call.verb}\n${call.key}`)
  const requestHash = sha256(canonical(call.input))
  const taken = await tx
    .insert(idempotencyKeys)
    .values({ tenantId: ctx.tenantId, key, requestHash, createdAt: ctx.clock.now() })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  const where = and(eq(idempotencyKeys.tenantId, ctx.tenantId), eq(idempotencyKeys.key, key))
  if (taken.length === 0) {
    const [kept] = await tx.select().from(idempotencyKeys).where(where)
    if (!kept || kept.requestHash !== requestHash) throw keyReused()
    return kept.response as T
  }
  const result = await work()
  await tx
    .update(idempotencyKeys)
    .set({ response: result as object })
    .where(where)
  return result
}
