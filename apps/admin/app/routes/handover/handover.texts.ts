import { defineTexts } from '@siaga/ui'

export const handoverTexts = defineTexts({
  title: { id: 'Serah terima sif', en: 'Shift hand-over' },
  write: { id: 'Tulis catatan', en: 'Write a note' },
  service: { id: 'Layanan', en: 'Service' },
  text: { id: 'Untuk sif berikutnya', en: 'For the next shift' },
  textHelp: {
    id: 'Apa yang belum selesai, apa yang perlu diawasi, apa yang rusak.',
    en: 'What is unfinished, what to watch, what is broken.',
  },
  cases: { id: 'Tiket yang terkait', en: 'Related tickets' },
  casesHelp: {
    id: 'Nomor tiket, atau angka terakhirnya, dipisah koma. Misalnya 123, 130.',
    en: 'Ticket numbers, or their last digits, separated by commas. Such as 123, 130.',
  },
  casesUnknown: { id: 'Tidak ada di layanan ini: {numbers}', en: 'Not in this service: {numbers}' },
  leave: { id: 'Tinggalkan catatan', en: 'Leave the note' },
  left: { id: 'Catatan ditinggalkan untuk sif berikutnya', en: 'The note is left for the next shift' },
  notes: { id: 'Catatan', en: 'Notes' },
  none: { id: 'Belum ada catatan', en: 'No notes yet' },
  noneText: {
    id: 'Catatan yang ditinggalkan sif sebelumnya muncul di sini dan sebagai pemberitahuan.',
    en: 'What the shift before leaves appears here and as a notice.',
  },
  unread: { id: 'Belum Anda baca', en: 'Not read by you' },
  readByYou: { id: 'Sudah Anda baca', en: 'Read by you' },
  byYou: { id: 'Catatan Anda', en: 'Your note' },
  acknowledge: { id: 'Sudah saya baca', en: 'I have read it' },
  acknowledgeOf: { id: 'Sudah saya baca catatan {name}, {at}', en: 'I have read the note of {name}, {at}' },
  readBy: { id: 'Dibaca', en: 'Read by' },
  readAt: { id: '{name} {at}', en: '{name} {at}' },
  unreadBy: { id: 'Belum membaca', en: 'Not read by' },
  nobody: { id: 'Belum ada', en: 'Nobody yet' },
  everybody: { id: 'Semua sudah membaca', en: 'Everybody has read it' },
  older: { id: 'Tampilkan yang lebih lama', en: 'Show older notes' },
  newest: { id: 'Kembali ke yang terbaru', en: 'Back to the newest' },
  group: { id: 'Serah terima', en: 'Hand-over' },
})
