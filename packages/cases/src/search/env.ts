import { z } from 'zod'

/** For the command line alone: the roles that a rebuild needs. */
export function readCliEnv() {
  return z.object({ DATABASE_APP_URL: z.string().min(1), DATABASE_RELAY_URL: z.string().min(1) }).parse(process.env)
}
