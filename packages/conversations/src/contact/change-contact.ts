import { type Ctx, once, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { actorRef, locales, newId } from '@siaga/kernel'
import { actorName, audit, authorize, parse } from '@siaga/tenancy'
import { z } from 'zod'
import { contactChanged } from '../events.ts'
import { contactNotes } from '../schema.ts'
import { changeContactRow, contactStale, lockContact } from './contact-store.ts'

const changeInput = z
  .object({
    contactId: z.uuid(),
    version: z.int().positive(),
    name: z.string().trim().max(120).nullable().optional(),
    language: z.enum(locales).nullable().optional(),
  })
  .strict()

/** Changes what we call a citizen and in which language they are answered. @throws forbidden, notFound, invalid, contactStale, contactMerged */
export async function changeContact(ctx: Ctx, raw: z.input<typeof changeInput>): Promise<{ version: number }> {
  authorize(ctx, 'contact.work')
  const { contactId, version, ...given } = parse(changeInput, raw)
  const wanted = { ...given, ...(given.name !== undefined && { name: given.name || null }) }
  return withTenant(ctx, async (tx) => {
    const contact = await lockContact(tx, ctx, contactId)
    if (contact.version !== version) throw contactStale()
    const changes = Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) => value !== undefined && contact[key as 'name'] !== value),
    )
    if (Object.keys(changes).length === 0) return { version }
    const before = Object.fromEntries(Object.keys(changes).map((key) => [key, contact[key as 'name']]))
    const after = await changeContactRow(tx, ctx, contact, {
      set: changes,
      version,
      audit: { action: 'contact.changed', before, after: changes },
    })
    return { version: after.version }
  })
}

const noteInput = z
  .object({
    contactId: z.uuid(),
    text: z.string().trim().min(1).max(4000),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

/** Writes what colleagues should know of a citizen; no citizen sees it. @throws forbidden, notFound, invalid, contactMerged */
export async function addContactNote(ctx: Ctx, raw: z.input<typeof noteInput>): Promise<{ noteId: string }> {
  authorize(ctx, 'contact.work')
  const n = parse(noteInput, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'addContactNote', key: n.idempotencyKey, input: n }, async () => {
      const contact = await lockContact(tx, ctx, n.contactId)
      const now = ctx.clock.now()
      const noteId = newId(now)
      await tx.insert(contactNotes).values({
        tenantId: ctx.tenantId,
        id: noteId,
        contactId: contact.id,
        text: n.text,
        actorRef: actorRef(ctx.actor),
        actorName: actorName(ctx.actor),
        createdAt: now,
      })
      // A note makes nobody's form stale: the version stays.
      await Promise.all([
        audit(tx, ctx, { action: 'contact.noted', subjectKind: 'contact', subjectId: contact.id, after: { noteId } }),
        emit(
          tx,
          ctx,
          contactChanged,
          { subjectId: contact.id, version: contact.version, serviceId: null, urgent: false },
          {},
        ),
      ])
      return { noteId }
    }),
  )
}
