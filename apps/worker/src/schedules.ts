import { forgetInboundKeys, type SecretBox, type SenderEnvironment, syncAllTemplates } from '@siaga/channels'
import { forgetWaitingStatuses } from '@siaga/conversations'
import { type Database, ensurePartitions, forgetIdempotencyKeys, tenantIds } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { type FileStore, type Scanner, scanFiles } from '@siaga/files'
import { keepGauges } from '@siaga/reporting'

type Log = (message: string, error?: unknown) => void

const scansEveryMs = 3_000
const gaugesEveryMs = 10_000
const templatesEveryMs = 3_600_000
const upkeepEveryMs = 6 * 3_600_000
const inboundKeyDays = 30
const waitingStatusDays = 30
const idempotencyDays = 7

const days = (n: number) => n * 86_400_000

/** Gauges and freshness of every tenant; one tenant's trouble is not another's. */
async function gauges(db: Database, log: Log): Promise<void> {
  for (const id of await tenantIds(db))
    await keepGauges(systemCtx(db, id, 'gauges')).catch((error) => log('gauges failed', error))
}

/** Makes partitions ahead and forgets keys that no repeat can ask for any more. */
async function upkeep(db: Database): Promise<void> {
  const now = Date.now()
  await ensurePartitions(db, new Date(now), new Date(now + days(92)))
  for (const id of await tenantIds(db)) {
    const ctx = systemCtx(db, id, 'upkeep')
    await forgetInboundKeys(ctx, new Date(now - days(inboundKeyDays)))
    await forgetIdempotencyKeys(ctx, new Date(now - days(idempotencyDays)))
    await forgetWaitingStatuses(ctx, new Date(now - days(waitingStatusDays)))
  }
}

type Work = {
  db: Database
  box: SecretBox
  environment: SenderEnvironment
  store: FileStore
  scanner: Scanner | null
  log: Log
}

/** What providers approved or took back since. */
async function templates({ db, box, environment, log }: Work): Promise<void> {
  for (const id of await tenantIds(db))
    await syncAllTemplates(systemCtx(db, id, 'templates'), box, environment, (error) =>
      log('templates could not be read', error),
    )
}

/** Files that nobody looked at yet. A scanner that is away is asked again; the files stay visibly not scanned. */
async function scans({ db, store, scanner, log }: Work): Promise<void> {
  if (!scanner) return
  for (const id of await tenantIds(db)) {
    try {
      await scanFiles(systemCtx(db, id, 'scan'), store, scanner)
    } catch (error) {
      return log('files could not be scanned', error)
    }
  }
}

/** What runs by the clock of the platform; each is safe to run twice and in several processes. */
export function startSchedules(work: Work): { stop(): Promise<void> } {
  const { db, log } = work
  const lines = { own: Promise.resolve(), providers: Promise.resolve(), scanner: Promise.resolve() }
  const every = (ms: number, run: () => Promise<void>, name: string, line: keyof typeof lines = 'own') => {
    const next = () => {
      lines[line] = lines[line].then(run).catch((error) => log(`${name} failed`, error))
    }
    next()
    return setInterval(next, ms)
  }
  const timers = [
    every(gaugesEveryMs, () => gauges(db, log), 'gauges'),
    every(upkeepEveryMs, () => upkeep(db), 'upkeep'),
    // A provider that is slow holds up nothing of ours.
    every(templatesEveryMs, () => templates(work), 'templates', 'providers'),
    ...(work.scanner ? [every(scansEveryMs, () => scans(work), 'scans', 'scanner')] : []),
  ]
  return {
    async stop() {
      timers.forEach(clearInterval)
      await lines.own
    },
  }
}
