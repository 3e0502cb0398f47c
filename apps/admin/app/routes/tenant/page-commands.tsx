import { useNavigate, useSubmit } from '@remix-run/react'
import { type Command, TenantSquare, useLocale, useTexts } from '@siaga/ui'
import {
  ClipboardList,
  Inbox,
  Languages,
  LogOut,
  Map as MapIcon,
  Search,
  Settings,
  SunMoon,
  UserRound,
  Users,
} from 'lucide-react'
import { settingsSections } from '../settings/sections.ts'
import { shellTexts } from './shell.texts.ts'
import { useCommands } from './shell-context.tsx'
import { usePreferences } from './use-preferences.ts'
import { useTenantHere } from './use-tenant.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

/** Pages, governments, language, theme: commands that work everywhere. */
export function usePageCommands(): void {
  const t = useTexts(shellTexts)
  const navigate = useNavigate()
  const submit = useSubmit()
  const prefer = usePreferences()
  const locale = useLocale()
  const { tenant, tenants, can, settings } = useTenantHere()
  const base = `/t/${tenant.slug}`
  useCommands(() => {
    const page = (id: string, label: string, to: string, icon: Command['icon']): Command => ({
      id,
      label,
      icon,
      group: t('groupPages'),
      run: () => navigate(to),
    })
    const views = (['mine', 'unassigned', 'all'] as const).map((view) =>
      page(`inbox-${view}`, `${t('inbox')}: ${t(view)}`, `${base}/inbox?view=${view}`, <Inbox {...iconProps} />),
    )
    const setting = (id: string, label: string, icon: Command['icon'], run: () => void): Command => ({
      id,
      label,
      icon,
      group: t('groupSettings'),
      run,
    })
    return [
      ...(can.inbox ? views : []),
      ...(can.inbox ? [page('search', t('searchPage'), `${base}/search`, <Search {...iconProps} />)] : []),
      ...(can.inbox ? [page('handover', t('handover'), `${base}/handover`, <ClipboardList {...iconProps} />)] : []),
      ...(can.contacts ? [page('contacts', t('contacts'), `${base}/contacts`, <Users {...iconProps} />)] : []),
      ...(can.national ? [page('national', t('national'), `${base}/national`, <MapIcon {...iconProps} />)] : []),
      ...settingsSections
        .filter(({ path }) => settings.includes(path))
        .map(({ path, name }) =>
          page(
            `settings-${path}`,
            `${t('settings')}: ${name[locale]}`,
            `${base}/settings/${path}`,
            <Settings {...iconProps} />,
          ),
        ),
      page('account', t('account'), `${base}/account`, <UserRound {...iconProps} />),
      ...tenants
        .filter(({ slug }) => slug !== tenant.slug)
        .map(({ slug, name }) => ({
          id: `tenant-${slug}`,
          label: name,
          group: t('groupTenants'),
          icon: <TenantSquare name={name} />,
          run: () => navigate(`/t/${slug}`),
        })),
      setting('locale-id', t('languageId'), <Languages {...iconProps} />, () => prefer({ locale: 'id' })),
      setting('locale-en', t('languageEn'), <Languages {...iconProps} />, () => prefer({ locale: 'en' })),
      ...(['system', 'light', 'dark'] as const).map((theme) =>
        setting(`theme-${theme}`, t('themeOf', { theme: t(theme).toLowerCase() }), <SunMoon {...iconProps} />, () =>
          prefer({ theme }),
        ),
      ),
      setting('sign-out', t('signOut'), <LogOut {...iconProps} />, () =>
        submit(null, { method: 'post', action: '/sign-out' }),
      ),
    ]
  })
}
