import sharp from 'sharp'
import type { FileStore } from './file-store.ts'

/** Pictures that can be shown; everything else, SVG above all, is only ever a download. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
export const canPreview = (mediaType: string) => shown.has(mediaType)

const mostPixels = 50_000_000
const side = 1200
const mostSeconds = 10
const name = 'preview1200'
export const previewType = 'image/webp'

// One picture at a time and one thread for it: a flood of pictures must not take the machine from those who write.
sharp.concurrency(1)
sharp.cache(false)
let turn: Promise<unknown> = Promise.resolve()

/** The pixels anew, at most 1,200 on a side, without anything else that the file carried; null when it is no such picture. */
export async function renderPreview(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    // Pages: of an animation the first picture only.
    return await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1, sequentialRead: true })
      .timeout({ seconds: mostSeconds })
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer()
  } catch {
    return null
  }
}

/** The preview of a stored picture, made once and kept beside it; null when none can be made. */
export async function previewOf(
  store: FileStore,
  tenantId: string,
  file: { sha256: string; mediaType: string; scan: string },
): Promise<Uint8Array | null> {
  if (!canPreview(file.mediaType) || file.scan === 'infected') return null
  const kept = await store.readDerived(tenantId, file.sha256, name)
  if (kept) return kept.length > 0 ? kept : null
  const made = turn.then(async () => {
    const meanwhile = await store.readDerived(tenantId, file.sha256, name)
    if (meanwhile) return meanwhile
    // What cannot be shown is remembered as empty, so that it is tried once.
    const fresh = (await renderPreview(await store.read(tenantId, file.sha256))) ?? new Uint8Array()
    await store.putDerived(tenantId, file.sha256, name, fresh)
    return fresh
  })
  turn = made.catch(() => undefined)
  const preview = await made
  return preview.length > 0 ? preview : null
}
