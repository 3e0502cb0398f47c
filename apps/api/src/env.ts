import { commonEnv, readEnv } from '@siaga/runtime'
import { z } from 'zod'

export const env = readEnv({
  ...commonEnv,
  DATABASE_APP_URL: z.string().min(1),
  DATABASE_IDENTITY_URL: z.string().min(1),
  DATABASE_GATEWAY_URL: z.string().min(1),
  DATABASE_OVERSIGHT_URL: z.string().min(1),
  /** Where the Graph API of WhatsApp is, when not at Meta. */
  WHATSAPP_GRAPH_URL: z.url().optional(),
  /** The platform's own mail server: what a mail channel without one of its own is tested against. */
  SMTP_URL: z.string().min(1).optional(),
  /** Mail servers inside the platform's network that tenants may use, by name, separated by commas. */
  SMTP_INSIDE_HOSTS: z.string().default(''),
  /** Forms per client network and service in ten minutes. */
  FORM_LIMIT_PER_ADDRESS: z.coerce.number().int().positive().default(5),
  /** Forms per service in a minute. */
  FORM_LIMIT_PER_SERVICE: z.coerce.number().int().positive().default(120),
})
