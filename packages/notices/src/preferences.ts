import { type Ctx, withTenant } from '@siaga/db'
import { defineError } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { memberOf } from './list-notices.ts'
import { defaultPreferences, listKinds, type Preferences } from './notice-rules.ts'
import { noticeKinds, noticePreferences } from './schema.ts'

export const preferencesStale = defineError('conflict', 'notices.stale', {
  id: 'Pengaturan ini baru saja diubah di jendela lain. Pilihan Anda masih di sini; simpan lagi untuk memakainya.',
  en: 'These settings have just been changed in another window. What you chose is still here; save again to use it.',
})

const way = z.object({ sound: z.boolean(), desktop: z.boolean() }).strict()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const preferences = z
  .object({
    volume: z.int().min(0).max(100),
    kinds: z.partialRecord(z.enum([...listKinds, ...noticeKinds]), way),
    quiet: z.object({ from: time, to: time }).strict().nullable(),
  })
  .strict()

/** How the caller wants to hear of what; what they never chose is the default. @throws forbidden */
export async function readNoticePreferences(ctx: Ctx): Promise<{ preferences: Preferences; version: number }> {
  authorize(ctx, 'case.read')
  const memberId = memberOf(ctx)
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select()
      .from(noticePreferences)
      .where(and(eq(noticePreferences.tenantId, ctx.tenantId), eq(noticePreferences.memberId, memberId))),
  )
  const chosen = (row?.preferences ?? {}) as Partial<Preferences>
  return {
    preferences: { ...defaultPreferences, ...chosen, kinds: { ...defaultPreferences.kinds, ...chosen.kinds } },
    version: row?.version ?? 0,
  }
}

const input = z.object({ version: z.int().min(0), preferences }).strict()

/** Changes the caller's own preferences. @throws forbidden, invalid, preferencesStale */
export async function changeNoticePreferences(ctx: Ctx, raw: z.input<typeof input>): Promise<{ version: number }> {
  authorize(ctx, 'case.read')
  const memberId = memberOf(ctx)
  const c = parse(input, raw)
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .insert(noticePreferences)
      .values({ tenantId: ctx.tenantId, memberId, preferences: c.preferences, version: 1 })
      .onConflictDoUpdate({
        target: [noticePreferences.tenantId, noticePreferences.memberId],
        set: { preferences: c.preferences, version: sql`${noticePreferences.version} + 1` },
        setWhere: eq(noticePreferences.version, c.version),
      })
      .returning({ version: noticePreferences.version }),
  )
  if (!row) throw preferencesStale()
  return row
}
