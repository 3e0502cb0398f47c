import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import { LiveRegionProvider, type Locale, LocaleProvider, translate } from '@siaga/ui'
import type { ReactNode } from 'react'
import './app.css'
import { ErrorPage } from './parts/error-page.tsx'
import { useNonce } from './parts/nonce.ts'
import { rootTexts } from './root.texts.ts'

export function loader({ context }: LoaderFunctionArgs) {
  return { locale: context.locale }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translate(rootTexts, data?.locale ?? 'id')
  return [{ title: t('title') }, { name: 'description', content: t('description') }]
}

export function Layout({ children }: { children: ReactNode }) {
  const locale: Locale = useRouteLoaderData<typeof loader>('root')?.locale ?? 'id'
  const nonce = useNonce()
  return (
    <html lang={locale} data-theme="system">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        <Meta />
        <Links />
      </head>
      <body>
        <LocaleProvider locale={locale} timeZone="Asia/Jakarta">
          <LiveRegionProvider>{children}</LiveRegionProvider>
        </LocaleProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <ErrorPage />
}
