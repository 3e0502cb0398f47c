import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { countCases, listCases } from '@siaga/cases'
import { isRole, may, roles } from '@siaga/tenancy'
import { LocaleProvider, ToastProvider, useLocale } from '@siaga/ui'
import { ErrorCard, ErrorPage } from '../../components/error-page.tsx'
import { reloads, tenantOf } from '../../components/reloads.ts'
import { channelLooks } from '../../server/channel-looks.server.ts'
import { memberLoader } from '../../server/context.server.ts'
import { servicesOf } from '../../server/services.server.ts'
import { sectionsFor } from '../settings/sections-for.server.ts'
import { TenantShell } from './shell.tsx'
import { useTenant } from './use-tenant.ts'

export const loader = memberLoader(async ({ ctx, tenant, tenants, roles: mine, user }) => {
  const reads = may(ctx, 'case.read')
  const [services, counts] = await Promise.all([
    may(ctx, 'service.read') ? servicesOf(ctx) : [],
    reads ? countCases(ctx) : null,
  ])
  const waiting = counts?.p1
    ? await listCases(ctx, { view: 'unassigned', priority: 'p1', sort: 'oldest', limit: 20 })
    : null
  return {
    now: ctx.clock.now().getTime(),
    tenant: { slug: tenant.slug, name: tenant.name, shortName: tenant.shortName, timeZone: tenant.timeZone },
    tenants: tenants.map(({ slug, name }) => ({ slug, name })),
    me: {
      memberId: ctx.actor.kind === 'member' ? ctx.actor.memberId : '',
      name: ctx.actor.kind === 'member' ? ctx.actor.name : user.name,
      email: user.email,
      roles: mine.filter(isRole).map((role) => roles[role].name[user.locale]),
      theme: user.theme,
    },
    can: {
      inbox: reads,
      work: may(ctx, 'case.work'),
      contacts: may(ctx, 'contact.read'),
      desk: may(ctx, 'desk.change'),
      national: may(ctx, 'oversight.read'),
    },
    /** Parts of the settings that are open to the person. */
    settings: sectionsFor(ctx),
    services: services.map(({ id, definition, emergency }) => ({ id, name: definition.name[user.locale], emergency })),
    channels: channelLooks(user.locale),
    counts,
    /** Lives that nobody has taken, the oldest first: what knocks until somebody does. */
    p1: (waiting?.rows ?? []).map(({ id, number, openedAt }) => ({ id, number, openedAt: openedAt.getTime() })),
    /** Those who stand above the desk hear of them a minute later. */
    p1AfterMs: mine.includes('agent') ? 0 : 60_000,
  }
})

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  reloads(args, (from, to) => tenantOf(from) !== tenantOf(to))

export default function Tenant() {
  const { tenant } = useLoaderData<typeof loader>()
  return (
    <LocaleProvider locale={useLocale()} timeZone={tenant.timeZone}>
      <ToastProvider>
        <TenantShell>
          <Outlet />
        </TenantShell>
      </ToastProvider>
    </LocaleProvider>
  )
}

/** In the shell where the tenant is known; a page of its own where not even that is. */
export function ErrorBoundary() {
  const tenant = useTenant()
  const locale = useLocale()
  if (!tenant) return <ErrorPage />
  return (
    <LocaleProvider locale={locale} timeZone={tenant.tenant.timeZone}>
      <ToastProvider>
        <TenantShell still>
          <div className="flex min-h-full items-center justify-center p-6">
            <ErrorCard />
          </div>
        </TenantShell>
      </ToastProvider>
    </LocaleProvider>
  )
}
