// A process of its own that ends: what migrations and the demo load into memory is not kept by the launcher.
import { migrate } from '@siaga/db/migrate'
import type { DemoSummary } from './demo/load-demo.ts'
import type { DemoMode } from './env.ts'
import type { Secrets } from './secrets.ts'

export type PrepareRequest = {
  adminUrl: string
  passwords: Secrets['passwords']
  demo: { mode: DemoMode; env: Record<string, string> }
}

export type PrepareReply = { ok: true; summary: DemoSummary } | { ok: false; error: string }

process.once('message', async (message) => {
  const reply = await prepare(message as PrepareRequest)
  process.send?.(reply, undefined, undefined, () => process.exit(reply.ok ? 0 : 1))
})

async function prepare({ adminUrl, passwords, demo }: PrepareRequest): Promise<PrepareReply> {
  try {
    await migrate({ adminUrl, passwords })
    const { loadDemo } = await import('./demo/load-demo.ts')
    return { ok: true, summary: await loadDemo(demo) }
  } catch (error) {
    console.error(error)
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}
