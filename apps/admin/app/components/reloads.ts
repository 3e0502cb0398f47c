import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'

const isOffline = (result: unknown) =>
  typeof result === 'object' &&
  result !== null &&
  'problem' in result &&
  (result.problem as { code?: string } | null)?.code === 'offline'

/**
 * When a route's data is read anew: after every form, also a refused one (it shows what changed meanwhile), and when the
 * live stream asks; on the way between addresses only if `differs` says that its own data is another. Not after a form
 * that no server answered: a reload that fails would replace the page.
 */
export function reloads(args: ShouldRevalidateFunctionArgs, differs: (from: URL, to: URL) => boolean): boolean {
  const { actionResult, actionStatus, formMethod, currentUrl, nextUrl, defaultShouldRevalidate } = args
  if (isOffline(actionResult)) return false
  if ((formMethod && formMethod !== 'GET') || actionStatus !== undefined) return true
  return currentUrl.href === nextUrl.href ? defaultShouldRevalidate : differs(currentUrl, nextUrl)
}

/** The tenant of an address of a tenant's page. */
export const tenantOf = (url: URL) => /^\/t\/([^/]+)/.exec(url.pathname)?.[1] ?? null
