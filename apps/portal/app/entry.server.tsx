import { PassThrough } from 'node:stream'
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceContext } from './parts/nonce.ts'
import { logUnknown } from './server/edge.server.ts'

export const streamTimeout = 10_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let answer = status
    const whole = isbot(request.headers.get('user-agent') ?? '')
    const send = () => {
      const body = new PassThrough()
      headers.set('content-type', 'text/html; charset=utf-8')
      resolve(new Response(createReadableStreamFromReadable(body), { status: answer, headers }))
      pipe(body)
    }
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={context.nonce}>
        <RemixServer context={remix} url={request.url} nonce={context.nonce} />
      </NonceContext.Provider>,
      {
        nonce: context.nonce,
        onShellReady: () => !whole && send(),
        onAllReady: () => whole && send(),
        onShellError: reject,
        onError(error) {
          answer = 500
          logUnknown(context, error)
        },
      },
    )
    setTimeout(abort, streamTimeout + 1000).unref()
  })
}

/** What no loader or action has turned into an answer. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  // A method that a page does not take is the sender's mistake, and answered.
  if (!request.signal.aborted && !isRouteErrorResponse(error)) logUnknown(context, error)
}
