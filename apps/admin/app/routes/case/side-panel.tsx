import { useSearchParams } from '@remix-run/react'
import {
  Avatar,
  CASE_STATE_LOOKS,
  ChannelIcon,
  caseStateTexts,
  IconButton,
  listTime,
  StateGlyph,
  UiLink,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { PanelRightClose } from 'lucide-react'
import { shortTime } from '../../components/short-time.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { Checklist } from './checklist.tsx'
import { CitizenCard } from './citizen-card.tsx'
import { Deadlines } from './deadlines.tsx'
import { FoldSection } from './fold-section.tsx'
import { panelTexts } from './panel.texts.ts'
import { RelatedCases } from './related-cases.tsx'
import { settleTexts } from './settle.texts.ts'
import { TicketForm } from './ticket-form.tsx'
import { Watchers } from './watchers.tsx'

type PanelProps = { view: CaseView; onClose(): void; onLink(): void; onWatch(): void }

export function SidePanel({ view, onClose, onLink, onWatch }: PanelProps) {
  return (
    <>
      <Citizen view={view} onClose={onClose} />
      <Deadlines view={view} />
      <TicketForm view={view} />
      <Checklist view={view} />
      <RelatedCases view={view} onLink={onLink} />
      <Contacts view={view} />
      <Watchers view={view} onToggle={onWatch} />
    </>
  )
}

function Citizen({ view, onClose }: { view: CaseView; onClose(): void }) {
  const t = useTexts(panelTexts)
  const name = view.citizen.name ?? t('anonymous')
  const mail = view.citizen.replyMail ? t('typedMail', { mail: view.citizen.replyMail }) : null
  return (
    <header className="px-4 pt-3 pb-2.5">
      <div className="flex items-start gap-3">
        <Avatar name={name} shape="square" size={40} />
        <div className="min-w-0 grow">
          <h2 className="text-judul-3 break-words">{name}</h2>
          <p className="text-kecil break-all text-text-2">{view.citizen.address ?? mail ?? t('noAddress')}</p>
        </div>
        <IconButton label={t('hide')} keys="I" size={28} variant="outlined" onClick={onClose}>
          <PanelRightClose aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <CitizenCard view={view} />
      <History view={view} />
    </header>
  )
}

function History({ view }: { view: CaseView }) {
  const t = useTexts(panelTexts)
  const states = useTexts(caseStateTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant, channels } = useTenantHere()
  const [params] = useSearchParams()
  if (view.history.length === 0) return <p className="mt-2 text-kecil text-text-2">{t('noHistory')}</p>
  return (
    <ul aria-label={t('history')} className="mt-2">
      {view.history.map((other) => (
        <li key={other.id}>
          <UiLink
            to={`/t/${tenant.slug}/inbox/${other.id}?${params}`}
            className="-mx-2 flex min-h-7 items-center gap-2.5 rounded-[5px] px-2 hover:bg-surface-2"
          >
            <ChannelIcon
              channel={channels[other.channelKind]?.icon ?? 'form'}
              size={16}
              className="shrink-0 text-text-2"
            />
            <span className="min-w-0 grow truncate">{other.subject}</span>
            <span className="flex shrink-0 items-center gap-1 text-kecil text-text-2">
              <StateGlyph name={CASE_STATE_LOOKS[other.state].glyph} size={11} />
              <span className="sr-only">{states(other.state)}</span>
              <span className="tabular">{listTime(locale, view.now, other.at, zone)}</span>
            </span>
          </UiLink>
        </li>
      ))}
    </ul>
  )
}

/** Each contact of this ticket with its class: what the figures count. */
function Contacts({ view }: { view: CaseView }) {
  const t = useTexts(panelTexts)
  const classes = useTexts(settleTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels } = useTenantHere()
  const classOf = (of: CaseView['interactions'][number]['class']) => {
    if (of === null) return classes('unclassified')
    return of === 'normal' ? view.service.normalClass : classes(of)
  }
  return (
    <FoldSection name="contacts" title={t('contacts')} meta={view.interactions.length}>
      <ul>
        {view.interactions.map((contact) => (
          <li key={contact.id} className="flex min-h-7 items-center gap-2.5">
            <ChannelIcon
              channel={channels[contact.channelKind]?.icon ?? 'form'}
              size={16}
              className="shrink-0 text-text-2"
            />
            <span className="tabular">{shortTime(locale, view.now, contact.at, zone)}</span>
            <span className="min-w-0 grow truncate text-text-2">{classOf(contact.class)}</span>
            <span className="flex items-center gap-1 text-kecil text-text-2 tabular">
              <StateGlyph name={contact.answeredAt ? 'check' : 'todo'} size={11} />
              {contact.answeredAt
                ? t('answered', { at: shortTime(locale, view.now, contact.answeredAt, zone) })
                : t('waiting')}
            </span>
          </li>
        ))}
      </ul>
    </FoldSection>
  )
}
