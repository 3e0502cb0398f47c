import { Chip, relativeDayTime, UiLink, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { ChevronRight } from 'lucide-react'
import { inSentence } from '../../components/in-sentence.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { citizenTexts } from './citizen.texts.ts'

/** Who this is beyond the ticket: other addresses, language, block, open tickets, and the way to the citizen's page. */
export function CitizenCard({ view }: { view: CaseView }) {
  const t = useTexts(citizenTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  const { standing } = view
  if (!standing) return null
  const facts = [
    t('open', { count: standing.openCases }),
    standing.language && t(standing.language === 'en' ? 'english' : 'indonesian'),
  ].filter(Boolean)
  return (
    <div className="mt-2 flex flex-col gap-1">
      {standing.others.length > 0 && (
        <ul aria-label={t('others')} className="text-kecil text-text-2">
          {standing.others.map((address) => (
            <li key={address} className="break-all tabular">
              {address}
            </li>
          ))}
        </ul>
      )}
      {standing.blockedUntil !== null && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-kecil">
          <Chip tone="warn" glyph="off">
            {t('blocked', { at: inSentence(relativeDayTime(locale, view.now, standing.blockedUntil, zone)) })}
          </Chip>
          {standing.withheld > 0 && <span className="text-text-2">{t('withheld', { count: standing.withheld })}</span>}
        </p>
      )}
      <UiLink
        to={`/t/${tenant.slug}/contacts/${standing.contactId}`}
        className="-mx-2 flex min-h-7 items-center gap-2 rounded-[5px] px-2 text-kecil hover:bg-surface-2"
      >
        <span className="min-w-0 grow text-text-2">{facts.join(' · ')}</span>
        <span className="flex shrink-0 items-center gap-0.5 font-medium text-link">
          {t('page')}
          <ChevronRight aria-hidden="true" size={14} strokeWidth={1.75} />
        </span>
      </UiLink>
    </div>
  )
}
