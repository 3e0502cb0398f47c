import { isUuid } from '@siaga/kernel'
import { z } from 'zod'
import type { Lane } from './consumer.ts'

const uuid = z.string().refine(isUuid)

/** The envelope of every job. Without a tenant it does not parse. */
export const jobEnvelope = z
  .object({ v: z.literal(1), tenantId: uuid, eventId: uuid, consumer: z.string().min(1), attempts: z.int().min(0) })
  .strict()

export type Job = Omit<z.infer<typeof jobEnvelope>, 'v'>

export const encodeJob = (job: Job) => jobEnvelope.parse({ v: 1, ...job })

export const queueName = (lane: Lane) => `siaga-${lane}`
