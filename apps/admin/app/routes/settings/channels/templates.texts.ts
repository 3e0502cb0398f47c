import { defineTexts } from '@siaga/ui'

export const templatesTexts = defineTexts({
  title: { id: 'Templat pesan', en: 'Message templates' },
  list: { id: 'Daftar templat', en: 'List of templates' },
  template: { id: 'Templat', en: 'Template' },
  text: { id: 'Isi', en: 'Content' },
  state: { id: 'Keadaan', en: 'State' },
  ready: { id: 'Dapat dikirim', en: 'Can be sent' },
  MARKETING: { id: 'pemasaran', en: 'marketing' },
  UTILITY: { id: 'pemberitahuan', en: 'utility' },
  AUTHENTICATION: { id: 'kode masuk', en: 'authentication' },
  sync: { id: 'Baca dari penyedia', en: 'Read from the provider' },
  syncing: { id: 'Membaca', en: 'Reading' },
  synced: { id: 'Templat sudah dibaca', en: 'The templates have been read' },
  syncedAt: { id: 'Terakhir dibaca {at}', en: 'Last read {at}' },
  none: { id: 'Belum ada templat', en: 'No templates yet' },
  noneText: {
    id: 'Buat dan ajukan templat di Pengelola WhatsApp, lalu baca dari sini. Setelah itu dibaca sendiri setiap jam.',
    en: 'Make and submit templates in WhatsApp Manager, then read them here. After that they are read every hour.',
  },
})
