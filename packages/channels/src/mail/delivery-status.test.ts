import { describe, expect, test } from 'vitest'
import { failureInWords } from './delivery-status.ts'
import { channel, citizenMail, mail, message, ourId, parsed, postfixReport, status } from './testing.ts'

const bounced = [
  'Action: failed',
  'Status: 5.1.1',
  'Remote-MTA: dns; mail.contoh.id',
  'Diagnostic-Code: smtp; 550 5.1.1 <budi@contoh.id>: Recipient address rejected:',
  '    User unknown',
]

describe('a report from Postfix', () => {
  test('marks our message failed, with the reason in words', async () => {
    expect(await status(postfixReport(bounced))).toEqual({
      kind: 'status',
      providerId: `${ourId}@kemkes.go.id`,
      state: 'failed',
      reason: 'Alamat e-mail tidak dikenal (550 5.1.1 <budi@contoh.id>: Recipient address rejected: User unknown)',
      at: new Date('2025-06-02T02:20:00Z'),
    })
  })

  test('marks it delivered when it was', async () => {
    expect(await status(postfixReport(['Action: delivered (ke kotak surat)', 'Status: 2.0.0']))).toMatchObject({
      state: 'delivered',
      reason: null,
    })
  })

  test('of a delay or of a hand-over changes nothing', async () => {
    expect(await parsed(postfixReport(['Action: delayed', 'Status: 4.4.1']), { sender: '' })).toEqual({
      kind: 'ignored',
      reason: 'delivery_delayed',
    })
    expect(await parsed(postfixReport(['Action: relayed', 'Status: 2.0.0']), { sender: '' })).toEqual({
      kind: 'ignored',
      reason: 'delivery_status_without_outcome',
    })
  })

  test('with only the headers returned is matched too', async () => {
    const raw = Buffer.from(postfixReport(bounced).toString().replace('message/rfc822', 'text/rfc822-headers'))
    expect((await status(raw)).providerId).toBe(`${ourId}@kemkes.go.id`)
  })

  test('without the original is matched by our id in its words, and only ours', async () => {
    const report = postfixReport(bounced, []).toString()
    const named = (id: string) => Buffer.from(report.replace('This is the mail system', `Pesan ${id}, sistem`))
    expect((await status(named(`<${ourId}@kemkes.go.id>`))).providerId).toBe(`${ourId}@kemkes.go.id`)
    expect(await parsed(named(`${ourId}@kemkes.go.id.jahat.id`), { sender: '' })).toEqual({
      kind: 'ignored',
      reason: 'delivery_status_of_unknown_message',
    })
  })
})

test('a read receipt marks our message read, a deletion does not', async () => {
  const receipt = (disposition: string) =>
    mail([
      'From: Budi <budi@contoh.id>',
      `To: ${channel}`,
      'Subject: Read: Antrean vaksin',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=batas',
      '',
      '--batas',
      'Content-Type: text/plain',
      '',
      'Surat Anda telah dibaca.',
      '--batas',
      'Content-Type: message/disposition-notification',
      '',
      'Final-Recipient: rfc822;budi@contoh.id',
      `Original-Message-ID: <${ourId}@kemkes.go.id>`,
      `Disposition: manual-action/MDN-sent-manually; ${disposition}`,
      '--batas--',
      '',
    ])
  expect(await status(receipt('displayed'))).toMatchObject({ state: 'read', providerId: `${ourId}@kemkes.go.id` })
  expect(await parsed(receipt('deleted'), { sender: '' })).toEqual({ kind: 'ignored', reason: 'receipt_not_displayed' })
})

describe('a bounce without a report', () => {
  test('as qmail writes it marks our message failed', async () => {
    const raw = citizenMail(
      ['From: MAILER-DAEMON@mail.contoh.id', 'Subject: failure notice'],
      [
        'Hi. This is the qmail-send program.',
        '<budi@contoh.id>:',
        '550 5.2.2 Mailbox full',
        '--- Below this line is a copy of the message.',
        `Message-ID: <${ourId}@kemkes.go.id>`,
      ],
    )
    expect(await status(raw)).toMatchObject({
      providerId: `${ourId}@kemkes.go.id`,
      state: 'failed',
      reason: 'Kotak surat penerima penuh (550 5.2.2 Mailbox full)',
    })
  })

  test('that names no message of ours still opens no case', async () => {
    const raw = citizenMail(['From: postmaster@contoh.id', 'Subject: Undeliverable: Antrean'], ['Gagal.'])
    expect((await parsed(raw, { sender: '' })).kind).toBe('ignored')
  })

  test('is not seen in a citizen who writes about one', async () => {
    const raw = citizenMail(['Subject: Undeliverable: surat saya tidak terkirim'], ['Mengapa?'])
    expect((await message(raw)).subject).toBe('Undeliverable: surat saya tidak terkirim')
  })

  test('is not seen in an out-of-office answer with a null sender', async () => {
    const raw = citizenMail(
      ['Subject: Autoreply: delivery status of your message', 'Auto-Submitted: auto-replied'],
      ['Saya cuti.'],
    )
    expect((await message(raw, { sender: '' })).automatic).toBe(true)
  })
})

test.each([
  ['5.7.1', 'smtp; 554 5.7.1 Blocked', 'Ditolak oleh kebijakan atau penyaring server penerima (554 5.7.1 Blocked)'],
  ['5.0.0', 'x-unix; keluar', 'E-mail tidak dapat disampaikan (keluar)'],
  ['4.4.1', '', 'Server e-mail penerima tidak dapat dihubungi (4.4.1)'],
  ['', '', 'E-mail tidak dapat disampaikan'],
])('says %s %s in words', (code, diagnostic, expected) => {
  expect(failureInWords(code, diagnostic)).toBe(expected)
})
