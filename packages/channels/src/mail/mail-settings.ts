import { z } from 'zod'
import { labels } from '../labels.ts'
import { normaliseMailAddress, sanitiseDisplayName } from './mail-rules.ts'

const smtpServer = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[a-z0-9._:-]+$/i)
    .meta(
      labels({
        title: { id: 'Server SMTP', en: 'SMTP server' },
        help: { id: 'Nama atau alamat server pengirim e-mail.', en: 'Name or address of the server that sends mail.' },
      }),
    ),
  port: z
    .number()
    .int()
    .min(1)
    .max(65535)
    .meta(
      labels({
        title: { id: 'Porta', en: 'Port' },
        help: { id: 'Biasanya 587, atau 465 dengan TLS langsung.', en: 'Usually 587, or 465 with TLS from the start.' },
      }),
    ),
  secure: z.boolean().meta(
    labels({
      title: { id: 'TLS langsung', en: 'TLS from the start' },
      help: {
        id: 'Nyalakan untuk porta 465. Pada porta lain TLS dipakai bila server menawarkannya, dan wajib bila ada sandi.',
        en: 'On for port 465. On other ports TLS is used when the server offers it, and required when there is a password.',
      },
    }),
  ),
  user: z
    .string()
    .trim()
    .max(320)
    .optional()
    .meta(
      labels({
        title: { id: 'Nama pengguna', en: 'User name' },
        help: {
          id: 'Kosongkan bila server tidak meminta sandi.',
          en: 'Leave empty when the server asks for no password.',
        },
      }),
    ),
})

export const mailSettings = z.strictObject({
  address: z
    .string()
    .max(320)
    .overwrite((value) => normaliseMailAddress(value) ?? value)
    .refine((value) => normaliseMailAddress(value) !== null, { error: 'mail.address_invalid' })
    .meta(
      labels({
        title: { id: 'Alamat e-mail', en: 'Mail address' },
        help: {
          id: 'Alamat tempat warga menulis, misalnya layanan@kota.go.id. Jawaban keluar dari alamat ini.',
          en: 'The address to which citizens write, such as layanan@kota.go.id. Answers leave from it.',
        },
      }),
    ),
  displayName: z
    .string()
    .overwrite((value) => sanitiseDisplayName(value) ?? '')
    .min(1)
    .max(100)
    .meta(
      labels({
        title: { id: 'Nama pengirim', en: 'Sender name' },
        help: { id: 'Nama yang dilihat warga di kotak suratnya.', en: 'The name that citizens see in their inbox.' },
      }),
    ),
  smtp: smtpServer.optional().meta(
    labels({
      title: { id: 'Server pengirim sendiri', en: 'Own outgoing server' },
      help: { id: 'Kosongkan untuk memakai server platform.', en: 'Leave empty to use the platform’s server.' },
    }),
  ),
  password: z
    .string()
    .max(500)
    .optional()
    .meta(
      labels({
        secret: true,
        title: { id: 'Sandi SMTP', en: 'SMTP password' },
        help: { id: 'Sandi untuk nama pengguna di atas.', en: 'The password of the user name above.' },
      }),
    ),
})

/** Settings of one mailbox. */
export type MailSettings = z.infer<typeof mailSettings>
