import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Ctx } from '@siaga/db'
import { isLocale, type Locale, systemClock } from '@siaga/kernel'
import { knownError, type Problem, problemOf } from '@siaga/runtime'
import { memberCtx, type SignedIn, type Tenant } from '@siaga/tenancy'
import type { LoadContext } from '../../src/load-context.ts'

export type Args = LoaderFunctionArgs | ActionFunctionArgs
export type Theme = SignedIn['theme']
export type Member = {
  ctx: Ctx
  tenant: Tenant
  tenants: Tenant[]
  roles: string[]
  user: SignedIn
  process: LoadContext
}
/** What an action says: what it did, or why it did nothing. */
export type Refused = { ok: false; intent: string; problem: Problem }

export function processOf(args: Pick<Args, 'context'>): LoadContext {
  return args.context as unknown as LoadContext
}

/** Where preferences of somebody who is not signed in are kept. */
export const preferenceCookie = (process: LoadContext) => `siaga-${process.instance}-prefs`

export function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark'
}

function keptPreferences(args: Args): { locale: Locale | null; theme: Theme | null } {
  const name = preferenceCookie(processOf(args))
  const cookies = (args.request.headers.get('cookie') ?? '').split(/;\s*/)
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  const [locale, theme] = value.split('.')
  return { locale: isLocale(locale) ? locale : null, theme: isTheme(theme) ? theme : null }
}

/** Who reads, in which language and theme. Without a database still an answer, so that an error page can be shown. */
export async function readerOf(args: Args): Promise<{ user: SignedIn | null; locale: Locale; theme: Theme }> {
  const process = processOf(args)
  const user = await process.session().catch(() => null)
  if (user) return { user, locale: user.locale, theme: user.theme }
  const kept = keptPreferences(args)
  return { user: null, locale: kept.locale ?? process.headerLocale, theme: kept.theme ?? 'system' }
}

/** The path to come back to after signing in; only of this site. */
export function safePath(value: unknown): string | null {
  return typeof value === 'string' && /^\/(?![/\\])[^\\]*$/.test(value) && value.length < 500 ? value : null
}

/** The signed-in person; nobody is sent to sign in. */
export async function requirePerson(args: Args): Promise<SignedIn> {
  const user = await processOf(args).session()
  if (user) return user
  const { pathname, search } = new URL(args.request.url)
  const to = args.request.method === 'GET' && pathname !== '/' ? `?to=${encodeURIComponent(pathname + search)}` : ''
  throw redirect(`/sign-in${to}`)
}

const members = new WeakMap<Request, Map<string, Promise<Member>>>()

/** The signed-in person in the tenant of the address; once per request, however many loaders ask. @throws notFound */
export async function requireMember(args: Args): Promise<Member> {
  const slug = args.params.tenant ?? ''
  const known = members.get(args.request) ?? new Map<string, Promise<Member>>()
  members.set(args.request, known)
  const found = known.get(slug) ?? findMember(args, slug)
  known.set(slug, found)
  return found
}

async function findMember(args: Args, tenantSlug: string): Promise<Member> {
  const process = processOf(args)
  const user = await requirePerson(args)
  const call = {
    db: process.db,
    userId: user.userId,
    tenantSlug,
    locale: user.locale,
    requestId: process.requestId,
    clock: systemClock,
  }
  return { ...(await memberCtx(call)), user, process }
}

async function problemFor(args: Args, error: unknown): Promise<Problem> {
  const process = processOf(args)
  const known = knownError(error)
  if (!known || known.status >= 500) {
    const err = error instanceof Error ? { message: error.message, stack: error.stack } : String(error)
    process.log.error({ requestId: process.requestId, err }, 'page failed')
  }
  const { locale } = await readerOf(args)
  return problemOf(error, locale, process.requestId)
}

/** Runs a loader; an error becomes a page that says what happened. */
export async function guarded<T>(args: Args, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Response) throw error
    const problem = await problemFor(args, error)
    throw data(problem, { status: problem.status })
  }
}

/** A loader of a member's page. */
export function memberLoader<T>(work: (member: Member, args: LoaderFunctionArgs) => Promise<T>) {
  return (args: LoaderFunctionArgs) => guarded(args, async () => work(await requireMember(args), args))
}

/** An action of a member's page. What the person can put right comes back as data, with what they typed untouched. */
export function memberAction<T>(work: (member: Member, form: FormData, args: ActionFunctionArgs) => Promise<T>) {
  return async (args: ActionFunctionArgs) => {
    const member = await guarded(args, () => requireMember(args))
    const form = await args.request.formData()
    return refusable(args, String(form.get('intent') ?? ''), () => work(member, form, args))
  }
}

/** Runs an action; an error comes back as data with its status. */
export async function refusable<T>(args: Args, intent: string, work: () => Promise<T>) {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Response) throw error
    const problem = await problemFor(args, error)
    return data({ ok: false, intent, problem } satisfies Refused as Refused, { status: problem.status })
  }
}
