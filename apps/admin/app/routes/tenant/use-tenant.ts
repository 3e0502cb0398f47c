import { useRouteLoaderData } from '@remix-run/react'
import type { loader } from './route.tsx'

/** What the shell knows of the tenant and of the person in it. */
export function useTenant() {
  return useRouteLoaderData<typeof loader>('routes/tenant/route')
}

export function useTenantHere() {
  const here = useTenant()
  if (!here) throw new Error('outside a tenant')
  return here
}
