import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { baseCss, type Markup, page } from '../layout.ts'
import { actAsCitizen, type CitizenAct, citizenOf, placeNames, placeOf } from './citizen-form.ts'
import type { GraphApi, GraphBehaviour, GraphMode } from './graph-api.ts'
import { graphModes } from './graph-api.ts'
import { phoneCss, phoneScript, sha256 } from './phone-style.ts'
import type { ChatMessage, StandinNumber, WhatsappStore } from './store.ts'
import type { Webhooks } from './webhooks.ts'

export const phoneNotice = 'Tiruan WhatsApp – bukan WhatsApp sungguhan / Stand-in WhatsApp – not the real one'

type Phone = {
  store: WhatsappStore
  webhooks: Webhooks
  graph: GraphApi
  numbers: () => StandinNumber[]
}

/** Pictures of our own, one script and one style of our own; what citizens and centers write is only ever text. */
const phonePolicy = [
  "default-src 'none'",
  `style-src ${sha256(baseCss + phoneCss)}`,
  `script-src ${sha256(phoneScript)}`,
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const words = {
  accepted: 'Diterima penyedia · Accepted',
  sent: 'Terkirim · Sent',
  delivered: 'Sampai · Delivered',
  read: 'Dibaca · Read',
  failed: 'Gagal · Failed',
} as const

const clock = (at: number) =>
  new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' }).format(at)

const shownImage = /^image\/(jpeg|png|webp|gif)$/

/** The stand-in's telephone: write as a citizen, read what the center answered. The same as JSON for tests. */
export function phonePages({ store, webhooks, graph, numbers }: Phone): Hono {
  const app = new Hono()
  const tools = () => ({ store, webhooks, numbers: numbers() })

  /** Whoever opens the chat has read it. */
  function read(number: StandinNumber, citizen: string): ChatMessage[] {
    const messages = store.chat(number.phoneNumberId, citizen)
    for (const m of messages)
      if (m.from === 'center' && (m.status === 'sent' || m.status === 'delivered')) {
        const changed = store.change(m.id, { status: 'read' })
        if (changed) webhooks.status(number, { ...changed })
      }
    return messages.sort((a, b) => a.at - b.at)
  }
  const chatOf = (query: (name: string) => string | undefined) => {
    const number = numbers().find((n) => n.phoneNumberId === query('number'))
    const citizen = citizenOf(query('as') ?? '')
    return number && citizen ? { number, citizen } : null
  }

  // Browsers ask for it on every page.
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get('/whatsapp', (c) => c.html(listPage(store, numbers(), graph.behaviour())))

  app.get('/whatsapp/chat', (c) => {
    const chat = chatOf((name) => c.req.query(name))
    if (!chat) return c.redirect('/whatsapp', 303)
    const name = c.req.query('name')?.trim()
    if (name) store.rename(chat.citizen, name)
    c.header('content-security-policy', phonePolicy)
    const messages = read(chat.number, chat.citizen)
    return c.html(
      chatPage({ ...chat, name: store.nameOf(chat.citizen) ?? chat.citizen, messages, reply: c.req.query('reply') }),
    )
  })

  app.get('/whatsapp/chat/messages', (c) => {
    const chat = chatOf((name) => c.req.query(name))
    if (!chat) return c.notFound()
    const messages = read(chat.number, chat.citizen)
    c.header('x-version', versionOf(messages))
    return c.html(html`${bubbles({ ...chat, messages })}`)
  })

  app.post('/whatsapp/chat', async (c) => {
    const form = await c.req.parseBody()
    const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
    const file = form.file instanceof File && form.file.size > 0 ? form.file : undefined
    const kind = (text('kind') || 'text') as CitizenAct['kind']
    actAsCitizen(tools(), {
      number: text('number'),
      as: text('as'),
      kind,
      text: text('text').replaceAll('\r\n', '\n'),
      ...(file && {
        file: {
          name: file.name,
          mediaType: file.type || 'application/octet-stream',
          bytes: Buffer.from(await file.arrayBuffer()),
        },
      }),
      ...(kind === 'location' && { location: placeOf(text('place')) }),
      ...(text('to') && { to: text('to') }),
    })
    return c.redirect(`/whatsapp/chat?${new URLSearchParams({ number: text('number'), as: text('as') })}`, 303)
  })

  app.get('/whatsapp/media/:id', (c) => {
    const media = store.media(c.req.param('id'))
    const content = store.bytes(c.req.param('id'))
    if (!media || !content) return c.notFound()
    const isShown = shownImage.test(media.mediaType)
    return c.body(new Uint8Array(content), 200, {
      'content-type': isShown ? media.mediaType : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(media.name)}`,
    })
  })

  app.post('/whatsapp/citizen', async (c) => {
    if (!c.req.header('content-type')?.startsWith('application/json')) return c.json({ error: 'JSON only' }, 415)
    const act = (await c.req.json()) as CitizenAct & { file?: { name: string; mediaType: string; base64: string } }
    const file = act.file && { ...act.file, bytes: Buffer.from(act.file.base64, 'base64') }
    const message = actAsCitizen(tools(), { ...act, ...(file && { file }) })
    return message ? c.json(message) : c.json({ error: 'number, as and kind must make sense' }, 400)
  })

  app.get('/whatsapp/chat.json', (c) => {
    const chat = chatOf((name) => c.req.query(name))
    return chat ? c.json({ messages: store.chat(chat.number.phoneNumberId, chat.citizen) }) : c.notFound()
  })

  app.post('/whatsapp/behaviour', async (c) => {
    const isForm = !c.req.header('content-type')?.startsWith('application/json')
    const input = ((isForm ? await c.req.parseBody() : await c.req.json().catch(() => null)) ?? {}) as Record<
      string,
      unknown
    >
    if (!graphModes.includes(input.mode as GraphMode)) return c.json({ error: `mode: ${graphModes.join(', ')}` }, 400)
    graph.behave({
      mode: input.mode as GraphMode,
      ...(input.code ? { code: Number(input.code) } : {}),
      ...(input.count ? { count: Number(input.count) } : {}),
    })
    return isForm ? c.redirect('/whatsapp', 303) : c.json(graph.behaviour())
  })
  return app
}

const modeNames: Record<GraphMode, string> = {
  accept: 'terima · accept',
  refuse: 'tolak dengan kode · refuse with a code',
  html: 'jawab dengan halaman HTML · answer with a page',
  silence_after_taking: 'terima, tetapi diam · take it and say nothing',
  silence: 'diam · never answer',
  busy: 'sedang sibuk · busy (503)',
  media_endless: 'unduhan tanpa akhir · a download without an end',
  media_large: 'berkas 100 MB · a file of 100 MB',
  media_lies: 'berkas lebih besar dari janji · more than was promised',
}

function listPage(store: WhatsappStore, numbers: StandinNumber[], behaviour: GraphBehaviour): Markup {
  const chats = store.chats()
  const numberOf = (id: string) => numbers.find((n) => n.phoneNumberId === id)
  const body = html`
${
  numbers.length === 0
    ? html`<p class="panel">Belum ada nomor yang tersambung. · No number is connected.</p>`
    : html`<h2>Tulis sebagai warga · Write as a citizen</h2>
<form class="panel line" method="get" action="/whatsapp/chat">
  <label>Kepada · To<select name="number">${numbers.map((n) => html`<option value="${n.phoneNumberId}">${n.name} (${n.display})</option>`)}</select></label>
  <label>Nomor warga, atau ID.… tanpa nomor · The citizen’s number, or ID.… without one<input name="as" required value="081234567890" pattern="\\+?[0-9 \\-]{8,18}|ID\\.[0-9]{4,30}"></label>
  <label>Nama · Name<input name="name" required value="Ratna Wulandari" maxlength="100"></label>
  <button>Buka telepon · Open the telephone</button>
</form>`
}
<h2>Percakapan · Conversations</h2>
${
  chats.length === 0
    ? html`<p class="panel">Belum ada. · None yet.</p>`
    : html`<table><thead><tr><th scope="col">Warga · Citizen</th><th scope="col">Nomor layanan · Service number</th><th scope="col">Pesan terakhir · Last message</th></tr></thead><tbody>
${chats.slice(0, 100).map(
  (
    chat,
  ) => html`<tr><td class="name"><a href="/whatsapp/chat?${new URLSearchParams({ number: chat.phoneNumberId, as: chat.citizen }).toString()}">${chat.name}</a>${chat.name === chat.citizen ? '' : html`<br><small>${chat.citizen}</small>`}</td>
<td>${numberOf(chat.phoneNumberId)?.name ?? chat.phoneNumberId}</td><td>${chat.last?.text || chat.last?.type}<br><small>${chat.last ? clock(chat.last.at) : ''} WIB</small></td></tr>`,
)}</tbody></table>`
}
<h2>Perilaku · Behaviour</h2>
<p class="quiet">Sekarang · Now: <code>${behaviour.mode}</code>${behaviour.code ? html` ${behaviour.code}` : ''}${behaviour.count ? html` × ${behaviour.count}` : ''}</p>
<form class="line" method="post" action="/whatsapp/behaviour">
  <label>Panggilan berikutnya · The next calls<select name="mode">${graphModes.map((mode) => html`<option value="${mode}" ${mode === behaviour.mode ? 'selected' : ''}>${modeNames[mode]}</option>`)}</select></label>
  <label>Kode · Code<input name="code" inputmode="numeric" pattern="[0-9]*" placeholder="131047"></label>
  <label>Berapa kali · How often<input name="count" inputmode="numeric" pattern="[0-9]*" placeholder="∞"></label>
  <button class="quiet-button">Terapkan · Apply</button>
</form>
<p class="quiet">Nomor berakhiran 0000 tidak memiliki WhatsApp (131026). · Numbers that end in 0000 have no WhatsApp (131026).</p>`
  return page({ title: 'WhatsApp', notice: phoneNotice, body })
}

type Chat = { number: StandinNumber; citizen: string; messages: ChatMessage[] }

const versionOf = (messages: ChatMessage[]) =>
  `${messages.length}-${messages.map((m) => `${m.status ?? ''}${m.reaction ?? ''}`).join('').length}-${messages.at(-1)?.id ?? ''}`

const hidden = ({ number, citizen }: Pick<Chat, 'number' | 'citizen'>, kind: CitizenAct['kind'], more: object = {}) =>
  Object.entries({ number: number.phoneNumberId, as: citizen, kind, ...more }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )

function bubbles(chat: Chat): Markup[] {
  const { messages, number, citizen } = chat
  const quoteOf = (id: string | undefined) => messages.find((m) => m.id === id)
  return messages.map((m) => {
    const mine = m.from === 'citizen'
    const quoted = quoteOf(m.quotes)
    const link = new URLSearchParams({ number: number.phoneNumberId, as: citizen, reply: m.id }).toString()
    return html`<li class="b${mine ? ' mine' : ''}">
${quoted ? html`<div class="q">${quoted.text || quoted.type}</div>` : ''}
${m.media && shownImage.test(m.media.mediaType) ? html`<img src="/whatsapp/media/${m.media.id}" alt="${m.media.name}">` : ''}
${m.media && !shownImage.test(m.media.mediaType) ? html`<p><a href="/whatsapp/media/${m.media.id}">${m.media.name}</a></p>` : ''}
${m.location ? html`<p>Lokasi · Location: ${m.location.name ?? ''} (${m.location.latitude}, ${m.location.longitude})</p>` : ''}
${m.text ? html`<p>${m.text}</p>` : ''}
<small>${clock(m.at)}${!mine && m.status ? ` – ${words[m.status]}${m.error ? ` (${m.error.code})` : ''}` : ''}</small>
${
  mine
    ? ''
    : html`<div class="do">${(m.buttons ?? []).map((label) => html`<form method="post" action="/whatsapp/chat">${hidden(chat, 'button', { text: label, to: m.id })}<button>${label}</button></form>`)}
<a href="/whatsapp/chat?${link}">Balas · Reply</a>
<form method="post" action="/whatsapp/chat">${hidden(chat, 'reaction', { text: m.reaction ? '' : '👍', to: m.id })}<button aria-label="${m.reaction ? 'Lepas reaksi · Take back the reaction' : 'Beri jempol · Thumbs up'}">👍</button></form></div>`
}
</li>${m.reaction ? html`<li class="mark${mine ? ' mine' : ''}">${m.reaction}</li>` : ''}`
  })
}

function chatPage(chat: Chat & { name: string; reply: string | undefined }): Markup {
  const { number, citizen, messages, name } = chat
  const answered = messages.find((m) => m.id === chat.reply)
  const to = answered ? { to: answered.id } : {}
  const query = new URLSearchParams({ number: number.phoneNumberId, as: citizen }).toString()
  return html`<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name} → ${number.name}</title><style>${raw(baseCss + phoneCss)}</style></head>
<body>
<header><p class="notice">${phoneNotice}</p><nav aria-label="Tiruan · Stand-ins"><a href="/">Semua tiruan · All stand-ins</a><a href="/whatsapp">WhatsApp</a></nav></header>
<main><section class="phone" aria-label="Telepon · Telephone">
<div class="top"><span class="face" aria-hidden="true">${number.name.slice(0, 1)}</span><div><h1>${number.name}</h1><small>${number.display} – ${name} (${citizen})</small></div></div>
<ol class="log" tabindex="0" aria-label="Percakapan · Conversation" data-from="/whatsapp/chat/messages?${query}" data-version="${versionOf(messages)}">${bubbles(chat)}</ol>
<div class="write">
${answered ? html`<div class="reply"><span>${answered.text.slice(0, 120) || answered.type}</span><a href="/whatsapp/chat?${query}">Batal · Cancel</a></div>` : ''}
<form method="post" action="/whatsapp/chat">${hidden(chat, 'text', to)}<label>Pesan · Message<textarea name="text" required maxlength="4096"></textarea></label><button>Kirim · Send</button></form>
<details><summary>Foto, berkas, lokasi · Photo, file, location</summary>
<form method="post" action="/whatsapp/chat" enctype="multipart/form-data">${hidden(chat, 'file', to)}<label>Foto atau berkas · Photo or file<input type="file" name="file" required></label><label>Keterangan · Caption<input name="text" maxlength="1024"></label><button>Kirim · Send</button></form>
<form method="post" action="/whatsapp/chat">${hidden(chat, 'location', to)}<label>Lokasi · Location<select name="place">${placeNames.map((p) => html`<option value="${p.value}">${p.name}</option>`)}</select></label><button>Kirim lokasi · Send location</button></form>
</details>
</div></section></main>
<script>${raw(phoneScript)}</script>
</body></html>`
}
