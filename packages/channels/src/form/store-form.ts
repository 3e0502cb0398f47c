import { type Ctx, type Database, isDatabaseAway, sqlState, withTenant } from '@siaga/db'
import { insertFiles, type keepFile } from '@siaga/files'
import { createAccessLinks } from '@siaga/tenancy'
import { claimKeys, type InboundItem, insertEvents } from '../inbound.ts'

type Form = Omit<InboundItem, 'tenantId'> & {
  id: string
  /** Of the link that opens the ticket, and how long. */
  code: string
  linkDays: number
  files: Awaited<ReturnType<typeof keepFile>>[]
}

type Waiting = { ctx: Ctx; form: Form; stored(fresh: boolean): void; failed(error: unknown): void }
type Line = { running: number; waiting: Waiting[] }

const together = 16
const runningPerTenant = 2
const lines = new WeakMap<Database, Map<string, Line>>()

/**
 * Commits a form with its files and the link to its ticket; false for a repeat, which leaves nothing. Forms of one
 * tenant that come while its transactions are under way share the next one: a flood costs few commits, and a form that
 * comes alone waits for nobody. Resolves after the commit.
 */
export function storeForm(ctx: Ctx, form: Form): Promise<boolean> {
  const ofProcess = lines.get(ctx.db) ?? new Map<string, Line>()
  lines.set(ctx.db, ofProcess)
  const line = ofProcess.get(ctx.tenantId) ?? { running: 0, waiting: [] }
  ofProcess.set(ctx.tenantId, line)
  return new Promise((stored, failed) => {
    line.waiting.push({ ctx, form, stored, failed })
    if (line.running < runningPerTenant)
      void run(line).then(() => line.waiting.length + line.running === 0 && ofProcess.delete(ctx.tenantId))
  })
}

async function run(line: Line): Promise<void> {
  line.running++
  for (let batch = line.waiting.splice(0, together); batch.length > 0; batch = line.waiting.splice(0, together))
    await commit(batch)
  line.running--
}

async function commit(batch: Waiting[]): Promise<void> {
  try {
    const fresh = await insert(batch)
    for (const { form, stored } of batch) stored(fresh.has(form))
  } catch (error) {
    // One that the database refuses must not take the others with it.
    const alone = batch.length === 1 || !sqlState(error) || isDatabaseAway(error)
    if (alone) for (const { failed } of batch) failed(error)
    else for (const one of batch) await commit([one])
  }
}

/** One transaction; returns the forms that were new. */
async function insert(batch: Waiting[]): Promise<Set<Form>> {
  const { ctx } = batch[0] as Waiting
  return withTenant(ctx, async (tx) => {
    const fresh = await claimKeys(
      tx,
      ctx,
      batch.map(({ form }) => form),
    )
    if (fresh.length === 0) return new Set()
    const links = fresh.map(({ id, code, linkDays }) => ({
      purpose: 'ticket' as const,
      subject: id,
      days: linkDays,
      code,
    }))
    const files = fresh.flatMap((form) => form.files)
    insertEvents(tx, ctx, fresh)
    await Promise.all([createAccessLinks(tx, ctx, links), insertFiles(tx, files)])
    return new Set(fresh)
  })
}
