import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { readJson, writePrivateJson } from '../private-file.ts'
import { contentSecurityPolicy, page } from './layout.ts'
import { mailPages } from './mail-pages.ts'
import { startMailSink } from './mail-sink.ts'
import { openMailStore } from './mail-store.ts'

export type StandinOptions = {
  dataDir: string
  /** Port of the pages. */
  port: number
  /** Port of the platform's own mail intake, for mail written as a citizen. */
  smtpPort: number
}

export type Standin = {
  url: string
  /** Where the platform sends its outgoing mail. */
  smtpUrl: string
  suggestRecipients: (addresses: string[]) => void
  stop: () => Promise<void>
}

const notice =
  'Tiruan penyedia luar – tidak ada yang sungguhan / Stand-ins for outside providers – nothing here is real'

/** One host for every provider's double. It listens on loopback only. */
export async function startStandin({ dataDir, port, smtpPort }: StandinOptions): Promise<Standin> {
  const folder = join(dataDir, 'standin')
  const statePath = join(folder, 'ports.json')
  const store = openMailStore({ folder: join(folder, 'mail') })
  const sink = await startMailSink({ store, port: readJson<{ mail?: number }>(statePath)?.mail })
  writePrivateJson(statePath, { mail: sink.port })
  let recipients: string[] = []

  const app = new Hono()
  app.use(csrf())
  app.use(async (c, next) => {
    await next()
    c.header('content-security-policy', contentSecurityPolicy)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
  })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/', (c) => c.html(page({ title: 'Tiruan penyedia · Stand-in providers', notice, body: index(sink.port) })))
  app.route('/', mailPages({ store, sink, smtpPort, recipients: () => recipients }))
  app.notFound((c) => c.html(page({ title: 'Tidak ditemukan · Not found', notice, body: html`<p>—</p>` }), 404))

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(starting))
    starting.once('error', reject)
  })
  return {
    url: `http://localhost:${port}`,
    smtpUrl: sink.url,
    suggestRecipients: (addresses) => {
      recipients = addresses
    },
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await Promise.all([new Promise((resolve) => server.close(resolve)), sink.stop()])
    },
  }
}

function index(mailPort: number) {
  return html`<table><thead><tr><th scope="col">Penyedia · Provider</th><th scope="col">Halaman · Page</th><th scope="col">Alamat teknis · Technical address</th></tr></thead>
<tbody><tr><td>Surat elektronik · Mail</td><td><a href="/mail">Kotak surat · Mailbox</a> · <a href="/mail/write">Tulis sebagai warga · Write as a citizen</a></td><td><code>smtp://127.0.0.1:${mailPort}</code></td></tr></tbody></table>`
}
