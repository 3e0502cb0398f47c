import type { Ctx, Database } from '@siaga/db'
import { followLive, followPresence, type LiveEvent, type RedisLink } from '@siaga/events'
import { unauthenticated } from '@siaga/kernel'
import { noticeCreated } from '@siaga/notices'
import { type AppEnv, type Log, plainLog, problemResponse } from '@siaga/runtime'
import { authorize, inService, memberCtx, type Sessions } from '@siaga/tenancy'
import type { Context, Hono } from 'hono'

const flushMs = 50
const heartbeatMs = 15_000
const recheckMs = 60_000
/** Chunks that a slow reader may leave unread; beyond it the stream ends and the reader resumes. */
const mostUnread = 200

type LiveOptions = { db: Database; redis: RedisLink; sessions: Sessions; log: Log }

/** `GET /t/:tenant/live`: one tenant's events, filtered by service. Returns how to end all streams. */
export function liveRoute(app: Hono<AppEnv>, options: LiveOptions): { close(): void } {
  const open = new Set<() => void>()
  app.get('/t/:tenant/live', async (c) => {
    try {
      const ctx = await memberOf(c, options)
      authorize(ctx, 'case.read')
      const stream = streamFor(c, options, ctx, open)
      return c.body(stream, 200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      })
    } catch (error) {
      return problemResponse(c, error, options.log)
    }
  })
  return {
    close() {
      for (const end of open) end()
    },
  }
}

/** @throws unauthenticated, notFound */
async function memberOf(c: Context<AppEnv>, { db, sessions }: LiveOptions): Promise<Ctx> {
  const { user, setCookie } = await sessions.read(c.req.header('cookie') ?? null)
  if (setCookie) c.header('set-cookie', setCookie)
  if (!user) throw unauthenticated()
  const call = {
    db,
    userId: user.userId,
    tenantSlug: c.req.param('tenant') ?? '',
    locale: user.locale,
    requestId: c.get('requestId'),
  }
  return (await memberCtx(call)).ctx
}

/** Events of one's services; of what members are told, one's own alone. */
function isFor(ctx: Ctx, event: LiveEvent): boolean {
  if (event.type === noticeCreated.type) return ctx.actor.kind === 'member' && event.subjectId === ctx.actor.memberId
  return event.serviceId === null || inService(ctx, event.serviceId)
}

function resumeFrom(c: Context<AppEnv>): number | null {
  const given = c.req.header('last-event-id') || c.req.query('from') || ''
  return /^\d{1,15}$/.test(given) ? Number(given) : null
}

function streamFor(
  c: Context<AppEnv>,
  options: LiveOptions,
  ctx: Ctx,
  open: Set<() => void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const log = plainLog(options.log)
  let end: () => void = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let ended = false
      const send = (text: string) => {
        if (ended) return
        controller.enqueue(encoder.encode(text))
        if ((controller.desiredSize ?? 0) < -mostUnread) end()
      }
      const outbox = coalesced(send)
      const stopFollowing = followLive({
        ctx,
        redis: options.redis,
        from: resumeFrom(c),
        log,
        onEvents: (events) =>
          outbox.add(
            events.filter((e) => isFor(ctx, e)),
            events.at(-1)?.position ?? 0,
          ),
        onReset: (position) => send(`id: ${position}\nevent: reset\ndata: {}\n\n`),
      })
      // Beside the events: it has no position, and nothing of it is sent again.
      const stopPresence = followPresence(options.redis, ctx.tenantId, (p) => {
        if (!inService(ctx, p.serviceId)) return
        const { memberId, caseId, state } = p
        send(`event: presence\ndata: ${JSON.stringify({ memberId, caseId, state })}\n\n`)
      })
      const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMs)
      const recheck = setInterval(() => {
        stillAllowed(c, options, ctx).then(
          (allowed) => allowed || end(),
          (error) => log('live stream could not check its session', error),
        )
      }, recheckMs)
      end = () => {
        if (ended) return
        ended = true
        open.delete(end)
        stopFollowing()
        stopPresence()
        outbox.stop()
        clearInterval(heartbeat)
        clearInterval(recheck)
        try {
          controller.close()
        } catch {
          // the reader has already gone
        }
      }
      open.add(end)
      c.req.raw.signal.addEventListener('abort', end)
      send('retry: 1000\n\n')
    },
    cancel: () => end(),
  })
}

/** At most one write per 50 ms; a position alone goes out when nothing of it was for this reader. */
function coalesced(send: (text: string) => void) {
  let waiting: LiveEvent[] = []
  let position = 0
  let last = 0
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    timer = null
    last = Date.now()
    const events = waiting.map(({ type, subjectId, version, position: at }) => ({
      type,
      id: subjectId,
      version,
      position: at,
    }))
    waiting = []
    send(
      events.length > 0 ? `id: ${position}\nevent: events\ndata: ${JSON.stringify(events)}\n\n` : `id: ${position}\n\n`,
    )
  }
  return {
    add(events: LiveEvent[], at: number) {
      waiting.push(...events)
      position = at
      if (timer) return
      const rest = last + flushMs - Date.now()
      if (rest <= 0) flush()
      else timer = setTimeout(flush, rest)
    },
    stop() {
      if (timer) clearTimeout(timer)
    },
  }
}

const powers = (ctx: Ctx) =>
  JSON.stringify([
    ctx.permissions === 'all' ? 'all' : [...ctx.permissions].sort(),
    ctx.services === 'all' ? 'all' : [...ctx.services].sort(),
  ])

/** The session lives, and its person may see the same as when the stream began; else the reader connects anew. */
async function stillAllowed(c: Context<AppEnv>, { db, sessions }: LiveOptions, ctx: Ctx): Promise<boolean> {
  if (!(await sessions.isOpen(c.req.header('cookie') ?? null))) return false
  if (ctx.actor.kind !== 'member') return false
  const call = {
    db,
    userId: ctx.actor.userId,
    tenantSlug: c.req.param('tenant') ?? '',
    locale: ctx.locale,
    requestId: ctx.requestId,
  }
  try {
    return powers((await memberCtx(call)).ctx) === powers(ctx)
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return false
    throw error
  }
}
