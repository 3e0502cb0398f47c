import { createHash, randomInt } from 'node:crypto'
import { beforeCommit, type Ctx, type Database, rowInsert, type Tx, withRole, withTenant } from '@siaga/db'
import { type Clock, type Locale, newId, notFound, systemClock } from '@siaga/kernel'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { accessLinkHashes, accessLinks } from '../schema.ts'

/** Crockford's base 32: no I, L, O, U; people read these codes aloud. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 12

/** A code of 60 random bits, grouped for reading: `7K3M-9PQR-2TXV`. */
export function newCode(length = codeLength): string {
  return Array.from({ length }, () => alphabet[randomInt(32)]).join('')
}

export function formatCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** What a person typed → the code; O is read as 0, I and L as 1. Null when it can't be one. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length === codeLength && [...code].every((c) => alphabet.includes(c)) ? code : null
}

const hashOf = (code: string) => createHash('sha256').update(`link:${code}`).digest('hex')

type Purpose = (typeof accessLinks.$inferSelect)['purpose']

type NewLink = {
  purpose: Purpose
  subject: string
  days: number
  singleUse?: boolean
  /** A code derived elsewhere, where a repeat must get the same one. */
  code?: string
}

/** Makes a link with the commit of the caller's transaction; returns the code, which is kept nowhere. */
export async function createAccessLink(tx: Tx, ctx: Ctx, link: NewLink): Promise<{ linkId: string; code: string }> {
  const [made] = await createAccessLinks(tx, ctx, [link])
  return made as { linkId: string; code: string }
}

/** The same for several at once. */
export async function createAccessLinks(
  tx: Tx,
  ctx: Ctx,
  links: readonly NewLink[],
): Promise<{ linkId: string; code: string }[]> {
  const now = ctx.clock.now()
  const made = links.map((link) => ({ link, linkId: newId(now), code: link.code ?? newCode() }))
  const rows = made.map(({ link, linkId }) => ({
    tenantId: ctx.tenantId,
    id: linkId,
    purpose: link.purpose,
    subject: link.subject,
    singleUse: link.singleUse ?? false,
    expiresAt: new Date(now.getTime() + link.days * 86_400_000),
    createdAt: now,
  }))
  const hashes = made.map(({ code, linkId }) => ({ hash: hashOf(code), tenantId: ctx.tenantId, linkId }))
  beforeCommit(
    tx,
    ...rows.map((row) => rowInsert(accessLinks, row)),
    ...hashes.map((row) => rowInsert(accessLinkHashes, row)),
  )
  return made.map(({ linkId, code }) => ({ linkId, code }))
}

type LinkCall = { db: Database; code: string; purpose: Purpose; locale: Locale; requestId: string; clock?: Clock }

/**
 * Opens a link: the context of somebody who may see its one subject. Wrong, expired, withdrawn and used-up codes are
 * all the same "not found". @throws notFound
 */
export async function linkCtx(call: LinkCall): Promise<{ ctx: Ctx; linkId: string; subject: string }> {
  const code = readCode(call.code)
  if (!code) throw notFound()
  const [found] = await withRole(call.db, 'identity', (tx) =>
    tx
      .select()
      .from(accessLinkHashes)
      .where(eq(accessLinkHashes.hash, hashOf(code))),
  )
  if (!found) throw notFound()
  const clock = call.clock ?? systemClock
  const scope = { db: call.db, tenantId: found.tenantId }
  const where = and(
    eq(accessLinks.tenantId, found.tenantId),
    eq(accessLinks.id, found.linkId),
    eq(accessLinks.purpose, call.purpose),
    isNull(accessLinks.revokedAt),
    gt(accessLinks.expiresAt, clock.now()),
  )
  const link = await withTenant(scope, async (tx) => {
    const [row] = await tx.select().from(accessLinks).where(where)
    if (!row?.singleUse) return row
    const [used] = await tx
      .update(accessLinks)
      .set({ usedAt: clock.now() })
      .where(and(where, isNull(accessLinks.usedAt)))
      .returning()
    return used
  })
  if (!link) throw notFound()
  const ctx: Ctx = {
    ...scope,
    actor: { kind: 'link', linkId: link.id, subject: link.subject },
    permissions: new Set(),
    services: [],
    clock,
    locale: call.locale,
    requestId: call.requestId,
  }
  return { ctx, linkId: link.id, subject: link.subject }
}
