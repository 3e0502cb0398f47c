import { Link, useSubmit } from '@remix-run/react'
import { Avatar, Menu, MenuChoice, MenuItem, MenuSeparator, useLocale, useTexts } from '@siaga/ui'
import { LogOut, UserRound } from 'lucide-react'
import { shellTexts } from './shell.texts.ts'
import { usePreferences } from './use-preferences.ts'
import { useTenantHere } from './use-tenant.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

export function AvatarMenu() {
  const t = useTexts(shellTexts)
  const locale = useLocale()
  const submit = useSubmit()
  const prefer = usePreferences()
  const { me, tenant } = useTenantHere()
  const trigger = (
    <button type="button" aria-label={t('menuOf', { name: me.name })} className="rounded-full">
      <Avatar name={me.name} />
    </button>
  )
  return (
    <Menu align="end" trigger={trigger}>
      <div className="px-3 pt-1.5 pb-2">
        <p className="font-semibold">{me.name}</p>
        <p className="text-kecil text-text-2">{me.roles.join(', ')}</p>
      </div>
      <MenuSeparator />
      <MenuChoice
        label={t('language')}
        value={locale}
        onValueChange={(value) => prefer({ locale: value })}
        options={[
          { value: 'id', label: t('indonesian') },
          { value: 'en', label: t('english') },
        ]}
      />
      <MenuChoice
        label={t('theme')}
        value={me.theme}
        onValueChange={(value) => prefer({ theme: value })}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <MenuSeparator />
      <MenuItem asChild>
        <Link to={`/t/${tenant.slug}/account`}>
          <UserRound {...iconProps} />
          {t('account')}
        </Link>
      </MenuItem>
      <MenuItem icon={<LogOut {...iconProps} />} onSelect={() => submit(null, { method: 'post', action: '/sign-out' })}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}
