import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import type { Localized } from '@siaga/kernel'
import { audit, authorize, parse, requireService } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { bindAddress, needsProof } from './bind-address.ts'
import { lockChannel } from './change-channel.ts'
import { type Channel, channelIn, settingsOf } from './connect-channel.ts'
import type { ChannelCheck, ChannelKind, SenderEnvironment } from './contract.ts'
import { channelChanged } from './events.ts'
import { channelKind } from './registry.ts'
import { channels } from './schema.ts'
import type { SecretBox } from './secrets.ts'

const mostMs = 20_000
const input = z.object({ channelId: z.uuid() }).strict()

export type TestResult = { ok: true; label: string } | { ok: false; code: string; problem: Localized }

const general: Record<string, Localized> = {
  timeout: {
    id: 'Penyedia tidak menjawab dalam 20 detik.',
    en: 'The provider did not answer within 20 seconds.',
  },
  address_taken: {
    id: 'Nomor ini sudah tersambung ke kanal lain. Tanyakan kepada pemiliknya, atau kepada operator platform.',
    en: 'This number is already connected to another channel. Ask whoever has it, or the operator of the platform.',
  },
  failed: { id: 'Pengujian gagal karena sebab yang tidak dikenal.', en: 'The test failed for an unknown reason.' },
}

async function bounded(work: Promise<ChannelCheck>): Promise<ChannelCheck> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<ChannelCheck>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, code: 'timeout', problem: '' }), mostMs)
  })
  const failed = (): ChannelCheck => ({ ok: false, code: 'failed', problem: '' })
  return Promise.race([work.catch(failed), late]).finally(() => clearTimeout(timer))
}

function resultOf(kind: ChannelKind | null | undefined, checked: ChannelCheck): TestResult {
  if (checked.ok) return checked
  const { code } = checked
  const problem = kind?.problems?.[code] ?? general[code] ?? { id: checked.problem, en: checked.problem }
  return { ok: false, code, problem }
}

/** What a check that went well lets in; who has proved the number before keeps it. */
async function bound(tx: Tx, ctx: Ctx, channel: Channel, checked: ChannelCheck): Promise<ChannelCheck> {
  if (!checked.ok || channel.state === 'disabled' || !needsProof(channel.kind)) return checked
  return (await bindAddress(tx, ctx, channel, channel.settings))
    ? checked
    : { ok: false, code: 'address_taken', problem: '' }
}

/**
 * Tries a channel without reaching a citizen, and writes down what came of it: what works is `ok`, what does not is
 * `degraded` (a new one stays `connecting`). A provider's number is bound to the channel by its first test that goes
 * well. The provider is asked outside any transaction. @throws forbidden, notFound
 */
export async function testChannel(
  ctx: Ctx,
  box: SecretBox,
  environment: SenderEnvironment,
  raw: z.input<typeof input>,
): Promise<TestResult> {
  authorize(ctx, 'channel.change')
  const { channelId } = parse(input, raw)
  const channel = await withTenant(ctx, (tx) => channelIn(tx, ctx, channelId))
  requireService(ctx, channel.serviceId)
  const kind = channelKind(channel.kind)
  const said = kind?.check
    ? await bounded(kind.check(settingsOf(channel, box) as never, environment, channel.address))
    : ({ ok: true, label: channel.address } as const)
  return withTenant(ctx, async (tx) => {
    const before = await lockChannel(tx, ctx, { channelId })
    // Changed while the provider was asked: the answer is about settings that are no more.
    if (before.version !== channel.version) return resultOf(kind, said)
    const checked = await bound(tx, ctx, before, said)
    const result = resultOf(kind, checked)
    const now = ctx.clock.now().toISOString()
    const { failures, failedAt, failingSince, code, problem, ...rest } = before.health ?? {}
    const ill = { failures, failedAt, failingSince: failingSince ?? now }
    const health = checked.ok
      ? { ...rest, testedAt: now }
      : { ...rest, ...ill, testedAt: now, code: checked.code, problem: result.ok ? '' : result.problem[ctx.locale] }
    const state = {
      connecting: checked.ok ? 'ok' : 'connecting',
      ok: checked.ok ? 'ok' : 'degraded',
      degraded: checked.ok ? 'ok' : 'degraded',
      disabled: 'disabled',
    } as const
    await tx
      .update(channels)
      .set({ state: state[before.state], health })
      .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, channelId)))
    await audit(tx, ctx, {
      action: 'channel.tested',
      subjectKind: 'channel',
      subjectId: channelId,
      after: checked.ok ? { ok: true } : { ok: false, code: checked.code },
    })
    await emit(
      tx,
      ctx,
      channelChanged,
      { subjectId: channelId, version: before.version, serviceId: before.serviceId, urgent: false },
      {},
    )
    return result
  })
}
