import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import { isLocale } from '@siaga/kernel'
import { changePreferences } from '@siaga/tenancy'
import { guarded, isTheme, preferenceCookie, processOf, readerOf, safePath } from '../server/context.server.ts'

const yearSeconds = 31_536_000

export function loader() {
  throw redirect('/')
}

/** Language and theme: in the person's row, or in a cookie for somebody who is not signed in. */
export function action(args: ActionFunctionArgs) {
  return guarded(args, async () => {
    const process = processOf(args)
    const form = await args.request.formData()
    const [locale, theme] = [form.get('locale'), form.get('theme')]
    const change = { ...(isLocale(locale) && { locale }), ...(isTheme(theme) && { theme }) }
    const headers = new Headers()
    const before = await readerOf(args)
    if (before.user) {
      await changePreferences(process.db, before.user.userId, change)
    } else {
      const value = `${change.locale ?? before.locale}.${change.theme ?? before.theme}`
      const secure = process.secureCookies ? '; Secure' : ''
      headers.append(
        'set-cookie',
        `${preferenceCookie(process)}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly${secure}`,
      )
    }
    const to = safePath(form.get('to'))
    if (to) throw redirect(to, { headers })
    return data({ ok: true }, { headers })
  })
}
