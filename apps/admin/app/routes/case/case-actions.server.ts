import { addNote, assignCase, changeCase, closeCase, reopenCase, reply, resolveCase, takeCase } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { notFound } from '@siaga/kernel'
import type { Refused } from '../../server/context.server.ts'

export type Done = { ok: true; intent: string; revision: number | null }
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

const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

/** One form of the console → one verb; expected revision, idempotency and permission are the verb's. */
export async function actOnCase(ctx: Ctx, caseId: string, intent: string, form: FormData): Promise<Done> {
  const versioned = { caseId, revision: Number(word(form, 'revision')) }
  const idempotencyKey = word(form, 'submissionId') || null
  let saved: { revision: number } | null = null
  const settling = present({ class: word(form, 'class') as never, note: word(form, 'note')?.trim() || undefined })
  switch (intent) {
    case 'reply':
      await reply(ctx, {
        caseId,
        text: word(form, 'text') ?? '',
        fileIds: form.getAll('fileId').map(String),
        idempotencyKey,
      })
      break
    case 'note':
      await addNote(ctx, { caseId, text: word(form, 'text') ?? '', idempotencyKey })
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
        }),
      })
      break
    case 'resolve':
      saved = await resolveCase(ctx, { ...versioned, outcome: word(form, 'outcome') ?? '', ...settling })
      break
    case 'close':
      saved = await closeCase(ctx, {
        ...versioned,
        ...present({ outcome: word(form, 'outcome'), class: word(form, 'class') as never }),
      })
      break
    case 'reopen':
      saved = await reopenCase(ctx, versioned)
      break
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
  return { ok: true, intent, revision: saved?.revision ?? null }
}
