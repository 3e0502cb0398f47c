// A process of its own: an open console per tenant (its live stream, and its list when asked), and forms at an even rate.
import { Agent, get, request } from 'node:http'
import { deliveryOf } from './whatsapp-delivery.ts'

export type LiveCity = {
  slug: string
  cookie: string
  formPath: string
  answers: Record<string, string>
  hook?: { path: string; phoneNumberId: string; appSecret: string }
}
export type LiveRequest = {
  apiPort: number
  adminPort: number
  cities: LiveCity[]
  perSecond: number
  seconds: number
  /** In how many of the tenants somebody has the list open, which is fetched after each event; streams run in all. */
  consoles: number
}
export type LiveResult = {
  sent: number
  refused: number
  answered: number[]
  toEvent: number[]
  toList: number[]
  missing: number
}

type Opened = { caseId: string; at: number }
type Watch = { close(): void }

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const settleMs = 10_000

function watch(port: number, { slug, cookie }: LiveCity, onOpened: (found: Opened) => void): Promise<Watch> {
  return new Promise((resolve, reject) => {
    let rest = ''
    const watching: Watch = { close: () => stream.destroy() }
    const stream = get(
      { host: '127.0.0.1', port, path: `/t/${slug}/live`, headers: { cookie }, agent: false },
      (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`live stream: ${answer.statusCode}`))
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          const blocks = (rest + chunk).split('\n\n')
          rest = blocks.pop() ?? ''
          const at = performance.now()
          for (const block of blocks) {
            // The first thing of a new stream is where it stands: from then on nothing is missed.
            if (block.includes('event: reset')) resolve(watching)
            const data = block.includes('event: events') ? /^data: (.*)$/m.exec(block)?.[1] : undefined
            for (const event of data ? (JSON.parse(data) as { type: string; id: string }[]) : [])
              if (event.type === 'case.opened') onOpened({ caseId: event.id, at })
          }
        })
        answer.on('error', () => undefined)
      },
    )
    stream.on('error', reject)
  })
}

function call(
  port: number,
  path: string,
  options: { method?: string; headers: Record<string, string>; body?: string },
) {
  const { method = 'GET', headers, body } = options
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(
      { host: '127.0.0.1', port, path, method, agent, headers: { ...headers, ...length } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        )
      },
    )
    sent.once('error', (error) => {
      // The server ended an idle connection just as we took it up again: the request never began.
      if (sent.reusedSocket) call(port, path, options).then(resolve, reject)
      else reject(error)
    })
    sent.end(body)
  })
}

async function listed(port: number, { slug, cookie }: LiveCity, caseId: string): Promise<number | null> {
  // In the order of due times; a tenant's few cases fit in one request.
  const { text } = await call(port, `/t/${slug}/inbox/rows?view=all&take=100`, { headers: { cookie } })
  return text.includes(caseId) ? performance.now() : null
}

async function run(load: LiveRequest): Promise<LiveResult> {
  const result: LiveResult = { sent: 0, refused: 0, answered: [], toEvent: [], toList: [], missing: 0 }
  const commits = new Map<string, number[]>()
  const events = new Map<string, Opened[]>()
  const lists = new Map<string, Promise<number | null>[]>()
  const watched = new Set(load.cities.slice(0, load.consoles).map((city) => city.slug))
  const watches = await Promise.all(
    load.cities.map((city) => {
      commits.set(city.slug, [])
      events.set(city.slug, [])
      lists.set(city.slug, [])
      return watch(load.adminPort, city, (found) => {
        events.get(city.slug)?.push(found)
        if (watched.has(city.slug)) lists.get(city.slug)?.push(listed(load.adminPort, city, found.caseId))
      })
    }),
  )
  const post = async (city: LiveCity) => {
    const sent = city.hook
      ? deliveryOf(city.hook)
      : { body: JSON.stringify({ values: city.answers }), headers: { 'content-type': 'application/json' } }
    const began = performance.now()
    const { status } = await call(load.apiPort, city.hook?.path ?? city.formPath, { method: 'POST', ...sent })
    const at = performance.now()
    if (status !== 202 && status !== 200) result.refused++
    else {
      result.answered.push(at - began)
      commits.get(city.slug)?.push(at)
    }
  }

  // An even rate whatever the answers take: a slow platform gets no rest.
  const began = performance.now()
  const total = load.perSecond * load.seconds
  const posts: Promise<void>[] = []
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * load.perSecond))
      while (result.sent < due) posts.push(post(load.cities[result.sent++ % load.cities.length] as LiveCity))
      if (result.sent < total) return
      clearInterval(tick)
      resolve()
    }, 5)
  })
  await Promise.all(posts)
  const seen = () => [...events.values()].reduce((sum, list) => sum + list.length, 0)
  const until = performance.now() + settleMs
  while (seen() < result.answered.length && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20))

  for (const { slug } of load.cities) {
    // Events name no form; within a tenant they come in the order of its forms.
    const arrived = events.get(slug) ?? []
    const visible = await Promise.all(lists.get(slug) ?? [])
    for (const [i, committed] of (commits.get(slug) ?? []).entries()) {
      const event = arrived[i]
      if (!event) {
        result.missing++
        continue
      }
      result.toEvent.push(event.at - committed)
      const shown = visible[i]
      if (shown) result.toList.push(shown - committed)
      else if (watched.has(slug)) result.missing++
    }
  }
  for (const open of watches) open.close()
  return result
}

process.on('message', (load: LiveRequest) => {
  run(load).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
process.send?.({ ready: true })
