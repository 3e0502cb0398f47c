// A process of its own: a minimal route per side and work, for the comparison over HTTP.
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { openSides, type SideName, type SidesInput, sideNames, works } from './isolation-sides.ts'

process.on('message', (input: SidesInput) => {
  const { run } = openSides(input)
  const app = new Hono()
  for (const side of sideNames)
    for (const work of works) app.get(pathOf(side, work), async (c) => c.json(await run[side](work)))
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address: AddressInfo) =>
    process.send?.({ result: { port: address.port } }),
  )
  process.once('disconnect', () => server.close())
})
process.send?.({ ready: true })

function pathOf(side: SideName, work: string): string {
  return `/${side}/${work.replaceAll(' ', '-')}`
}
