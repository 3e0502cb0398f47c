import type { MetaFunction } from '@remix-run/node'
import { Link } from '@remix-run/react'
import { PageHeading, Panel, useLocale, useTexts } from '@siaga/ui'
import { ChevronRight } from 'lucide-react'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { settingsSections } from './sections.ts'
import { settingsTexts } from './settings.texts.ts'

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, settingsTexts.title[localeOf(matches)]) },
]

export default function SettingsIndex() {
  const t = useTexts(settingsTexts)
  const locale = useLocale()
  const { tenant, settings } = useTenantHere()
  return (
    <div className="flex max-w-[720px] flex-col gap-4">
      <PageHeading title={t('title')} meta={tenant.name} />
      <Panel title={t('choose')} flush>
        <ul>
          {settingsSections
            .filter(({ path }) => settings.includes(path))
            .map(({ path, name, about }) => (
              <li key={path} className="border-t border-line first:border-t-0">
                <Link
                  to={`/t/${tenant.slug}/settings/${path}`}
                  className="flex items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-surface-2"
                >
                  <span className="min-w-0 grow">
                    <span className="block font-semibold">{name[locale]}</span>
                    <span className="block text-kecil text-text-2">{about[locale]}</span>
                  </span>
                  <ChevronRight aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
                </Link>
              </li>
            ))}
        </ul>
      </Panel>
    </div>
  )
}
