import { defineTexts } from '@siaga/ui'

export const trackTexts = defineTexts({
  pageTitle: { id: 'Lacak tiket', en: 'Follow a ticket' },
  title: { id: 'Lacak tiket', en: 'Follow a ticket' },
  lead: {
    id: 'Tulis nomor tiket dan kodenya. Keduanya ada di halaman tanda terima laporan Anda.',
    en: 'Enter the ticket number and its code. Both are on the receipt page of your report.',
  },
  number: { id: 'Nomor tiket', en: 'Ticket number' },
  numberHelp: { id: 'Misalnya 112-3374-2026-000123', en: 'For example 112-3374-2026-000123' },
  code: { id: 'Kode', en: 'Code' },
  codeHelp: {
    id: '12 huruf dan angka, misalnya 7K3M-9PQR-2TXV',
    en: '12 letters and digits, for example 7K3M-9PQR-2TXV',
  },
  open: { id: 'Buka tiket', en: 'Open the ticket' },
  wrongTitle: { id: 'Tiket tidak ditemukan', en: 'Ticket not found' },
  wrong: {
    id: 'Nomor dan kode ini tidak cocok. Periksa keduanya. Tiket yang baru dikirim bisa dibuka setelah nomornya ada.',
    en: 'This number and this code do not belong together. Check both. A ticket that was just sent opens once it has a number.',
  },
  notOpened: { id: 'Tiket belum dibuka', en: 'The ticket was not opened' },
})
