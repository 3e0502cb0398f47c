export { messageMoved, messageQueued } from './events.ts'
export { type MessageState, movesForward, orderedAt } from './message-rules.ts'
export {
  applyStatus,
  applyWaitingStatuses,
  keepStatus,
  type MessageHome,
  messageByProviderId,
  moveMessage,
} from './move-message.ts'
export type { MessageAttachment } from './schema.ts'
export { ensureThread, type IdentityKind, identityIn, takeIdentity } from './take-identity.ts'
