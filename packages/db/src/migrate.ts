import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Login roles, each with its own password; `siaga_search` owns search functions and never logs in. */
export const loginRoles = [
  'siaga_migrator',
  'siaga_app',
  'siaga_identity',
  'siaga_gateway',
  'siaga_relay',
  'siaga_oversight',
  'siaga_platform',
] as const

/** The URL of a role on the server of `adminUrl`. */
export function roleUrl(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = password
  return url.toString()
}

/**
 * Creates the roles and brings the database to the newest schema. Safe to repeat.
 * `adminUrl` may create roles and owns the database; the tables belong to `siaga_migrator`.
 */
export async function migrate({
  adminUrl,
  passwords,
}: {
  adminUrl: string
  passwords: Record<string, string>
}): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await admin`select current_database() as name, current_user as me`
    const existing = new Set(
      (await admin`select rolname from pg_roles where rolname like 'siaga_%'`).map((r) => r.rolname),
    )
    for (const role of loginRoles) {
      const password = passwords[role]
      if (!password || /['\\]/.test(password))
        throw new Error(`a password for the database role ${role} is missing or has quotes`)
      const verb = existing.has(role) ? 'ALTER' : 'CREATE'
      await admin.unsafe(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '${password}'`,
      )
    }
    if (!existing.has('siaga_search')) await admin.unsafe('CREATE ROLE siaga_search NOLOGIN')
    await admin.unsafe(`GRANT CREATE, CONNECT ON DATABASE "${row?.name}" TO siaga_migrator`)
    await admin.unsafe('GRANT CREATE, USAGE ON SCHEMA public TO siaga_migrator WITH GRANT OPTION')
    // Only while it migrates: a function is given away by a member of the role that gets it.
    await admin.unsafe('GRANT siaga_search TO siaga_migrator')
    await runMigrationsAs(roleUrl(adminUrl, 'siaga_migrator', passwords.siaga_migrator as string))
  } finally {
    await admin.unsafe('REVOKE siaga_search FROM siaga_migrator').catch(() => undefined) // the first error is the one to show
    await admin.end()
  }
}

async function runMigrationsAs(url: string): Promise<void> {
  const owner = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await runMigrations(drizzle(owner), { migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)) })
  } finally {
    await owner.end()
  }
}
