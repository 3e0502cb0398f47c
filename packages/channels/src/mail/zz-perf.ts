import { parseMail } from '/work/main/packages/channels/src/mail/parse-mail.ts'
const h = 'From: ani@contoh.id\r\n'
const MB = 1024*1024
const cases: [string, string][] = [
  ['newlines 25MB', h + '\r\n' + '\n'.repeat(25*MB)],
  ['one line 25MB', h + '\r\n' + 'a'.repeat(25*MB)],
  ['flowed 25MB', h + 'Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n' + 'kata \n'.repeat(4*MB)],
  ['html 25MB', h + 'Content-Type: text/html\r\n\r\n' + '<div>a'.repeat(4*MB)],
  ['html lt', h + 'Content-Type: text/html\r\n\r\n' + '<'.repeat(2*MB)],
  ['html attr', h + 'Content-Type: text/html\r\n\r\n<a ' + 'b '.repeat(MB)],
  ['html data img', h + 'Content-Type: text/html\r\n\r\n<img src="data:image/png;base64,' + 'A'.repeat(900000)+'!">'],
  ['qp 25MB', h + 'Content-Transfer-Encoding: quoted-printable\r\n\r\n' + '=C3=A9'.repeat(4*MB)],
  ['from many', h.replace('\r\n','') + ', b@c.id'.repeat(30000) + '\r\n\r\nx'],
  ['from groups', 'From: ' + 'a:'.repeat(100000) + '\r\n\r\nx'],
  ['from quotes', 'From: ' + '"'.repeat(200001) + '\r\n\r\nx'],
  ['from lt', 'From: ' + '<'.repeat(200001) + '\r\n\r\nx'],
  ['from encoded', 'From: ' + '=?utf-8?B?'.repeat(25000) + '\r\n\r\nx'],
  ['subject encoded', h+'Subject: ' + '=?utf-8?Q?a?= '.repeat(18000) + '\r\n\r\nx'],
  ['subject bad', h+'Subject: ' + '=?a?Q?'.repeat(40000) + '\r\n\r\nx'],
  ['refs', h+'References: ' + '<a@b>'.repeat(50000) + '\r\n\r\nx'],
  ['refs lt', h+'References: ' + '<'.repeat(250000) + '\r\n\r\nx'],
  ['many headers', h+ 'a: b\r\n'.repeat(40000) + '\r\nx'],
  ['many to', h+ 'To: b@c.id\r\n'.repeat(20000) + '\r\nx'],
  ['ct params', h+'Content-Type: multipart/mixed; ' + 'a*0=b; '.repeat(30000) + '\r\n\r\nx'],
  ['ct boundary ws', h+'Content-Type: multipart/mixed;' + ' '.repeat(250000) + '\r\n\r\nx'],
  ['list', h+'List-Id: ' + '<'.repeat(250000) + '\r\n\r\nx'],
  ['comment', h+'Date: ' + '('.repeat(250000) + '\r\nSubject: x\r\n\r\nx'],
  ['filename', h+'Content-Disposition: attachment; filename="' + '=?utf-8?Q?a?='.repeat(18000) + '"\r\n\r\nx'],
  ['quoted answers', h+'In-Reply-To: <a@b>\r\n\r\n' + '> a\nb\n'.repeat(200000)],
  ['On On', h+'In-Reply-To: <a@b>\r\n\r\n' + 'On a b c\n'.repeat(110000)],
  ['bounce text', 'From: mailer-daemon@x.id\r\nSubject: failure notice\r\n\r\n' + 'Message-ID: '.repeat(80000)],
  ['bounce ws', 'From: mailer-daemon@x.id\r\nSubject: failure notice\r\n\r\n' + ' \n'.repeat(400000)],
  ['bounce uuid', 'From: mailer-daemon@x.id\r\nSubject: failure notice\r\n\r\n' + '0197a1b2-1111-7222-8333-444455556666@kemkes.go.id.'.repeat(20000)],
  ['dsn groups', 'From: mailer-daemon@x.id\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n' + 'a: b\n\n'.repeat(3*MB)+'\r\n--b--'],
]
for (const [name, text] of cases) {
  const raw = Buffer.from(text, 'latin1')
  let block = 0, last = performance.now()
  const t = setInterval(() => { const n = performance.now(); block = Math.max(block, n-last); last = n }, 5)
  const s = performance.now()
  const r = await parseMail(raw, { recipient: 'layanan@kemkes.go.id', sender: '' }).then(x => x.kind, e => e.name+':'+e.reason + (e.cause? ' '+e.cause:''))
  const n = performance.now(); block = Math.max(block, n-last)
  clearInterval(t)
  console.log(name.padEnd(18), String(Math.round(n-s)).padStart(7), 'ms, block', Math.round(block), r)
}
