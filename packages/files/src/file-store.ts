import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where bytes lie: one folder per tenant, each file under its SHA-256. */
export type FileStore = {
  /** Keeps the bytes; returns their SHA-256. The same bytes twice are kept once. */
  put(tenantId: string, bytes: Uint8Array): Promise<string>
  read(tenantId: string, sha256: string): Promise<Uint8Array>
  /** From a byte of the file on, where given. */
  stream(tenantId: string, sha256: string, start?: number): Readable
  /** Keeps what comes, without ever holding it all; returns its SHA-256. */
  putStream(tenantId: string, chunks: AsyncIterable<Uint8Array>): Promise<string>
  /** Something made from a file and kept beside it (a preview); null when it was not made yet. */
  readDerived(tenantId: string, sha256: string, name: string): Promise<Uint8Array | null>
  putDerived(tenantId: string, sha256: string, name: string, bytes: Uint8Array): Promise<void>
}

/** A store in a folder. */
export function openFolderStore(dir: string): FileStore {
  const pathOf = (tenantId: string, sha256: string) => {
    if (!/^[0-9a-f-]{36}$/.test(tenantId) || !/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a file address')
    return join(dir, tenantId, sha256.slice(0, 2), sha256)
  }
  const suffix = () => `${process.pid}.${Math.random().toString(36).slice(2)}`
  const derivedPath = (tenantId: string, sha256: string, name: string) => {
    if (!/^[a-z0-9-]{1,30}$/.test(name)) throw new Error('not the name of something derived')
    return `${pathOf(tenantId, sha256)}.${name}`
  }
  async function write(path: string, bytes: Uint8Array): Promise<void> {
    await mkdir(join(path, '..'), { recursive: true })
    const temporary = `${path}.${suffix()}`
    const handle = await open(temporary, 'wx', 0o600)
    await handle.writeFile(bytes)
    await handle.sync()
    await handle.close()
    await rename(temporary, path)
  }
  return {
    async put(tenantId, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(tenantId, sha256)
      const there = await access(path).then(
        () => true,
        () => false,
      )
      if (there) return sha256
      await write(path, bytes)
      return sha256
    },
    async putStream(tenantId, chunks) {
      const hash = createHash('sha256')
      const folder = join(dir, tenantId)
      await mkdir(folder, { recursive: true })
      const temporary = join(folder, `incoming.${suffix()}`)
      const handle = await open(temporary, 'wx', 0o600)
      try {
        for await (const chunk of chunks) {
          hash.update(chunk)
          await handle.write(chunk)
        }
        await handle.sync()
      } catch (error) {
        await handle.close()
        await unlink(temporary)
        throw error
      }
      await handle.close()
      const sha256 = hash.digest('hex')
      const path = pathOf(tenantId, sha256)
      await mkdir(join(path, '..'), { recursive: true })
      await rename(temporary, path)
      return sha256
    },
    read: (tenantId, sha256) => readFile(pathOf(tenantId, sha256)),
    stream: (tenantId, sha256, start = 0) => createReadStream(pathOf(tenantId, sha256), { start }),
    readDerived: (tenantId, sha256, name) =>
      readFile(derivedPath(tenantId, sha256, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    putDerived: (tenantId, sha256, name, bytes) => write(derivedPath(tenantId, sha256, name), bytes),
  }
}
