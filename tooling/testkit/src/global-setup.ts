import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { type RunningTestServers, startTestServers } from './test-servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the servers of this run, and starts them for the first suite that asks. */
    siagaTestServers: string
  }
}

/** A run that needs no database starts none: the servers come up when the first suite asks for them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<RunningTestServers> | undefined
  const path = `/${randomBytes(16).toString('hex')}`
  const broker = createServer((request, response) => {
    if (request.url !== path) {
      response.writeHead(404).end()
      return
    }
    starting ??= startTestServers()
    starting.then(
      ({ servers }) => response.end(JSON.stringify(servers)),
      (error: Error) => response.writeHead(500).end(error.stack),
    )
  })
  const port = await new Promise<number>((resolve) => {
    broker.listen(0, '127.0.0.1', () => {
      const address = broker.address()
      resolve(address && typeof address === 'object' ? address.port : 0)
    })
  })
  broker.unref()
  project.provide('siagaTestServers', `http://127.0.0.1:${port}${path}`)
  return async () => {
    broker.closeAllConnections()
    broker.close()
    const running = await starting?.catch(() => undefined)
    await running?.stop()
  }
}
