import { defineTexts } from '@siaga/ui'

export const pageTexts = defineTexts({
  platform: { id: 'Siaga', en: 'Siaga' },
  platformLine: { id: 'Pusat panggilan pemerintah', en: 'Government call centers' },
  home: { id: 'Beranda {name}', en: '{name}, start' },
  start: { id: 'Pilih pemerintah', en: 'Choose a government' },
  track: { id: 'Lacak tiket', en: 'Follow a ticket' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
})
