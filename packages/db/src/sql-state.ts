/** The SQLSTATE of a database error, wherever the driver or drizzle put it; null for anything else. */
export function sqlState(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = (e as { cause?: unknown }).cause as Error) {
    const code = (e as { code?: unknown }).code
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  }
  return null
}

const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])

/** True when the database could not be reached, is starting or going down: the caller may try again. */
export function isDatabaseAway(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = (e as { cause?: unknown }).cause as Error) {
    const code = String((e as { code?: unknown }).code ?? '')
    if (lost.has(code) || code.startsWith('08') || code.startsWith('57P')) return true
  }
  return false
}
