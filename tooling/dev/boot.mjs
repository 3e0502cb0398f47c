// Runs on the host's Node (20 or newer): installs when the lockfile moved, then hands over to the pinned Node.
// Plain JavaScript without dependencies, because it runs before there are any.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const commands = {
  start: 'start.ts',
  dev: 'dev.ts',
  test: 'test.ts',
  check: 'check.ts',
  format: 'format.ts',
  bench: 'bench.ts',
  'migrations:generate': 'migrations-generate.ts',
  'projections:verify': 'projections-verify.ts',
  'search:rebuild': 'search-rebuild.ts',
}
const minimumHostMajor = 20

function fail(message) {
  process.stderr.write(`\nsiaga: ${message}\n\n`)
  process.exit(1)
}

function majorOf(version) {
  return Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0)
}

/** The exact package manager of package.json, so that the lockfile means the same on every machine. */
function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (!/^pnpm@\d+\.\d+\.\d+/.test(packageManager ?? '')) fail('package.json names no exact pnpm in "packageManager".')
  return packageManager.split('+')[0]
}

function needsInstall() {
  const stamp = join(root, 'node_modules/.modules.yaml')
  if (!existsSync(stamp)) return true
  return statSync(join(root, 'pnpm-lock.yaml')).mtimeMs > installedAt(stamp)
}

// pnpm rewrites its state file at the end of every install, also of one that had nothing to do.
function installedAt(stamp) {
  const state = join(root, 'node_modules/.pnpm-workspace-state-v1.json')
  return Math.max(statSync(stamp).mtimeMs, existsSync(state) ? statSync(state).mtimeMs : 0)
}

function install(pnpm) {
  process.stderr.write(`siaga: installing dependencies with ${pnpm} …\n`)
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  const { status, error } = spawnSync(npx, ['--yes', pnpm, 'install', '--frozen-lockfile'], {
    cwd: root,
    // The installer's report goes to stderr, so that a command's own output stays clean.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, CI: process.env.CI ?? 'true' },
  })
  if (error) fail(`npx could not be started (${error.message}). Install Node.js with npm.`)
  if (status !== 0) fail('the installation of the dependencies failed; the lines above say why.')
}

/** The real binary rather than the shim in .bin: a shell would stay in memory and would set NODE_PATH. */
function pinnedNode() {
  const binary = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node')
  if (existsSync(binary)) {
    const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' })
    if (status === 0 && majorOf(stdout) >= 24) return binary
  }
  if (majorOf(process.version) >= 24) return process.execPath
  fail(
    `Node 24 is needed and no packaged one fits this machine (${process.platform} ${process.arch}).\n` +
      `This is Node ${process.version}. Install Node 24 LTS from https://nodejs.org and try again.`,
  )
}

/**
 * npm passes SIGTERM to its shell, and the shell passes nothing on. So we look whether npm (or pnpm) is still there,
 * and take its end for the signal. Started without one, nothing is watched.
 */
function watchPackageManager(onGone) {
  if (!process.env.npm_lifecycle_event) return
  let pid = process.ppid
  // Between us and npm: its shell, and the shim of a packaged Node.
  while (/^(\/\S*\/)?(da|ba|z)?sh /.test(commandOf(pid))) pid = parentOf(pid)
  if (!(pid > 1)) return
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0)
    } catch (error) {
      if (error.code === 'EPERM') return
      clearInterval(timer)
      onGone()
    }
  }, 500)
  timer.unref()
}

function commandOf(pid) {
  return ps(pid, 'command')
}

function parentOf(pid) {
  return Number(ps(pid, 'ppid'))
}

function ps(pid, field) {
  try {
    if (field === 'command') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '0'
  } catch {
    return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
  }
}

const [command, ...args] = process.argv.slice(2)
if (!Object.hasOwn(commands, command ?? '')) {
  fail(`unknown command "${command ?? ''}". Known: ${Object.keys(commands).join(', ')}.`)
}
if (majorOf(process.version) < minimumHostMajor) {
  fail(`Node ${minimumHostMajor} or newer is needed to start; this is ${process.version}.`)
}

const pnpm = pinnedPnpm()
if (needsInstall()) install(pnpm)
const node = pinnedNode()

const child = spawn(
  node,
  [
    '--max-semi-space-size=8',
    join(root, 'tooling/dev/src', commands[command]),
    ...args.filter((a, i) => i > 0 || a !== '--'),
  ],
  {
    cwd: root,
    // The channel tells the child when this process dies, also by kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
      SIAGA_PNPM: pnpm,
    },
  },
)
child.on('error', (error) => fail(`${node} could not be started: ${error.message}`))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
watchPackageManager(() => child.kill('SIGTERM'))
child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
