// A process of its own: commits the rows of a form or a message without HTTP, tenancy or checks, by the same driver.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { newId } from '@siaga/kernel'
import postgres from 'postgres'

export type RawRequest = {
  count: number
  clients: number
  tenantId: string
  channelId: string
  raw: string
  kind: 'form' | 'whatsapp'
}
export type RawResult = { seconds: number; latencies: number[] }

/** As many connections as the API's pool has. */
const connections = 8
const [, , url = ''] = process.argv
const sql = postgres(url, { max: connections, onnotice: () => undefined })

async function commitOne({ tenantId, channelId, raw, kind }: RawRequest): Promise<void> {
  const [id, linkId, item] = [newId(), newId(), randomUUID()]
  const hash = createHash('sha256').update(randomBytes(12)).digest('hex')
  const now = new Date()
  const expires = new Date(now.getTime() + 730 * 86_400_000)
  await sql.begin((tx) => [
    tx`insert into inbound_keys (tenant_id, channel_id, item, created_at) values (${tenantId}, ${channelId}, ${item}, ${now}) on conflict do nothing`,
    tx`insert into inbound_events (tenant_id, id, channel_id, kind, raw, meta, urgent, received_at)
      values (${tenantId}, ${id}, ${channelId}, ${kind}, ${Buffer.from(raw)}, '{}', 'normal', ${now})`,
    ...(kind === 'form'
      ? [
          tx`insert into access_links (tenant_id, id, purpose, subject, single_use, expires_at, created_at)
      values (${tenantId}, ${linkId}, 'ticket', ${id}, false, ${expires}, ${now})`,
          tx`insert into access_link_hashes (hash, tenant_id, link_id) values (${hash}, ${tenantId}, ${linkId})`,
        ]
      : []),
  ])
}

async function run(request: RawRequest): Promise<RawResult> {
  const latencies: number[] = []
  let left = request.count
  const client = async () => {
    while (left-- > 0) {
      const began = performance.now()
      await commitOne(request)
      latencies.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: request.clients }, client))
  return { seconds: (performance.now() - began) / 1000, latencies }
}

process.on('message', (request: RawRequest) => {
  run(request).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
process.send?.({ ready: true })
