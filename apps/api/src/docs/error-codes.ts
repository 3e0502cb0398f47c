import { caseStale } from '@siaga/cases'
import { definedErrors, type Localized } from '@siaga/kernel'

export type ErrorCode = { code: string; status: number; text: Localized }

const internal: ErrorCode = {
  code: 'internal',
  status: 500,
  text: {
    id: 'Terjadi kesalahan pada sistem. Coba lagi; bila berulang, sebutkan nomor permintaan (requestId).',
    en: 'Something went wrong on our side. Try again; if it happens again, quote the request id (requestId).',
  },
}

/** Codes that only screens give; a program never meets them. */
const screensOnly = /^sign_in\./

/** Every code that a problem of this API can have. */
export function documentedErrors(): ErrorCode[] {
  const known = definedErrors().filter((e) => !screensOnly.test(e.code))
  // Under If-Match a stale revision is a failed precondition.
  const asAnswered = known.map((e) => (e.code === caseStale.code ? { ...e, status: 412 } : e))
  return [...asAnswered, internal].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Codes of single fields, in `errors[].code`. */
export const fieldCodes: { code: string; text: Localized }[] = [
  { code: 'required', text: { id: 'Isian wajib tidak ada.', en: 'A required field is missing.' } },
  { code: 'unknown_field', text: { id: 'Isian ini tidak dikenal.', en: 'There is no such field.' } },
  {
    code: 'type',
    text: {
      id: 'Bentuk isian tidak dikenal, misalnya teks di tempat angka.',
      en: 'Another kind of value is expected, such as a number.',
    },
  },
  { code: 'format', text: { id: 'Bentuk isian tidak benar.', en: 'The value does not have the right form.' } },
  { code: 'choice', text: { id: 'Nilai tidak ada dalam daftar pilihan.', en: 'The value is not one of the choices.' } },
  { code: 'region', text: { id: 'Kode wilayah tidak ada.', en: 'There is no such region code.' } },
  {
    code: 'assignee',
    text: {
      id: 'Petugas tidak bekerja di layanan tiket ini.',
      en: 'The member does not work in the service of this case.',
    },
  },
  { code: 'too_short', text: { id: 'Kurang dari yang diizinkan.', en: 'Less than allowed.' } },
  { code: 'too_long', text: { id: 'Lebih dari yang diizinkan.', en: 'More than allowed.' } },
  { code: 'repeated', text: { id: 'Isian dikirim lebih dari satu kali.', en: 'The field was sent more than once.' } },
  {
    code: 'characters',
    text: { id: 'Memuat karakter yang tidak dapat disimpan.', en: 'Holds characters that cannot be kept.' },
  },
]
