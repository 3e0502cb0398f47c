import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { guarded, processOf } from '../server/context.server.ts'

/** Nothing to see: whoever comes by an old link is sent home. */
export function loader() {
  throw redirect('/')
}

export function action(args: ActionFunctionArgs) {
  return guarded(args, async () => {
    const cookie = await processOf(args).sessions.close(args.request.headers.get('cookie'))
    throw redirect('/sign-in', { headers: { 'set-cookie': cookie } })
  })
}
