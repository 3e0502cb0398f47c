import { join } from 'node:path'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { readJson, writePrivateJson } from '../private-file.ts'
import { contentSecurityPolicy, page } from './layout.ts'
import { mailPages } from './mail-pages.ts'
import { startMailSink } from './mail-sink.ts'
import { openMailStore } from './mail-store.ts'
import { serveApp } from './serve-app.ts'
import { openWhatsappStandin, standinCredentials, type WhatsappStandin } from './whatsapp/whatsapp-standin.ts'

export type StandinOptions = {
  dataDir: string
  /** Port of the pages. */
  port: number
  /** Port of the platform's own mail intake, for mail written as a citizen. */
  smtpPort: number
  /** Of the installation; its stand-in credentials are made from it. */
  secret: string
}

export type Standin = {
  url: string
  /** Where the platform sends its outgoing mail. */
  smtpUrl: string
  suggestRecipients: (addresses: string[]) => void
  /** Where the platform finds WhatsApp's Graph API. */
  graphUrl: string
  whatsapp: WhatsappStandin
  stop: () => Promise<void>
}

const notice =
  'Tiruan penyedia luar – tidak ada yang sungguhan / Stand-ins for outside providers – nothing here is real'

/** One host for every provider's double. It listens on loopback only. */
export async function startStandin({ dataDir, port, smtpPort, secret }: StandinOptions): Promise<Standin> {
  const folder = join(dataDir, 'standin')
  const statePath = join(folder, 'ports.json')
  const store = openMailStore({ folder: join(folder, 'mail') })
  const sink = await startMailSink({ store, port: readJson<{ mail?: number }>(statePath)?.mail })
  writePrivateJson(statePath, { mail: sink.port })
  let recipients: string[] = []
  const whatsapp = openWhatsappStandin({ folder, credentials: standinCredentials(secret) })

  const app = new Hono()
  // Providers' programs send forms from no page at all; they carry a token instead.
  app.route('/graph', whatsapp.graph)
  app.use(csrf())
  app.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', contentSecurityPolicy)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
  })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/', (c) => c.html(page({ title: 'Tiruan penyedia · Stand-in providers', notice, body: index(sink.port) })))
  app.route('/', whatsapp.pages)
  app.route('/', mailPages({ store, sink, smtpPort, recipients: () => recipients }))
  app.notFound((c) => c.html(page({ title: 'Tidak ditemukan · Not found', notice, body: html`<p>—</p>` }), 404))

  const server = await serveApp(app, port)
  return {
    url: `http://localhost:${port}`,
    smtpUrl: sink.url,
    suggestRecipients: (addresses) => {
      recipients = addresses
    },
    graphUrl: `http://localhost:${port}/graph`,
    whatsapp,
    stop: async () => {
      await Promise.all([server.stop(), sink.stop(), whatsapp.stop()])
    },
  }
}

function index(mailPort: number) {
  return html`<table><thead><tr><th scope="col">Penyedia · Provider</th><th scope="col">Halaman · Page</th><th scope="col">Alamat teknis · Technical address</th></tr></thead>
<tbody><tr><td>Surat elektronik · Mail</td><td><a href="/mail">Kotak surat · Mailbox</a> · <a href="/mail/write">Tulis sebagai warga · Write as a citizen</a></td><td><code>smtp://127.0.0.1:${mailPort}</code></td></tr>
<tr><td>WhatsApp</td><td><a href="/whatsapp">Telepon warga · A citizen’s telephone</a></td><td><code>/graph</code></td></tr></tbody></table>`
}
