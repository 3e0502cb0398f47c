import { defineTexts } from '@siaga/ui'

/** What happened, as a line of the list and as a desktop notification says it. */
export const kindTexts = defineTexts({
  p1: { id: 'Jiwa terancam, belum diambil', en: 'Life at risk, not taken' },
  new_case: { id: 'Tiket baru belum diambil', en: 'New ticket, not taken' },
  connection: { id: 'Sambungan terputus', en: 'Connection lost' },
  assigned: { id: 'Tiket dialihkan kepada Anda', en: 'Ticket given to you' },
  mentioned: { id: 'Anda disebut dalam catatan', en: 'You were mentioned in a note' },
  citizen_wrote: { id: 'Warga menulis', en: 'The citizen wrote' },
  changed: { id: 'Tiket yang Anda ikuti berubah', en: 'A ticket that you watch changed' },
  overdue: { id: 'Jawaban pertama lewat tenggat', en: 'First response overdue' },
  send_failed: { id: 'Pesan gagal atau belum pasti terkirim', en: 'A message failed or may not have left' },
  callback: { id: 'Waktunya menghubungi warga', en: 'Time to call the citizen back' },
  handover: { id: 'Catatan serah terima sif', en: 'Shift hand-over note' },
})

export const noticesTexts = defineTexts({
  bell: { id: 'Pemberitahuan', en: 'Notices' },
  unseen: {
    id: (p: { count: string }) => `Pemberitahuan, ${p.count} belum dilihat`,
    en: (p: { count: string }) => `Notices, ${p.count} not seen`,
  },
  notSeen: { id: 'belum dilihat', en: 'not seen' },
  seeAll: { id: 'Tandai semua dilihat', en: 'Mark all as seen' },
  older: { id: 'Tampilkan yang lebih lama', en: 'Show older ones' },
  none: { id: 'Belum ada pemberitahuan', en: 'No notices yet' },
  noneText: {
    id: 'Tiket yang dialihkan kepada Anda, penyebutan, dan tenggat yang lewat muncul di sini.',
    en: 'Tickets given to you, mentions and missed deadlines appear here.',
  },
  failed: { id: 'Pemberitahuan belum dapat dimuat.', en: 'Notices could not be loaded.' },
  again: { id: 'Muat lagi', en: 'Load again' },
  settings: { id: 'Suara dan pemberitahuan', en: 'Sounds and notices' },
  open: { id: 'Buka pemberitahuan', en: 'Open notices' },
  group: { id: 'Pemberitahuan', en: 'Notices' },
  handover: { id: 'Serah terima sif', en: 'Shift hand-over' },
  unlock: { id: 'Aktifkan suara', en: 'Turn sound on' },
  unlockHelp: {
    id: 'Peramban menahan suara sampai Anda menekan sesuatu di halaman ini.',
    en: 'The browser holds sound back until you press something on this page.',
  },
  p1Waits: {
    id: (p: { count: number }) => `${p.count} tiket jiwa terancam belum diambil`,
    en: (p: { count: number }) => `${p.count} life-at-risk ticket${p.count === 1 ? '' : 's'} not taken`,
  },
  p1Open: { id: 'Buka {number}', en: 'Open {number}' },
  p1Since: { id: 'menunggu', en: 'waiting for' },
  p1Hush: { id: 'Saya sudah tahu, diamkan', en: 'I know, be quiet' },
  p1Hushed: { id: 'Suara diam untuk tiket ini', en: 'Sound is off for these tickets' },
  handoverWaits: {
    id: (p: { count: number }) => `${p.count} catatan serah terima sif belum Anda baca`,
    en: (p: { count: number }) => `You have not read ${p.count} shift hand-over note${p.count === 1 ? '' : 's'}`,
  },
  handoverRead: { id: 'Baca catatan', en: 'Read' },
  later: { id: 'Nanti', en: 'Later' },
})
