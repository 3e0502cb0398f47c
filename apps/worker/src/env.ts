import { commonEnv, readEnv } from '@siaga/runtime'
import { z } from 'zod'

export const env = readEnv({
  ...commonEnv,
  DATABASE_APP_URL: z.string().min(1),
  DATABASE_GATEWAY_URL: z.string().min(1),
  DATABASE_RELAY_URL: z.string().min(1),
  SMTP_PORT: z.coerce.number().int().min(0).max(65_535),
  SMTP_URL: z.string().min(1),
  /** Mail servers inside the platform's network that tenants may use, by name, separated by commas. */
  SMTP_INSIDE_HOSTS: z.string().default(''),
  /** Where the Graph API of WhatsApp is, when not at Meta. */
  WHATSAPP_GRAPH_URL: z.url().optional(),
  /** `tcp://host:3310` or `unix:/path` of clamd; without it files stay visibly not scanned. */
  CLAMD_URL: z.url().optional(),
  MAIL_DOMAIN: z.string().min(3).default('siaga.test'),
})
