import { connect } from 'node:net'
import { type Ctx, withTenant } from '@siaga/db'
import { defineEvent, emit } from '@siaga/events'
import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import type { FileStore } from './file-store.ts'
import { files } from './schema.ts'

/** A file was looked at; the subject is the file. */
export const fileScanned = defineEvent('file.scanned', z.object({ scan: z.string() }))

export type Verdict = { scan: 'clean' } | { scan: 'infected'; note: string }
export type Scanner = (chunks: AsyncIterable<Uint8Array>) => Promise<Verdict>

const answerMs = 60_000

/** clamd at `tcp://host:port` or `unix:/path`, by its INSTREAM command. A scanner that is away throws. */
export function openClamd(address: string): Scanner {
  const url = new URL(address)
  const target =
    url.protocol === 'unix:' ? { path: url.pathname } : { host: url.hostname, port: Number(url.port) || 3310 }
  return (chunks) =>
    new Promise<Verdict>((resolve, reject) => {
      const socket = connect(target)
      let answer = ''
      socket.setTimeout(answerMs, () => socket.destroy(new Error('the scanner did not answer in time')))
      socket.on('error', reject)
      socket.on('data', (data) => {
        answer += data.toString('utf8')
      })
      socket.on('close', () => {
        const said = answer.replaceAll('\0', '').trim()
        const found = /^stream: (.+) FOUND$/.exec(said)?.[1]
        if (found) resolve({ scan: 'infected', note: found.slice(0, 200) })
        else if (said === 'stream: OK') resolve({ scan: 'clean' })
        else reject(new Error(`the scanner said "${said.slice(0, 200)}"`))
      })
      socket.on('connect', () => {
        send(chunks, socket).catch((error) => socket.destroy(error))
      })
    })
}

async function send(chunks: AsyncIterable<Uint8Array>, socket: ReturnType<typeof connect>): Promise<void> {
  const write = async (bytes: Uint8Array) => {
    if (!socket.write(bytes)) await new Promise((resolve) => socket.once('drain', resolve))
  }
  await write(Buffer.from('zINSTREAM\0'))
  for await (const chunk of chunks) {
    if (socket.destroyed) return
    const size = Buffer.alloc(4)
    size.writeUInt32BE(chunk.length)
    await write(size)
    await write(chunk)
  }
  await write(Buffer.alloc(4))
}

const atOnce = 20
const lookBackMs = 30 * 86_400_000

/**
 * Has files of a tenant scanned that nobody looked at yet, the oldest first. An infected one stays but is handed out no
 * more. Returns how many were looked at; throws when the scanner is away, and the files wait.
 */
export async function scanFiles(ctx: Ctx, store: FileStore, scanner: Scanner): Promise<number> {
  const waiting = await withTenant(ctx, (tx) =>
    tx
      .select({ id: files.id, sha256: files.sha256 })
      .from(files)
      .where(
        and(
          eq(files.tenantId, ctx.tenantId),
          eq(files.scan, 'not_scanned'),
          gt(files.createdAt, new Date(ctx.clock.now().getTime() - lookBackMs)),
        ),
      )
      .orderBy(asc(files.createdAt))
      .limit(atOnce),
  )
  for (const file of waiting) {
    const verdict = await scanner(store.stream(ctx.tenantId, file.sha256) as AsyncIterable<Uint8Array>)
    await withTenant(ctx, async (tx) => {
      const note = verdict.scan === 'infected' ? verdict.note : null
      const done = await tx
        .update(files)
        .set({ scan: verdict.scan, scanNote: note, scannedAt: ctx.clock.now() })
        .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, file.id), eq(files.scan, 'not_scanned')))
        .returning({ id: files.id })
      if (done.length === 0) return
      const subject = { subjectId: file.id, version: 1, serviceId: null, urgent: false }
      await emit(tx, ctx, fileScanned, subject, { scan: verdict.scan })
    })
  }
  return waiting.length
}
