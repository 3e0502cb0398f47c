import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'
import type { AppEnv } from './http.ts'
import type { Log } from './log.ts'
import { closeServer } from './process.ts'

/** Remix's `createRequestHandler`, passed in so that processes without screens do not load it. */
type CreateRequestHandler = (
  build: never,
  mode?: string,
) => (request: Request, loadContext?: never) => Promise<Response>

type ViteServer = {
  middlewares: (req: never, res: never, next: () => void) => void
  ssrLoadModule(id: string): Promise<unknown>
  ssrFixStacktrace(error: Error): void
  close(): Promise<void>
}

type RemixOptions = {
  app: Hono<AppEnv>
  /** Folder of the app (with `build/`). */
  root: string
  port: number
  development: boolean
  log: Log
  createRequestHandler: CreateRequestHandler
  /** Starts Vite in middleware mode; called in development alone. */
  startVite(): Promise<ViteServer>
  loadContext(c: Context<AppEnv>): object
}

/** Serves a Remix app from Hono: the same process in development (Vite's middlewares first) and in production. */
export async function serveRemix(options: RemixOptions): Promise<{ close(): Promise<void> }> {
  const { app, root, development } = options
  const vite = development ? await options.startVite() : null
  if (!vite) {
    app.use(
      '/assets/*',
      serveStatic({
        root: join(root, 'build/client'),
        onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
      }),
    )
    app.use('/favicon.svg', serveStatic({ root: join(root, 'build/client') }))
  }
  const build = vite ? null : await import(join(root, 'build/server/index.js'))
  const production = build ? options.createRequestHandler(build as never, 'production') : null
  app.all('*', async (c) => {
    const handler =
      production ??
      options.createRequestHandler((await vite?.ssrLoadModule('virtual:remix/server-build')) as never, 'development')
    return handler(c.req.raw, options.loadContext(c) as never)
  })
  const listener = getRequestListener(app.fetch)
  const server: Server = createServer((req, res) => {
    if (vite) vite.middlewares(req as never, res as never, () => void listener(req, res))
    else void listener(req, res)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '0.0.0.0', () => resolve())
  })
  options.log.info({ port: options.port }, 'listening')
  return {
    async close() {
      await vite?.close()
      await closeServer(server)
    },
  }
}
