import { defineTexts } from '@siaga/ui'

export const citizenTexts = defineTexts({
  others: { id: 'Alamat lain', en: 'Other addresses' },
  open: {
    id: (p: { count: number }) => (p.count === 0 ? 'Tidak ada tiket terbuka' : `${p.count} tiket terbuka`),
    en: (p: { count: number }) =>
      p.count === 0 ? 'No open tickets' : `${p.count} open ticket${p.count === 1 ? '' : 's'}`,
  },
  indonesian: { id: 'Bahasa Indonesia', en: 'Bahasa Indonesia' },
  english: { id: 'bahasa Inggris', en: 'English' },
  blocked: { id: 'Diblokir sampai {at}', en: 'Blocked until {at}' },
  withheld: {
    id: (p: { count: number }) => `${p.count} pesan ditahan`,
    en: (p: { count: number }) => `${p.count} message${p.count === 1 ? '' : 's'} withheld`,
  },
  page: { id: 'Halaman warga', en: 'Citizen’s page' },
})
