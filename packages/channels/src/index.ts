export { type Accepted, acceptEnvelope } from './accept-envelope.ts'
export { changeChannel, channelStale, rotateChannelSecrets, switchChannel } from './change-channel.ts'
export { noteChannel } from './channel-health.ts'
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
  InboundContent,
  InboundMessage,
  InboundReaction,
  InboundStatus,
  OutboundMessage,
  ParsedInbound,
  SenderEnvironment,
  SendResult,
  TemplateFile,
  WebhookSecrets,
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
export { normaliseMailAddress } from './mail/mail-rules.ts'
export { ensureManualChannel, manualKinds } from './manual/ensure-manual-channel.ts'
export {
  discardQuarantined,
  listQuarantine,
  type QuarantinedNumber,
  type QuarantineReason,
  releaseQuarantined,
} from './quarantine.ts'
export { type ChannelDetail, readChannel } from './read-channel.ts'
export { channelKind, channelKinds } from './registry.ts'
export { openSecretBox, type SecretBox } from './secrets.ts'
export { type SettingField, settingsForm, settingsFromForm } from './settings-form.ts'
export {
  listTemplates,
  syncAllTemplates,
  syncTemplates,
  type Template,
  templateOf,
  templateRowIn,
  templatesIn,
} from './templates.ts'
export { type TestResult, testChannel } from './test-channel.ts'
export { appTaken, listWebhookApps, registerWebhookApp, webhookSecrets } from './webhook-apps.ts'
