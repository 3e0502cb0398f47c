import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ctx, type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFileLink, refuseInfected, signFileLink } from './file-links.ts'
import { openFolderStore } from './file-store.ts'
import { previewOf, renderPreview } from './preview.ts'
import { openClamd, scanFiles } from './scan-files.ts'
import { readFileRow, storeFile } from './store-file.ts'

const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-files-')))
const tenantId = '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10'
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#1F477F' } })

describe('a preview', () => {
  it('is the picture made anew: smaller, WebP, turned upright, without what the file carried', async () => {
    const original = await picture(3000, 2000)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'RAHASIA-LOKASI' } })
      .toBuffer()
    expect(original.includes('RAHASIA-LOKASI')).toBe(true)
    const preview = Buffer.from((await renderPreview(original)) as Uint8Array)
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 1200, height: 800 })
    expect(preview.includes('RAHASIA-LOKASI')).toBe(false)
  })

  it('is made of no pixel bomb, no broken picture, no SVG and no page under a picture’s name', async () => {
    // 144 million pixels in less than a megabyte.
    const bomb = await picture(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    const jpeg = await picture(100, 100).jpeg().toBuffer()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const started = performance.now()
    expect(await renderPreview(bomb)).toBeNull()
    expect(performance.now() - started).toBeLessThan(2000)
    expect(await renderPreview(jpeg.subarray(0, 200))).toBeNull()
    const put = async (bytes: Uint8Array) => store.put(tenantId, bytes)
    const file = async (bytes: Uint8Array, mediaType: string) => ({
      sha256: await put(bytes),
      mediaType,
      scan: 'not_scanned',
    })
    expect(await previewOf(store, tenantId, await file(svg, 'image/svg+xml'))).toBeNull()
    expect(await previewOf(store, tenantId, await file(Buffer.from('<html>'), 'image/png'))).toBeNull()
    expect(await previewOf(store, tenantId, { ...(await file(jpeg, 'image/jpeg')), scan: 'infected' })).toBeNull()
  })

  it('is made once and kept beside its file', async () => {
    const sha256 = await store.put(tenantId, await picture(50, 40).png().toBuffer())
    const file = { sha256, mediaType: 'image/png', scan: 'clean' }
    const [first, second] = await Promise.all([previewOf(store, tenantId, file), previewOf(store, tenantId, file)])
    expect(first).not.toBeNull()
    expect(Buffer.from(second as Uint8Array).equals(Buffer.from(first as Uint8Array))).toBe(true)
    expect(await store.readDerived(tenantId, sha256, 'preview1200')).not.toBeNull()
  })
})

describe('a link to a file', () => {
  const derive = (message: string) => createHmac('sha256', 'kunci').update(message).digest()
  const subject = { tenantId, caseId: 'c1', fileId: 'f1' }
  const now = new Date('2026-11-20T08:00:00Z')
  const { expires, signature } = signFileLink(derive, subject, now)
  const open =
    (over: object = {}, link: { expires?: string | null; signature?: string | null } = {}, at = now) =>
    () =>
      checkFileLink(derive, { ...subject, ...over }, { expires: String(expires), signature, ...link }, at)

  it('opens its own file for five minutes, and nothing else', () => {
    expect(open()).not.toThrow()
    expect(open({}, {}, new Date(now.getTime() + 299_000))).not.toThrow()
    expect(open({}, {}, new Date(now.getTime() + 301_000))).toThrow()
    for (const over of [{ tenantId: 't2' }, { caseId: 'c2' }, { fileId: 'f2' }]) expect(open(over)).toThrow()
    expect(open({}, { expires: String(expires + 3600) })).toThrow()
    for (const bad of ['', 'ngawur', signature.slice(1), null]) expect(open({}, { signature: bad })).toThrow()
    for (const bad of ['', 'NaN', null, '1e99']) expect(open({}, { expires: bad })).toThrow()
  })
})

describe('a scanner', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let db: Database
  let tenant: SeededTenant
  let ctx: Ctx
  let clamd: Server
  let says: (bytes: Buffer) => string | null

  beforeAll(async () => {
    database = await testDatabase()
    const { app, identity, platform, relay } = database.urls
    db = openDatabase({ name: 'test', urls: { app, identity, platform, relay } })
    tenant = await seedTenant(db, {
      slug: 'semarang',
      authorityCode: '33.74',
      kind: 'city',
      name: 'Semarang',
      types: ['health-helpdesk'],
    })
    ctx = systemCtx(db, tenant.tenantId, 'test')
    // Speaks INSTREAM as clamd documents it: z-terminated command, chunks with their length, an empty one at the end.
    clamd = createServer((socket) => {
      let got = Buffer.alloc(0)
      socket.on('data', (data) => {
        got = Buffer.concat([got, data])
        const command = got.indexOf(0)
        if (command < 0 || got.subarray(0, command).toString() !== 'zINSTREAM') return
        let at = command + 1
        const parts: Buffer[] = []
        while (at + 4 <= got.length) {
          const size = got.readUInt32BE(at)
          if (size === 0) {
            const answer = says(Buffer.concat(parts))
            if (answer === null) socket.destroy()
            else socket.end(`${answer}\0`)
            return
          }
          if (at + 4 + size > got.length) return
          parts.push(got.subarray(at + 4, at + 4 + size))
          at += 4 + size
        }
      })
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => clamd.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    clamd.close()
    await db.close()
    await database.drop()
  })
  const scanner = () => openClamd(`tcp://127.0.0.1:${(clamd.address() as { port: number }).port}`)
  const kept = async (text: string) => (await storeFile(ctx, store, { name: 'a.txt', bytes: Buffer.from(text) })).fileId

  it('finds what is infected, which stays but is handed out no more; the rest is clean', async () => {
    const big = 'b'.repeat(300_000)
    says = (bytes) =>
      bytes.includes('EICAR') ? 'stream: Eicar-Signature FOUND' : bytes.length > 0 ? 'stream: OK' : 'stream: ERROR'
    const [bad, good] = [await kept('EICAR'), await kept(big)]
    expect(await scanFiles(ctx, store, scanner())).toBe(2)
    expect(await readFileRow(ctx, bad)).toMatchObject({ scan: 'infected', scanNote: 'Eicar-Signature' })
    expect(await readFileRow(ctx, good)).toMatchObject({ scan: 'clean', scanNote: null })
    expect(await scanFiles(ctx, store, scanner())).toBe(0)
    const infected = await readFileRow(ctx, bad)
    expect(() => refuseInfected(infected)).toThrow(/virus/)
  })

  it('that is away or talks nonsense leaves the file visibly not scanned, for the next try', async () => {
    const id = await kept('lain')
    for (const answer of [null, 'INSTREAM size limit exceeded. ERROR', '<html>200 OK</html>']) {
      says = () => answer
      await expect(scanFiles(ctx, store, scanner())).rejects.toThrow()
      expect((await readFileRow(ctx, id)).scan).toBe('not_scanned')
    }
    await expect(scanFiles(ctx, store, openClamd('tcp://127.0.0.1:1'))).rejects.toThrow()
    says = () => 'stream: OK'
    expect(await scanFiles(ctx, store, scanner())).toBe(1)
  })
})
