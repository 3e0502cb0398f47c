import { UUID, uuidv7obj } from 'uuidv7'

/** A new uuidv7. Ids made in one process rise strictly; the leading 48 bits are Unix time in milliseconds. */
export function newId(at: Date = new Date()): string {
  const fresh = uuidv7obj()
  const drift = Math.abs(at.getTime() - Date.now())
  if (drift < 60_000) return fresh.toString()
  // The demo makes the past through the same verbs: the id's time follows the caller's clock.
  const bytes = Uint8Array.from(fresh.bytes)
  let ms = at.getTime()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  return UUID.ofInner(bytes).toString()
}

/** The lowest uuidv7 of an instant: the bound of a partition or of a range by time. */
export function idFloor(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`
}

/** The instant in a uuidv7, to the millisecond. */
export function idTime(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
}
