import { channelIn, channelKind, type Template, templateOf, templateRowIn, templatesIn } from '@siaga/channels'
import { ensureThread, messageQueued } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, once, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import type { StoredFile } from '@siaga/files'
import { actorRef, defineError, invalid, newId, notFound } from '@siaga/kernel'
import { actorName, authorize, parse, serviceIn } from '@siaga/tenancy'
import { z } from 'zod'
import { isOpen } from '../case-rules.ts'
import { caseIn, caseNotOpen, lockCase } from '../case-store.ts'
import { lastInteraction } from '../reply.ts'
import { answerCase, unansweredOf } from './answer-case.ts'
import { attachableIn } from './attachable-files.ts'
import { reachRoutes } from './reach-routes.ts'

export const templateUnusable = defineError('conflict', 'template.unusable', {
  id: 'Templat ini tidak dapat dikirim: {reason}',
  en: 'This template cannot be sent: {reason}',
})

const input = z
  .object({
    caseId: z.uuid(),
    templateId: z.uuid(),
    /** In the order of the template's variables. */
    variables: z.array(z.string().max(2000)).max(50).default([]),
    /** What stands above the text, where the template has a picture, video or document as its header. */
    fileId: z.uuid().nullable().default(null),
    /** Where a service has several channels with templates; the one that reaches the citizen by default. */
    channelId: z.uuid().optional(),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

const hasTemplates = (kind: string) => channelKind(kind)?.capabilities.templates === true

/**
 * Sends an approved template, which may leave at any time. What the citizen will read is kept as the message's text.
 * @throws forbidden, notFound, caseNotOpen, templateUnusable, invalid naming each variable that does not fit
 */
export async function sendTemplate(ctx: Ctx, raw: z.input<typeof input>): Promise<{ messageId: string }> {
  authorize(ctx, 'case.work')
  const r = parse(input, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'sendTemplate', key: r.idempotencyKey, input: r }, async () => {
      const c = await lockCase(tx, ctx, r.caseId)
      if (!isOpen(c.state)) throw caseNotOpen()
      const routes = (await reachRoutes(tx, ctx, c)).filter((w) => hasTemplates(w.channelKind))
      const route = r.channelId ? routes.find((w) => w.channelId === r.channelId) : routes[0]
      if (!route) throw notFound()
      const kind = channelKind(route.channelKind)
      const row = await templateRowIn(tx, ctx, route.channelId, { id: r.templateId })
      if (!row || !kind?.templates) throw notFound()
      const template = templateOf(kind, row)
      if (template.unusable) throw templateUnusable({ params: { reason: template.unusable[ctx.locale] } })
      requireVariables(kind.templates.refuses, template, r.variables)
      const files = await attachableIn(tx, ctx, c.id, r.fileId ? [r.fileId] : [])
      requireHeaderFile(template, files, 'fileId')
      const now = ctx.clock.now()
      const [service, threadId, waiting] = await Promise.all([
        serviceIn(tx, ctx, c.serviceId),
        ensureThread(tx, ctx, route.identityId, route.channelId),
        unansweredOf(tx, ctx, c.id, now),
      ])
      const messageId = newId(now)
      const author = actorRef(ctx.actor)
      const { text, buttons } = kind.templates.preview(row.components, r.variables)
      await tx.insert(messages).values({
        tenantId: ctx.tenantId,
        id: messageId,
        threadId,
        interactionId: waiting.at(-1) ?? (await lastInteraction(tx, ctx, c.id)),
        channelId: route.channelId,
        caseId: c.id,
        direction: 'out',
        state: 'queued',
        authorRef: author,
        authorName: actorName(ctx.actor),
        subject: c.subject,
        text,
        content: { kind: 'template', name: row.name, language: row.language, variables: r.variables, buttons },
        attachments: files,
        toAddress: route.toAddress,
        orderedAt: now,
        createdAt: now,
        stateAt: now,
        version: 1,
      })
      await answerCase(tx, ctx, c, service.emergency, {
        messageId,
        text,
        authorRef: author,
        writtenAt: now,
        unseenSince: null,
      })
      await emit(
        tx,
        ctx,
        messageQueued,
        { subjectId: c.id, version: 1, serviceId: c.serviceId, urgent: service.emergency },
        { messageId },
      )
      return { messageId }
    }),
  )
}

const fileWords = {
  image: { id: 'gambar JPEG atau PNG', en: 'a JPEG or PNG picture' },
  video: { id: 'video MP4', en: 'an MP4 video' },
  document: { id: 'dokumen PDF', en: 'a PDF document' },
} as const

/** A template whose header is a file is sent with exactly one that fits, any other with none. @throws invalid */
export function requireHeaderFile(template: Pick<Template, 'file'>, files: readonly StoredFile[], path: string): void {
  const wanted = template.file
  const [file] = files
  const wrong = (text: { id: string; en: string }) => invalid({ fields: [{ path, code: 'header_file', text }] })
  if (!wanted) {
    if (file) throw wrong({ id: 'Templat ini tidak membawa berkas.', en: 'This template carries no file.' })
    return
  }
  const { id, en } = fileWords[wanted.kind]
  const most = Math.round(wanted.mostBytes / 1024 / 1024)
  if (files.length !== 1 || !file || !wanted.mediaTypes.includes(file.mediaType) || file.sizeBytes > wanted.mostBytes)
    throw wrong({
      id: `Kepala templat ini memerlukan satu ${id}, paling besar ${most} MB.`,
      en: `The header of this template needs ${en} of at most ${most} MB.`,
    })
}

/** @throws invalid, with every variable that does not fit named by its place */
export function requireVariables(
  refuses: (value: string) => { id: string; en: string } | null,
  template: Template,
  given: readonly string[],
): void {
  const fields = template.variables.flatMap((_, i) => {
    const text = refuses(given[i] ?? '')
    return text ? [{ path: `variables.${i}`, code: 'variable', text }] : []
  })
  if (given.length > template.variables.length)
    fields.push({
      path: 'variables',
      code: 'too_many',
      text: {
        id: `Templat ini memiliki ${template.variables.length} isian.`,
        en: `This template has ${template.variables.length} variables.`,
      },
    })
  if (fields.length > 0) throw invalid({ fields })
}

const listInput = z.object({ caseId: z.uuid() }).strict()

export type CaseTemplates = { channelId: string; channelKind: string; toAddress: string; templates: Template[] }[]

/** The templates with which this case's citizen can be reached, by channel. @throws forbidden, notFound */
export async function templatesForCase(ctx: Ctx, raw: z.input<typeof listInput>): Promise<CaseTemplates> {
  authorize(ctx, 'case.work')
  const { caseId } = parse(listInput, raw)
  return withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, caseId)
    const routes = (await reachRoutes(tx, ctx, c)).filter((w) => hasTemplates(w.channelKind))
    const found: CaseTemplates = []
    for (const { channelId, channelKind: kind, toAddress } of routes.slice(0, 3))
      found.push({
        channelId,
        channelKind: kind,
        toAddress,
        templates: await templatesIn(tx, ctx, await channelIn(tx, ctx, channelId)),
      })
    return found
  })
}
