/** An event as it stands in the outbox. `position` is stamped by the relay, gapless per tenant: the only cursor. */
export type EventEnvelope<P = Record<string, unknown>> = {
  tenantId: string
  id: string
  type: string
  /** Version of the subject after the change; consumers ignore what is older than they have seen. */
  version: number
  subjectId: string
  /** The service whose members may hear of it; null = the whole tenant. */
  serviceId: string | null
  /** Emergency services have queues of their own. */
  urgent: boolean
  payload: P
  position: number | null
  createdAt: Date
}
