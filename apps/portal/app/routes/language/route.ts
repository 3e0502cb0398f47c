import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { isLocale } from '@siaga/kernel'
import { atEdge } from '../../server/edge.server.ts'
import { readForm } from '../../server/read-form.server.ts'
import { safePath } from './safe-path.ts'

const yearSeconds = 365 * 86_400

/** Remembers the reader's language and goes back to where they were. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  atEdge(context, async () => {
    const { values } = await readForm(request, 1)
    const headers = new Headers()
    if (isLocale(values.lang)) {
      headers.set('set-cookie', `lang=${values.lang}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly`)
    }
    return redirect(safePath(values.return ?? ''), { status: 303, headers })
  })

export const loader = () => redirect('/')
