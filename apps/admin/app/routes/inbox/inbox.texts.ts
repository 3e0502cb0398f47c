import { defineTexts } from '@siaga/ui'

export const inboxTexts = defineTexts({
  title: { id: 'Kotak masuk', en: 'Inbox' },
  views: { id: 'Bagian kotak masuk', en: 'Parts of the inbox' },
  list: { id: 'Daftar tiket', en: 'List of tickets' },
  mine: { id: 'Milik saya', en: 'Mine' },
  unassigned: { id: 'Belum diambil', en: 'Not taken' },
  all: { id: 'Semua', en: 'All' },
  filter: { id: 'Saring daftar', en: 'Filter the list' },
  state: { id: 'Keadaan', en: 'State' },
  open: { id: 'Terbuka', en: 'Open' },
  settled: { id: 'Selesai', en: 'Settled' },
  service: { id: 'Layanan', en: 'Service' },
  everyService: { id: 'Semua layanan', en: 'All services' },
  reply: { id: 'Balas', en: 'Reply' },
  waiting: { id: 'Menunggu {words}', en: 'Waiting {words}' },
  answeredLate: { id: 'Dijawab terlambat', en: 'Answered late' },
  noClock: { id: 'Tanpa tenggat', en: 'No deadline' },
  uncategorised: { id: 'Belum dikategorikan', en: 'No category yet' },
  anonymous: { id: 'Warga tanpa nama', en: 'Unnamed citizen' },
  verify: { id: 'Perlu verifikasi', en: 'To be verified' },
  fresh: {
    id: (p: { count: number }) => `${p.count} baru, tekan . untuk menampilkan`,
    en: (p: { count: number }) => `${p.count} new, press . to show`,
  },
  loadingMore: { id: 'Memuat tiket berikutnya', en: 'Loading more tickets' },
  emptyMine: { id: 'Belum ada tiket untuk Anda', en: 'No tickets for you yet' },
  emptyMineText: {
    id: (p: { count: number }) =>
      p.count > 0
        ? `${p.count} tiket menunggu di antrean.`
        : 'Antrean juga kosong. Tiket baru muncul di sini tanpa memuat ulang.',
    en: (p: { count: number }) =>
      p.count > 0
        ? `${p.count} ticket${p.count === 1 ? ' waits' : 's wait'} in the queue.`
        : 'The queue is empty as well. New tickets appear here without reloading.',
  },
  seeQueue: { id: 'Lihat yang belum diambil', en: 'See what is not taken' },
  emptyUnassigned: { id: 'Semua tiket sudah ada petugasnya', en: 'Every ticket has its agent' },
  emptyUnassignedText: {
    id: 'Tiket baru muncul di sini tanpa memuat ulang.',
    en: 'New tickets appear here without reloading.',
  },
  seeAll: { id: 'Lihat semua tiket', en: 'See all tickets' },
  emptyAll: { id: 'Belum ada tiket terbuka', en: 'No open tickets yet' },
  emptyAllText: {
    id: 'Surel dan formulir warga muncul di sini begitu masuk.',
    en: 'Citizens’ mail and forms appear here as they come in.',
  },
  emptySettled: { id: 'Belum ada tiket yang selesai', en: 'No settled tickets yet' },
  emptySettledText: {
    id: 'Tiket yang Anda selesaikan tersimpan di sini.',
    en: 'Tickets that you resolve are kept here.',
  },
  seeOpen: { id: 'Lihat yang terbuka', en: 'See what is open' },
  pick: { id: 'Pilih tiket dari daftar', en: 'Choose a ticket from the list' },
  pickText: {
    id: 'Percakapan, riwayat warga, dan tiketnya terbuka di sini.',
    en: 'The conversation, the citizen’s history and the ticket open here.',
  },
  move: { id: 'pindah', en: 'move' },
  openKey: { id: 'buka', en: 'open' },
  help: { id: 'semua pintasan', en: 'all shortcuts' },
})
