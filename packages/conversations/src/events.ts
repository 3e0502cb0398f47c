import { defineEvent } from '@siaga/events'
import { z } from 'zod'

/** An answer waits to leave; the subject is its case. */
export const messageQueued = defineEvent('message.queued', z.object({ messageId: z.string() }))
/** A message changed its state (sent, delivered, failed …); the subject is its case. */
export const messageMoved = defineEvent('message.moved', z.object({ messageId: z.string(), state: z.string() }))
/** An answer is held back (undo, send later) or what is held back has changed; the subject is its case. */
export const messageHeld = defineEvent('message.held', z.object({ messageId: z.string() }))
/** A citizen's data, block, notes or merges have changed; the subject is the contact, which belongs to no service. */
export const contactChanged = defineEvent('contact.changed', z.object({}))
/** A contact without a case was logged by hand; the subject is the interaction. */
export const interactionLogged = defineEvent('interaction.logged', z.object({}))
