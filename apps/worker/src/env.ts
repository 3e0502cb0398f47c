import { commonEnv, readEnv } from '@siaga/runtime'
import { z } from 'zod'

export const env = readEnv({
  ...commonEnv,
  DATABASE_APP_URL: z.string().min(1),
  DATABASE_GATEWAY_URL: z.string().min(1),
  DATABASE_RELAY_URL: z.string().min(1),
  SMTP_PORT: z.coerce.number().int().min(0).max(65_535),
  SMTP_URL: z.string().min(1),
  MAIL_DOMAIN: z.string().min(3).default('siaga.test'),
})
