import type { CaseDetail } from '@siaga/cases'
import { channelKind } from '@siaga/channels'
import type { Locale } from '@siaga/kernel'

type Message = CaseDetail['messages'][number]

const problemOf = (kind: string, code: string | null, locale: Locale) =>
  (code && channelKind(kind)?.problems?.[code]?.[locale]) || null

/** What a message is besides text and files: places, cards, what it quotes, marks on it, files not fetched yet. */
export function messageExtras(detail: CaseDetail, m: Message, locale: Locale) {
  const kind = detail.channelKinds[m.channelId] ?? detail.case.channelKind
  const quoted = m.replyToId ? detail.messages.find(({ id }) => id === m.replyToId) : undefined
  return {
    content: m.content ?? null,
    quote: m.replyToId
      ? { own: quoted ? quoted.direction === 'out' : null, text: quoted?.text.slice(0, 200) ?? '' }
      : null,
    /** An answer can quote it: it came or left on the way of the answer, and the provider knows it. */
    quotable: isQuotable(detail, m),
    reaction: m.reactions.citizen ?? null,
    media: m.media.map(({ id, name, state, code }) => ({
      id,
      name,
      state,
      reason: problemOf(kind, code, locale) ?? code ?? '',
    })),
    // In the reader's language where the code is known; a provider's own words are kept in Indonesian.
    problem: locale === 'id' ? m.problem : (problemOf(kind, m.problemCode, locale) ?? m.problem),
  }
}

function isQuotable({ route, window }: CaseDetail, m: Message): boolean {
  const open = !window || (window.closesAt !== null && window.closesAt.getTime() > Date.now())
  const known = m.providerId !== null && m.channelId === route.channelId && m.state !== 'failed'
  return known && open && route.leaves && channelKind(route.channelKind)?.capabilities.quotes === true
}

/** Until when free text may leave, and whether templates can. */
export function windowView(detail: CaseDetail) {
  const { window, reach, route } = detail
  return {
    window: window && { closesAt: window.closesAt?.getTime() ?? null },
    hasTemplates: reach.some((r) => channelKind(r.channelKind)?.capabilities.templates),
    takesTemplates: channelKind(route.channelKind)?.capabilities.templates === true,
  }
}
