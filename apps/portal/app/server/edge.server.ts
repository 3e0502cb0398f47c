import { type AppLoadContext, data } from '@remix-run/node'
import { knownError, problemOf } from '@siaga/runtime'

/** An error that nobody foresaw goes to the log; the reader gets the request id. */
export function logUnknown(context: AppLoadContext, error: unknown): void {
  const err =
    error instanceof Error
      ? { message: error.message, stack: error.stack, cause: String(error.cause ?? '') }
      : String(error)
  context.log.error({ requestId: context.requestId, err }, 'request failed')
}

/** The one place where a page's errors are caught: they become a problem that the error page can explain. */
export async function atEdge<T>(context: AppLoadContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // Redirects and answers that a route has thrown on purpose.
    if (
      error instanceof Response ||
      (typeof error === 'object' && error !== null && 'type' in error && error.type === 'DataWithResponseInit')
    )
      throw error
    const known = knownError(error)
    if (!known || known.status >= 500) logUnknown(context, error)
    const problem = problemOf(error, context.locale, context.requestId)
    throw data(problem, {
      status: problem.status,
      headers: known?.retryAfterSeconds ? { 'retry-after': String(known.retryAfterSeconds) } : {},
    })
  }
}
