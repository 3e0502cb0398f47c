import {
  type Channel,
  type ChannelSender,
  channelIn,
  channelKind,
  noteChannel,
  type SecretBox,
  type SenderEnvironment,
  type SendResult,
  settingsOf,
  templateRowIn,
} from '@siaga/channels'
import { applyWaitingStatuses, messageQueued, moveMessage } from '@siaga/conversations'
import { messages, threads } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Consumer, emit, readEvent, setTimer, type TimerHandlers } from '@siaga/events'
import type { FileStore } from '@siaga/files'
import { files } from '@siaga/files/schema'
import { serviceIn } from '@siaga/tenancy'
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm'
import { caseIn } from './case-store.ts'
import { freeTextWindow, isShut } from './outgoing/window.ts'

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
      const { send, outbound, message, home, channel } = prepared
      const result = await send(outbound)
      await withTenant(ctx, async (tx) => {
        await keepOutcome(tx, ctx, message, home, result)
        await delivery.complete(tx)
      })
      const seen = seenOf(channel, result)
      if (seen) await noteChannel(ctx, channel, seen)
    },
  }
}

/** What a send says of its channel; null where only this one message is concerned, or nobody knows. */
function seenOf(channel: Channel, result: SendResult): Parameters<typeof noteChannel>[2] | null {
  if (result.state === 'sent') return { way: 'out' }
  if (result.state === 'uncertain' || !channelKind(channel.kind)?.illCodes?.includes(result.code)) return null
  return { way: 'failed', code: result.code, problem: result.reason }
}

async function keepOutcome(tx: Tx, ctx: Ctx, message: Message, home: Home, result: SendResult): Promise<void> {
  const attempts = message.attempts + 1
  if (result.state === 'sent') {
    const { providerId } = result
    await moveMessage(tx, ctx, message, home, { state: 'sent', providerId, attempts, problemCode: null, problem: null })
    await applyWaitingStatuses(tx, ctx, message.channelId, { providerId, messageId: message.id }, home)
    return
  }
  const { state, reason: problem } = result
  const problemCode = state === 'uncertain' ? 'no_answer' : result.code
  if (state === 'retry' && attempts < mostAttempts) {
    await moveMessage(tx, ctx, message, home, { state: 'queued', attempts, problemCode, problem })
    await sendLater(tx, ctx, message, Math.max(result.afterSeconds, Math.min(300, 2 ** attempts)))
    return
  }
  await moveMessage(tx, ctx, message, home, {
    state: state === 'uncertain' ? 'uncertain' : 'failed',
    attempts,
    problemCode,
    problem,
  })
  // A status that echoes our id may have come while nobody answered.
  if (state === 'uncertain')
    await applyWaitingStatuses(tx, ctx, message.channelId, { providerId: null, messageId: message.id }, home)
}

/** Fires when a message that could not be handed over is tried again; its ref is the message. */
const retryTimer = 'message.retry'

async function sendLater(tx: Tx, ctx: Ctx, message: Pick<Message, 'id' | 'version'>, seconds: number): Promise<void> {
  const dueAt = new Date(ctx.clock.now().getTime() + seconds * 1000)
  await setTimer(tx, ctx, { kind: retryTimer, ref: message.id, version: message.version, dueAt })
}

/** A retry that was overtaken (resolved by a status) finds nothing to do. */
export const sendTimers: TimerHandlers = {
  async [retryTimer](tx, ctx, timer) {
    const [message] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, timer.ref)))
    if (message?.state !== 'queued' || message.sendAfter) return
    const c = await caseIn(tx, ctx, message.caseId)
    const service = await serviceIn(tx, ctx, c.serviceId)
    const subject = { subjectId: c.id, version: message.version, serviceId: c.serviceId, urgent: service.emergency }
    await emit(tx, ctx, messageQueued, subject, { messageId: message.id })
  },
}

/** On channels without subjects people read one message after the other: an earlier one still on its way goes first. */
async function waitsForEarlier(tx: Tx, ctx: Ctx, message: Message): Promise<boolean> {
  const [earlier] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.caseId, message.caseId),
        eq(messages.threadId, message.threadId),
        eq(messages.direction, 'out'),
        inArray(messages.state, ['queued', 'sending']),
        isNull(messages.sendAfter),
        lt(messages.orderedAt, message.orderedAt),
        // What is stuck holds up nobody for ever.
        gt(messages.orderedAt, new Date(ctx.clock.now().getTime() - patienceMs)),
      ),
    )
    .limit(1)
  return earlier !== undefined
}

/** Then it is given up, with the provider's reason. */
const mostAttempts = 8
const patienceMs = 10 * 60_000

const switchedOff = { problemCode: 'channel_off', problem: 'Kanal ini dimatikan. Nyalakan di Pengaturan, Kanal.' }
const infected = {
  problemCode: 'file_infected',
  problem: 'Lampiran mengandung virus dan ditahan; pesan tidak dikirim.',
}
const gone = { problemCode: 'template_gone', problem: 'Templat ini sudah tidak ada. Pilih templat lain.' }
const shut = {
  problemCode: 'window.closed',
  problem: 'Jendela 24 jam sudah tutup sebelum pesan ini keluar. Pilih templat.',
}

async function routeOf(tx: Tx, ctx: Ctx, message: Message, channel: Channel) {
  const [thread] = await tx
    .select({ identityId: threads.identityId })
    .from(threads)
    .where(and(eq(threads.tenantId, ctx.tenantId), eq(threads.id, message.threadId)))
  return { channelId: channel.id, channelKind: channel.kind, identityId: thread?.identityId as string }
}

/** Another number's ids mean nothing to this one: an answer that goes another way now quotes nothing. */
async function quotedId(tx: Tx, ctx: Ctx, channelId: string, messageId: string): Promise<string | null> {
  const [row] = await tx
    .select({ providerId: messages.providerId })
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, messageId), eq(messages.channelId, channelId)))
  return row?.providerId ?? null
}

type Message = typeof messages.$inferSelect
type Home = { serviceId: string; urgent: boolean }
type Prepared =
  | { state: 'done' }
  | { state: 'cut_off'; message: Message; home: Home }
  | {
      state: 'ready'
      message: Message
      home: Home
      channel: Channel
      send: ChannelSender
      outbound: Parameters<ChannelSender>[0]
    }

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
    if (channel.state === 'disabled') {
      await moveMessage(tx, ctx, message, home, { state: 'failed', ...switchedOff })
      return { state: 'done' }
    }
    if (!kind?.openSender || !message.toAddress) {
      await moveMessage(tx, ctx, message, home, {
        state: 'failed',
        problemCode: 'no_route',
        problem: 'Kanal ini tidak dapat mengirim, atau alamat warga tidak ada.',
      })
      return { state: 'done' }
    }
    const content = message.content?.kind === 'template' ? message.content : null
    const template = content && (await templateRowIn(tx, ctx, channel.id, content))
    const refusal = content
      ? !template && gone
      : isShut(await freeTextWindow(tx, ctx, await routeOf(tx, ctx, message, channel)), ctx.clock.now()) && shut
    if (refusal) {
      await moveMessage(tx, ctx, message, home, { state: 'failed', ...refusal })
      return { state: 'done' }
    }
    const pause = (await environment.pace?.(channel.id)) ?? 0
    if (pause > 0 || (!kind.capabilities.subject && (await waitsForEarlier(tx, ctx, message)))) {
      await sendLater(tx, ctx, message, Math.max(1, pause))
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
    if (rows.some((file) => file.scan === 'infected')) {
      await moveMessage(tx, ctx, message, home, { state: 'failed', ...infected })
      return { state: 'done' }
    }
    await moveMessage(tx, ctx, message, home, { state: 'sending' })
    const references = earlier.map((e) => e.providerId as string).reverse()
    return {
      state: 'ready',
      message: { ...message, state: 'sending', version: message.version + 1 },
      home,
      channel,
      send: kind.openSender(settingsOf(channel, box) as never, environment),
      outbound: {
        messageId: message.id,
        to: { address: message.toAddress, name: null },
        subject: message.subject,
        // A letter is signed; a chat message is what was written.
        text: kind.capabilities.subject
          ? [`${message.text}\n`, message.authorName, service.definition.texts.signature[ctx.locale], c.number]
              .filter(Boolean)
              .join('\n')
          : message.text,
        attachments: rows.map((f) => ({
          name: f.name,
          mediaType: f.mediaType,
          read: () => store.read(ctx.tenantId, f.sha256),
        })),
        inReplyTo: earlier.find((e) => e.direction === 'in')?.providerId ?? earlier[0]?.providerId ?? null,
        references,
        token: c.token,
        automatic: message.automatic,
        quotes: message.replyToId ? await quotedId(tx, ctx, channel.id, message.replyToId) : null,
        template: content && template ? { ...content, components: template.components } : null,
      },
    }
  })
}
