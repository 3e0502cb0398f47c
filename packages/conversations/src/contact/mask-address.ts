import { formatPhone, toE164 } from '../phone-number.ts'
import type { IdentityKind } from '../take-identity.ts'

/** Enough to recognise, too little to copy: `0812-••••-7890`, `r•••@contoh.id`. */
export function maskAddress(kind: IdentityKind, address: string): string {
  const number = toE164(address)
  if (number && kind !== 'mail') {
    const digits = formatPhone(number).replace(/\D/g, '')
    return `${digits.slice(0, 4)}-••••-${digits.slice(-4)}`
  }
  const at = address.lastIndexOf('@')
  return at > 0 ? `${address.slice(0, 1)}•••${address.slice(at)}` : '••••'
}

/** An address as people read it; null for one that only machines know. */
export function readableAddress(kind: IdentityKind, address: string): string | null {
  if (kind === 'anonymous' || kind === 'chat') return null
  if (kind === 'mail') return address
  const number = toE164(address)
  return number ? formatPhone(number) : address
}
