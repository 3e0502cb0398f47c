import { connect, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { type MailItem, type MailListenerOptions, startMailListener } from './listen.ts'

export const cleanups: (() => Promise<void> | void)[] = []
/** Ends what a test opened, the latest first: clients before their servers. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
}

export const boxes: Record<string, { tenantId: string; channelId: string; address: string }> = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [
    `${name}@kota.go.id`,
    { tenantId: `tenant-${name}`, channelId: `channel-${name}`, address: `${name}@kota.go.id` },
  ]),
)

/** A mail listener for the boxes a, b and c of kota.go.id, and what it took. */
export async function listener(options: Partial<MailListenerOptions> = {}) {
  const items: MailItem[] = []
  const logged: string[] = []
  const started = await startMailListener({
    port: 0,
    host: '127.0.0.1',
    hostname: 'masuk.siaga.id',
    lookup: async (address) => boxes[address] ?? null,
    accept: async (item) => {
      items.push(item)
      return 'stored'
    },
    log: { info: () => {}, error: (_fields, text) => logged.push(text) },
    ...options,
  })
  cleanups.push(() => started.close())
  return { ...started, items, logged }
}

/** A client that speaks SMTP line by line, so that it may also speak it badly. */
export async function client(port: number, allowHalfOpen = false) {
  const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen })
  cleanups.push(() => {
    socket.destroy()
  })
  let buffer = ''
  let closed = false
  let wake = () => {}
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    buffer += chunk
    wake()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
    wake()
  })
  const reply = async (): Promise<string> => {
    for (;;) {
      const end = /(?:^|\r\n)\d{3} [^\r]*\r\n/.exec(buffer)
      if (end) {
        const whole = buffer.slice(0, end.index + end[0].length)
        buffer = buffer.slice(whole.length)
        return whole.trim()
      }
      if (closed) return 'closed'
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const say = (line: string) => {
    socket.write(`${line}\r\n`, 'latin1')
    return reply()
  }
  await reply()
  const greeting = await say('EHLO uji.contoh.id')
  const deliver = async (raw: Buffer, to: string[], from = 'ani@contoh.id') => {
    await say(`MAIL FROM:<${from}>`)
    for (const address of to) await say(`RCPT TO:<${address}>`)
    const ready = await say('DATA')
    if (!ready.startsWith('354')) return ready
    socket.write(raw.toString('latin1').replace(/^\./gm, '..'), 'latin1')
    return say('.')
  }
  return { socket, say, reply, greeting, deliver }
}

type Received = { raw: Buffer; from: string; to: string[] }

/** A real SMTP server in this process; `options` change how it answers. */
export async function smtp(options: SMTPServerOptions = {}): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          raw: Buffer.concat(chunks),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
        })
        callback()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const bound = listening.address()
      resolve(typeof bound === 'object' && bound ? bound.port : 0)
    })
  })
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${port}`, received }
}

/** A server that follows a script: what it answers to the line it got; null drops the connection. */
export async function scripted(
  answer: (line: string, state: { data: boolean }) => string | null | undefined,
): Promise<string> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    const state = { data: false }
    let rest = ''
    socket.on('error', () => {})
    socket.write('220 uji\r\n')
    socket.on('data', (chunk) => {
      const lines = `${rest}${chunk.toString('latin1')}`.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const reply = answer(line, state)
        if (reply === null) return socket.destroy()
        if (reply !== undefined) socket.write(`${reply}\r\n`)
      }
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : 0)
    })
  })
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `smtp://127.0.0.1:${port}`
}

/** Polite up to the content, then as `end` says: a reply, silence (undefined) or a lost connection (null). */
export const upToContent = (end: string | null | undefined) =>
  scripted((line, state) => {
    if (state.data) return line === '.' ? end : undefined
    if (/^DATA/i.test(line)) {
      state.data = true
      return '354 silakan'
    }
    return /^QUIT/i.test(line) ? '221 ya' : '250 ya'
  })
