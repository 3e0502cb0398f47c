import {
  channelKind,
  finishInbound,
  type InboundStatus,
  inboundWithChannel,
  noteChannel,
  type ParsedInbound,
} from '@siaga/channels'
import { applyStatus, keepStatus, lockSentMessage } from '@siaga/conversations'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Consumer, type Delivery, emit } from '@siaga/events'
import { type FileStore, insertFiles, keepFile } from '@siaga/files'
import { serviceIn } from '@siaga/tenancy'
import { mediaWanted } from './events.ts'
import { receiveMessage } from './receive-message.ts'
import { takeReaction } from './take-reaction.ts'

/** Files of a mail beyond this many bytes together are listed but not kept apart; the raw mail still holds them. */
const maxAttachments = 50

/**
 * Turns raw input into messages, interactions and cases. What can't be parsed is kept, marked and shown; a handler that
 * dies in the middle leaves nothing and is run again.
 */
export function intakeConsumer(store: FileStore): Consumer {
  return {
    name: 'intake',
    events: ['inbound'],
    lane: (urgent) => (urgent ? 'urgent' : 'normal'),
    async handle(ctx, delivery) {
      const { event, channel } = await inboundWithChannel(ctx, delivery.eventId)
      const kind = channelKind(event.kind)
      let parsed: ParsedInbound
      try {
        if (!kind) throw new Error(`no channel kind ${event.kind}`)
        parsed = await kind.parse(event.raw, event.meta)
      } catch (error) {
        const reason = String(
          error instanceof Error ? ((error as { reason?: string }).reason ?? error.message) : error,
        ).slice(0, 300)
        return finish(ctx, delivery, async (tx) => finishInbound(tx, ctx, event.id, { outcome: 'unparsable', reason }))
      }
      if (parsed.kind === 'ignored') {
        const { reason } = parsed
        return finish(ctx, delivery, async (tx) => finishInbound(tx, ctx, event.id, { outcome: 'ignored', reason }))
      }
      if (parsed.kind === 'status') {
        const status = parsed
        return finish(ctx, delivery, (tx) => takeStatus(tx, ctx, channel.id, channel.serviceId, event.id, status))
      }
      if (parsed.kind === 'reaction') {
        const reaction = parsed
        return finish(ctx, delivery, (tx) => takeReaction(tx, ctx, channel, event, reaction, delivery.attempts))
      }
      const message = parsed
      const kept = await Promise.all(
        message.attachments
          .slice(0, maxAttachments)
          .map((a) => keepFile(store, ctx, { name: a.name, bytes: a.bytes, anyType: true })),
      )
      const citizen: Ctx = { ...ctx, actor: { kind: 'citizen' } }
      await withTenant(ctx, async (tx) => {
        const received = await receiveMessage(tx, citizen, {
          channel,
          message,
          attachments: kept.map((k) => ({
            fileId: k.id,
            name: k.name,
            sizeBytes: k.sizeBytes,
            mediaType: k.mediaType,
          })),
          receivedAt: event.receivedAt,
          complete: delivery.complete,
        })
        await insertFiles(tx, kept)
        finishInbound(
          tx,
          ctx,
          event.id,
          received ? { outcome: 'message', caseId: received.caseId } : { outcome: 'ignored', reason: 'blocked' },
        )
        if (received && message.media?.length)
          await emit(
            tx,
            ctx,
            mediaWanted,
            { subjectId: received.caseId, version: 1, serviceId: channel.serviceId, urgent: false },
            { messageId: received.messageId },
          )
      })
      await noteChannel(ctx, channel, { way: 'in' })
    },
  }
}

/** One transaction for the work and its completion: a second run of the same delivery rolls back. */
async function finish(ctx: Ctx, delivery: Delivery, work: (tx: Tx) => Promise<unknown>): Promise<void> {
  await withTenant(ctx, async (tx) => {
    await work(tx)
    await delivery.complete(tx)
  })
}

async function takeStatus(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  serviceId: string,
  inboundId: string,
  status: InboundStatus,
): Promise<void> {
  const message = await lockSentMessage(tx, ctx, channelId, status)
  const service = await serviceIn(tx, ctx, serviceId)
  if (message) await applyStatus(tx, ctx, message, { serviceId, urgent: service.emergency }, status)
  else await keepStatus(tx, ctx, channelId, status)
  finishInbound(tx, ctx, inboundId, { outcome: 'status', reason: status.reason, caseId: message?.caseId ?? null })
}
