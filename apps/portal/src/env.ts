import { commonEnv, readEnv } from '@siaga/runtime'
import { z } from 'zod'

const times = z.coerce.number().int().positive()

export const env = readEnv({
  ...commonEnv,
  DATABASE_APP_URL: z.string().min(1),
  DATABASE_GATEWAY_URL: z.string().min(1),
  DATABASE_IDENTITY_URL: z.string().min(1),
  /** Forms per network address and service in ten minutes. */
  FORM_LIMIT_PER_ADDRESS: times.default(5),
  /** Forms per service in a minute, from everywhere. */
  FORM_LIMIT_PER_SERVICE: times.default(120),
})
