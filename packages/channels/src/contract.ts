import type { Localized } from '@siaga/kernel'
import type { z } from 'zod'

/** Kinds of network on which a citizen has an address. */
export type IdentityKind = 'e164' | 'mail' | 'wa_user' | 'chat' | 'anonymous'

export type InboundAttachment = { name: string; mediaType: string; bytes: Uint8Array }

/** A file that lies with the provider: fetched by the worker after the message is there, never while the provider waits. */
export type InboundMedia = {
  id: string
  name: string
  mediaType: string
  /** As the provider says, to compare with what comes; null where it does not say. */
  sha256: string | null
}

/** What a message is besides its text. */
export type InboundContent =
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'contacts'; contacts: { name: string; phones: string[] }[] }
  | { kind: 'sticker' }
  | { kind: 'choice'; id: string; title: string; description: string | null }
  | { kind: 'unsupported'; type: string }

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
  media?: InboundMedia[]
  content?: InboundContent | null
  /** Stands for the text in lists where a message has none ("Foto"). */
  summary?: string
  /** Provider id of the one message that is quoted above this one. */
  quotes?: string | null
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
  /** The provider's code of a failure. */
  code?: string | null
  at: Date | null
  /** Our own message's id, where the provider echoes it: resolves a send whose answer never came. */
  messageId?: string | null
}

/** A mark that a citizen puts on a message, or takes off again (`emoji` null). */
export type InboundReaction = {
  kind: 'reaction'
  identity: InboundMessage['identity']
  /** Of the message that it is put on. */
  providerId: string
  emoji: string | null
}

export type ParsedInbound = InboundMessage | InboundStatus | InboundReaction | { kind: 'ignored'; reason: string }

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
  /** Provider id of the one message that this answer quotes. */
  quotes?: string | null
  /** An approved template instead of free text, where the channel has such. */
  template?: { name: string; language: string; components: TemplateComponent[]; variables: string[] } | null
}

export type SendResult =
  | { state: 'sent'; providerId: string }
  /** The provider refused: final, with its code and reason in words. */
  | { state: 'failed'; code: string; reason: string }
  /** No answer came: the provider may have it. Never silently resent. */
  | { state: 'uncertain'; reason: string }
  /** Surely not taken, and worth another try: too many at once, or nobody there. */
  | { state: 'retry'; code: string; reason: string; afterSeconds: number }

export type ChannelSender = (message: OutboundMessage) => Promise<SendResult>

/** A part of a provider's template, as the provider has it. */
export type TemplateComponent = Record<string, unknown>

export type ProviderTemplate = {
  name: string
  language: string
  category: string
  state: string
  components: TemplateComponent[]
}

/** A blank of a template: where it stands, what it is called there, and the provider's example. */
export type TemplateVariable = { part: 'header' | 'body' | 'button'; label: string; example: string | null }

/** A file that goes with a template: each sending brings its own. */
export type TemplateFile = { kind: 'image' | 'video' | 'document'; mediaTypes: string[]; mostBytes: number }

/** Templates of a channel: the only thing that may leave when the window for free text is shut. */
export type ChannelTemplates<Settings> = {
  list(settings: Settings, environment: SenderEnvironment): Promise<ProviderTemplate[]>
  variables(components: TemplateComponent[]): TemplateVariable[]
  /** What the citizen will read. */
  preview(components: TemplateComponent[], variables: string[]): { text: string; buttons: string[] }
  /** The file that the template has as its header; null when it has none. */
  headerFile(components: TemplateComponent[]): TemplateFile | null
  /** Why this template cannot be sent from here; null when it can. */
  unusable(components: TemplateComponent[]): Localized | null
  /** Why a value may not stand in a blank; null when it may. */
  refuses(value: string): Localized | null
}

export type FetchedMedia =
  | { state: 'fetched'; bytes: Uint8Array }
  /** Given up; the code is a key of the kind's `problems`. */
  | { state: 'failed'; code: string }
  /** Nobody there just now. */
  | { state: 'retry'; code: string }

/** What an application's webhook needs to be believed. */
export type WebhookSecrets = { appSecret: string; verifyToken: string }

/** One item of a provider's envelope: which address it is for, what a repeat has in common with it, its own bytes. */
export type WebhookItem = { address: string; providerItem: string; raw: Buffer }

/** How a provider delivers over HTTP. The bytes are as they came; nothing is believed before `verify`. */
export type ChannelWebhook = {
  /** What to answer to the provider's handshake; null when it is not ours to answer. */
  handshake(query: Record<string, string>, secrets: WebhookSecrets): string | null
  verify(raw: Uint8Array, header: (name: string) => string | undefined, secrets: WebhookSecrets): boolean
  /** Every item of the envelope. @throws on what is no envelope */
  split(raw: Uint8Array): WebhookItem[]
  /** Of one item as `split` keeps it: its key again, and how people write its address; nothing of what a citizen said. */
  kept(raw: Uint8Array): { providerItem: string; shown: string | null }
}

/** What a look at the provider said of a channel. */
export type ChannelCheck = { ok: true; label: string } | { ok: false; code: string; problem: string }

/** A channel is one folder here and one line in the registry; every entry passes the conformance suite. */
export type ChannelKind<Settings = unknown> = {
  kind: string
  name: Localized
  /** Its picture, where the network of its identities does not say enough. */
  icon?: 'counter' | 'letter'
  /** Form of the settings, drawn in the browser; secrets are marked `.meta({ secret: true })`. */
  settings: z.ZodType<Settings>
  /** The identity network of whoever writes here. */
  identityKind: IdentityKind
  capabilities: {
    /** Logged by hand, nothing comes in by itself: `spoken` is answered as it happens, `written` waits for an answer. */
    manual?: 'spoken' | 'written'
    /** Answers can leave on this channel; otherwise they show on the tracking page and leave by the service's mail channel. */
    sends: boolean
    /** A message that answers nothing always opens a new case (a form, a mail); else it joins the identity's open case. */
    opensCase: 'always_unless_answering' | 'when_none_open'
    /** Minutes without a message after which an interaction ends; null = it ends with its answer. */
    idleMinutes: number | null
    attachments: boolean
    subject: boolean
    /** Hours after the citizen's last message in which free text may leave; null = always. */
    freeTextHours: number | null
    /** Has approved templates, which may leave at any time. */
    templates: boolean
    /** A file leaves as a message of its own. */
    oneFilePerMessage: boolean
    /** An answer can quote one message, by the provider's id of it. */
    quotes?: boolean
    /** Most characters of one message; null = as many as a reply may have. */
    textLimit: number | null
  }
  /** The one spelling of an address under which `channel_ingress` finds the channel; null when it is not an address of this kind. */
  normaliseAddress(address: string): string | null
  /** Bytes as they were committed in `inbound_events` → what they mean. Pure but for CPU; throws on what cannot be parsed. */
  parse(raw: Uint8Array, meta: Record<string, string>): Promise<ParsedInbound>
  /** Opens a sender for a channel with these settings; absent where `capabilities.sends` is false. */
  openSender?(settings: Settings, environment: SenderEnvironment): ChannelSender
  /** Absent where items do not come over HTTP. */
  webhook?: ChannelWebhook
  /** The application whose webhook brings this channel's items; for kinds with `webhook`. */
  appOf?(settings: Settings): string
  /** Absent where files come with their message. Bounded in size and time. */
  fetchMedia?(settings: Settings, environment: SenderEnvironment, media: InboundMedia): Promise<FetchedMedia>
  /** Absent where `capabilities.templates` is false. */
  templates?: ChannelTemplates<Settings>
  /** The address, where the settings already say it; else a form asks for it apart. */
  addressOf?(settings: Settings): string
  /** The address, where it follows from the slugs of tenant and service and nobody chooses it. */
  placeAddress?(place: { tenant: string; service: string }): string
  /** Asks the provider whether address and credentials fit, without reaching a citizen. */
  check?(settings: Settings, environment: SenderEnvironment, address: string): Promise<ChannelCheck>
  /** Codes of a refused send that concern the channel itself and not one citizen's address: they make it degraded. */
  illCodes?: readonly string[]
  /** The provider's codes in words. */
  problems?: Record<string, Localized>
}

/** What the running process gives to senders. */
export type SenderEnvironment = {
  /** `smtp://host:port` used by mail channels without a server of their own. */
  smtpUrl: string | null
  /** Mail servers inside the platform's own network that the operator lets tenants use. */
  insideHosts?: readonly string[]
  /** Where the Graph API of WhatsApp is; Meta's own where nothing is set. */
  whatsappGraphUrl?: string
  /** Where the portal is; for looking whether a form opens. */
  portalUrl?: string
  /** Takes one turn of this channel's pace; returns how many seconds to wait, 0 = go. */
  pace?(channelId: string): Promise<number>
}
