import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'

export type RedisBinary = { path: string; environment: NodeJS.ProcessEnv }

const names = ['redis-server', 'valkey-server']

// What redis-server needs on Debian 12, when apt cannot work it out itself.
const debianPackages = [
  'redis-server',
  'redis-tools',
  'libhiredis0.14',
  'liblzf1',
  'libjemalloc2',
  'liblua5.1-0',
  'lua-cjson',
  'lua-bitop',
  'libatomic1',
]

/**
 * A Redis or Valkey server that runs here: from PATH, from the cache, downloaded there with apt without root, or
 * installed with apt as root. Throws an error that says what to install.
 */
export function redisBinary({ cacheDir = defaultCacheDir() }: { cacheDir?: string } = {}): RedisBinary {
  return onPath() ?? cached(cacheDir) ?? downloaded(cacheDir) ?? installed() ?? missing()
}

function defaultCacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'siaga', `redis-${process.arch}`)
}

function onPath(): RedisBinary | undefined {
  const environment = { PATH: process.env.PATH }
  const path = names.find((name) => runs({ path: name, environment }))
  return path ? { path, environment } : undefined
}

function cached(cacheDir: string): RedisBinary | undefined {
  const path = join(cacheDir, 'usr/bin/redis-server')
  if (!existsSync(path)) return undefined
  const binary = { path, environment: { PATH: process.env.PATH, LD_LIBRARY_PATH: libraryFolders(cacheDir).join(':') } }
  return runs(binary) ? binary : undefined
}

function downloaded(cacheDir: string): RedisBinary | undefined {
  if (process.platform !== 'linux' || !succeeds('apt-get', ['--version']) || !succeeds('dpkg-deb', ['--version']))
    return
  process.stderr.write('siaga: fetching a Redis server with apt, without installing it …\n')
  mkdirSync(dirname(cacheDir), { recursive: true })
  const work = mkdtempSync(`${cacheDir}-`)
  try {
    const packages = join(work, 'packages')
    const tree = join(work, 'tree')
    mkdirSync(packages)
    if (!download(packages, []) && !download(packages, ownLists(work))) return undefined
    for (const file of readdirSync(packages).filter((name) => name.endsWith('.deb'))) {
      if (!succeeds('dpkg-deb', ['-x', join(packages, file), tree])) return undefined
    }
    rmSync(cacheDir, { recursive: true, force: true })
    renameSync(tree, cacheDir)
    return cached(cacheDir)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function download(folder: string, options: string[]): boolean {
  const needed = neededPackages(options)
  return (
    succeeds('apt-get', [...options, '-q', 'download', ...needed], folder) ||
    succeeds('apt-get', [...options, '-q', 'download', ...debianPackages], folder)
  )
}

/** What apt would install, by the names of the archives; packages that are here already are not in it. */
function neededPackages(options: string[]): string[] {
  const args = [...options, '-qq', '--no-install-recommends', '--print-uris', 'install', 'redis-server']
  const { status, stdout } = spawnSync('apt-get', args, { encoding: 'utf8' })
  if (status !== 0) return debianPackages
  const found = [...stdout.matchAll(/ ([a-z0-9.+-]+)_[^ ]+\.deb /g)].map((match) => match[1] ?? '')
  return found.includes('redis-server') ? found : debianPackages
}

/** A machine on which `apt-get update` never ran: package lists of our own, which need no root. */
function ownLists(work: string): string[] {
  const state = join(work, 'apt')
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(state, folder), { recursive: true })
  const options = ['-o', `Dir::State::lists=${join(state, 'lists')}`, '-o', `Dir::Cache=${join(state, 'cache')}`]
  succeeds('apt-get', [...options, '-q', 'update'])
  return options
}

function installed(): RedisBinary | undefined {
  if (process.getuid?.() !== 0 || !succeeds('apt-get', ['--version'])) return undefined
  process.stderr.write('siaga: installing redis-server with apt …\n')
  const lock = ['-o', 'DPkg::Lock::Timeout=580']
  const install = () => succeeds('apt-get', ['install', '-y', '--no-install-recommends', ...lock, 'redis-server'])
  if (!install()) {
    succeeds('apt-get', ['update', '-q'])
    install()
  }
  return onPath()
}

function missing(): never {
  throw new Error(
    'No Redis server was found and none could be fetched. Install redis-server or valkey-server ' +
      '(Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL to one of your own.',
  )
}

function libraryFolders(cacheDir: string): string[] {
  const folders: string[] = []
  for (const base of ['usr/lib', 'lib']) {
    const folder = join(cacheDir, base)
    if (!existsSync(folder)) continue
    folders.push(folder, ...readdirSync(folder).map((name) => join(folder, name)))
  }
  return folders.filter((folder) => basename(folder).includes('-linux-'))
}

function runs({ path, environment }: RedisBinary): boolean {
  return spawnSync(path, ['--version'], { env: environment, stdio: 'ignore' }).status === 0
}

function succeeds(command: string, args: string[], cwd?: string): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { cwd, env, stdio: 'ignore' }).status === 0
}
