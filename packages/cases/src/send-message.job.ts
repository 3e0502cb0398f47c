import {
  type ChannelSender,
  channelIn,
  channelKind,
  type SecretBox,
  type SenderEnvironment,
  settingsOf,
} from '@siaga/channels'
import { applyWaitingStatuses, messageQueued, moveMessage } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { type Consumer, readEvent } from '@siaga/events'
import type { FileStore } from '@siaga/files'
import { files } from '@siaga/files/schema'
import { serviceIn } from '@siaga/tenancy'
import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { caseIn } from './case-store.ts'

type Providers = { store: FileStore; box: SecretBox; environment: SenderEnvironment }

/**
 * Sends queued answers. `sending` is committed before the provider is called; a message found in `sending` was cut off
 * in the middle: it becomes `uncertain` and is not sent again by itself.
 */
export function sendConsumer(providers: Providers): Consumer {
  return {
    name: 'send',
    events: [messageQueued.type],
    lane: () => 'outgoing',
    async handle(ctx, delivery) {
      const prepared = await prepare(ctx, delivery.eventId, providers)
      if (prepared.state !== 'ready') {
        await withTenant(ctx, async (tx) => {
          if (prepared.state === 'cut_off') {
            await moveMessage(tx, ctx, prepared.message, prepared.home, {
              state: 'uncertain',
              problemCode: 'interrupted',
              problem: 'Pengiriman terputus di tengah jalan; penyedia mungkin sudah menerimanya.',
            })
          }
          await delivery.complete(tx)
        })
        return
      }
      const { send, outbound, message, home } = prepared
      const result = await send(outbound)
      await withTenant(ctx, async (tx) => {
        if (result.state === 'sent')
          await moveMessage(tx, ctx, message, home, { state: 'sent', providerId: result.providerId })
        else
          await moveMessage(tx, ctx, message, home, {
            state: result.state,
            problemCode: result.state === 'failed' ? result.code : 'no_answer',
            problem: result.reason,
          })
        if (result.state === 'sent') await applyWaitingStatuses(tx, ctx, message.channelId, result.providerId, home)
        await delivery.complete(tx)
      })
    },
  }
}

type Message = typeof messages.$inferSelect
type Home = { serviceId: string; urgent: boolean }
type Prepared =
  | { state: 'done' }
  | { state: 'cut_off'; message: Message; home: Home }
  | { state: 'ready'; message: Message; home: Home; send: ChannelSender; outbound: Parameters<ChannelSender>[0] }

async function prepare(ctx: Ctx, eventId: string, { store, box, environment }: Providers): Promise<Prepared> {
  return withTenant(ctx, async (tx) => {
    const event = await readEvent(tx, ctx, eventId)
    const messageId = event?.payload.messageId as string
    const [message] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, messageId)))
      .for('update')
    if (!message) return { state: 'done' }
    const c = await caseIn(tx, ctx, message.caseId)
    const [service, channel] = await Promise.all([
      serviceIn(tx, ctx, c.serviceId),
      channelIn(tx, ctx, message.channelId),
    ])
    const home = { serviceId: c.serviceId, urgent: service.emergency }
    if (message.state === 'sending') return { state: 'cut_off', message, home }
    if (message.state !== 'queued') return { state: 'done' }
    const kind = channelKind(channel.kind)
    if (!kind?.openSender || !message.toAddress) {
      await moveMessage(tx, ctx, message, home, {
        state: 'failed',
        problemCode: 'no_route',
        problem: 'Kanal ini tidak dapat mengirim, atau alamat warga tidak ada.',
      })
      return { state: 'done' }
    }
    const earlier = await tx
      .select({ providerId: messages.providerId, direction: messages.direction })
      .from(messages)
      .where(
        and(
          eq(messages.tenantId, ctx.tenantId),
          eq(messages.caseId, c.id),
          eq(messages.channelId, channel.id),
          isNotNull(messages.providerId),
        ),
      )
      .orderBy(desc(messages.orderedAt))
      .limit(20)
    const ids = message.attachments.map((a) => a.fileId)
    const rows =
      ids.length > 0
        ? await tx
            .select()
            .from(files)
            .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids)))
        : []
    await moveMessage(tx, ctx, message, home, { state: 'sending' })
    const references = earlier.map((e) => e.providerId as string).reverse()
    return {
      state: 'ready',
      message: { ...message, state: 'sending', version: message.version + 1 },
      home,
      send: kind.openSender(settingsOf(channel, box) as never, environment),
      outbound: {
        messageId: message.id,
        to: { address: message.toAddress, name: null },
        subject: message.subject,
        text: [`${message.text}\n`, message.authorName, service.definition.texts.signature[ctx.locale], c.number]
          .filter(Boolean)
          .join('\n'),
        attachments: rows.map((f) => ({
          name: f.name,
          mediaType: f.mediaType,
          read: () => store.read(ctx.tenantId, f.sha256),
        })),
        inReplyTo: earlier.find((e) => e.direction === 'in')?.providerId ?? earlier[0]?.providerId ?? null,
        references,
        token: c.token,
        automatic: message.automatic,
      },
    }
  })
}
