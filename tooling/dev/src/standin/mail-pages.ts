import { Hono } from 'hono'
import { html } from 'hono/html'
import { type Markup, page } from './layout.ts'
import { type MailBehaviour, type MailMode, mailModes, type RunningSink } from './mail-sink.ts'
import type { Mail, MailStore, MailSummary } from './mail-store.ts'
import { type CitizenMail, type SendOutcome, sendAsCitizen } from './send-as-citizen.ts'

const notice = 'Tiruan penyedia surat – bukan surat sungguhan / Stand-in mail provider – not real mail'
const pageSize = 100

type MailPages = { store: MailStore; sink: RunningSink; smtpPort: number; recipients: () => string[] }

/** The stand-in mail provider's pages, and the same as JSON for tests. */
export function mailPages({ store, sink, smtpPort, recipients }: MailPages): Hono {
  const app = new Hono()

  app.get('/mail', (c) => {
    const to = c.req.query('to')
    const before = c.req.query('before')
    const all = store.list({ to }).filter(({ id }) => !before || id < before)
    return c.html(
      listPage({ mails: all.slice(0, pageSize), hasMore: all.length > pageSize, to, behaviour: sink.behaviour() }),
    )
  })

  app.get('/mail.json', async (c) => {
    const limit = Math.min(Number(c.req.query('limit')) || pageSize, 2_000)
    const found = store.list({ to: c.req.query('to') }).slice(0, limit)
    const mails = await Promise.all(found.map(({ id }) => store.get(id)))
    return c.json({ mails: mails.filter((mail) => mail !== undefined) })
  })

  app.get('/mail/behaviour', (c) => c.json(sink.behaviour()))
  app.post('/mail/behaviour', async (c) => {
    const isForm = !c.req.header('content-type')?.startsWith('application/json')
    const input: unknown = isForm ? await c.req.parseBody() : await c.req.json().catch(() => undefined)
    const behaviour = readBehaviour(input)
    if (!behaviour)
      return c.json({ error: `mode must be one of ${mailModes.join(', ')}; count a whole number ≥ 1` }, 400)
    sink.behave(behaviour)
    return isForm ? c.redirect('/mail', 303) : c.json(behaviour)
  })

  app.get('/mail/write', async (c) => {
    const original = await store.get(c.req.query('reply') ?? '')
    return c.html(writePage({ mail: original ? replyTo(original) : {}, recipients: recipients(), reply: original }))
  })

  app.post('/mail/write', async (c) => {
    const form = await c.req.parseBody()
    const text = (name: string) => (typeof form[name] === 'string' ? form[name].trim() : '')
    const original = await store.get(text('reply'))
    const file = form.attachment instanceof File && form.attachment.size > 0 ? form.attachment : undefined
    const mail: CitizenMail = {
      from: text('from'),
      name: text('name'),
      to: text('to'),
      subject: text('subject'),
      text: text('text').replaceAll('\r\n', '\n'),
      ...(original ? { inReplyTo: original.messageId, references: [...original.references, original.messageId] } : {}),
      ...(file
        ? {
            attachment: {
              filename: file.name,
              contentType: file.type || 'application/octet-stream',
              content: Buffer.from(await file.arrayBuffer()),
            },
          }
        : {}),
    }
    const outcome = await sendAsCitizen(smtpPort, mail)
    return c.html(writePage({ mail, recipients: recipients(), reply: original, outcome }), outcome.accepted ? 200 : 502)
  })

  app.get('/mail/:id', async (c) => {
    const mail = await store.get(c.req.param('id'))
    return mail ? c.html(mailPage(mail)) : c.notFound()
  })

  app.get('/mail/:id/raw', (c) => {
    const raw = store.raw(c.req.param('id'))
    if (!raw) return c.notFound()
    return c.body(new Uint8Array(raw), 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${c.req.param('id')}.eml"`,
    })
  })

  app.get('/mail/:id/attachments/:index', async (c) => {
    const found = await store.attachment(c.req.param('id'), Number(c.req.param('index')))
    if (!found) return c.notFound()
    return c.body(new Uint8Array(found.content), 200, {
      // Never shown in this origin, whatever it calls itself.
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.filename)}`,
    })
  })

  return app
}

function readBehaviour(input: unknown): MailBehaviour | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  const { mode, count } = input as Record<string, unknown>
  if (!mailModes.includes(mode as MailMode)) return undefined
  if (count === undefined || count === '') return { mode: mode as MailMode }
  const times = Number(count)
  return Number.isInteger(times) && times >= 1 ? { mode: mode as MailMode, count: times } : undefined
}

function replyTo(mail: Mail): Partial<CitizenMail> {
  return {
    from: mail.envelope.to[0] ?? '',
    to: bareAddress(mail.from),
    subject: /^(re|bls):/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    text: `\n\n${mail.text
      .trimEnd()
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n')}`,
  }
}

function bareAddress(text: string): string {
  return /<([^>]+)>/.exec(text)?.[1] ?? text
}

function timeOf(iso: string): Markup {
  const local = new Intl.DateTimeFormat('id-ID', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
  return html`<time datetime="${iso}">${local.format(new Date(iso))} WIB</time>`
}

type ListPage = { mails: MailSummary[]; hasMore: boolean; to: string | undefined; behaviour: MailBehaviour }

function listPage({ mails, hasMore, to, behaviour }: ListPage): Markup {
  const filter = to ? `&to=${encodeURIComponent(to)}` : ''
  const body = html`
<form class="line" method="get" action="/mail">
  <label>Penerima · Recipient<input type="email" name="to" value="${to ?? ''}"></label>
  <button class="quiet-button">Saring · Filter</button>
</form>
${
  mails.length === 0
    ? html`<p class="panel">Belum ada surat. · No mail yet.</p>`
    : html`<table><thead><tr><th scope="col">Waktu · Time</th><th scope="col">Penerima · Recipient</th><th scope="col">Pengirim · Sender</th><th scope="col">Perihal · Subject</th></tr></thead><tbody>
${mails.map(
  (mail) => html`<tr><td>${timeOf(mail.receivedAt)}</td><td>${mail.envelope.to.join(', ')}</td><td>${mail.from}</td>
<td><a href="/mail/${mail.id}">${mail.subject || '(tanpa perihal · no subject)'}</a>${mail.attachments.length > 0 ? html` <small>+ ${mail.attachments.length} lampiran · attachments</small>` : ''}</td></tr>`,
)}
</tbody></table>`
}
${hasMore ? html`<p><a href="/mail?before=${mails.at(-1)?.id}${filter}">Lebih lama · Older</a></p>` : ''}
<h2>Perilaku · Behaviour</h2>
<p class="quiet">Sekarang · Now: <code>${behaviour.mode}</code>${behaviour.count ? html` × ${behaviour.count}` : ''}</p>
<form class="line" method="post" action="/mail/behaviour">
  <label>Surat berikutnya · The next mails<select name="mode">
    ${mailModes.map((mode) => html`<option value="${mode}" ${mode === behaviour.mode ? 'selected' : ''}>${modeNames[mode]}</option>`)}
  </select></label>
  <button class="quiet-button">Terapkan · Apply</button>
</form>`
  return page({ title: 'Kotak surat · Mailbox', notice, body })
}

const modeNames: Record<MailMode, string> = {
  accept: 'terima · accept',
  reject: 'tolak · reject (550)',
  silence: 'diam · never answer',
  greylist: 'tunda dulu · greylist (451)',
}

function mailPage(mail: Mail): Markup {
  const rows: [string, string][] = [
    ['From', mail.from],
    ['To', mail.to],
    ['Subject', mail.subject],
    ['Message-ID', mail.messageId],
    ['In-Reply-To', mail.inReplyTo],
    ['References', mail.references.join(' ')],
    ['Auto-Submitted', mail.autoSubmitted],
    ['Amplop · Envelope', `${mail.envelope.from || '<>'} → ${mail.envelope.to.join(', ')}`],
  ]
  const body = html`
<section class="panel"><dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value || '—'}</dd>`)}<dt>Diterima · Received</dt><dd>${timeOf(mail.receivedAt)}</dd></dl></section>
<h2>Isi · Content</h2>
<section class="panel"><pre>${mail.text || '(tanpa teks · no text)'}</pre></section>
${
  mail.attachments.length > 0
    ? html`<h2>Lampiran · Attachments</h2><ul>${mail.attachments.map(
        (file, index) =>
          html`<li><a href="/mail/${mail.id}/attachments/${index}">${file.filename}</a> <small>${file.contentType}, ${file.size} B</small></li>`,
      )}</ul>`
    : ''
}
<p><a href="/mail/write?reply=${mail.id}">Balas sebagai warga · Reply as the citizen</a> · <a href="/mail/${mail.id}/raw">Surat mentah · Raw mail (.eml)</a></p>`
  return page({ title: mail.subject || '(tanpa perihal · no subject)', notice, body })
}

type WritePage = { mail: Partial<CitizenMail>; recipients: string[]; reply?: Mail; outcome?: SendOutcome }

function writePage({ mail, recipients, reply, outcome }: WritePage): Markup {
  const body = html`
${
  outcome
    ? html`<p class="${outcome.accepted ? 'ok' : 'bad'}" role="status">${outcome.accepted ? 'Diterima oleh server Siaga · Accepted by Siaga’s server' : 'Tidak diterima · Not accepted'}: <code>${outcome.answer}</code>${outcome.messageId ? html`<br><small>Message-ID <code>${outcome.messageId}</code></small>` : ''}</p>`
    : ''
}
<form class="panel" method="post" action="/mail/write" enctype="multipart/form-data">
  ${reply ? html`<input type="hidden" name="reply" value="${reply.id}"><p class="quiet">Membalas · In reply to: <a href="/mail/${reply.id}">${reply.subject}</a></p>` : ''}
  <label>Alamat warga · The citizen’s address<input name="from" type="email" required value="${mail.from ?? ''}"></label>
  <label>Nama · Name<input name="name" value="${mail.name ?? ''}"></label>
  <label>Kepada · To<input name="to" type="email" required list="recipients" value="${mail.to ?? ''}"></label>
  <datalist id="recipients">${recipients.map((address) => html`<option value="${address}"></option>`)}</datalist>
  <label>Perihal · Subject<input name="subject" value="${mail.subject ?? ''}"></label>
  <label>Isi · Text<textarea name="text" required>${`\n${mail.text ?? ''}`}</textarea></label>
  <label>Lampiran (boleh kosong) · Attachment (optional)<input name="attachment" type="file"></label>
  <button>Kirim · Send</button>
</form>`
  return page({ title: 'Tulis sebagai warga · Write as a citizen', notice, body })
}
