import { existsSync, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { type AppProcess, type StartAppOptions, startApp } from './app-process.ts'
import { repositoryRoot } from './paths.ts'

const settleMs = 150

/** What an application loads itself. Its screens and `packages/ui` are Vite's, which needs no restart. */
function sourcesOf(app: string): string[] {
  const packages = readdirSync(join(repositoryRoot, 'packages')).filter((name) => name !== 'ui')
  const folders = [join('apps', app, 'src'), ...packages.map((name) => join('packages', name, 'src'))]
  return folders.map((folder) => join(repositoryRoot, folder)).filter((folder) => existsSync(folder))
}

/**
 * Starts an application and starts it again when its sources change; one that ends by an error waits for the change that
 * mends it. Node's own `--watch` also watches the file into which Vite bundles its configuration, and never settles.
 */
export function startWatchedApp(options: StartAppOptions, onStart: (pid: number) => void): AppProcess {
  let current = start()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let restarting = Promise.resolve()
  let ended: (how: string) => void = () => {}
  const exited = new Promise<string>((resolve) => {
    ended = resolve
  })

  function start(): AppProcess {
    const process = startApp(options)
    onStart(process.pid)
    return process
  }
  const restart = () => {
    restarting = restarting.then(async () => {
      if (stopped) return
      await current.stop()
      if (!stopped) current = start()
    })
  }
  const watchers = sourcesOf(options.app).map((folder) =>
    watch(folder, { recursive: true }, (_event, name) => {
      if (!name || !/\.(ts|tsx|sql|json)$/.test(name) || /\.test\.tsx?$/.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(restart, settleMs)
    }),
  )
  return {
    app: options.app,
    get pid() {
      return current.pid
    },
    port: options.port,
    logPath: options.logPath,
    logEnd: () => current.logEnd(),
    exited,
    isRunning: () => !stopped,
    kill: (signal) => current.kill(signal),
    async stop(graceMs) {
      stopped = true
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      await restarting
      await current.stop(graceMs)
      ended('stopped')
    },
  }
}
