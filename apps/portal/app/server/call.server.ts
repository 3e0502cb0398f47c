import type { AppLoadContext } from '@remix-run/node'
import type { PublicCall } from '@siaga/channels'
import { notFound, rateLimited } from '@siaga/kernel'
import { regionOf } from '@siaga/regions'
import { knownError, networkOf } from '@siaga/runtime'

/** A citizen's request as the verbs take it. */
export function callOf(context: AppLoadContext): PublicCall {
  const { db, store, box, clock, locale, requestId, address, limits } = context
  return {
    db,
    store,
    box,
    clock,
    locale,
    requestId,
    address,
    regionExists: (code) => regionOf(code) !== null,
    flood: limits.flood,
  }
}

/**
 * Runs what opens a ticket by its code. Codes that open nothing count against their source; past the limit nothing is
 * looked up any more, so that the answer tells nothing of the code. @throws notFound, rateLimited
 */
export async function withTicketCode<T>(
  context: AppLoadContext,
  code: string | undefined,
  open: (call: PublicCall & { code: string }) => Promise<T>,
): Promise<T> {
  const { wrongCodes } = context.limits
  const network = networkOf(context.address)
  const before = await wrongCodes.take(network, 0)
  if (before.remaining === 0) throw rateLimited(before.resetSeconds)
  try {
    return await open({ ...callOf(context), code: code ?? '' })
  } catch (error) {
    if (knownError(error)?.code === notFound.code) await wrongCodes.take(network)
    throw error
  }
}
