// A process of its own, so that the load takes no time of the server that it measures. It speaks just enough HTTP over
// plain sockets: a full client would take as much of two cores as the server. Talks over IPC.
import { connect } from 'node:net'

export type LoadRequest = {
  port: number
  connections: number
  /** Requests in all. */
  count: number
  path: string
  method?: string
  body?: string
  headers?: Record<string, string>
  /** Of each request its own, instead of the one body for all. */
  each?: { body: string; headers: Record<string, string> }[]
}
export type LoadResult = { seconds: number; latencies: number[]; statuses: Record<string, number> }

function bytesOf({ port, path, method = 'GET', body, headers }: Omit<LoadRequest, 'each'>): Buffer {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '', body ?? ''].join('\r\n'))
}

/** The status of a whole answer, or null while more must come. */
function statusOf(answer: string): string | null {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = answer.slice(0, end).toLowerCase()
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1]
  const whole = length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= end + 4 + Number(length)
  return whole ? head.slice(9, 12) : null
}

async function run(load: LoadRequest): Promise<LoadResult> {
  const { each, ...common } = load
  const bytes = each?.map((one) => bytesOf({ ...common, ...one })) ?? [bytesOf(common)]
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  let left = load.count
  const client = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: load.port, noDelay: true })
      let began = 0
      let answer = ''
      const send = () => {
        if (left-- <= 0) return socket.end(() => resolve())
        answer = ''
        began = performance.now()
        socket.write(bytes[left % bytes.length] as Buffer)
      }
      socket.setEncoding('latin1')
      socket.once('connect', send)
      socket.once('error', reject)
      socket.once('close', () => (left < 0 ? resolve() : reject(new Error('the server closed the connection'))))
      socket.on('data', (chunk: string) => {
        answer += chunk
        const status = statusOf(answer)
        if (!status) return
        latencies.push(performance.now() - began)
        statuses[status] = (statuses[status] ?? 0) + 1
        send()
      })
    })
  const began = performance.now()
  await Promise.all(Array.from({ length: load.connections }, client))
  return { seconds: (performance.now() - began) / 1000, latencies, statuses }
}

process.on('message', (load: LoadRequest) => {
  run(load).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
process.send?.({ ready: true })
