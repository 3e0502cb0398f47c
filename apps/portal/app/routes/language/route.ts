import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { isLocale } from '@siaga/kernel'
import { safePath } from './safe-path.ts'

const yearSeconds = 365 * 86_400

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const lang = form.get('lang')
  const headers = new Headers()
  if (isLocale(lang)) headers.append('set-cookie', `lang=${lang}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`)
  return redirect(safePath(String(form.get('return') ?? '')), { status: 303, headers })
}

export const loader = () => redirect('/')
