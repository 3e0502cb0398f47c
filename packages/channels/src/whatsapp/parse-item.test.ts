import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWhatsappItem } from './parse-item.ts'

const contact = { profile: { name: 'Ratna Wulandari' }, wa_id: '6281234567890' }
const base = { from: '6281234567890', id: 'wamid.1', timestamp: '1763625600' }

const item = (content: object) => Buffer.from(JSON.stringify({ v: 1, field: 'messages', contact, ...content }))
const message = (m: object) => parseWhatsappItem(item({ message: { ...base, ...m } }))
const status = (s: object) => parseWhatsappItem(item({ status: { id: 'wamid.9', timestamp: '1763625600', ...s } }))

describe('a message', () => {
  it('of text is read with its sender, time and id', async () => {
    expect(await message({ type: 'text', text: { body: 'Ada kebakaran' } })).toMatchObject({
      kind: 'message',
      identity: { kind: 'wa_user', address: '6281234567890', name: 'Ratna Wulandari' },
      providerId: 'wamid.1',
      sentAt: new Date('2025-11-20T08:00:00Z'),
      text: 'Ada kebakaran',
      content: null,
      media: [],
      answers: [],
      quotes: null,
    })
  })
  it.each([
    ['image', 'Foto', 'foto.jpg', 'image/jpeg'],
    ['audio', 'Pesan suara', 'suara.ogg', 'audio/ogg; codecs=opus'],
    ['video', 'Video', 'video.mp4', 'video/mp4'],
    ['sticker', 'Stiker', 'stiker.webp', 'image/webp'],
  ])('with %s names a file to fetch and the words for lists', async (type, summary, name, mime) => {
    const m = await message({ type, [type]: { id: '881', mime_type: mime, sha256: 'c2Fs', caption: 'lihat' } })
    expect(m).toMatchObject({ summary, text: 'lihat', media: [{ id: '881', name, mediaType: mime, sha256: 'c2Fs' }] })
    if (m.kind === 'message') expect(m.content).toEqual(type === 'sticker' ? { kind: 'sticker' } : null)
  })
  it('with a document keeps its own name, without what turns a line around', async () => {
    const filename = '\u202egnp.exe\u0000 surat.pdf'
    const m = await message({ type: 'document', document: { id: '1', mime_type: 'application/pdf', filename } })
    expect(m).toMatchObject({ media: [{ name: 'gnp.exe surat.pdf' }] })
  })
  it('with a place, with cards', async () => {
    expect(
      await message({ type: 'location', location: { latitude: -6.99, longitude: 110.42, name: 'Simpang Lima' } }),
    ).toMatchObject({
      text: 'Simpang Lima',
      summary: 'Lokasi',
      content: { kind: 'location', latitude: -6.99, longitude: 110.42, name: 'Simpang Lima', address: null },
    })
    expect(
      await message({
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'dr. Sari' }, phones: [{ phone: '+62 811-1', wa_id: '628111' }] }],
      }),
    ).toMatchObject({
      summary: 'Kontak: dr. Sari +62 811-1',
      content: { kind: 'contacts', contacts: [{ name: 'dr. Sari', phones: ['+62 811-1'] }] },
    })
  })
  it('that chooses a button or a line of a list says what was chosen', async () => {
    const reply = { id: 'y', title: 'Ya, sudah' }
    expect(
      await message({ type: 'interactive', interactive: { type: 'button_reply', button_reply: reply } }),
    ).toMatchObject({ text: 'Ya, sudah', content: { kind: 'choice', id: 'y', title: 'Ya, sudah', description: null } })
    expect(
      await message({
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { ...reply, description: 'Hari ini' } },
      }),
    ).toMatchObject({ content: { kind: 'choice', description: 'Hari ini' } })
    expect(
      await message({ type: 'button', button: { text: 'Baca', payload: 'P1' }, context: { id: 'wamid.0' } }),
    ).toMatchObject({ text: 'Baca', content: { kind: 'choice', id: 'P1' }, answers: ['wamid.0'], quotes: 'wamid.0' })
  })
  it('of a type that nobody foresaw is said to be there', async () => {
    expect(await message({ type: 'hologram', hologram: {} })).toMatchObject({
      summary: 'Pesan yang belum dikenal',
      content: { kind: 'unsupported', type: 'hologram' },
    })
  })
  it('of a citizen without a number stands under the id that the business knows them by', async () => {
    const raw = item({
      contact: { profile: { name: 'Budi', username: 'budi' }, user_id: 'ID.13491208655302741918' },
      message: {
        id: 'wamid.2',
        timestamp: '1763625600',
        type: 'text',
        text: { body: 'Halo' },
        from_user_id: 'ID.13491208655302741918',
      },
    })
    expect(await parseWhatsappItem(raw)).toMatchObject({
      identity: { kind: 'wa_user', address: 'ID.13491208655302741918', name: 'Budi' },
    })
  })
  it('from nobody, with an impossible place or without an id is no message', async () => {
    const nobody = item({ contact: null, message: { ...base, from: undefined, type: 'text', text: { body: 'x' } } })
    await expect(parseWhatsappItem(nobody)).rejects.toThrow()
    await expect(message({ type: 'location', location: { latitude: 999, longitude: 0 } })).rejects.toThrow()
    await expect(message({ id: '', type: 'text', text: { body: 'x' } })).rejects.toThrow()
  })
  it('can always be kept: no NUL and no half character is left of what anybody typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (body, name) => {
        const raw = Buffer.from(
          JSON.stringify({
            v: 1,
            contact: { profile: { name } },
            message: { ...base, type: 'text', text: { body: `a${body}\u0000\ud800` } },
          }),
        )
        const parsed = await parseWhatsappItem(raw)
        if (parsed.kind !== 'message') throw new Error(parsed.kind)
        for (const text of [parsed.text, parsed.identity.name ?? '']) {
          expect(text).not.toContain('\u0000')
          expect(text.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a reaction', () => {
  it('names the message that it is put on, and its end has no sign', async () => {
    expect(await message({ type: 'reaction', reaction: { message_id: 'wamid.5', emoji: '👍' } })).toMatchObject({
      kind: 'reaction',
      providerId: 'wamid.5',
      emoji: '👍',
    })
    expect(await message({ type: 'reaction', reaction: { message_id: 'wamid.5' } })).toMatchObject({ emoji: null })
  })
})

describe('a status', () => {
  it('carries our own id back, when it is one', async () => {
    const ours = '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10'
    expect(await status({ status: 'delivered', biz_opaque_callback_data: ours })).toMatchObject({
      kind: 'status',
      providerId: 'wamid.9',
      state: 'delivered',
      messageId: ours,
    })
    expect(await status({ status: 'read', biz_opaque_callback_data: 'milik orang' })).toMatchObject({ messageId: null })
  })
  it('that failed says why and what to do, in our words where we have some', async () => {
    expect(
      await status({ status: 'failed', errors: [{ code: 131047, title: 'Re-engagement message' }] }),
    ).toMatchObject({ state: 'failed', code: '131047', reason: expect.stringContaining('jendela 24 jam') })
    expect(
      await status({ status: 'failed', errors: [{ code: 1, title: 'T', error_data: { details: 'Rinci' } }] }),
    ).toMatchObject({ code: '1', reason: 'Rinci' })
  })
  it('of a kind that we do not know is let go', async () => {
    expect(await status({ status: 'constructor' })).toMatchObject({ kind: 'ignored' })
    expect(await parseWhatsappItem(item({ field: 'account_update', value: {} }))).toMatchObject({ kind: 'ignored' })
  })
})
