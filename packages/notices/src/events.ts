import { defineEvent } from '@siaga/events'
import { z } from 'zod'

const none = z.object({})

/** A member has something new to hear; the subject is the member. */
export const noticeCreated = defineEvent('notice.created', none)
/** A shift has left a note; the subject is the note. */
export const handoverWritten = defineEvent('handover.written', none)
/** Somebody has read a note; the subject is the note. */
export const handoverRead = defineEvent('handover.read', none)
