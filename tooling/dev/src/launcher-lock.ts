import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './env.ts'
import { readJson, writePrivateJson } from './private-file.ts'
import { commandLine, endProcess, isAlive } from './process-table.ts'

type Lock = { pid: number; apps: { app: string; pid: number }[] }

export type LauncherLock = { recordApp: (app: string, pid: number) => void; release: () => void }

/**
 * One launcher per data folder. Applications that a killed launcher left behind are ended first: they would hold the
 * ports. Throws ConfigError when a launcher is at work in the folder.
 */
export async function lockDataDir(dataDir: string): Promise<LauncherLock> {
  const path = join(dataDir, 'launcher.json')
  const left = readJson<Lock>(path)
  if (left && left.pid !== process.pid && isAlive(left.pid) && /tooling\/dev\/src\//.test(commandLine(left.pid))) {
    throw new ConfigError(
      `Siaga already runs with the data folder ${dataDir} (process ${left.pid}). ` +
        'For a second copy set SIAGA_DATA_DIR to another folder, and other ports.',
    )
  }
  const orphans = (left?.apps ?? []).filter(({ pid }) => isAlive(pid) && commandLine(pid).includes('src/main.ts'))
  await Promise.all(
    orphans.map(({ pid }) =>
      endProcess(pid, [
        { signal: 'SIGTERM', timeoutMs: 10_000 },
        { signal: 'SIGKILL', timeoutMs: 2_000 },
      ]),
    ),
  )
  const lock: Lock = { pid: process.pid, apps: [] }
  writePrivateJson(path, lock)
  return {
    recordApp: (app, pid) => {
      // Development starts an application again and again.
      lock.apps = [...lock.apps.filter((known) => known.app !== app), { app, pid }]
      writePrivateJson(path, lock)
    },
    release: () => rmSync(path, { force: true }),
  }
}
