import type { Readable } from 'node:stream'
import { SMTPServer } from 'smtp-server'
import { freePort } from '../ports.ts'
import type { MailStore } from './mail-store.ts'

/**
 * How the provider treats the next mails: takes them; refuses each recipient for good (550); never answers after the
 * content, so that the sender cannot know; or refuses each pair of sender and recipient once (451) and then takes it.
 */
export const mailModes = ['accept', 'reject', 'silence', 'greylist'] as const

export type MailMode = (typeof mailModes)[number]

/** `count` mails are treated so, then all are accepted again; without it, until the next change. */
export type MailBehaviour = { mode: MailMode; count?: number }

export type RunningSink = {
  port: number
  url: string
  behave: (behaviour: MailBehaviour) => void
  behaviour: () => MailBehaviour
  stop: () => Promise<void>
}

const maxMailBytes = 50_000_000

/** A stand-in for a mail provider: an SMTP server on loopback that keeps every mail and delivers none. */
export async function startMailSink({ store, port }: { store: MailStore; port?: number }): Promise<RunningSink> {
  let behaviour: MailBehaviour = { mode: 'accept' }
  let greylisted = new Set<string>()

  // A mail uses up the behaviour when its fate is decided.
  const spend = (): void => {
    if (behaviour.count === undefined) return
    behaviour = behaviour.count > 1 ? { ...behaviour, count: behaviour.count - 1 } : { mode: 'accept' }
  }

  const server = new SMTPServer({
    name: 'standin.siaga.test',
    banner: 'Siaga stand-in mail provider',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: maxMailBytes,
    closeTimeout: 500,
    onRcptTo(address, session, callback) {
      if (behaviour.mode === 'reject') {
        spend()
        return callback(refusal(550, '5.1.1 Stand-in: this mailbox does not exist'))
      }
      if (behaviour.mode === 'greylist') {
        const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
        const pair = `${sender}>${address.address}`.toLowerCase()
        if (!greylisted.has(pair)) {
          greylisted.add(pair)
          return callback(refusal(451, '4.7.1 Stand-in: greylisted, try again later'))
        }
      }
      callback()
    },
    onData(stream, session, callback) {
      const { mode } = behaviour
      const { mailFrom, rcptTo } = session.envelope
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
      spend()
      void collect(stream).then(async (raw) => {
        if (mode === 'silence') return
        try {
          const { id } = await store.add(envelope, raw)
          callback(null, `2.0.0 Stand-in: kept as ${id}`)
        } catch (error) {
          callback(refusal(451, `4.3.0 Stand-in: ${(error as Error).message}`))
        }
      })
    },
  })
  // A client that breaks off is its own affair.
  server.on('error', () => {})

  const chosen = await freePort(port)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(chosen, '127.0.0.1', () => resolve())
  })
  return {
    port: chosen,
    url: `smtp://127.0.0.1:${chosen}`,
    behaviour: () => behaviour,
    behave: (next) => {
      behaviour = next
      greylisted = new Set()
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
