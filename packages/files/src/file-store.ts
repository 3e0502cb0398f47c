import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where bytes lie: one folder per tenant, each file under its SHA-256. */
export type FileStore = {
  /** Keeps the bytes; returns their SHA-256. The same bytes twice are kept once. */
  put(tenantId: string, bytes: Uint8Array): Promise<string>
  read(tenantId: string, sha256: string): Promise<Uint8Array>
  stream(tenantId: string, sha256: string): Readable
}

/** A store in a folder. */
export function openFolderStore(dir: string): FileStore {
  const pathOf = (tenantId: string, sha256: string) => {
    if (!/^[0-9a-f-]{36}$/.test(tenantId) || !/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a file address')
    return join(dir, tenantId, sha256.slice(0, 2), sha256)
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
      await mkdir(join(path, '..'), { recursive: true })
      const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
      const handle = await open(temporary, 'wx', 0o600)
      await handle.writeFile(bytes)
      await handle.sync()
      await handle.close()
      await rename(temporary, path)
      return sha256
    },
    read: (tenantId, sha256) => readFile(pathOf(tenantId, sha256)),
    stream: (tenantId, sha256) => createReadStream(pathOf(tenantId, sha256)),
  }
}
