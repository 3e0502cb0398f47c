import { CaseStateChip, ChannelIcon, listTime, PriorityChip, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { Lock, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { plainText } from './hit-label.ts'
import { searchTexts } from './search.texts.ts'
import type { HitView } from './search-view.server.ts'

type Part = { text: string; hit: boolean }

/** A text with its hits marked; bold as well, so that they show without colour. Everything in it is text. */
export function Marked({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, i) =>
    part.hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <mark key={i} className="rounded-[2px] bg-mark font-semibold text-inherit">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}

/** Where a hit leads. */
export function hitAddress(tenantSlug: string, hit: HitView): string {
  if (hit.kind === 'contact') return `/t/${tenantSlug}/contacts/${hit.id}`
  return `/t/${tenantSlug}/inbox/${hit.caseId}${hit.kind === 'message' ? `#m-${hit.id}` : ''}`
}

const iconLook = 'mt-px shrink-0 text-text-2'

function Frame({
  icon,
  head,
  end,
  children,
}: {
  icon: ReactNode
  head: ReactNode
  end: ReactNode
  children?: ReactNode
}) {
  return (
    <span className="grid min-w-0 grow grid-cols-[18px_minmax(0,1fr)] gap-x-2.5 text-badan">
      {icon}
      <span className="min-w-0">
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate">{head}</span>
          <span className="flex shrink-0 items-center gap-2 text-mikro text-text-2 tabular">{end}</span>
        </span>
        {children}
      </span>
    </span>
  )
}

/** A hit in two lines, or with `full` three: for the field at the top and for the page. */
export function HitLine({ hit, now, full = false }: { hit: HitView; now: number; full?: boolean }) {
  const t = useTexts(searchTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels, services } = useTenantHere()
  const at = listTime(locale, now, hit.at, zone)
  if (hit.kind === 'contact') {
    return (
      <Frame
        icon={<UserRound aria-hidden="true" size={18} strokeWidth={1.75} className={iconLook} />}
        head={<b className="font-medium">{hit.name ? <Marked parts={hit.name} /> : t('noName')}</b>}
        end={at}
      >
        <span className="block truncate text-kecil text-text-2 tabular">{hit.addresses.join(' · ')}</span>
      </Frame>
    )
  }
  const icon = <ChannelIcon hidden channel={channels[hit.channelKind]?.icon ?? 'form'} size={18} className={iconLook} />
  const heading = plainText(hit.kind === 'case' ? hit.subject : hit.excerpt)
  const says = (text: string) => text.length > 0 && !heading.startsWith(text.slice(0, 60))
  const service = services.length > 1 ? services.find(({ id }) => id === hit.serviceId)?.name : undefined
  const settled = hit.state === 'resolved' || hit.state === 'closed' || hit.state === 'merged'
  const priority = !settled && hit.priority !== 'p3' && (
    <PriorityChip priority={hit.priority === 'p1' ? 'P1' : 'P2'} compact />
  )
  const foot = (
    <span className="mt-0.5 flex min-w-0 items-center gap-2 text-mikro text-text-2">
      <span className="mono shrink-0">{hit.number}</span>
      {service && <span className="truncate">{service}</span>}
    </span>
  )
  if (hit.kind === 'case') {
    return (
      <Frame
        icon={icon}
        head={
          <b className="font-medium">
            <Marked parts={hit.subject} />
          </b>
        }
        end={
          <>
            {priority}
            {full ? <CaseStateChip state={hit.state} /> : null}
            {at}
          </>
        }
      >
        <span className="block truncate text-kecil text-text-2">
          {hit.citizen ? <Marked parts={hit.citizen} /> : t('anonymous')}
          {!full && <span className="mono"> · {hit.number}</span>}
          {full && says(plainText(hit.excerpt)) && (
            <>
              {' · '}
              <Marked parts={hit.excerpt} />
            </>
          )}
        </span>
        {full && foot}
      </Frame>
    )
  }
  const role = { in: t('citizenWrote'), out: t('weWrote'), note: t('note') }[hit.direction]
  return (
    <Frame
      icon={
        hit.direction === 'note' ? <Lock aria-hidden="true" size={18} strokeWidth={1.75} className={iconLook} /> : icon
      }
      head={
        <>
          <b className="font-medium">{hit.author ? <Marked parts={hit.author} /> : t('anonymous')}</b>
          <span className="text-kecil text-text-2"> · {role}</span>
        </>
      }
      end={
        <>
          {full ? <CaseStateChip state={hit.state} /> : null}
          {at}
        </>
      }
    >
      <span className={full ? 'line-clamp-2 text-text-2' : 'block truncate text-kecil text-text-2'}>
        <Marked parts={hit.excerpt} />
      </span>
      {full && (
        <span className="flex min-w-0 items-baseline gap-2">
          {foot}
          {says(hit.subject) && <span className="truncate text-mikro text-text-2">{hit.subject}</span>}
        </span>
      )}
    </Frame>
  )
}
