import { commonEnv, readEnv } from '@siaga/runtime'
import { z } from 'zod'

const url = z.string().min(1)

/** Everything that this process reads from its environment. */
export function readAdminEnv() {
  return readEnv({ ...commonEnv, DATABASE_APP_URL: url, DATABASE_IDENTITY_URL: url, DATABASE_OVERSIGHT_URL: url })
}
