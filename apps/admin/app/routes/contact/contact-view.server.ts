import { redirect } from '@remix-run/node'
import { type CaseOfContact, listCasesOfContact, listDuplicates, listLooseContacts } from '@siaga/cases'
import { type ContactRow, readableAddress, readContact } from '@siaga/conversations'
import type { Ctx } from '@siaga/db'
import type { Locale } from '@siaga/kernel'
import { regionLabel } from '@siaga/regions'
import { may, type Service } from '@siaga/tenancy'
import { servicesOf } from '../../server/services.server.ts'

const ms = (at: Date | null) => at?.getTime() ?? null

/** A citizen of a list as people read it. */
export function contactItem(row: ContactRow) {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    createdAt: row.createdAt.getTime(),
    lastSeenAt: ms(row.lastSeenAt),
    blockedUntil: ms(row.blockedUntil),
    identities: row.identities.map((i) => ({
      id: i.id,
      kind: i.kind,
      address: readableAddress(i.kind, i.address),
      lastSeenAt: i.lastSeenAt.getTime(),
    })),
  }
}

export type ContactItem = ReturnType<typeof contactItem>

async function duplicatesOf(ctx: Ctx, contactId: string) {
  if (!may(ctx, 'contact.read')) return []
  const found = await listDuplicates(ctx, { contactId })
  return found.map(({ reasons, ...row }) => ({
    ...contactItem(row),
    reasons: reasons.map((r) =>
      r.kind === 'number'
        ? { kind: r.kind, what: readableAddress('e164', r.number) ?? r.number }
        : r.kind === 'mail'
          ? { kind: r.kind, what: r.mail }
          : { kind: r.kind, what: regionLabel(r.regionCode) },
    ),
  }))
}

/** A case of a citizen as people read it. */
function caseItem(c: CaseOfContact, services: Service[], locale: Locale) {
  const definition = services.find((s) => s.id === c.serviceId)?.definition
  return {
    id: c.id,
    number: c.number,
    serviceId: c.serviceId,
    service: definition?.name[locale] ?? '',
    channelKind: c.channelKind,
    state: c.state,
    subject: c.subject,
    category: definition?.categories.find((k) => k.code === c.category)?.name[locale] ?? null,
    at: c.lastMessageAt.getTime(),
  }
}

/** A page of a citizen's cases, in the viewer's services. @throws forbidden */
export async function casesPage(ctx: Ctx, contactId: string, page: { cursor: string | null; open: boolean }) {
  const [{ rows, next }, services] = await Promise.all([
    listCasesOfContact(ctx, {
      contactId,
      open: page.open,
      limit: 20,
      ...(page.cursor && { cursor: page.cursor }),
    }),
    may(ctx, 'service.read') ? servicesOf(ctx) : [],
  ])
  return { rows: rows.map((c) => caseItem(c, services, ctx.locale)), next }
}

/** Everything that a citizen's page shows, as people read it. A merged citizen leads to where they went. @throws forbidden, notFound */
export async function contactView(ctx: Ctx, tenantSlug: string, contactId: string) {
  const [detail, cases, loose, services] = await Promise.all([
    readContact(ctx, contactId),
    listCasesOfContact(ctx, { contactId, limit: 20 }),
    listLooseContacts(ctx, contactId),
    may(ctx, 'service.read') ? servicesOf(ctx) : [],
  ])
  if (detail.contact.mergedIntoId) throw redirect(`/t/${tenantSlug}/contacts/${detail.contact.mergedIntoId}`)
  const duplicates = await duplicatesOf(ctx, contactId)
  const { locale } = ctx
  const service = (id: string) => services.find((s) => s.id === id)
  const serviceName = (id: string) => service(id)?.definition.name[locale] ?? ''
  const categoryName = (id: string, code: string | null) =>
    service(id)?.definition.categories.find((c) => c.code === code)?.name[locale] ?? null
  return {
    now: ctx.clock.now().getTime(),
    id: detail.contact.id,
    version: detail.contact.version,
    name: detail.name,
    givenName: detail.contact.name,
    language: detail.contact.language,
    createdAt: detail.contact.createdAt.getTime(),
    masked: detail.masked,
    canBeBlocked: detail.canBeBlocked,
    identities: detail.identities.map((i) => ({
      id: i.id,
      kind: i.kind,
      address: detail.masked ? i.address : readableAddress(i.kind, i.address),
      displayName: i.displayName,
      channelKinds: i.channelKinds,
      lastSeenAt: i.lastSeenAt.getTime(),
    })),
    notes: detail.notes.map((n) => ({ id: n.id, text: n.text, by: n.actorName, at: n.createdAt.getTime() })),
    block: detail.block && {
      reason: detail.block.reason,
      by: detail.block.actorName,
      at: detail.block.createdAt.getTime(),
      until: detail.block.expiresAt.getTime(),
    },
    pastBlocks: detail.pastBlocks.length,
    withheld: {
      count: detail.withheld.count,
      rows: detail.withheld.rows.map((w) => ({
        id: w.id,
        channelKind: w.channelKind,
        service: serviceName(w.serviceId),
        subject: w.subject,
        text: w.text,
        files: w.attachments.map((a) => a.name),
        at: w.receivedAt.getTime(),
      })),
    },
    merges: detail.merges.map((m) => ({
      id: m.id,
      name: m.sourceName,
      by: m.actorName,
      at: m.mergedAt.getTime(),
      direct: m.targetId === detail.contact.id,
    })),
    duplicates,
    cases: {
      rows: cases.rows.map((c) => caseItem(c, services, locale)),
      next: cases.next,
    },
    loose: loose.map((i) => ({
      id: i.id,
      channelKind: i.channelKind,
      class: i.class,
      normalClass: service(i.serviceId)?.definition.normalClass[locale] ?? '',
      service: serviceName(i.serviceId),
      category: categoryName(i.serviceId, i.category),
      note: i.note,
      by: i.loggedBy,
      at: i.receivedAt.getTime(),
    })),
    can: { work: may(ctx, 'contact.work'), block: may(ctx, 'contact.block') },
  }
}

export type ContactView = Awaited<ReturnType<typeof contactView>>
