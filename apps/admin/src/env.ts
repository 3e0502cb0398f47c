import { commonEnv, readEnv } from '@siaga/runtime'
import { z } from 'zod'

const url = z.string().min(1)

/** Everything that this process reads from its environment. */
export function readAdminEnv() {
  return readEnv({
    ...commonEnv,
    DATABASE_APP_URL: url,
    DATABASE_IDENTITY_URL: url,
    DATABASE_OVERSIGHT_URL: url,
    /** For the operator's own page: what waits for numbers that no tenant has bound. */
    DATABASE_PLATFORM_URL: url,
    /** Where the Graph API of WhatsApp is, when not at Meta. */
    WHATSAPP_GRAPH_URL: z.url().optional(),
    /** The platform's own mail server: what a mail channel without one of its own is tested against. */
    SMTP_URL: url.optional(),
    /** Mail servers inside the platform's network that tenants may use, by name, separated by commas. */
    SMTP_INSIDE_HOSTS: z.string().default(''),
  })
}
