import { createHash } from 'node:crypto'
import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle'
import { type Database, type Tx, withRole } from '@siaga/db'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import { sessions, users } from './schema.ts'

/**
 * lucia stands behind this file alone. It keeps session ids in the clear; the database gets their SHA-256, so that a
 * copy of the table opens nothing.
 */
const hashed = (id: string) => createHash('sha256').update(id).digest('hex')

type UserAttributes = { name: string; email: string; locale: 'id' | 'en'; theme: 'system' | 'light' | 'dark' }

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, UserAttributes>
    DatabaseUserAttributes: UserAttributes
  }
}

function adapterFor(db: Database): Adapter {
  const run = <T>(work: (adapter: DrizzlePostgreSQLAdapter) => Promise<T>) =>
    withRole(db, 'identity', (tx: Tx) =>
      work(new DrizzlePostgreSQLAdapter(tx as never, sessions as never, users as never)),
    )
  return {
    async getSessionAndUser(id) {
      const [session, user] = await run((a) => a.getSessionAndUser(hashed(id)))
      return [session ? { ...session, id } : null, user]
    },
    getUserSessions: (userId) => run((a) => a.getUserSessions(userId)),
    setSession: (session) => run((a) => a.setSession({ ...session, id: hashed(session.id) })),
    updateSessionExpiration: (id, expiresAt) => run((a) => a.updateSessionExpiration(hashed(id), expiresAt)),
    deleteSession: (id) => run((a) => a.deleteSession(hashed(id))),
    deleteUserSessions: (userId) => run((a) => a.deleteUserSessions(userId)),
    deleteExpiredSessions: () => run((a) => a.deleteExpiredSessions()),
  }
}

export type SignedIn = {
  userId: string
  name: string
  email: string
  locale: 'id' | 'en'
  theme: 'system' | 'light' | 'dark'
}

export type Sessions = {
  cookieName: string
  /** Opens a session; returns the Set-Cookie value. */
  open(userId: string): Promise<string>
  /** Who the cookie header stands for; `setCookie` renews or clears the cookie. */
  read(
    cookieHeader: string | null,
  ): Promise<{ user: SignedIn; sessionId: string; setCookie: string | null } | { user: null; setCookie: string | null }>
  /** Whether the cookie header still stands for somebody; renews nothing (for streams, which can set no cookie). */
  isOpen(cookieHeader: string | null): Promise<boolean>
  /** Ends the session of this cookie header; returns the clearing Set-Cookie value. */
  close(cookieHeader: string | null): Promise<string>
  deleteExpired(): Promise<void>
}

/** Sessions of people: 12 hours, renewed while used. The cookie carries the instance, since cookies ignore ports. */
export function openSessions(db: Database, options: { instance: string; secure: boolean }): Sessions {
  const adapter = adapterFor(db)
  const lucia = new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(12, 'h'),
    sessionCookie: {
      name: `siaga-${options.instance}`,
      attributes: { secure: options.secure, sameSite: 'lax', path: '/' },
    },
    getUserAttributes: ({ name, email, locale, theme }) => ({ name, email, locale, theme }),
  })
  return {
    cookieName: lucia.sessionCookieName,
    async open(userId) {
      const session = await lucia.createSession(userId, {})
      return lucia.createSessionCookie(session.id).serialize()
    },
    async read(cookieHeader) {
      const id = lucia.readSessionCookie(cookieHeader ?? '')
      if (!id) return { user: null, setCookie: null }
      const { session, user } = await lucia.validateSession(id)
      if (!session) return { user: null, setCookie: lucia.createBlankSessionCookie().serialize() }
      const { id: userId, name, email, locale, theme } = user
      return {
        user: { userId, name, email, locale, theme },
        sessionId: id,
        setCookie: session.fresh ? lucia.createSessionCookie(id).serialize() : null,
      }
    },
    async isOpen(cookieHeader) {
      const id = lucia.readSessionCookie(cookieHeader ?? '')
      const [session] = id ? await adapter.getSessionAndUser(id) : [null]
      return !!session && session.expiresAt > new Date()
    },
    async close(cookieHeader) {
      const id = lucia.readSessionCookie(cookieHeader ?? '')
      if (id) await lucia.invalidateSession(id)
      return lucia.createBlankSessionCookie().serialize()
    },
    deleteExpired: () => lucia.deleteExpiredSessions(),
  }
}
