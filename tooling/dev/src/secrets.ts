import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readJson, writePrivateJson } from './private-file.ts'

export const databaseRoles = [
  'siaga_migrator',
  'siaga_app',
  'siaga_identity',
  'siaga_gateway',
  'siaga_relay',
  'siaga_oversight',
  'siaga_platform',
] as const

export type DatabaseRole = (typeof databaseRoles)[number]

export type Secrets = {
  /** 32 random bytes in hex; signs cookies and links. */
  secret: string
  /** A short random name of this installation: part of cookie names and of the Redis prefix. */
  instance: string
  passwords: Record<DatabaseRole, string>
}

export function newSecrets(): Secrets {
  return {
    secret: randomBytes(32).toString('hex'),
    instance: randomBytes(4).toString('hex'),
    passwords: Object.fromEntries(databaseRoles.map((role) => [role, newPassword()])) as Secrets['passwords'],
  }
}

/** The secrets of a data folder, made on the first start. A role that is new since then gets its password. */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json')
  const kept = readJson<Secrets>(path)
  const fresh = newSecrets()
  const secrets = kept ? { ...kept, passwords: { ...fresh.passwords, ...kept.passwords } } : fresh
  if (JSON.stringify(kept) !== JSON.stringify(secrets)) writePrivateJson(path, secrets)
  return secrets
}

function newPassword(): string {
  return randomBytes(24).toString('hex')
}
