import { defineTexts } from '@siaga/ui'

export const startTexts = defineTexts({
  title: { id: 'Mulai percakapan dengan warga', en: 'Start a conversation with a citizen' },
  open: { id: 'Mulai percakapan', en: 'Start a conversation' },
  writeTo: { id: 'Tulis ke {address}', en: 'Write to {address}' },
  nowhere: { id: 'Tidak ada kanal yang dapat mengirim', en: 'No channel can send' },
  nowhereText: {
    id: 'Sambungkan e-mail atau WhatsApp ke layanan Anda di Pengaturan, Kanal.',
    en: 'Connect mail or WhatsApp to your service under Settings, Channels.',
  },
  from: { id: 'Dari', en: 'From' },
  mailAddress: { id: 'Alamat e-mail warga', en: 'The citizen’s mail address' },
  mailExample: { id: 'Misalnya ratna@contoh.id', en: 'Such as ratna@contoh.id' },
  phoneNumber: { id: 'Nomor WhatsApp warga', en: 'The citizen’s WhatsApp number' },
  phoneExample: { id: 'Misalnya 0812-3456-7890', en: 'Such as 0812-3456-7890' },
  name: { id: 'Nama warga', en: 'The citizen’s name' },
  subject: { id: 'Perihal', en: 'Subject' },
  text: { id: 'Isi', en: 'Text' },
  insertForm: { id: 'Sisipkan tautan formulir', en: 'Insert a link to the form' },
  formText: {
    id: 'Mohon isi formulir kami agar dapat segera kami tangani: {link}',
    en: 'Please fill in our form so that we can act soon: {link}',
  },
  template: { id: 'Templat', en: 'Template' },
  noTemplates: {
    id: 'Belum ada templat yang disetujui. Percakapan WhatsApp hanya dapat dimulai dengan templat.',
    en: 'No approved template yet. On WhatsApp a conversation can only begin with a template.',
  },
  preview: { id: 'Yang dibaca warga', en: 'What the citizen reads' },
  send: { id: 'Kirim', en: 'Send' },
  cancel: { id: 'Batal', en: 'Cancel' },
  offline: {
    id: 'Server tidak menjawab. Yang Anda tulis masih di sini; coba lagi.',
    en: 'The server does not answer. What you wrote is still here; try again.',
  },
  started: { id: 'Percakapan {number} dimulai', en: 'Conversation {number} started' },
  counts: {
    id: 'Membuat tiket yang menunggu warga. Tidak dihitung sebagai kontak masuk sampai warga menjawab.',
    en: 'Makes a ticket that waits for the citizen. Counts as no contact received until the citizen answers.',
  },
})
