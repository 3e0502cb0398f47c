import { z } from 'zod'
import { labels } from '../labels.ts'

const digits = (least: number) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^\\d{${least},20}$`))

export const whatsappSettings = z.strictObject({
  phoneNumberId: digits(5).meta(
    labels({
      title: { id: 'ID nomor telepon', en: 'Phone number ID' },
      help: {
        id: 'Angka panjang di Pengelola WhatsApp, bukan nomor teleponnya.',
        en: 'The long number in WhatsApp Manager, not the telephone number itself.',
      },
    }),
  ),
  displayNumber: z
    .string()
    .trim()
    .max(30)
    .regex(/^[+\d][\d -]*$/)
    .optional()
    .meta(
      labels({
        title: { id: 'Nomor telepon', en: 'Telephone number' },
        help: {
          id: 'Seperti yang dilihat warga, misalnya 08112622000.',
          en: 'As citizens see it, such as 08112622000.',
        },
      }),
    ),
  businessAccountId: digits(5).meta(
    labels({
      title: { id: 'ID akun WhatsApp Business', en: 'WhatsApp Business account ID' },
      help: { id: 'Akun tempat templat pesan berada.', en: 'The account that holds the message templates.' },
    }),
  ),
  app: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]{2,60}$/)
    .meta(
      labels({
        title: { id: 'Aplikasi webhook', en: 'Webhook application' },
        help: {
          id: 'Kode aplikasi yang terdaftar di sini; bagian akhir alamat webhook-nya.',
          en: 'The code of an application registered here; the end of its webhook address.',
        },
      }),
    ),
  graphVersion: z
    .string()
    .trim()
    .regex(/^v\d{1,3}\.\d$/)
    .default('v23.0')
    .meta(
      labels({
        title: { id: 'Versi Graph API', en: 'Graph API version' },
        help: { id: 'Biarkan kecuali Meta meminta lain.', en: 'Leave it unless Meta asks for another.' },
      }),
    ),
  accessToken: z
    .string()
    .trim()
    .min(8)
    .max(1000)
    .regex(/^[\x21-\x7e]+$/)
    .meta(
      labels({
        secret: true,
        title: { id: 'Token akses', en: 'Access token' },
        help: {
          id: 'Token permanen dari pengguna sistem dengan izin whatsapp_business_messaging.',
          en: 'A permanent token of a system user with whatsapp_business_messaging.',
        },
      }),
    ),
})

/** Settings of one WhatsApp number. */
export type WhatsappSettings = z.output<typeof whatsappSettings>
