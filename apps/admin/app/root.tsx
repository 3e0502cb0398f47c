import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  Link,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useRouteLoaderData,
} from '@remix-run/react'
import { LinkProvider, LiveRegionProvider, LocaleProvider } from '@siaga/ui'
import { type ReactNode, useContext } from 'react'
import { ErrorPage } from './components/error-page.tsx'
import { reloads } from './components/reloads.ts'
import { NonceContext } from './nonce.ts'
import { rootTexts } from './root.texts.ts'
import { readerOf } from './server/context.server.ts'
import './app.css'

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }]

/** Of pages that have none of their own: errors before one is in a tenant. */
export const meta: MetaFunction = () => [{ title: 'Siaga' }]

export async function loader(args: LoaderFunctionArgs) {
  const { locale, theme, user } = await readerOf(args)
  return { locale, theme, signedIn: user !== null }
}

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) => reloads(args, () => false)

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const locale = root?.locale ?? 'id'
  const nonce = useContext(NonceContext)
  return (
    <html lang={locale} data-theme={root?.theme ?? 'system'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={rootTexts.description[locale]} />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        <LocaleProvider locale={locale} timeZone="Asia/Jakarta">
          <LinkProvider component={Link}>
            <LiveRegionProvider>{children}</LiveRegionProvider>
          </LinkProvider>
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
