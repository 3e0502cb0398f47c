import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

export type RunResult = { status: number; output: string }

/** Runs a program to its end and returns all that it printed. */
export function run(command: string, args: string[], { cwd }: { cwd: string }): Promise<RunResult> {
  // Tools start with `#!/usr/bin/env node`: that has to be this Node, not the host's.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.once('error', (error) => resolve({ status: 127, output: `${output}${error.message}` }))
    child.once('close', (code) => resolve({ status: code ?? 1, output }))
  })
}
