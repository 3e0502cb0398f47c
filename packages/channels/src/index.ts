export {
  addressTaken,
  type Channel,
  channelIn,
  channelsOfService,
  connectChannel,
  listChannels,
  settingsOf,
} from './connect-channel.ts'
export type {
  ChannelKind,
  ChannelSender,
  InboundMessage,
  InboundStatus,
  OutboundMessage,
  ParsedInbound,
  SenderEnvironment,
  SendResult,
} from './contract.ts'
export { encodeForm, type FormRecord } from './form/channel.ts'
export { maxLengthOf, optionsOf } from './form/intake-rules.ts'
export {
  type FloodGuard,
  type FormFile,
  findForm,
  type PublicCall,
  type PublicService,
  submitForm,
  ticketDays,
} from './form/submit-form.ts'
export {
  acceptInbound,
  finishInbound,
  forgetInboundKeys,
  type InboundEvent,
  inboundIn,
  inboundWithChannel,
  insertInbound,
} from './inbound.ts'
export { findIngress, type Ingress } from './ingress.ts'
export { startMailListener } from './mail/listen.ts'
export { channelKind, channelKinds } from './registry.ts'
export { openSecretBox, type SecretBox } from './secrets.ts'
