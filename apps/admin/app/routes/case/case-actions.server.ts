import {
  addNote,
  assignCase,
  changeCase,
  changeHeldMessage,
  closeCase,
  refetchMedia,
  reopenCase,
  reply,
  resendMessage,
  resolveCase,
  sendTemplate,
  settleUncertain,
  snoozeCase,
  takeCase,
  unsnoozeCase,
  withdrawMessage,
} from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import type { Refused } from '../../server/context.server.ts'
import { relateCase } from './relate-case.server.ts'

/** An answer that has not left: it can be taken back until then. */
export type Held = { messageId: string; until: number; later: boolean }

export type Done = {
  ok: true
  intent: string
  revision: number | null
  held?: Held | null
  /** The case that one should see next: the target of a merge, what was split out. */
  next?: { caseId: string; number: string | null }
  /** The caller does not see the case any more. */
  left?: boolean
}
export type CaseAnswer = Done | Refused

const word = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value : undefined
}

/** A field that may be emptied: absent means unchanged. */
const orNull = (form: FormData, name: string) => {
  const value = word(form, name)
  return value === undefined ? undefined : value.trim() || null
}

const instant = (form: FormData, name: string) => {
  const at = Date.parse(word(form, name) ?? '')
  return Number.isNaN(at) ? null : new Date(at)
}

const whole = (form: FormData, name: string) => {
  const value = word(form, name)
  return value && /^\d{1,9}$/.test(value) ? Number(value) : null
}

const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

/** Answers to the service's own fields, `attributes.<key>`; an empty one takes the answer away. */
function answersIn(form: FormData): Record<string, string | null> | undefined {
  const answers = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith('attributes.') && typeof value === 'string'
      ? [[name.slice('attributes.'.length), value.trim() || null] as const]
      : [],
  )
  return answers.length > 0 ? Object.fromEntries(answers) : undefined
}

/** One form of the console → one verb; expected revision, idempotency and permission are the verb's. */
export async function actOnCase(ctx: Ctx, caseId: string, intent: string, form: FormData): Promise<Done> {
  const versioned = { caseId, revision: Number(word(form, 'revision')) }
  const idempotencyKey = word(form, 'submissionId') || null
  const messageId = word(form, 'messageId') ?? ''
  let saved: { revision: number } | null = null
  let held: Held | null = null
  const settling = present({
    class: word(form, 'class') as never,
    attributes: answersIn(form),
    children: word(form, 'children') as 'leave' | 'settle' | undefined,
  })
  const closingNote = present({ note: word(form, 'note')?.trim() || undefined })
  switch (intent) {
    case 'reply': {
      const sendAt = instant(form, 'sendAt')
      const { messageId, heldUntil } = await reply(ctx, {
        caseId,
        text: word(form, 'text') ?? '',
        fileIds: form.getAll('fileId').map(String),
        replyToId: word(form, 'replyToId') || null,
        idempotencyKey,
        sendAt,
        undoable: word(form, 'undoable') === '1',
        draftVersion: whole(form, 'draftVersion'),
      })
      held = heldUntil ? { messageId, until: Date.parse(heldUntil), later: sendAt !== null } : null
      break
    }
    case 'note':
      await addNote(ctx, {
        caseId,
        text: word(form, 'text') ?? '',
        idempotencyKey,
        draftVersion: whole(form, 'draftVersion'),
      })
      break
    case 'withdraw':
      await withdrawMessage(ctx, { caseId, messageId })
      break
    case 'send-now':
      await changeHeldMessage(ctx, { caseId, messageId, sendAt: null })
      break
    case 'send-at':
      await changeHeldMessage(ctx, { caseId, messageId, sendAt: instant(form, 'sendAt') ?? undefined })
      break
    case 'resend':
      await resendMessage(ctx, {
        caseId,
        messageId,
        channelId: word(form, 'channelId'),
        twice: word(form, 'twice') === '1',
        idempotencyKey,
      })
      break
    case 'settle-sent':
      await settleUncertain(ctx, { caseId, messageId })
      break
    case 'template':
      await sendTemplate(ctx, {
        caseId,
        templateId: word(form, 'templateId') ?? '',
        variables: form.getAll('variable').map(String),
        fileId: word(form, 'fileId') || null,
        ...present({ channelId: word(form, 'channelId') }),
        idempotencyKey,
      })
      break
    case 'fetch-media':
      await refetchMedia(ctx, { caseId, messageId })
      break
    case 'take':
      saved = await takeCase(ctx, versioned)
      break
    case 'assign':
      saved = await assignCase(ctx, { ...versioned, assigneeId: word(form, 'assigneeId') || null })
      break
    case 'change':
      saved = await changeCase(ctx, {
        ...versioned,
        ...present({
          subject: word(form, 'subject'),
          category: orNull(form, 'category'),
          priority: word(form, 'priority') as 'p1' | 'p2' | 'p3' | undefined,
          regionCode: orNull(form, 'regionCode'),
          place: orNull(form, 'place'),
          queueId: word(form, 'queueId'),
          attributes: answersIn(form),
        }),
      })
      break
    case 'resolve':
      saved = await resolveCase(ctx, {
        ...versioned,
        outcome: word(form, 'outcome') ?? '',
        ...settling,
        ...closingNote,
      })
      break
    case 'close':
      saved = await closeCase(ctx, {
        ...versioned,
        ...present({ outcome: word(form, 'outcome') }),
        ...settling,
      })
      break
    case 'reopen':
      saved = await reopenCase(ctx, versioned)
      break
    case 'snooze':
      saved = await snoozeCase(ctx, { ...versioned, until: word(form, 'until') ?? '' })
      break
    case 'unsnooze':
      saved = await unsnoozeCase(ctx, versioned)
      break
    default:
      return { ok: true, intent, ...(await relateCase(ctx, caseId, intent, form)) }
  }
  return { ok: true, intent, revision: saved?.revision ?? null, held }
}
