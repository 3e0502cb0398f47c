import { defineTexts } from '@siaga/ui'

export const contactListTexts = defineTexts({
  title: { id: 'Warga', en: 'Citizens' },
  search: { id: 'Cari warga', en: 'Search citizens' },
  searchHelp: { id: 'Awal nama, nomor, atau e-mail', en: 'The beginning of a name, number or mail address' },
  name: { id: 'Nama', en: 'Name' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  lastSeen: { id: 'Terakhir menghubungi', en: 'Last contact' },
  blocked: { id: 'Diblokir', en: 'Blocked' },
  anonymous: { id: 'Tanpa nama', en: 'No name' },
  noAddress: { id: 'Tanpa alamat', en: 'No address' },
  more: { id: 'Tampilkan lebih banyak', en: 'Show more' },
  others: { id: '+{count} lagi', en: '+{count} more' },
  none: { id: 'Belum ada warga.', en: 'No citizens yet.' },
  noneText: {
    id: 'Warga muncul di sini begitu mereka menghubungi layanan Anda, atau ketika Anda mencatat kontaknya.',
    en: 'Citizens appear here as soon as they reach your services, or when you log a contact.',
  },
  notFound: { id: 'Tidak ada yang berawalan “{search}”.', en: 'Nobody begins with “{search}”.' },
  notFoundText: {
    id: 'Coba bagian depan nama, atau nomor dalam bentuk apa pun, misalnya 0812.',
    en: 'Try the first part of the name, or a number in any form, such as 0812.',
  },
})
