import { NavLink, Outlet } from '@remix-run/react'
import { forbidden } from '@siaga/kernel'
import { cx, useLocale, useTexts } from '@siaga/ui'
import { ErrorCard } from '../../components/error-page.tsx'
import { memberLoader } from '../../server/context.server.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { settingsGroups, settingsSections } from './sections.ts'
import { sectionsFor } from './sections-for.server.ts'
import { settingsTexts } from './settings.texts.ts'

export const loader = memberLoader(async ({ ctx }) => {
  if (sectionsFor(ctx).length === 0) throw forbidden({ internal: 'no part of the settings is open to this role' })
  return null
})

/** The list of parts at the left; each part brings its own heading. */
export default function Settings() {
  return (
    <div className="grid min-h-full grid-cols-[208px_minmax(0,1fr)]">
      <Sections />
      <div className="min-w-0 p-6">
        <Outlet />
      </div>
    </div>
  )
}

function Sections() {
  const t = useTexts(settingsTexts)
  const locale = useLocale()
  const { tenant, settings } = useTenantHere()
  const open = settingsSections.filter(({ path }) => settings.includes(path))
  return (
    <nav aria-label={t('sections')} className="border-r border-line-2 bg-surface px-2 py-4">
      <p className="px-3 pb-2 text-judul-3 font-semibold">{t('title')}</p>
      {Object.entries(settingsGroups).map(([group, name]) => {
        const parts = open.filter((part) => part.group === group)
        if (parts.length === 0) return null
        return (
          <div key={group} className="pt-2">
            <p className="px-3 py-1 text-mikro font-semibold text-text-2">{name[locale]}</p>
            <ul>
              {parts.map((part) => (
                <li key={part.path}>
                  <NavLink
                    to={`/t/${tenant.slug}/settings/${part.path}`}
                    className={({ isActive }) =>
                      cx(
                        'flex min-h-8 items-center rounded-[5px] px-3',
                        isActive ? 'bg-accent-tint font-semibold text-link' : 'hover:bg-surface-2',
                      )
                    }
                  >
                    {part.name[locale]}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

/** Only the part's place says what happened. */
export function ErrorBoundary() {
  return (
    <div className="grid min-h-full grid-cols-[208px_minmax(0,1fr)]">
      <Sections />
      <div className="flex min-w-0 items-center justify-center p-6">
        <ErrorCard />
      </div>
    </div>
  )
}
