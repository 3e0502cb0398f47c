import { type FieldProblem, invalid } from '@siaga/kernel'
import { type Case, isOpen, sortTime } from '../case-rules.ts'

/** So long an answer written on a screen can be taken back before anybody is called. */
export const undoSeconds = 5

const soonestMs = 60_000
const latestDays = 60

const sendAtProblem = (text: FieldProblem['text']) => invalid({ fields: [{ path: 'sendAt', code: 'time', text }] })

/** Until when a message is held back; null = it leaves at once. @throws invalid for a time that is past or too far */
export function heldUntil(now: Date, wish: { sendAt: Date | null; undoable: boolean }): Date | null {
  if (!wish.sendAt) return wish.undoable ? new Date(now.getTime() + undoSeconds * 1000) : null
  const wait = wish.sendAt.getTime() - now.getTime()
  if (wait < soonestMs)
    throw sendAtProblem({
      id: 'Pilih waktu paling cepat satu menit dari sekarang.',
      en: 'Choose a time at least one minute from now.',
    })
  if (wait > latestDays * 86_400_000)
    throw sendAtProblem({
      id: `Pilih waktu dalam ${latestDays} hari ke depan.`,
      en: `Choose a time within ${latestDays} days.`,
    })
  return wish.sendAt
}

/** Held back: it counts for nothing and can be changed or withdrawn. */
export const isHeld = (m: { state: string; sendAfter: Date | null }) => m.state === 'queued' && m.sendAfter !== null

type Turn = Partial<Pick<Case, 'state' | 'waitingSince' | 'sortAt' | 'firstAnsweredAt' | 'assigneeId'>>

/**
 * What an answer changes of its case at the moment it leaves. `unseenSince` = when the citizen wrote what its author
 * could not have read: then it stays our turn. A settled case keeps its state; the answer still counts as one.
 */
export function turnAfterAnswer(
  c: Pick<Case, 'state' | 'firstAnsweredAt' | 'firstResponseDueAt' | 'waitingSince' | 'assigneeId'> & {
    callbackAt?: Date | null
  },
  answer: { at: Date; unseenSince: Date | null; authorId: string | null },
): Turn {
  const firstAnsweredAt = c.firstAnsweredAt ?? answer.at
  if (!isOpen(c.state)) return { firstAnsweredAt }
  const owner = c.assigneeId ? {} : { assigneeId: answer.authorId }
  if (answer.unseenSince) {
    const waitingSince = answer.unseenSince
    return {
      ...owner,
      firstAnsweredAt,
      state: 'open',
      waitingSince,
      sortAt: sortTime({ ...c, firstAnsweredAt, waitingSince }),
    }
  }
  const sortAt = sortTime({ ...c, firstAnsweredAt, waitingSince: null })
  return { ...owner, firstAnsweredAt, state: 'waiting_citizen', waitingSince: null, sortAt }
}
