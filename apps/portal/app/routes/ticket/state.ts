import type { LoaderFunctionArgs } from '@remix-run/node'
import { readTicket } from '@siaga/cases'
import { knownError, problemOf } from '@siaga/runtime'
import { withTicketCode } from '../../server/call.server.ts'

/** Whether a ticket has changed since it was shown: what an open page asks every few seconds. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  try {
    const { ticket } = await withTicketCode(context, params.code, readTicket)
    return Response.json({ stamp: ticket ? String(ticket.version) : 'pending' })
  } catch (error) {
    if (!knownError(error)) throw error
    const problem = problemOf(error, context.locale, context.requestId)
    return Response.json(problem, { status: problem.status, headers: { 'content-type': 'application/problem+json' } })
  }
}
