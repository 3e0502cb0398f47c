import type { interactions } from '@siaga/conversations/schema'
import { type FieldProblem, invalid, type Localized } from '@siaga/kernel'
import type { ServiceDefinition } from '@siaga/tenancy'
import { type Case, isOpen } from './case-rules.ts'

type InteractionClass = NonNullable<typeof interactions.$inferSelect.class>

/** How far back a contact may be logged. */
export const logDays = 7
/** A clock that runs a little ahead is not the future. */
const skewMs = 60_000

type Contact = {
  class: InteractionClass
  category: string | null
  text: string
  caseKind: 'new' | 'existing' | 'none'
  spoken: boolean
  receivedAt?: Date | undefined
  now: Date
  definition: ServiceDefinition
}

/**
 * Whether a contact can be logged so; returns when it happened. What is written always belongs to a case, and so does
 * what is normal: there is something to do. @throws invalid, with every wrong field named
 */
export function checkLogged(c: Contact): Date {
  const problems: FieldProblem[] = []
  const wrong = (path: string, code: string, text: Localized) => problems.push({ path, code, text })
  const receivedAt = c.receivedAt ?? c.now
  if (receivedAt.getTime() > c.now.getTime() + skewMs)
    wrong('receivedAt', 'future', {
      id: 'Waktunya belum tiba. Tulis kapan kontak ini terjadi.',
      en: 'This time has not come yet. Write when the contact happened.',
    })
  if (receivedAt.getTime() < c.now.getTime() - logDays * 86_400_000)
    wrong('receivedAt', 'too_old', {
      id: `Paling lama ${logDays} hari lalu.`,
      en: `At most ${logDays} days ago.`,
    })
  if (!c.spoken && c.caseKind === 'none')
    wrong('case', 'required', {
      id: 'Surat selalu menjadi tiket atau bagian dari tiket.',
      en: 'What is written always belongs to a case.',
    })
  else if (c.class === 'normal' && c.caseKind === 'none')
    wrong('case', 'required', {
      id: 'Kontak dengan kelas ini memerlukan tiket. Pilih kelas lain bila tidak ada yang perlu ditangani.',
      en: 'A contact of this class needs a case. Choose another class if there is nothing to do.',
    })
  if (c.caseKind !== 'none' && !c.text)
    wrong('text', 'required', {
      id: 'Tulis apa yang disampaikan warga.',
      en: 'Write what the citizen said.',
    })
  if (c.category && !c.definition.categories.some(({ code }) => code === c.category))
    wrong('category', 'choice', { id: 'Kategori ini tidak ada di layanan.', en: 'The service has no such category.' })
  if (problems.length > 0) throw invalid({ fields: problems })
  return new Date(Math.min(receivedAt.getTime(), c.now.getTime()))
}

/**
 * What an interaction is when it is logged: a talk is over and has its class (who hung up while waiting was not
 * answered); what is written waits, and gets its class when its case is settled.
 */
export function interactionOf(c: {
  class: InteractionClass
  spoken: boolean
  receivedAt: Date
}): Partial<typeof interactions.$inferInsert> {
  if (!c.spoken) return {}
  return {
    state: 'ended',
    class: c.class,
    answeredAt: c.class === 'abandoned' ? null : c.receivedAt,
    endedAt: c.receivedAt,
  }
}

type Talk = { class: InteractionClass; receivedAt: Date; answeredAt: Date | null; text: string }

/**
 * A case after its citizen was heard once more: the first talk with a person is its first response, a normal contact
 * makes it our turn (and opens it again), any other leaves whose turn it is.
 */
export function afterTalk(c: Case, talk: Talk): Partial<Case> {
  const latest = talk.receivedAt >= c.lastMessageAt
  const first = !c.firstAnsweredAt && talk.answeredAt && talk.answeredAt >= c.openedAt ? talk.answeredAt : null
  return {
    messageCount: c.messageCount + 1,
    ...(latest && { lastMessageAt: talk.receivedAt, lastMessageText: talk.text, lastDirection: 'in' as const }),
    ...(first && { firstAnsweredAt: first }),
    ...(talk.class === 'normal' && {
      state: 'open' as const,
      isOpen: true,
      waitingSince: c.waitingSince ?? talk.receivedAt,
      snoozedUntil: null,
      ...(!isOpen(c.state) && { resolvedAt: null, closedAt: null, outcome: null }),
    }),
  }
}
