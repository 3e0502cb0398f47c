import { type Ctx, type Database, sqlState, withRole, withTenant } from '@siaga/db'
import { defineError } from '@siaga/kernel'
import { audit, authorize, parse } from '@siaga/tenancy'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { unknownKind } from './connect-channel.ts'
import type { WebhookSecrets } from './contract.ts'
import { channelKind } from './registry.ts'
import { webhookApps } from './schema.ts'
import type { SecretBox } from './secrets.ts'

export const appTaken = defineError('conflict', 'webhook_app.taken', {
  id: 'Kode aplikasi ini sudah dipakai. Pilih kode lain.',
  en: 'This application code is taken. Choose another one.',
})

const input = z
  .object({
    kind: z.string().max(40),
    /** The end of the webhook's address. */
    app: z.string().regex(/^[a-z0-9-]{2,60}$/),
    appSecret: z.string().min(8).max(500),
    verifyToken: z.string().min(8).max(500),
  })
  .strict()

const about = (kind: string, app: string) => `webhook/${kind}/${app}`

/**
 * Registers a provider's application under the tenant, or replaces the secrets of one that it has. Only its owner's
 * channels, or anybody's when the owner is the platform, are reached through it. @throws forbidden, invalid, appTaken
 */
export async function registerWebhookApp(
  ctx: Ctx,
  box: SecretBox,
  raw: z.input<typeof input>,
): Promise<{ kind: string; app: string; rotated: boolean }> {
  authorize(ctx, 'channel.change')
  const { kind, app, ...secrets } = parse(input, raw)
  if (!channelKind(kind)?.webhook) throw unknownKind()
  const sealed = {
    secrets: box.seal(JSON.stringify(secrets satisfies WebhookSecrets), about(kind, app)),
    secretsKeyId: box.keyId,
  }
  try {
    return await withTenant(ctx, async (tx) => {
      const own = await tx
        .update(webhookApps)
        .set(sealed)
        .where(and(eq(webhookApps.tenantId, ctx.tenantId), eq(webhookApps.kind, kind), eq(webhookApps.app, app)))
        .returning({ app: webhookApps.app })
      const rotated = own.length > 0
      if (!rotated)
        await tx
          .insert(webhookApps)
          .values({ kind, app, tenantId: ctx.tenantId, ...sealed, createdAt: ctx.clock.now() })
      await audit(tx, ctx, {
        action: rotated ? 'webhook_app.rotated' : 'webhook_app.registered',
        subjectKind: 'webhook_app',
        subjectId: ctx.tenantId,
        after: { kind, app },
      })
      return { kind, app, rotated }
    })
  } catch (error) {
    if (sqlState(error) === '23505') throw appTaken({ cause: error })
    throw error
  }
}

/** The tenant's own applications, without their secrets. @throws forbidden */
export async function listWebhookApps(ctx: Ctx): Promise<{ kind: string; app: string; createdAt: Date }[]> {
  authorize(ctx, 'channel.change')
  return withTenant(ctx, (tx) =>
    tx
      .select({ kind: webhookApps.kind, app: webhookApps.app, createdAt: webhookApps.createdAt })
      .from(webhookApps)
      .where(eq(webhookApps.tenantId, ctx.tenantId))
      .orderBy(asc(webhookApps.kind), asc(webhookApps.app)),
  )
}

/** An application's secrets, read as the gateway and opened in this process; null when there is none. */
export async function webhookSecrets(
  db: Database,
  box: SecretBox,
  kind: string,
  app: string,
): Promise<WebhookSecrets | null> {
  const [row] = await withRole(db, 'gateway', (tx) =>
    tx
      .select({ secrets: webhookApps.secrets })
      .from(webhookApps)
      .where(and(eq(webhookApps.kind, kind), eq(webhookApps.app, app))),
  )
  return row ? (JSON.parse(box.open(row.secrets, about(kind, app))) as WebhookSecrets) : null
}
