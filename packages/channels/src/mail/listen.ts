import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { channelAddress, normaliseMailAddress } from './mail-rules.ts'
import { providerItemOf } from './provider-item.ts'

export type MailTarget = { tenantId: string; channelId: string; address: string }

export type MailItem = {
  tenantId: string
  channelId: string
  kind: 'mail'
  providerItem: string
  raw: Buffer
  meta: Record<string, string>
}

export type MailListenerLog = { info(fields: object, text: string): void; error(fields: object, text: string): void }

export type MailListenerOptions = {
  port: number
  host: string
  hostname: string
  maxBytes?: number
  /** STARTTLS is offered when there is a certificate. */
  tls?: { key: string | Buffer; cert: string | Buffer }
  /** The channel at a normalised address without its subaddress; null when there is none. Throws when it cannot be known now. */
  lookup(address: string): Promise<MailTarget | null>
  /** Commits one mail for one channel; the same providerItem twice is a `duplicate`. */
  accept(item: MailItem): Promise<'stored' | 'duplicate'>
  log: MailListenerLog
  /** Messages in memory at once; more are told to come back. */
  maxConcurrent?: number
  idleTimeoutMs?: number
  /** The longest that one message may take to arrive, however it trickles. */
  dataTimeoutMs?: number
  acceptTimeoutMs?: number
}

type Recipient = MailTarget & { recipient: string }

const maxRecipients = 50
const maxClients = 200

function reply(responseCode: number, text: string): Error & { responseCode: number } {
  return Object.assign(new Error(text), { responseCode })
}

/** One recipient per channel; the one with a subaddress wins, for it carries the token. */
function perChannel(recipients: Iterable<Recipient>): Recipient[] {
  const chosen = new Map<string, Recipient>()
  for (const target of recipients) {
    const key = `${target.tenantId}/${target.channelId}`
    if (!chosen.has(key) || (target.recipient.includes('+') && !chosen.get(key)?.recipient.includes('+'))) {
      chosen.set(key, target)
    }
  }
  return [...chosen.values()]
}

/** The whole message, or null when it went over the limit (its bytes are let go at once). Throws when the client goes away. */
async function collect(stream: SMTPServerDataStream, maxBytes: number): Promise<Buffer | null> {
  let chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > maxBytes) chunks = []
    else chunks.push(chunk)
  }
  return size > maxBytes ? null : Buffer.concat(chunks, size)
}

async function within<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${timeoutMs} ms`)), timeoutMs)
  })
  return Promise.race([work(), late]).finally(() => clearTimeout(timer))
}

/**
 * Takes mail by SMTP: 250 only after every addressed channel has it committed, 451 when one could not take it.
 * Resolves once it listens; `close()` lets running deliveries end.
 */
export async function startMailListener(
  options: MailListenerOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  const { log } = options
  const maxBytes = options.maxBytes ?? 25 * 1024 * 1024
  const acceptTimeoutMs = options.acceptTimeoutMs ?? 60_000
  const targets = new WeakMap<SMTPServerSession, Map<string, MailTarget>>()
  const running = new Set<string>()
  let closing = false

  async function addressee(given: string, session: SMTPServerSession): Promise<void> {
    const address = channelAddress(given)
    if (address === null) throw reply(550, '5.1.3 Bad recipient address')
    const known = targets.get(session) ?? new Map<string, MailTarget>()
    const target = await within(() => options.lookup(address), acceptTimeoutMs).catch((error: unknown) => {
      log.error({ err: error, session: session.id }, 'mail: recipient lookup failed')
      throw reply(451, '4.3.0 Temporarily unable to look up the recipient')
    })
    if (target === null) throw reply(550, '5.1.1 No such mailbox here')
    known.set(given.toLowerCase(), target)
    targets.set(session, known)
  }

  async function message(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
    const known = targets.get(session)
    const recipients = session.envelope.rcptTo.flatMap(({ address }) => {
      const target = known?.get(address.toLowerCase())
      return target ? [{ ...target, recipient: normaliseMailAddress(address) ?? address }] : []
    })
    const meta = {
      sender,
      remote: session.remoteAddress,
      helo: session.hostNameAppearsAs || '',
      receivedAt: new Date().toISOString(),
    }
    const raw = await collect(stream, maxBytes)
    if (raw === null) throw reply(552, '5.3.4 Message is larger than this server accepts')
    const providerItem = providerItemOf(raw)
    const results = await Promise.allSettled(
      perChannel(recipients).map(({ tenantId, channelId, address, recipient }) =>
        within(
          () =>
            options.accept({
              tenantId,
              channelId,
              kind: 'mail',
              providerItem,
              raw,
              meta: { ...meta, recipient, address },
            }),
          acceptTimeoutMs,
        ),
      ),
    )
    const refused = results.find((result) => result.status === 'rejected')
    if (refused || results.length === 0) {
      log.error({ err: refused?.reason, session: session.id, providerItem }, 'mail: not stored, the sender will retry')
      throw reply(451, '4.3.0 Not stored yet, please try again')
    }
    log.info({ session: session.id, providerItem, bytes: raw.length, channels: results.length }, 'mail: stored')
    return `2.0.0 Stored as ${providerItem.slice(0, 16)}`
  }

  const server = new SMTPServer({
    name: options.hostname,
    banner: 'Siaga',
    size: maxBytes,
    maxRecipients,
    maxClients,
    disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    socketTimeout: options.idleTimeoutMs ?? 30_000,
    closeTimeout: 10_000,
    ...(options.tls ?? {}),
    onRcptTo(address, session, callback) {
      addressee(address.address, session).then(() => callback(), callback)
    },
    onData(stream, session, callback) {
      if (running.size >= (options.maxConcurrent ?? 8)) {
        return callback(reply(451, '4.3.2 Too many messages at once, please try again'))
      }
      running.add(session.id)
      const deadline = setTimeout(() => {
        log.error({ session: session.id }, 'mail: message took too long, connection closed')
        hangUp((id) => id === session.id, '4.4.2 Message took too long')
        stream.destroy(new Error('message took too long'))
      }, options.dataTimeoutMs ?? 180_000)
      stream.once('end', () => clearTimeout(deadline))
      // The place is free before the answer, for a client may have its next message in the pipe already.
      const end = (error: Error | null, text?: string): void => {
        clearTimeout(deadline)
        running.delete(session.id)
        callback(error, text)
        if (closing) hangUp((id) => id === session.id, '4.3.2 Server shutting down')
      }
      message(stream, session).then((text) => end(null, text), end)
    },
  })

  function hangUp(which: (sessionId: string) => boolean, text: string): void {
    for (const connection of [...server.connections].filter(({ id }) => which(id))) {
      connection.send(421, text)
      connection.close()
    }
  }

  // Errors of one connection (resets, handshakes) end here; they must not end the process.
  server.on('error', (error) => log.error({ err: error }, 'mail: connection error'))
  const listener = await new Promise<SMTPServer['server']>((resolve, reject) => {
    server.server.once('error', reject)
    const net = server.listen(options.port, options.host, () => {
      server.server.off('error', reject)
      resolve(net)
    })
  })
  const bound = listener.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : options.port,
    close() {
      closing = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      hangUp((id) => !running.has(id), '4.3.2 Server shutting down')
      return closed
    },
  }
}
