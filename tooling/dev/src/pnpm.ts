import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './paths.ts'

export type CommandResult = { status: number; output: string }

/** The command line that runs the pinned pnpm: `npx --yes pnpm@x.y.z …`. */
export function pnpmCommand(args: string[]): [string, string[]] {
  const pinned = process.env.SIAGA_PNPM ?? packageManager()
  return ['npx', ['--yes', pinned, ...args]]
}

/** Runs a command to its end and returns all that it printed. Ends with the signal, when there is one. */
export function runCommand(
  [command, args]: [string, string[]],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal; onOutput?: (text: string) => void } = {},
): Promise<CommandResult> {
  const { cwd = repositoryRoot, env = process.env, signal, onOutput } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (text: string) => {
      output += text
      onOutput?.(text)
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', collect)
    child.once('error', (error) => resolve({ status: 127, output: `${output}\n${error.message}` }))
    child.once('close', (code) => resolve({ status: code ?? 1, output }))
  })
}

/** Builds what changed, through turbo's cache. */
export function buildApps(signal?: AbortSignal): Promise<CommandResult> {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', FORCE_COLOR: '0' }
  return runCommand(pnpmCommand(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only']), { env, signal })
}

function packageManager(): string {
  const { packageManager: pinned } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
    packageManager: string
  }
  return pinned
}
