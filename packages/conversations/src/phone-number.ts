/** Phone numbers in the one spelling in which they are kept: E.164 for what can be dialled from abroad. Pure. */

export type PhoneNumber = { kind: 'e164' | 'service'; number: string }

const countryCode = '62'
/** 112, 110, 1708, 14045, 1500567: a service of this country, not an address. */
const serviceNumber = /^1\d{2,6}$/
/** After the country's code: an area or mobile code (never 0 or 1) and the subscriber's number. */
const national = /^[2-9]\d{6,12}$/
const foreign = /^[1-9]\d{7,14}$/

/** What people put between the digits of a number. */
const separators = /[\s\u00a0\u2007\u202f().\-‐‑–/]/g

/**
 * A number as people write it → one spelling: `0812-3456-789`, `62 812 3456 789`, `+62 (0)812.3456.789` and
 * `0062812…` are all `+628123456789`. Null for what is no number, or a local one without its area code.
 */
export function phoneNumber(raw: string): PhoneNumber | null {
  const trimmed = raw.trim().replace(/^tel:/i, '')
  // The 0 that is dialled inside the country only, as some write it behind its code.
  const bare = trimmed.replace(/^(\+|00)?(62)[\s.-]*\(0\)/, '$1$2').replace(separators, '')
  if (!/^\+?\d+$/.test(bare)) return null
  const international = bare.startsWith('+') ? bare.slice(1) : bare.startsWith('00') ? bare.slice(2) : null
  if (international !== null) return abroad(international)
  if (serviceNumber.test(bare)) return { kind: 'service', number: bare }
  if (bare.startsWith('0')) return ours(bare.slice(1))
  if (bare.startsWith(countryCode) && bare.length >= 10) return ours(bare.slice(2).replace(/^0/, ''))
  return /^8\d{8,11}$/.test(bare) ? ours(bare) : null
}

function abroad(digits: string): PhoneNumber | null {
  if (digits.startsWith(countryCode)) return ours(digits.slice(2).replace(/^0/, ''))
  return foreign.test(digits) ? { kind: 'e164', number: `+${digits}` } : null
}

function ours(digits: string): PhoneNumber | null {
  return national.test(digits) ? { kind: 'e164', number: `+${countryCode}${digits}` } : null
}

/** E.164, or null for service numbers and for what is no number. */
export function toE164(raw: string): string | null {
  const found = phoneNumber(raw)
  return found?.kind === 'e164' ? found.number : null
}

/** The beginning of a number as somebody types it → the beginning in E.164; null when it cannot become a number. */
export function phonePrefix(raw: string): string | null {
  const bare = raw
    .trim()
    .replace(/^(\+|00)?(62)[\s.-]*\(0\)/, '$1$2')
    .replace(separators, '')
  if (!/^\+?\d{3,}$/.test(bare)) return null
  if (bare.startsWith('+')) return bare.replace(/^\+620/, '+62')
  if (bare.startsWith('00')) return `+${bare.slice(2)}`
  if (bare.startsWith('0')) return `+${countryCode}${bare.slice(1)}`
  if (bare.startsWith(countryCode)) return `+${countryCode}${bare.slice(2).replace(/^0/, '')}`
  return `+${countryCode}${bare}`
}

/** Area codes of two digits: Jakarta, Bandung, Semarang, Surabaya, Medan; the others have three. */
const shortAreas = /^(21|22|24|31|61)/

/** As it is read aloud here: `0812-3456-7890`, `(024) 7644-2888`; other countries keep their code: `+65 6123 4567`. */
export function formatPhone(e164: string): string {
  if (!e164.startsWith(`+${countryCode}`)) return e164.replace(/^(\+\d{2})(\d{4})(\d+)$/, '$1 $2 $3')
  const digits = e164.slice(3)
  if (digits.startsWith('8')) return inFours(`0${digits}`)
  const area = digits.slice(0, shortAreas.test(digits) ? 2 : 3)
  return `(0${area}) ${inFours(digits.slice(area.length))}`
}

/** Groups of four; a last one of less than three joins the one before. */
function inFours(digits: string): string {
  const groups = digits.match(/\d{1,4}/g) ?? []
  const last = groups.at(-1) ?? ''
  if (groups.length > 1 && last.length < 3) groups.splice(-2, 2, `${groups.at(-2)}${last}`)
  return groups.join('-')
}
