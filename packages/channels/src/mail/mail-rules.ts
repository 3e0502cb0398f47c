import { domainToASCII } from 'node:url'
import { header, type MailHeaders } from './mail-headers.ts'

export { splitQuoted } from './split-quoted.ts'

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?'
const domainShape = new RegExp(`^${label}(?:\\.${label})*$`)
const token = '[0-9A-HJKMNP-TV-Z]{10,16}'

/**
 * The one spelling of a mail address: lower case, the domain in ASCII (punycode); null when it is none.
 * A subaddress stays, for it is part of where an answer must go.
 */
export function normaliseMailAddress(value: string): string | null {
  const text = value.trim().replace(/^</, '').replace(/>$/, '').toLowerCase().normalize('NFC')
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const given = text.slice(at + 1).replace(/\.$/, '')
  // domainToASCII reads a whole URL host: it would cut at '/' and decode '%2e'.
  const domain = /^[\p{L}\p{M}\p{N}._-]+$/u.test(given) ? domainToASCII(given) : ''
  if (!/^[^\s\p{C}"(),:;<>@[\\\]]{1,64}$/u.test(local)) return null
  // A last label of digits alone is an IP address, which domainToASCII makes out of '127.1'.
  if (domain.length > 253 || !domainShape.test(domain) || /(?:^|\.)\d+$/.test(domain)) return null
  return local.length + domain.length > 253 ? null : `${local}@${domain}`
}

/** The address under which a channel is found: normalised, and without the subaddress that carries our token. */
export function channelAddress(value: string): string | null {
  return normaliseMailAddress(value)?.replace(new RegExp(`(?<=.)\\+${token}@`, 'i'), '@') ?? null
}

function tokenOfAddress(value: string): string | null {
  return new RegExp(`.\\+(${token})@`, 'i').exec(normaliseMailAddress(value) ?? '')?.[1]?.toUpperCase() ?? null
}

/**
 * Our token: from the envelope recipient, then from addressees that are this channel, then from the subject's `[#…]`,
 * last from any other addressee (a mailbox that forwards to us). Upper case; null when there is none.
 */
export function extractToken(mail: {
  recipient: string
  addressees: readonly string[]
  subject: string
}): string | null {
  const own = channelAddress(mail.recipient)
  const mine = mail.addressees.filter((address) => channelAddress(address) === own)
  const others = mail.addressees.filter((address) => channelAddress(address) !== own)
  const inSubject = new RegExp(`\\[#(${token})\\]`, 'i').exec(mail.subject)?.[1]?.toUpperCase() ?? null
  const firstOf = (addresses: readonly string[]) =>
    addresses.map(tokenOfAddress).find((found) => found !== null) ?? null
  return firstOf([mail.recipient]) ?? firstOf(mine) ?? inSubject ?? firstOf(others)
}

/** The message ids in a header value, without angle brackets; words of comments beside them are left out. */
export function idsIn(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>\s\p{Cc}]{1,500})>/gu)].map((match) => match[1] ?? '')
  if (bracketed.length > 0) return bracketed
  return value.split(/[\s,]+/).filter((word) => word.length <= 500 && /^[^<>@\p{Cc}]+@[^<>@\p{Cc}]+$/u.test(word))
}

const maxAnswers = 50

/** What a mail answers, the closest first: In-Reply-To, then References from last to first; at most 50, each once. */
export function referencesOf(headers: MailHeaders): string[] {
  const replied = (headers.get('in-reply-to') ?? []).flatMap(idsIn)
  const references = (headers.get('references') ?? []).flatMap(idsIn).reverse()
  return [...new Set([...replied, ...references])].slice(0, maxAnswers)
}

/** The address in a From header, as far as ASCII tells: the last one in brackets, else the bare word with an @. */
function rawAddress(value: string): string {
  const bracketed = [...value.matchAll(/<([^<>]{1,320})>/g)].at(-1)?.[1]
  return bracketed ?? /[^\s<>"(),:;]{1,64}@[^\s<>"(),:;]{1,255}/.exec(value)?.[0] ?? ''
}

const machines =
  /^(?:mailerdaemon|postmaster|(?:noreply|donotreply|dontreply|jangandibalas|tidakdibalas|bounces?)(?:[+=\d].*)?)$/

/** True for senders that are no person: no-reply, mailer-daemon, postmaster, bounce addresses. */
export function isMachineAddress(address: string): boolean {
  const local = address.slice(0, Math.max(address.lastIndexOf('@'), 0)).toLowerCase()
  return machines.test(local.replace(/[._-]/g, ''))
}

/**
 * Whether a mail gets no automatic answer (RFC 3834). `envelopeSender` is the MAIL FROM, '' for the null sender and
 * null where it is not known, when Return-Path stands in for it.
 */
export function isAutomatic(headers: MailHeaders, envelopeSender: string | null): boolean {
  const word = (name: string) =>
    header(headers, name)
      .toLowerCase()
      .split(/[\s;(]/)[0] ?? ''
  const sender = envelopeSender ?? header(headers, 'return-path').replace(/^\s*<|>\s*$/g, '')
  const senderKnown = envelopeSender !== null || headers.has('return-path')
  const suppress = word('x-auto-response-suppress')
  return (
    (word('auto-submitted') !== '' && word('auto-submitted') !== 'no') ||
    ['bulk', 'list', 'junk'].includes(word('precedence')) ||
    ['list-id', 'list-unsubscribe', 'x-loop', 'x-siaga-loop', 'x-autoreply', 'x-autorespond'].some((name) =>
      headers.has(name),
    ) ||
    (suppress !== '' && suppress !== 'none') ||
    word('content-type') === 'multipart/report' ||
    (senderKnown && sender.trim() === '') ||
    isMachineAddress(sender.trim()) ||
    isMachineAddress(rawAddress(header(headers, 'from')))
  )
}

/** Text that PostgreSQL stores: no NUL and no half of a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** Cuts at whole characters. */
export function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, '')
}

/** One visible line: without control characters, bidi overrides and zero-width characters; spaces collapsed. */
export function singleLine(text: string, maxChars: number): string {
  const visible = text
    .toWellFormed()
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]/g, '')
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
  return cut(visible.trim(), maxChars).trim()
}

/** A sender's name that cannot pose as other text on the screen; null when nothing is left of it. */
export function sanitiseDisplayName(name: string): string | null {
  return (
    singleLine(name, 200)
      .replace(/^["']+|["']+$/g, '')
      .trim() || null
  )
}
