import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { actorRef, defineError, newId, notFound } from '@siaga/kernel'
import { and, eq, inArray } from 'drizzle-orm'
import { fileTypeFromBuffer } from 'file-type'
import type { FileStore } from './file-store.ts'
import { files } from './schema.ts'

export const fileTooLarge = defineError('too_large', 'file.too_large', {
  id: 'Berkas {name} terlalu besar. Paling besar {megabytes} MB.',
  en: 'The file {name} is too large. At most {megabytes} MB.',
})
export const fileEmpty = defineError('invalid', 'file.empty', {
  id: 'Berkas {name} kosong.',
  en: 'The file {name} is empty.',
})
export const fileTypeRefused = defineError('invalid', 'file.type', {
  id: 'Jenis berkas {name} tidak diterima. Kirim foto, PDF, suara, video, atau dokumen kantor.',
  en: 'The type of {name} is not accepted. Send a photo, PDF, sound, video or office document.',
})

export const maxFileBytes = 25 * 1024 * 1024

/** Accepted from citizens by content: pictures, sound, video, PDF, office documents, plain text. */
const accepted = [
  /^image\/(jpeg|png|gif|webp|heic|heif)$/,
  /^audio\//,
  /^video\//,
  /^application\/pdf$/,
  /^application\/vnd\.openxmlformats/,
  /^application\/vnd\.oasis/,
  /^application\/(msword|x-cfb)$/,
]

/** Programs and pages are kept from a mail as evidence, but only ever handed out as a download. */
const plain = /^[\t\n\r\x20-\x7e\u00a0-\uffff]*$/

/** The media type by content. Text without markup is text/plain; anything unknown is application/octet-stream. */
export async function detectType(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  if (found) return found.mime
  const head = new TextDecoder('utf-8', { fatal: false }).decode(bytes.subarray(0, 4096))
  if (head.includes('\ufffd') || !plain.test(head)) return 'application/octet-stream'
  return /<\s*(svg|html|script|!doctype|\?xml)/i.test(head) ? 'application/octet-stream' : 'text/plain'
}

/** A name that is safe to show and to save: no paths, no control or direction characters, at most 120 characters. */
export function safeName(name: string): string {
  const cleaned = name
    .replace(/^.*[\\/]/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '')
    .trim()
  return cleaned.slice(-120) || 'berkas'
}

export type StoredFile = { fileId: string; name: string; sizeBytes: number; mediaType: string }

/** Keeps the bytes of a file and returns the row to insert; `trusted` = whatever arrives is kept (mail), else types are checked. */
export async function keepFile(
  store: FileStore,
  ctx: Ctx,
  file: { name: string; bytes: Uint8Array; anyType?: boolean },
) {
  const name = safeName(file.name)
  if (file.bytes.byteLength === 0 && !file.anyType) throw fileEmpty({ params: { name } })
  if (file.bytes.byteLength > maxFileBytes && !file.anyType) throw fileTooLarge({ params: { name, megabytes: 25 } })
  const mediaType = await detectType(file.bytes)
  if (!file.anyType && mediaType !== 'text/plain' && !accepted.some((a) => a.test(mediaType)))
    throw fileTypeRefused({ params: { name } })
  const sha256 = await store.put(ctx.tenantId, file.bytes)
  return {
    tenantId: ctx.tenantId,
    id: newId(ctx.clock.now()),
    sha256,
    sizeBytes: file.bytes.byteLength,
    mediaType,
    name,
    scan: 'not_scanned' as const,
    createdAt: ctx.clock.now(),
  }
}

/** Inserts rows made by `keepFile` and returns them as attachments. */
export async function insertFiles(
  tx: Tx,
  rows: (Awaited<ReturnType<typeof keepFile>> & { uploadedBy?: string })[],
): Promise<StoredFile[]> {
  if (rows.length > 0) await tx.insert(files).values(rows)
  return rows.map((r) => ({ fileId: r.id, name: r.name, sizeBytes: r.sizeBytes, mediaType: r.mediaType }))
}

/** Keeps a file that a member adds; returns it as an attachment. @throws fileEmpty, fileTooLarge, fileTypeRefused */
export async function storeFile(
  ctx: Ctx,
  store: FileStore,
  file: { name: string; bytes: Uint8Array },
): Promise<StoredFile> {
  const kept = await keepFile(store, ctx, file)
  const [stored] = await withTenant(ctx, (tx) => insertFiles(tx, [{ ...kept, uploadedBy: actorRef(ctx.actor) }]))
  return stored as StoredFile
}

/** Files of the tenant by ids that it wrote itself; of ids from outside `ownedFilesIn` says whose they are. */
export async function filesIn(tx: Tx, ctx: Ctx, ids: string[]): Promise<StoredFile[]> {
  return (await ownedFilesIn(tx, ctx, ids)).map(({ uploadedBy: _, ...file }) => file)
}

/** Files of the tenant by id, with who uploaded them. */
export async function ownedFilesIn(
  tx: Tx,
  ctx: Ctx,
  ids: string[],
): Promise<(StoredFile & { uploadedBy: string | null })[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .select()
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids)))
  return rows.map((r) => ({
    fileId: r.id,
    name: r.name,
    sizeBytes: r.sizeBytes,
    mediaType: r.mediaType,
    uploadedBy: r.uploadedBy,
  }))
}

/** Which of these files were scanned, and how; by id. */
export async function scansOf(ctx: Ctx, ids: string[]): Promise<Record<string, 'not_scanned' | 'clean' | 'infected'>> {
  if (ids.length === 0) return {}
  const rows = await withTenant(ctx, (tx) =>
    tx
      .select({ id: files.id, scan: files.scan })
      .from(files)
      .where(and(eq(files.tenantId, ctx.tenantId), inArray(files.id, ids))),
  )
  return Object.fromEntries(rows.map(({ id, scan }) => [id, scan]))
}

/** One file with its address in the store. @throws notFound */
export async function readFileRow(ctx: Ctx, fileId: string) {
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select()
      .from(files)
      .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, fileId))),
  )
  if (!row) throw notFound()
  return row
}
