import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { defineError, type Localized, newId, notFound } from '@siaga/kernel'
import { audit, authorize, parse, requireService } from '@siaga/tenancy'
import { and, asc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { type Channel, channelIn, listChannels, settingsOf } from './connect-channel.ts'
import type { ChannelKind, SenderEnvironment, TemplateFile, TemplateVariable } from './contract.ts'
import { channelChanged } from './events.ts'
import { channelKind } from './registry.ts'
import { messageTemplates } from './schema.ts'
import type { SecretBox } from './secrets.ts'

export const templatesUnread = defineError('unavailable', 'channel.templates_unread', {
  id: 'Daftar templat tidak dapat dibaca dari penyedia: {reason}',
  en: 'The list of templates could not be read from the provider: {reason}',
})
export const noTemplates = defineError('invalid', 'channel.no_templates', {
  id: 'Kanal ini tidak memakai templat.',
  en: 'This channel has no templates.',
})

const input = z.object({ channelId: z.uuid() }).strict()

/** Only this state of a provider's template may be sent. */
const sendable = 'APPROVED'

export type Template = {
  id: string
  name: string
  language: string
  category: string
  state: string
  /** Why it cannot be sent; null when it can. */
  unusable: Localized | null
  variables: TemplateVariable[]
  /** The file that stands above the text; each sending brings its own. */
  file: TemplateFile | null
  /** What the citizen reads: texts, and between them the places of variables by number. */
  pieces: (string | number)[]
  buttons: string[]
}

type Row = typeof messageTemplates.$inferSelect

const notApproved: Localized = {
  id: 'Belum disetujui atau dijeda penyedia.',
  en: 'Not approved, or paused by the provider.',
}

/** Signs of the private use area stand for the blanks: no provider's text holds them. */
const sign = (index: number) => String.fromCodePoint(0xf0000 + index)
const signs = /([\u{f0000}-\u{f00ff}])/u

/** A stored template as people choose and fill it. */
export function templateOf(kind: ChannelKind, row: Row): Template {
  const variables = kind.templates?.variables(row.components) ?? []
  const shown = kind.templates?.preview(
    row.components,
    variables.map((_, i) => sign(i)),
  ) ?? { text: '', buttons: [] }
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    category: row.category,
    state: row.state,
    unusable: row.state === sendable ? (kind.templates?.unusable(row.components) ?? null) : notApproved,
    variables,
    file: kind.templates?.headerFile(row.components) ?? null,
    pieces: shown.text
      .split(signs)
      .filter((piece) => piece !== '')
      .map((piece) => (signs.test(piece) ? (piece.codePointAt(0) as number) - 0xf0000 : piece)),
    buttons: shown.buttons,
  }
}

/** A channel's templates as last read, in the caller's transaction. */
export async function templatesIn(tx: Tx, ctx: Ctx, channel: Pick<Channel, 'id' | 'kind'>): Promise<Template[]> {
  const kind = channelKind(channel.kind)
  if (!kind?.templates) return []
  const rows = await tx
    .select()
    .from(messageTemplates)
    .where(and(eq(messageTemplates.tenantId, ctx.tenantId), eq(messageTemplates.channelId, channel.id)))
    .orderBy(asc(messageTemplates.name), asc(messageTemplates.language))
    .limit(1000)
  return rows.map((row) => templateOf(kind, row))
}

/** One template by its id, or by the name under which a message holds it. */
export async function templateRowIn(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  by: { id: string } | { name: string; language: string },
): Promise<Row | null> {
  const which =
    'id' in by
      ? eq(messageTemplates.id, by.id)
      : and(eq(messageTemplates.name, by.name), eq(messageTemplates.language, by.language))
  const [row] = await tx
    .select()
    .from(messageTemplates)
    .where(and(eq(messageTemplates.tenantId, ctx.tenantId), eq(messageTemplates.channelId, channelId), which))
  return row ?? null
}

/** The templates of a channel, as last read from its provider. @throws forbidden, notFound */
export async function listTemplates(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ templates: Template[]; syncedAt: Date | null }> {
  authorize(ctx, 'channel.read')
  const { channelId } = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const channel = await channelIn(tx, ctx, channelId)
    requireService(ctx, channel.serviceId)
    const [newest] = await tx
      .select({ at: messageTemplates.syncedAt })
      .from(messageTemplates)
      .where(and(eq(messageTemplates.tenantId, ctx.tenantId), eq(messageTemplates.channelId, channelId)))
      .limit(1)
    return { templates: await templatesIn(tx, ctx, channel), syncedAt: newest?.at ?? null }
  })
}

/**
 * Reads a channel's templates from its provider, outside any transaction, and keeps exactly those.
 * @throws forbidden, notFound, noTemplates, templatesUnread
 */
export async function syncTemplates(
  ctx: Ctx,
  box: SecretBox,
  environment: SenderEnvironment,
  raw: z.input<typeof input>,
): Promise<{ templates: number }> {
  authorize(ctx, 'channel.change')
  const { channelId } = parse(input, raw)
  const channel = await withTenant(ctx, (tx) => channelIn(tx, ctx, channelId))
  requireService(ctx, channel.serviceId)
  const kind = channelKind(channel.kind)
  if (!kind) throw notFound()
  if (!kind.templates) throw noTemplates()
  const found = await kind.templates.list(settingsOf(channel, box) as never, environment).catch((error: Error) => {
    const words = kind.problems?.[(error as { code?: string }).code ?? '']
    throw templatesUnread({ params: { reason: words?.[ctx.locale] ?? error.message }, cause: error })
  })
  const syncedAt = ctx.clock.now()
  return withTenant(ctx, async (tx) => {
    for (const { name, language, ...rest } of found)
      await tx
        .insert(messageTemplates)
        .values({ tenantId: ctx.tenantId, id: newId(syncedAt), channelId, name, language, ...rest, syncedAt })
        .onConflictDoUpdate({
          target: [
            messageTemplates.tenantId,
            messageTemplates.channelId,
            messageTemplates.name,
            messageTemplates.language,
          ],
          set: { ...rest, syncedAt },
        })
    await tx
      .delete(messageTemplates)
      .where(
        and(
          eq(messageTemplates.tenantId, ctx.tenantId),
          eq(messageTemplates.channelId, channelId),
          lt(messageTemplates.syncedAt, syncedAt),
        ),
      )
    const after = { templates: found.length }
    await audit(tx, ctx, { action: 'channel.templates_synced', subjectKind: 'channel', subjectId: channelId, after })
    const subject = { subjectId: channelId, version: channel.version, serviceId: channel.serviceId, urgent: false }
    await emit(tx, ctx, channelChanged, subject, {})
    return after
  })
}

/** Reads the templates of all the tenant's channels that have some; what could not be read stays as it was. */
export async function syncAllTemplates(
  ctx: Ctx,
  box: SecretBox,
  environment: SenderEnvironment,
  failed: (error: unknown) => void,
): Promise<void> {
  for (const channel of await listChannels(ctx))
    if (channel.state !== 'disabled' && channelKind(channel.kind)?.templates)
      await syncTemplates(ctx, box, environment, { channelId: channel.id }).catch(failed)
}
