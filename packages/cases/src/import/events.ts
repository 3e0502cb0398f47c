import { defineEvent } from '@siaga/events'
import { z } from 'zod'

const none = z.object({})

/** Subjects are imports. Each asks the worker for the next stretch of work. */
export const importReading = defineEvent('import.reading', none)
export const importRunning = defineEvent('import.running', none)
export const importUndoing = defineEvent('import.undoing', none)
/** Its state changed: what a page shows of it is old. */
export const importChanged = defineEvent('import.changed', none)
/** Rows of one batch, written or removed: for whoever keeps something about each. They are not received today. */
export const caseImported = defineEvent('case.imported', z.object({ caseIds: z.array(z.string()) }))
export const contactImported = defineEvent('contact.imported', z.object({ contactIds: z.array(z.string()) }))
