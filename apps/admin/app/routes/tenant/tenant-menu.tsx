import { Link } from '@remix-run/react'
import { Menu, MenuItem, MenuLabel, TenantSquare, TenantSwitch, useTexts } from '@siaga/ui'
import { Check } from 'lucide-react'
import { shellTexts } from './shell.texts.ts'
import { useTenantHere } from './use-tenant.ts'

export function TenantMenu() {
  const t = useTexts(shellTexts)
  const { tenant, tenants, services, me } = useTenantHere()
  const [first] = services
  const service = services.length > 1 ? t('services', { count: services.length }) : (first?.name ?? me.roles.join(', '))
  if (tenants.length < 2) return <TenantSwitch single name={tenant.name} service={service} />
  return (
    <Menu trigger={<TenantSwitch name={tenant.name} service={service} title={t('switchTenant')} />}>
      <MenuLabel>{t('switchTenant')}</MenuLabel>
      {tenants.map(({ slug, name }) => (
        <MenuItem key={slug} asChild>
          <Link to={`/t/${slug}`} aria-current={slug === tenant.slug ? 'true' : undefined} className="min-h-10!">
            <TenantSquare name={name} />
            <span className="grow">{name}</span>
            {slug === tenant.slug && <Check aria-hidden="true" size={16} strokeWidth={1.75} className="text-link" />}
          </Link>
        </MenuItem>
      ))}
    </Menu>
  )
}
