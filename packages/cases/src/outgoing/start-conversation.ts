import { type Channel, channelIn, channelKind, normaliseMailAddress, templateOf, templateRowIn } from '@siaga/channels'
import { ensureThread, messageQueued, takeIdentity, toE164 } from '@siaga/conversations'
import { interactions, type MessageContent, messages } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import type { StoredFile } from '@siaga/files'
import { actorRef, invalid, type Localized, newId, notFound } from '@siaga/kernel'
import { actorName, audit, authorize, newCode, parse, queuesIn, requireService, serviceIn } from '@siaga/tenancy'
import { z } from 'zod'
import { nextNumber } from '../case/case-number.ts'
import { farAway, headingOf, snippetOf } from '../case-rules.ts'
import { addEntry } from '../case-store.ts'
import { caseStarted } from '../events.ts'
import { caseInteractions, cases } from '../schema.ts'
import { attachableIn, requireAttachable } from './attachable-files.ts'
import { requireFits } from './fits-channel.ts'
import { requireFilled } from './require-filled.ts'
import { requireHeaderFile, requireVariables, templateUnusable } from './send-template.ts'

const input = z
  .object({
    channelId: z.uuid(),
    /** A mail address, or a telephone number in any notation. */
    address: z.string().trim().min(3).max(254),
    name: z.string().trim().max(120).nullable().default(null),
    subject: z.string().trim().max(200).nullable().default(null),
    text: z.string().trim().max(20_000).default(''),
    /** Where the channel lets nobody be written to out of the blue but by an approved template. */
    template: z
      .object({ id: z.uuid(), variables: z.array(z.string().max(2000)).max(50) })
      .strict()
      .nullable()
      .default(null),
    fileIds: z.array(z.uuid()).max(10).default([]),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

const wrong = (path: string, code: string, text: Localized) => invalid({ fields: [{ path, code, text }] })

/** The one spelling of a citizen's address on a kind of network; null when it is none. */
function addressOn(channel: Channel, typed: string): string | null {
  switch (channelKind(channel.kind)?.identityKind) {
    case 'mail':
      return normaliseMailAddress(typed)
    case 'e164':
      return toE164(typed)
    // Meta names people by their number without the plus sign.
    case 'wa_user':
      return toE164(typed)?.slice(1) ?? null
    default:
      return null
  }
}

type Content = { text: string; content: MessageContent | null; files: StoredFile[] }

async function contentFor(tx: Tx, ctx: Ctx, channel: Channel, m: z.output<typeof input>): Promise<Content> {
  // A template says itself which file it lacks.
  const files = await (m.template ? attachableIn : requireAttachable)(tx, ctx, null, m.fileIds)
  const kind = channelKind(channel.kind)
  if (!m.template) {
    if (kind?.capabilities.freeTextHours != null)
      throw wrong('template', 'required', {
        id: 'Kanal ini hanya dapat memulai percakapan dengan templat.',
        en: 'On this channel a conversation can only begin with a template.',
      })
    if (!m.text) throw wrong('text', 'required', { id: 'Isian ini wajib.', en: 'This field is required.' })
    requireFilled(m.text)
    requireFits(channel.kind, { text: m.text, files: m.fileIds.length })
    return { text: m.text, content: null, files }
  }
  const row = await templateRowIn(tx, ctx, channel.id, { id: m.template.id })
  if (!row || !kind?.templates) throw notFound()
  const { variables } = m.template
  const template = templateOf(kind, row)
  if (template.unusable) throw templateUnusable({ params: { reason: template.unusable[ctx.locale] } })
  requireVariables(kind.templates.refuses, template, variables)
  requireHeaderFile(template, files, 'fileIds')
  const { text, buttons } = kind.templates.preview(row.components, variables)
  return { text, content: { kind: 'template', name: row.name, language: row.language, variables, buttons }, files }
}

/**
 * Writes to a citizen first: a case of its own that waits for them, with a message that leaves at once. Nobody contacted
 * us, so that its interaction counts as none received and has no first-response target; the citizen's answer begins an
 * interaction that does. @throws forbidden, notFound, invalid
 */
export async function startConversation(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ caseId: string; messageId: string; number: string }> {
  authorize(ctx, 'case.work')
  const m = parse(input, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'startConversation', key: m.idempotencyKey, input: m }, async () => {
      const channel = await channelIn(tx, ctx, m.channelId)
      requireService(ctx, channel.serviceId)
      if (channel.state === 'disabled' || !channelKind(channel.kind)?.capabilities.sends)
        throw wrong('channelId', 'choice', {
          id: 'Kanal ini tidak dapat mengirim. Pilih kanal lain.',
          en: 'This channel cannot send. Choose another one.',
        })
      const address = addressOn(channel, m.address)
      if (!address)
        throw wrong('address', 'format', {
          id: 'Tulis alamat yang benar, misalnya warga@contoh.id atau 0812-3456-7890.',
          en: 'Write a right address, such as warga@contoh.id or 0812-3456-7890.',
        })
      // The identity's lock is the queue of this citizen's messages, the counter of numbers the last lock.
      const identity = await takeIdentity(tx, ctx, {
        kind: channelKind(channel.kind)?.identityKind as 'mail',
        address,
        name: m.name,
      })
      const [service, queues, threadId, { text, content, files }] = await Promise.all([
        serviceIn(tx, ctx, channel.serviceId),
        queuesIn(tx, { ...ctx, services: [channel.serviceId] }),
        ensureThread(tx, ctx, identity.id, channel.id),
        contentFor(tx, ctx, channel, m),
      ])
      const queue = queues.find((q) => q.code === 'main') ?? queues[0]
      if (!queue) throw new Error(`service ${service.code} has no queue`)
      const now = ctx.clock.now()
      const [caseId, interactionId, messageId] = [newId(now), newId(now), newId(now)]
      const subject = headingOf(m.subject || text)
      const author = actorRef(ctx.actor)
      await tx.insert(interactions).values({
        tenantId: ctx.tenantId,
        id: interactionId,
        serviceId: service.id,
        channelId: channel.id,
        channelKind: channel.kind,
        identityId: identity.id,
        startedBy: 'staff',
        // Ended as it begins: what the citizen answers is a contact of its own and counts.
        state: 'wrap_up',
        receivedAt: now,
        endedAt: now,
        version: 1,
      })
      await tx.insert(messages).values({
        tenantId: ctx.tenantId,
        id: messageId,
        threadId,
        interactionId,
        channelId: channel.id,
        caseId,
        direction: 'out',
        state: 'queued',
        authorRef: author,
        authorName: actorName(ctx.actor),
        subject,
        text,
        content,
        attachments: files,
        toAddress: address,
        orderedAt: now,
        createdAt: now,
        stateAt: now,
        version: 1,
      })
      const number = await nextNumber(tx, ctx, service)
      await tx.insert(cases).values({
        tenantId: ctx.tenantId,
        id: caseId,
        number,
        serviceId: service.id,
        queueId: queue.id,
        identityId: identity.id,
        channelId: channel.id,
        channelKind: channel.kind,
        state: 'waiting_citizen',
        isOpen: true,
        subject,
        priority: service.definition.defaultPriority,
        assigneeId: ctx.actor.kind === 'member' ? ctx.actor.memberId : null,
        fields: {},
        replyMail: channelKind(channel.kind)?.identityKind === 'mail' ? address : null,
        token: newCode(),
        openedAt: now,
        sortAt: farAway,
        lastMessageAt: now,
        lastMessageText: snippetOf(text),
        lastDirection: 'out',
        messageCount: 1,
        version: 1,
        revision: 1,
      })
      const home = { subjectId: caseId, version: 1, serviceId: service.id, urgent: service.emergency }
      await tx.insert(caseInteractions).values({ tenantId: ctx.tenantId, caseId, interactionId, opened: true })
      await Promise.all([
        addEntry(tx, ctx, caseId, { kind: 'opened', data: { channel: channel.kind, by: 'staff' } }),
        audit(tx, ctx, {
          action: 'case.started',
          subjectKind: 'case',
          subjectId: caseId,
          after: { number, channelId: channel.id, messageId },
        }),
        emit(tx, ctx, caseStarted, home, {}),
        emit(tx, ctx, messageQueued, home, { messageId }),
      ])
      return { caseId, messageId, number }
    }),
  )
}
