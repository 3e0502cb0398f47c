import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Platform } from './platform.ts'

type Answer<T> = { ready?: true; result?: T; error?: string }

export type Child<Request, Result> = { pid: number; ask(request: Request): Promise<Result> }

/** Starts a file of this folder as a process that answers one request after the other; it ends with the platform. */
export async function startChild<Request extends object, Result>(
  platform: Pick<Platform, 'defer'>,
  file: string,
  args: string[] = [],
): Promise<Child<Request, Result>> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--max-semi-space-size=16'] })
  platform.defer(() => child.kill('SIGKILL'))
  const next = () =>
    new Promise<Answer<Result>>((resolve, reject) => {
      const gone = (code: number | null) => reject(new Error(`${file} ended with ${code}`))
      child.once('exit', gone)
      child.once('message', (answer) => {
        child.off('exit', gone)
        resolve(answer as Answer<Result>)
      })
    })
  await next()
  return {
    pid: child.pid ?? 0,
    async ask(request) {
      const answer = next()
      child.send(request)
      const { result, error } = await answer
      if (error !== undefined) throw new Error(`${file}: ${error}`)
      return result as Result
    },
  }
}
