import { caseEntries, cases } from '@siaga/cases/schema'
import { openDatabase, type Tx, withTenant } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { and, asc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export const works = ['one case', 'page of 50', 'write'] as const
export type Work = (typeof works)[number]
/** `bare` sends each statement alone; `transaction` puts BEGIN and COMMIT around it, as the driver does it. */
export const sideNames = ['tenancy', 'bare', 'transaction'] as const
export type SideName = (typeof sideNames)[number]

export type SidesInput = { appUrl: string; adminUrl: string; tenantId: string; serviceId: string; caseIds: string[] }

const connections = 8

/** The same statements by the same driver, with and without tenancy. */
export function openSides({ appUrl, adminUrl, tenantId, serviceId, caseIds }: SidesInput) {
  const db = openDatabase({ name: 'bench', urls: { app: appUrl }, max: { app: connections } })
  const pool = postgres(adminUrl, { max: connections, onnotice: () => undefined })
  const bare = drizzle(pool) as Tx
  let turn = 0
  const nextCase = () => caseIds[turn++ % caseIds.length] as string

  const statements: Record<Work, (tx: Tx) => Promise<unknown>> = {
    'one case': (tx) =>
      tx
        .select()
        .from(cases)
        .where(and(eq(cases.tenantId, tenantId), eq(cases.id, nextCase()))),
    'page of 50': (tx) =>
      tx
        .select()
        .from(cases)
        .where(and(eq(cases.tenantId, tenantId), eq(cases.serviceId, serviceId), eq(cases.isOpen, true)))
        .orderBy(asc(cases.sortAt), asc(cases.id))
        .limit(50),
    write: (tx) =>
      tx.insert(caseEntries).values({
        tenantId,
        id: newId(),
        caseId: nextCase(),
        kind: 'note',
        actorRef: 'system:bench',
        actorName: 'bench',
        text: 'Petugas lapangan sudah dihubungi dan menuju lokasi.',
        data: {},
        createdAt: new Date(),
      }),
  }
  const run: Record<SideName, (work: Work) => Promise<unknown>> = {
    tenancy: (work) => withTenant({ db, tenantId }, statements[work]),
    bare: (work) => statements[work](bare),
    transaction: (work) => bare.transaction((tx) => statements[work](tx as unknown as Tx)),
  }
  return {
    run,
    close: () => Promise.all([db.close(), pool.end({ timeout: 5 })]),
  }
}
