import { defineEvent } from '@siaga/events'
import { z } from 'zod'

/** Subjects are channels. */
export const channelChanged = defineEvent('channel.changed', z.object({}))
export const channelHealthChanged = defineEvent('channel.health_changed', z.object({ state: z.string() }))
