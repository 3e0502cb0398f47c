import { Form, Link, useLocation } from '@remix-run/react'
import { PortalFrame, type PortalFrameProps, useLocale, useTexts } from '@siaga/ui'
import type { ReactNode } from 'react'
import { pageTexts } from './page.texts.ts'

export type PageProps = Pick<PortalFrameProps, 'hours' | 'open' | 'footer' | 'actions'> & {
  /** The government whose page this is; none on pages of the platform itself. */
  tenant?: { slug: string; name: string; shortName: string } | undefined
  /** The strip with 112; left out where it would stand in the way. */
  emergency?: boolean
  children: ReactNode
}

/** The frame of every page: whose it is, the way to 112, where else to go, the other language. */
export function Page({ tenant, emergency = true, children, ...rest }: PageProps) {
  const t = useTexts(pageTexts)
  const { pathname } = useLocation()
  const own = tenant && { to: `/${tenant.slug}`, label: t('home', { name: tenant.shortName }) }
  const links = [...(own ? [own] : []), { to: '/track', label: t('track') }, { to: '/', label: t('start') }]
  return (
    <PortalFrame
      name={tenant?.shortName ?? t('platform')}
      government={tenant?.name ?? t('platformLine')}
      homeTo={own?.to ?? '/'}
      menu={links.map((link) => ({ ...link, active: link.to === pathname }))}
      linkComponent={Link}
      emergency={emergency ? { number: '112' } : null}
      language={<LanguageSwitch />}
      {...rest}
    >
      {children}
    </PortalFrame>
  )
}

function LanguageSwitch() {
  const t = useTexts(pageTexts)
  const other = useLocale() === 'id' ? 'en' : 'id'
  const { pathname, search } = useLocation()
  return (
    <Form method="post" action="/language" preventScrollReset>
      <input type="hidden" name="return" value={pathname + search} />
      <button
        type="submit"
        name="lang"
        value={other}
        lang={other}
        className="min-h-12 px-1 text-link underline underline-offset-2"
      >
        {t('otherLanguage')}
      </button>
    </Form>
  )
}
