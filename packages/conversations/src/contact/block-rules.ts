import type { IdentityKind } from '../take-identity.ts'

export const defaultBlockHours = 24
export const longestBlockHours = 90 * 24

/** Whether a sender can be blocked at all: somebody without an address is nobody in particular, so never inherits a block. */
export const canBeBlocked = (kind: IdentityKind) => kind !== 'anonymous'

export function blockEnd(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000)
}

type Block = { endedAt: Date | null; expiresAt: Date }

export const isBlocking = (b: Block, now: Date) => b.endedAt === null && b.expiresAt > now
