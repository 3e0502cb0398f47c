import { defineTexts } from '@siaga/ui'

export const inboxTexts = defineTexts({
  title: { id: 'Kotak masuk', en: 'Inbox' },
  views: { id: 'Bagian kotak masuk', en: 'Parts of the inbox' },
  list: { id: 'Daftar tiket', en: 'List of tickets' },
  mine: { id: 'Milik saya', en: 'Mine' },
  unassigned: { id: 'Belum diambil', en: 'Not taken' },
  all: { id: 'Semua', en: 'All' },
  mentions: { id: 'Menyebut saya', en: 'Mentions me' },
  watching: { id: 'Saya ikuti', en: 'Watched by me' },
  snoozed: { id: 'Ditunda', en: 'Snoozed' },
  spam: { id: 'Spam', en: 'Spam' },
  mentionCount: {
    id: (p: { count: number }) => `${p.count} tiket menyebut Anda`,
    en: (p: { count: number }) => `${p.count} ticket${p.count === 1 ? ' mentions' : 's mention'} you`,
  },
  open: { id: 'Terbuka', en: 'Open' },
  settled: { id: 'Selesai', en: 'Settled' },
  sort: { id: 'Urutkan daftar', en: 'Sort the list' },
  due: { id: 'Tenggat', en: 'Due time' },
  oldest: { id: 'Terlama', en: 'Oldest' },
  latest: { id: 'Pesan terakhir', en: 'Last message' },
  reply: { id: 'Balas', en: 'Reply' },
  waiting: { id: 'Menunggu {words}', en: 'Waiting {words}' },
  answeredLate: { id: 'Dijawab terlambat', en: 'Answered late' },
  noClock: { id: 'Tanpa tenggat', en: 'No deadline' },
  uncategorised: { id: 'Tanpa kategori', en: 'No category' },
  anonymous: { id: 'Warga tanpa nama', en: 'Unnamed citizen' },
  verify: { id: 'Perlu verifikasi', en: 'To be verified' },
  fresh: {
    id: (p: { count: number }) => `${p.count} baru, tekan . untuk menampilkan`,
    en: (p: { count: number }) => `${p.count} new, press . to show`,
  },
  loadingMore: { id: 'Memuat tiket berikutnya', en: 'Loading more tickets' },
  end: { id: 'Ini tiket terakhir di daftar', en: 'This is the last ticket in the list' },
  choose: { id: 'Pilih tiket {name}', en: 'Select the ticket of {name}' },
  us: { id: 'Kami:', en: 'Us:' },
  draftOwn: { id: 'Anda punya draf di sini', en: 'You have a draft here' },
  draftOf: { id: 'Draf dari {name}', en: 'A draft by {name}' },
  mentioned: { id: 'Anda disebut', en: 'You are mentioned' },
  wakes: { id: 'Muncul {at}', en: 'Back {at}' },
  nextTicket: { id: 'Tiket berikutnya', en: 'Next ticket' },
  emptyFiltered: { id: 'Tidak ada tiket yang cocok', en: 'No ticket matches' },
  emptyFilteredText: {
    id: 'Daftar ini disaring. Tiket yang tidak cocok tidak tampil.',
    en: 'This list is filtered. Tickets that do not match are not shown.',
  },
  emptyMentions: { id: 'Tidak ada yang menyebut Anda', en: 'Nobody mentions you' },
  emptyMentionsText: {
    id: 'Tiket dengan catatan yang menyebut nama Anda ada di sini sampai Anda membukanya.',
    en: 'Tickets with a note that mentions your name stand here until you open them.',
  },
  emptyWatching: { id: 'Anda belum mengikuti tiket', en: 'You watch no ticket yet' },
  emptyWatchingText: {
    id: 'Tiket yang Anda ikuti ada di sini, juga yang dikerjakan petugas lain.',
    en: 'Tickets that you watch stand here, also those of other agents.',
  },
  emptySnoozed: { id: 'Tidak ada tiket yang ditunda', en: 'No ticket is snoozed' },
  emptySnoozedText: {
    id: 'Tiket yang ditunda kembali sendiri pada waktunya, atau begitu warga menulis.',
    en: 'Snoozed tickets come back by themselves at their time, or as soon as the citizen writes.',
  },
  emptySpam: { id: 'Tidak ada spam', en: 'No spam' },
  emptySpamText: { id: 'Tiket yang ditandai spam ada di sini.', en: 'Tickets marked as spam stand here.' },
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
    id: 'E-mail dan formulir warga muncul di sini begitu masuk.',
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
