import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AppEnv } from './http.ts'
import type { Log } from './log.ts'

/** Listens; resolves when it does. */
export function listen(app: Hono<AppEnv>, port: number, log: Log): Promise<{ server: Server; close(): Promise<void> }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '0.0.0.0' }, (info) => {
      log.info({ port: info.port }, 'listening')
      resolve({ server, close: () => closeServer(server) })
    }) as Server
  })
}

/** Stops taking requests, lets running ones end for up to 5 s, then cuts what is left (streams). */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5000).unref()
  })
}

/** Runs `stop` once on SIGTERM or SIGINT, then exits; a process may be killed at any moment all the same. */
export function onShutdown(log: Log, stop: () => Promise<void>): void {
  let stopping = false
  const handler = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    const hard = setTimeout(() => process.exit(1), 12_000)
    hard.unref()
    stop()
      .then(() => process.exit(0))
      .catch((error) => {
        log.error({ err: String(error) }, 'stop failed')
        process.exit(1)
      })
  }
  process.on('SIGTERM', () => handler('SIGTERM'))
  process.on('SIGINT', () => handler('SIGINT'))
  process.on('unhandledRejection', (error) =>
    log.error(
      { err: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) },
      'unhandled rejection',
    ),
  )
}
