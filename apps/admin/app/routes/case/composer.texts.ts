import { defineTexts } from '@siaga/ui'

export const composerTexts = defineTexts({
  title: { id: 'Tulis', en: 'Write' },
  replyMail: { id: 'Balas lewat surel', en: 'Reply by mail' },
  replyBy: { id: 'Balas lewat {channel}', en: 'Reply by {channel}' },
  replyShown: { id: 'Balas', en: 'Reply' },
  wayTo: { id: 'ke {address}', en: 'to {address}' },
  wayShown: { id: 'Tampil di halaman lacak warga', en: 'Shows on the citizen’s tracking page' },
  note: { id: 'Catatan internal', en: 'Internal note' },
  noteWay: { id: 'Warga tidak melihatnya', en: 'Citizens do not see it' },
  replyLabel: { id: 'Balasan untuk {name}', en: 'Reply to {name}' },
  citizen: { id: 'warga', en: 'the citizen' },
  replyPlaceholder: { id: 'Tulis balasan', en: 'Write a reply' },
  notePlaceholder: { id: 'Tulis catatan untuk rekan', en: 'Write a note for colleagues' },
  attach: { id: 'Lampirkan berkas', en: 'Attach a file' },
  remove: { id: 'Lepaskan {name}', en: 'Remove {name}' },
  uploading: { id: 'Mengunggah {name}', en: 'Uploading {name}' },
  uploadFailed: {
    id: 'Berkas {name} tidak terunggah: server tidak menjawab. Coba lagi.',
    en: 'The file {name} was not uploaded: the server did not answer. Try again.',
  },
  tooMany: { id: 'Paling banyak {max} berkas dalam satu balasan.', en: 'At most {max} files in one reply.' },
  characters: {
    id: (p: { count: string }) => `${p.count} karakter`,
    en: (p: { count: string }) => `${p.count} characters`,
  },
  send: { id: 'Kirim', en: 'Send' },
  save: { id: 'Simpan', en: 'Save' },
  empty: { id: 'Tulis dahulu isinya.', en: 'Write something first.' },
  sent: { id: 'Balasan dikirim', en: 'Reply sent' },
  noted: { id: 'Catatan disimpan', en: 'Note saved' },
  settled: {
    id: 'Tiket ini sudah selesai. Buka kembali untuk membalas warga.',
    en: 'This ticket is settled. Reopen it to answer the citizen.',
  },
  settledLate: {
    id: 'Tiket ini selesai lebih dari 7 hari lalu. Pesan baru dari warga menjadi tiket baru yang tertaut.',
    en: 'This ticket was settled more than 7 days ago. A new message from the citizen becomes a new, linked ticket.',
  },
})
