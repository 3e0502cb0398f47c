import {
  addChecklistItem,
  linkCases,
  markSpam,
  mergeCase,
  moveCase,
  planCallback,
  removeChecklistItem,
  setParent,
  splitCase,
  tagCase,
  tickChecklistItem,
  unlinkCases,
  unmarkSpam,
  watchCase,
} from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { notFound } from '@siaga/kernel'
import { inService } from '@siaga/tenancy'

/** What a form did: the revision where it edits, and the case that one should see next. */
export type Related = {
  revision: number | null
  next?: { caseId: string; number: string | null }
  left?: boolean
}

const word = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Forms about tags, the checklist, other cases, and where and when a case is worked on; one form → one verb. @throws notFound */
export async function relateCase(ctx: Ctx, caseId: string, intent: string, form: FormData): Promise<Related> {
  const revision = Number(word(form, 'revision'))
  const versioned = { caseId, revision }
  const otherId = word(form, 'otherId')
  const quiet = { revision: null }
  switch (intent) {
    case 'tag':
      await tagCase(ctx, { caseId, add: form.getAll('add').map(String), remove: form.getAll('remove').map(String) })
      return quiet
    case 'check-add':
      await addChecklistItem(ctx, { caseId, text: word(form, 'text') })
      return quiet
    case 'check':
      await tickChecklistItem(ctx, { caseId, itemId: word(form, 'itemId'), done: word(form, 'done') === 'yes' })
      return quiet
    case 'check-remove':
      await removeChecklistItem(ctx, { caseId, itemId: word(form, 'itemId') })
      return quiet
    case 'watch':
      await watchCase(ctx, { caseId, watching: word(form, 'watching') === 'yes' })
      return quiet
    case 'link':
      await linkCases(ctx, { caseId, otherId })
      return quiet
    case 'unlink':
      await unlinkCases(ctx, { caseId, otherId })
      return quiet
    case 'parent':
      return setParent(ctx, { ...versioned, parentId: word(form, 'parentId') || null })
    case 'child-remove':
      await setParent(ctx, { caseId: otherId, revision, parentId: null })
      return quiet
    case 'merge': {
      const { intoId } = await mergeCase(ctx, { ...versioned, intoId: otherId })
      return { revision: null, next: { caseId: intoId, number: null } }
    }
    case 'split': {
      const made = await splitCase(ctx, {
        ...versioned,
        messageIds: form.getAll('messageId').map(String),
        ...(word(form, 'subject').trim() && { subject: word(form, 'subject') }),
        idempotencyKey: word(form, 'submissionId') || null,
      })
      return { revision: made.revision, next: { caseId: made.caseId, number: made.number } }
    }
    case 'move': {
      const serviceId = word(form, 'serviceId')
      const queueId = word(form, 'queueId')
      const moved = await moveCase(ctx, {
        ...versioned,
        ...(serviceId && { serviceId }),
        ...(queueId && { queueId }),
        note: word(form, 'note'),
      })
      return { revision: moved.revision, left: !inService(ctx, moved.serviceId) }
    }
    case 'callback':
      return planCallback(ctx, {
        ...versioned,
        at: word(form, 'at') || null,
        done: word(form, 'done') === 'yes',
      })
    case 'spam':
      return markSpam(ctx, versioned)
    case 'not-spam':
      return unmarkSpam(ctx, versioned)
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
}
