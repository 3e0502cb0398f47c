import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** Serves an app on loopback; resolves when it listens. */
export async function serveApp(app: Hono, port = 0): Promise<{ port: number; stop(): Promise<void> }> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(starting))
    starting.once('error', reject)
  })
  return {
    port: (server.address() as { port: number }).port,
    stop: () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
