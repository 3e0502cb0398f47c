import { channelKind } from '@siaga/channels'
import { messages, threads } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { defineError } from '@siaga/kernel'
import { and, desc, eq } from 'drizzle-orm'

export const windowClosed = defineError('conflict', 'window.closed', {
  id: 'Jendela 24 jam sudah tutup: warga terakhir menulis lebih dari {hours} jam sebelum pesan ini keluar. Pilih templat, atau balas lewat kanal lain.',
  en: 'The 24-hour window is closed: the citizen last wrote more than {hours} hours before this message leaves. Choose a template, or answer on another channel.',
})

/** Null: this channel takes free text at any time. `closesAt` null: the citizen has never written on it. */
export type FreeTextWindow = { hours: number; closesAt: Date | null } | null

export const isShut = (window: FreeTextWindow, at: Date) =>
  window !== null && (!window.closesAt || window.closesAt <= at)

/** Until when free text may leave to this citizen on this channel: so many hours after their last message there. */
export async function freeTextWindow(
  tx: Tx,
  ctx: Ctx,
  route: { channelId: string; channelKind: string; identityId: string },
): Promise<FreeTextWindow> {
  const hours = channelKind(route.channelKind)?.capabilities.freeTextHours ?? null
  if (hours === null) return null
  const [last] = await tx
    .select({ at: messages.orderedAt })
    .from(messages)
    .innerJoin(threads, and(eq(threads.tenantId, messages.tenantId), eq(threads.id, messages.threadId)))
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(threads.tenantId, ctx.tenantId),
        eq(threads.channelId, route.channelId),
        eq(threads.identityId, route.identityId),
        eq(messages.direction, 'in'),
      ),
    )
    .orderBy(desc(messages.orderedAt))
    .limit(1)
  return { hours, closesAt: last ? new Date(last.at.getTime() + hours * 3_600_000) : null }
}

/** @throws windowClosed when free text that leaves at `at` would be refused */
export async function requireOpenWindow(
  tx: Tx,
  ctx: Ctx,
  route: { channelId: string; channelKind: string; identityId: string },
  at: Date,
): Promise<void> {
  const window = await freeTextWindow(tx, ctx, route)
  if (isShut(window, at)) throw windowClosed({ params: { hours: window?.hours ?? 24 } })
}
