export {
  type CannedReply,
  cannedStale,
  changeCannedReply,
  createCannedReply,
  listCannedReplies,
  shortcutTaken,
} from './canned/canned-replies.ts'
export { type CannedField, cannedFields, fillCanned, unfilledFields, unknownFields } from './canned-rules.ts'
export { alreadyBlocked, blockContact, nobodyToBlock, notBlocked, unblockContact } from './contact/block-contact.ts'
export { canBeBlocked, defaultBlockHours, longestBlockHours } from './contact/block-rules.ts'
export { addContactNote, changeContact } from './contact/change-contact.ts'
export { activeBlock, contactIn, contactMerged, contactStale } from './contact/contact-store.ts'
export { exportContacts } from './contact/export-contacts.ts'
export { type ContactIdentity, type ContactRow, contactsByIds, listContacts } from './contact/list-contacts.ts'
export { maskAddress, readableAddress } from './contact/mask-address.ts'
export { mergeContacts, mergeUndone, undoMerge } from './contact/merge-contacts.ts'
export { type ContactDetail, readContact, standingOf } from './contact/read-contact.ts'
export { contactChanged, interactionLogged, messageHeld, messageMoved, messageQueued } from './events.ts'
export { type MessageState, movesForward, orderedAt } from './message-rules.ts'
export {
  applyStatus,
  applyWaitingStatuses,
  forgetWaitingStatuses,
  keepStatus,
  lockSentMessage,
  type MessageHome,
  moveMessage,
} from './move-message.ts'
export { formatPhone, type PhoneNumber, phoneNumber, phonePrefix, toE164 } from './phone-number.ts'
export type { MessageAttachment, MessageContent, MessageMedia } from './schema.ts'
export { ensureThread, type IdentityKind, identityIn, takeIdentity } from './take-identity.ts'
