import { type CaseDetail, isHeldMessage } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import type { Locale } from '@siaga/kernel'
import { may, type Tenant } from '@siaga/tenancy'
import { dateLong, dateTime } from '@siaga/ui'
import { maskPhone } from './mask.ts'

type Message = CaseDetail['messages'][number]

const ms = (at: Date | null) => at?.getTime() ?? null

/** An address as it may stand on the screen: a mail address whole, a number with its middle covered. */
export const shownAddress = (address: string | null) =>
  address && !address.includes('@') ? maskPhone(address) : address

/** What the dialog of a message tells: its stations, tries and addresses. */
export function deliveryOf(detail: CaseDetail, m: Message) {
  const next = detail.messages.find((other) => other.resendOfId === m.id && other.state !== 'failed')
  return {
    channelId: m.channelId,
    providerId: m.providerId,
    toAddress: shownAddress(m.toAddress),
    queuedAt: m.createdAt.getTime(),
    sentAt: ms(m.sentAt),
    deliveredAt: ms(m.deliveredAt),
    readAt: ms(m.readAt),
    attempts: m.attempts,
    problemCode: m.problemCode,
    resendOfId: m.resendOfId,
    /** Sent again already: there is no next step any more. */
    resent: next !== undefined,
  }
}

export type HeldMessage = {
  id: string
  text: string
  author: string | null
  sendAt: number
  channelKind: string
  files: { name: string }[]
  /** The citizen has written since: what it says may no longer fit. */
  overtaken: boolean
}

/** Answers that wait for their time, the next first. */
function heldOf(detail: CaseDetail): HeldMessage[] {
  const citizen = detail.messages.filter((m) => m.direction === 'in' && !m.automatic)
  return detail.messages
    .filter(isHeldMessage)
    .map((m) => ({
      id: m.id,
      text: m.text,
      author: m.authorName,
      sendAt: (m.sendAfter as Date).getTime(),
      channelKind: detail.reach.find((r) => r.channelId === m.channelId)?.channelKind ?? detail.case.channelKind,
      files: m.attachments.map(({ name }) => ({ name })),
      overtaken: citizen.length > (m.answersCount ?? 0),
    }))
    .sort((a, b) => a.sendAt - b.sendAt)
}

/** Values for the fields of canned replies, in the language in which citizens are answered. */
function cannedValues(ctx: Ctx, tenant: Tenant, detail: CaseDetail): Record<string, string | null> {
  const { case: c, service, citizen } = detail
  const locale: Locale = 'id'
  const { definition } = service
  return {
    nama: citizen?.name ?? citizen?.displayName ?? null,
    nomor: c.number,
    judul: c.subject,
    layanan: definition.name[locale],
    instansi: tenant.name,
    petugas: ctx.actor.kind === 'member' ? ctx.actor.name : null,
    kategori: definition.categories.find((k) => k.code === c.category)?.name[locale] ?? null,
    tenggat: c.firstResponseDueAt ? dateTime(locale, c.firstResponseDueAt, tenant.timeZone) : null,
    tanggal: dateLong(locale, ctx.clock.now(), tenant.timeZone),
  }
}

/** What the composer needs of a case. */
export function composerView(ctx: Ctx, tenant: Tenant, detail: CaseDetail) {
  return {
    serviceId: detail.case.serviceId,
    drafts: may(ctx, 'case.work') ? detail.drafts : [],
    held: heldOf(detail),
    canned: cannedValues(ctx, tenant, detail),
    reach: detail.reach.map((r) => ({ ...r, toAddress: shownAddress(r.toAddress) as string })),
  }
}
