import { channelIn, channelKind, type SecretBox, type SenderEnvironment, settingsOf } from '@siaga/channels'
import { messageMoved } from '@siaga/conversations'
import { type MessageMedia, messages } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Consumer, emit, readEvent } from '@siaga/events'
import { type FileStore, insertFiles, keepFile } from '@siaga/files'
import { notFound } from '@siaga/kernel'
import { authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { caseIn, lockCase } from './case-store.ts'
import { mediaWanted } from './events.ts'

type Providers = { store: FileStore; box: SecretBox; environment: SenderEnvironment }
type Message = typeof messages.$inferSelect
type Kept = Awaited<ReturnType<typeof keepFile>>

/** So often a provider that is away is asked again before the file is given up. */
const patience = 4

async function messageIn(tx: Tx, ctx: Ctx, messageId: string): Promise<Message | null> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, messageId)))
    .for('update')
  return row ?? null
}

/**
 * Fetches the files of a message that lie with the provider: outside any transaction, on the lane of slow providers, so
 * that a download without an end holds up nobody. What cannot be fetched is shown as such.
 */
export function mediaConsumer({ store, box, environment }: Providers): Consumer {
  return {
    name: 'media',
    events: [mediaWanted.type],
    lane: () => 'outgoing',
    async handle(ctx, delivery) {
      const found = await withTenant(ctx, async (tx) => {
        const event = await readEvent(tx, ctx, delivery.eventId)
        const message = await messageIn(tx, ctx, String(event?.payload.messageId))
        return message && { message, channel: await channelIn(tx, ctx, message.channelId) }
      })
      const kind = found && channelKind(found.channel.kind)
      const fetched = new Map<string, Kept>()
      const failed = new Map<string, string>()
      for (const media of found?.message.media.filter((m) => m.state === 'pending') ?? []) {
        const settings = settingsOf((found as NonNullable<typeof found>).channel, box) as never
        const answer = await kind?.fetchMedia?.(settings, environment, media)
        if (answer?.state === 'retry' && delivery.attempts < patience) throw new Error(`media: ${answer.code}`)
        if (answer?.state === 'fetched')
          fetched.set(media.id, await keepFile(store, ctx, { name: media.name, bytes: answer.bytes, anyType: true }))
        else failed.set(media.id, answer?.code ?? 'gone')
      }
      await withTenant(ctx, async (tx) => {
        if (fetched.size + failed.size > 0)
          await settle(tx, ctx, (found as { message: Message }).message.id, fetched, failed)
        await delivery.complete(tx)
      })
    },
  }
}

async function settle(
  tx: Tx,
  ctx: Ctx,
  messageId: string,
  fetched: Map<string, Kept>,
  failed: Map<string, string>,
): Promise<void> {
  const message = await messageIn(tx, ctx, messageId)
  if (!message) return
  const came = message.media.flatMap((m) => fetched.get(m.id) ?? [])
  const stored = await insertFiles(tx, came)
  const rest = message.media
    .filter((m) => !fetched.has(m.id))
    .map((m): MessageMedia => (failed.has(m.id) ? { ...m, state: 'failed', code: failed.get(m.id) ?? null } : m))
  await writeMedia(tx, ctx, message, { media: rest, attachments: [...message.attachments, ...stored] })
}

async function writeMedia(
  tx: Tx,
  ctx: Ctx,
  message: Message,
  set: Partial<Pick<Message, 'media' | 'attachments'>>,
): Promise<void> {
  const c = await caseIn(tx, ctx, message.caseId)
  const service = await serviceIn(tx, ctx, c.serviceId)
  const [after] = await tx
    .update(messages)
    .set({ ...set, version: sql`${messages.version} + 1` })
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, message.id)))
    .returning({ version: messages.version })
  const version = after?.version ?? message.version
  const subject = { subjectId: message.caseId, version, serviceId: c.serviceId, urgent: service.emergency }
  await emit(tx, ctx, messageMoved, subject, { messageId: message.id, state: message.state })
}

const input = z.object({ caseId: z.uuid(), messageId: z.uuid() }).strict()

/** Asks the provider once more for the files of a message that were given up. @throws forbidden, notFound */
export async function refetchMedia(ctx: Ctx, raw: z.input<typeof input>): Promise<{ messageId: string }> {
  authorize(ctx, 'case.work')
  const { caseId, messageId } = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, caseId)
    const message = await messageIn(tx, ctx, messageId)
    if (!message || message.caseId !== c.id || !message.media.some((m) => m.state === 'failed')) throw notFound()
    const media = message.media.map((m): MessageMedia => ({ ...m, state: 'pending', code: null }))
    await writeMedia(tx, ctx, message, { media })
    const subject = { subjectId: c.id, version: message.version + 1, serviceId: c.serviceId, urgent: false }
    await emit(tx, ctx, mediaWanted, subject, { messageId })
    return { messageId }
  })
}
