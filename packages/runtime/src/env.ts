import { z } from 'zod'

/** What every process reads; an app's `env.ts` adds its own. */
export const commonEnv = {
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  REDIS_URL: z.string().min(1),
  SIAGA_SECRET: z.string().regex(/^[0-9a-f]{64,}$/i, 'at least 64 hex characters'),
  SIAGA_INSTANCE: z.string().regex(/^[a-z0-9]{2,16}$/),
  FILES_DIR: z.string().min(1),
  ADMIN_URL: z.url(),
  API_URL: z.url(),
  PORTAL_URL: z.url(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Set behind a proxy of ours: the client's address is then the last of X-Forwarded-For. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
}

/** Parses the environment once; on a fault ends the process and names what is missing or wrong. */
export function readEnv<S extends z.ZodRawShape>(shape: S): z.output<z.ZodObject<S>> {
  const result = z.object(shape).safeParse(process.env)
  if (result.success) return result.data
  for (const issue of result.error.issues)
    process.stderr.write(`environment: ${issue.path.join('.')}: ${issue.message}\n`)
  process.exit(78)
}
