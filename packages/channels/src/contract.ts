import type { Localized } from '@siaga/kernel'
import type { z } from 'zod'

/** Kinds of network on which a citizen has an address. */
export type IdentityKind = 'e164' | 'mail' | 'wa_user' | 'chat' | 'anonymous'

export type InboundAttachment = { name: string; mediaType: string; bytes: Uint8Array }

/** One citizen's message, as every channel delivers it to `cases`. */
export type InboundMessage = {
  kind: 'message'
  identity: { kind: IdentityKind; address: string; name: string | null }
  /** The provider's own id of the item (a Message-ID for mail); null where there is none. */
  providerId: string | null
  /** When the provider says it was sent; clamped by the receiver. */
  sentAt: Date | null
  subject: string | null
  text: string
  /** Sanitised HTML, safe to show; null where there is none. */
  html: string | null
  attachments: InboundAttachment[]
  /** Provider ids of messages that this one answers, the closest first (In-Reply-To, then References from last to first). */
  answers: string[]
  /** Our own token from the address or the subject, when there is one. */
  token: string | null
  /** Made by a machine: gets no automatic answer. */
  automatic: boolean
  /** Answers of an intake form by field key. */
  fields: Record<string, string>
  /** What the citizen said of the matter, where the channel asks for it. */
  hints: InboundHints
}

export type InboundHints = {
  category?: string
  regionCode?: string
  place?: string
  /** A typed address: an unverified claim, usable for the answer. */
  replyMail?: string
  /** Over the flood limit of an emergency form: a person verifies it. */
  needsVerification?: boolean
  /** Files that were stored before the event was committed. */
  fileIds?: string[]
  /** The case that this adds to (tracking page: the link was checked before). */
  caseId?: string
  /** The citizen says that the matter is not settled. */
  contests?: boolean
}

/** What the provider reports about a message that we sent. */
export type InboundStatus = {
  kind: 'status'
  providerId: string
  state: 'sent' | 'delivered' | 'read' | 'failed'
  /** In words, for the agent; null when there is nothing to say. */
  reason: string | null
  at: Date | null
}

export type ParsedInbound = InboundMessage | InboundStatus | { kind: 'ignored'; reason: string }

export type OutboundMessage = {
  /** Our message's id; echoed by providers that allow it. */
  messageId: string
  to: { address: string; name: string | null }
  subject: string | null
  text: string
  attachments: { name: string; mediaType: string; read(): Promise<Uint8Array> }[]
  /** Provider ids for threading: the message answered first, then its forebears, oldest first. */
  inReplyTo: string | null
  references: string[]
  /** The case's own token, which comes back in the address or the subject. */
  token: string
  /** True for what no person wrote (acknowledgements); marked so that machines do not answer. */
  automatic: boolean
}

export type SendResult =
  | { state: 'sent'; providerId: string }
  /** The provider refused: final, with its code and reason in words. */
  | { state: 'failed'; code: string; reason: string }
  /** No answer came: the provider may have it. Never silently resent. */
  | { state: 'uncertain'; reason: string }

export type ChannelSender = (message: OutboundMessage) => Promise<SendResult>

/** A channel is one folder here and one line in the registry; every entry passes the conformance suite. */
export type ChannelKind<Settings = unknown> = {
  kind: string
  name: Localized
  /** Form of the settings, drawn in the browser; secrets are marked `.meta({ secret: true })`. */
  settings: z.ZodType<Settings>
  /** The identity network of whoever writes here. */
  identityKind: IdentityKind
  capabilities: {
    /** Answers can leave on this channel; otherwise they show on the tracking page and leave by the service's mail channel. */
    sends: boolean
    /** A message that answers nothing always opens a new case (a form, a mail); else it joins the identity's open case. */
    opensCase: 'always_unless_answering' | 'when_none_open'
    /** Minutes without a message after which an interaction ends; null = it ends with its answer. */
    idleMinutes: number | null
    attachments: boolean
    subject: boolean
  }
  /** The one spelling of an address under which `channel_ingress` finds the channel; null when it is not an address of this kind. */
  normaliseAddress(address: string): string | null
  /** Bytes as they were committed in `inbound_events` → what they mean. Pure but for CPU; throws on what cannot be parsed. */
  parse(raw: Uint8Array, meta: Record<string, string>): Promise<ParsedInbound>
  /** Opens a sender for a channel with these settings; absent where `capabilities.sends` is false. */
  openSender?(settings: Settings, environment: SenderEnvironment): ChannelSender
}

/** What the running process gives to senders. */
export type SenderEnvironment = {
  /** `smtp://host:port` used by mail channels without a server of their own. */
  smtpUrl: string | null
}
