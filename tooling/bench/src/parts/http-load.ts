// A process of its own, so that the load takes no time of the server that it measures. Talks over IPC.
import { Agent, request } from 'node:http'

export type LoadRequest = {
  port: number
  connections: number
  /** Requests in all. */
  count: number
  path: string
  method?: string
  body?: string
  headers?: Record<string, string>
}
export type LoadResult = { seconds: number; latencies: number[]; statuses: Record<string, number> }

function once(agent: Agent, load: LoadRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port, path, method = 'GET', body, headers } = load
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request({ host: '127.0.0.1', port, path, method, agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

async function run(load: LoadRequest): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  let left = load.count
  const client = async () => {
    while (left-- > 0) {
      const began = performance.now()
      const status = await once(agent, load)
      latencies.push(performance.now() - began)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: load.connections }, client))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return { seconds, latencies, statuses }
}

process.on('message', (load: LoadRequest) => {
  run(load).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
process.send?.({ ready: true })
