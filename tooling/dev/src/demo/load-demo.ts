import type { DemoMode } from '../env.ts'

export type DemoSummary = {
  signIns: { who: string; email: string; password: string }[]
  tenants: { name: string; portalPath: string; mail: string }[]
  apiKey?: string
}

/** Placeholder until the demo is written. */
export async function loadDemo(_: { mode: DemoMode; env: Record<string, string> }): Promise<DemoSummary> {
  return { signIns: [], tenants: [] }
}
