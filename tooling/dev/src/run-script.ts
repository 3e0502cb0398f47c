import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { repositoryRoot } from './paths.ts'

type Script = { command: string; args: string[]; cwd?: string; env?: NodeJS.ProcessEnv }

/** Runs a program in the foreground with this process's terminal and returns its exit code. */
export function runScript({ command, args, cwd = repositoryRoot, env = process.env }: Script): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, forward)
    child.once('error', (error) => {
      console.error(`siaga: ${command}: ${error.message}`)
      resolve(127)
    })
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)))
  })
}

/** A TypeScript file on the Node that runs this one. */
export function runTypeScript(file: string, args: string[], env?: NodeJS.ProcessEnv): Promise<number> {
  return runScript({ command: process.execPath, args: [file, ...args], env })
}
