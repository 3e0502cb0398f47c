import { defineTexts } from '@siaga/ui'

export const tenantTexts = defineTexts({
  title: { id: 'Apa yang bisa kami bantu?', en: 'How can we help?' },
  doors: { id: 'Layanan', en: 'Services' },
  track: { id: 'Lacak tiket', en: 'Follow a ticket' },
  trackHelp: { id: 'Lihat sudah sampai mana', en: 'See how far it is' },
  call: { id: 'Telepon {number}', en: 'Call {number}' },
  always: { id: '24 jam', en: 'day and night' },
  until: { id: 'buka sampai {time}', en: 'open until {time}' },
  closed: { id: 'tutup sekarang', en: 'closed now' },
  openAlways: { id: 'Buka 24 jam', en: 'Open day and night' },
  openUntil: { id: 'Buka sampai {time}', en: 'Open until {time}' },
  closedNow: { id: 'Tutup sekarang', en: 'Closed now' },
  byPhone: { id: 'Lewat telepon', en: 'By phone' },
  none: { id: 'Belum ada layanan yang dibuka di sini.', en: 'No service has been opened here yet.' },
  others: { id: 'Pilih pemerintah lain', en: 'Choose another government' },
  noneHelp: {
    id: 'Pilih pemerintah lain, atau telepon 112 bila darurat.',
    en: 'Choose another government, or call 112 in an emergency.',
  },
})
