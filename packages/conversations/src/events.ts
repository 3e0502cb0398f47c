import { defineEvent } from '@siaga/events'
import { z } from 'zod'

/** An answer waits to leave; the subject is its case. */
export const messageQueued = defineEvent('message.queued', z.object({ messageId: z.string() }))
/** A message changed its state (sent, delivered, failed …); the subject is its case. */
export const messageMoved = defineEvent('message.moved', z.object({ messageId: z.string(), state: z.string() }))
