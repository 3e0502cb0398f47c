import { hash, verify } from '@node-rs/argon2'
import { type Ctx, type Database, withRole, withTenant } from '@siaga/db'
import { tenants } from '@siaga/db/schema'
import { type Clock, defineError, type Locale, newId } from '@siaga/kernel'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { users } from '../schema.ts'
import { platformSlug } from '../tenant/read-tenant.ts'

/** One text for every reason, so that nobody learns whether an account exists. */
export const signInRefused = defineError('unauthenticated', 'sign_in.refused', {
  id: 'Alamat e-mail atau kata sandi tidak cocok, atau akun terkunci sementara karena terlalu banyak percobaan.',
  en: 'The address or the password does not match, or the account is locked for a while after too many tries.',
})

const failuresBeforeLock = 8
const lockMinutes = 15

/** argon2id, 19 MiB, t = 2, p = 1. */
export const hashPassword = (password: string) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

let decoy: Promise<string> | null = null

const input = z
  .object({ email: z.string().trim().toLowerCase().min(3).max(254), password: z.string().min(1).max(200) })
  .strict()

type SignInCall = { db: Database; clock: Clock; locale: Locale; requestId: string }

/**
 * Checks a mail address and a password. Costs the same whether the account exists or not.
 * Eight failures lock the account for 15 minutes. Kept in the audit log of the platform.
 * @throws signInRefused
 */
export async function signIn(call: SignInCall, raw: unknown): Promise<{ userId: string }> {
  const { email, password } = parse(input, raw)
  const now = call.clock.now()
  const [[user], [platform]] = await withRole(call.db, 'identity', async (tx) => [
    await tx.select().from(users).where(eq(users.email, email)),
    await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, platformSlug)),
  ])
  decoy ??= hashPassword('a password that nobody has')
  const matches = await verify(user?.passwordHash ?? (await decoy), password)
  const locked = !!user?.lockedUntil && user.lockedUntil > now
  const accepted = !!user?.passwordHash && matches && !locked
  if (user) {
    await withRole(call.db, 'identity', (tx) =>
      tx
        .update(users)
        .set(
          accepted
            ? { failedSignIns: 0, lockedUntil: null }
            : {
                failedSignIns: sql`${users.failedSignIns} + 1`,
                lockedUntil: sql`case when (${users.failedSignIns} + 1) % ${failuresBeforeLock} = 0 then ${new Date(now.getTime() + lockMinutes * 60_000).toISOString()}::timestamptz else ${users.lockedUntil} end`,
              },
        )
        .where(eq(users.id, user.id)),
    )
    if (platform) {
      const ctx: Ctx = {
        ...call,
        tenantId: platform.id,
        actor: { kind: 'system', name: 'sign-in' },
        permissions: 'all',
        services: 'all',
      }
      await withTenant(ctx, (tx) =>
        audit(tx, ctx, {
          action: accepted ? 'session.opened' : 'session.refused',
          subjectKind: 'user',
          subjectId: user.id,
          after: { locked },
        }),
      )
    }
  }
  if (!accepted || !user) throw signInRefused()
  return { userId: user.id }
}

/** Makes sure that a person exists; alone this opens nothing. Returns the id of the one with this address. */
export async function ensureUser(
  db: Database,
  clock: Clock,
  person: { email: string; name: string; password?: string },
): Promise<string> {
  const email = person.email.trim().toLowerCase()
  const passwordHash = person.password ? await hashPassword(person.password) : null
  return withRole(db, 'identity', async (tx) => {
    await tx
      .insert(users)
      .values({ id: newId(clock.now()), email, name: person.name, passwordHash, createdAt: clock.now() })
      .onConflictDoNothing()
    const [row] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
    return (row as { id: string }).id
  })
}

const preferences = z
  .object({ locale: z.enum(['id', 'en']), theme: z.enum(['system', 'light', 'dark']) })
  .partial()
  .strict()

/** Changes a person's language or theme. */
export async function changePreferences(db: Database, userId: string, raw: unknown): Promise<void> {
  const change = parse(preferences, raw)
  if (Object.keys(change).length === 0) return
  await withRole(db, 'identity', (tx) => tx.update(users).set(change).where(eq(users.id, userId)))
}
