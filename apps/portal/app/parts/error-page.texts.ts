import { defineTexts } from '@siaga/ui'

export const errorTexts = defineTexts({
  notFound: { id: 'Halaman ini tidak ada', en: 'This page does not exist' },
  notFoundHelp: {
    id: 'Alamatnya mungkin salah ketik, atau layanannya sudah pindah. Cari pemerintahnya di sini.',
    en: 'The address may be mistyped, or the service has moved. Look for the government here.',
  },
  tooMany: { id: 'Terlalu banyak percobaan', en: 'Too many tries' },
  away: { id: 'Layanan sedang terputus', en: 'The service is interrupted' },
  broken: { id: 'Ada yang rusak di sistem kami', en: 'Something broke on our side' },
  brokenHelp: {
    id: 'Coba muat ulang halaman ini. Bila berulang, sebutkan nomor permintaan di bawah kepada petugas.',
    en: 'Try loading this page again. If it happens again, give the request number below to our staff.',
  },
  offline: { id: 'Sambungan terputus', en: 'The connection is lost' },
  offlineHelp: {
    id: 'Periksa sambungan internet Anda, lalu muat ulang. Yang Anda tulis masih tersimpan di tab ini.',
    en: 'Check your internet connection, then load again. What you wrote is still kept in this tab.',
  },
  refused: { id: 'Permintaan ini tidak dapat kami terima', en: 'We cannot take this request' },
  request: { id: 'Nomor permintaan', en: 'Request number' },
  search: { id: 'Cari kota, provinsi, atau kementerian', en: 'Find a city, province or ministry' },
  searchButton: { id: 'Cari', en: 'Search' },
  again: { id: 'Muat ulang', en: 'Load again' },
  start: { id: 'Pilih pemerintah', en: 'Choose a government' },
  track: { id: 'Lacak tiket', en: 'Follow a ticket' },
})
