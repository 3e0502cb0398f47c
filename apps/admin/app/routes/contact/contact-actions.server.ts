import {
  addContactNote,
  blockContact,
  changeContact,
  mergeContacts,
  unblockContact,
  undoMerge,
} from '@siaga/conversations'
import type { Ctx } from '@siaga/db'
import { notFound } from '@siaga/kernel'
import type { Refused } from '../../server/context.server.ts'

export type ContactDone = { ok: true; intent: string; mergeId: string | null }
export type ContactAnswer = ContactDone | Refused

/** One form of the citizen's page → one verb. */
export async function actOnContact(ctx: Ctx, contactId: string, intent: string, form: FormData): Promise<ContactDone> {
  const word = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const version = Number(word('version'))
  let mergeId: string | null = null
  switch (intent) {
    case 'change': {
      const language = word('language')
      await changeContact(ctx, {
        contactId,
        version,
        ...(word('name') !== undefined && { name: word('name') ?? null }),
        ...(language !== undefined && { language: (language || null) as 'id' | 'en' | null }),
      })
      break
    }
    case 'note':
      await addContactNote(ctx, {
        contactId,
        text: word('text') ?? '',
        idempotencyKey: word('submissionId') || null,
      })
      break
    case 'block':
      await blockContact(ctx, { contactId, version, reason: word('reason') ?? '', hours: Number(word('hours')) })
      break
    case 'unblock':
      await unblockContact(ctx, { contactId })
      break
    case 'merge':
      ;({ mergeId } = await mergeContacts(ctx, {
        targetId: contactId,
        targetVersion: version,
        sourceId: word('sourceId') ?? '',
        sourceVersion: Number(word('sourceVersion')),
      }))
      break
    case 'undo-merge':
      await undoMerge(ctx, { mergeId: word('mergeId') ?? '' })
      break
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
  return { ok: true, intent, mergeId }
}
