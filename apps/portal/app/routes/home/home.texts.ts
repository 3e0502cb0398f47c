import { defineTexts } from '@siaga/ui'

export const homeTexts = defineTexts({
  title: { id: 'Anda perlu bantuan di mana?', en: 'Where do you need help?' },
  search: { id: 'Cari kota, kabupaten, provinsi, atau kementerian', en: 'Find a city, regency, province or ministry' },
  example: { id: 'Misalnya Manado', en: 'For example Manado' },
  searchButton: { id: 'Cari', en: 'Search' },
  national: { id: 'Nasional', en: 'National' },
  track: { id: 'Lacak tiket', en: 'Follow a ticket' },
  trackHelp: { id: 'Lihat sudah sampai mana, atau tambah keterangan', en: 'See how far it is, or add something' },
  found: { id: '{count} pemerintah', en: '{count} governments' },
  none: { id: 'Tidak ada yang cocok dengan “{query}”.', en: 'Nothing matches “{query}”.' },
  noneHelp: {
    id: 'Mungkin daerah itu belum memakai Siaga. Cari provinsinya, atau telepon 112 bila darurat.',
    en: 'That region may not use Siaga yet. Try its province, or call 112 in an emergency.',
  },
  all: { id: 'Tampilkan semua', en: 'Show all' },
  empty: {
    id: 'Belum ada pemerintah yang membuka layanannya di sini.',
    en: 'No government has opened its services here yet.',
  },
})
