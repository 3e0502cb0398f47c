import { defineTexts } from '@siaga/ui'

export const exportTexts = defineTexts({
  title: { id: 'Ekspor', en: 'Export' },
  cases: { id: 'Tiket', en: 'Cases' },
  casesHelp: {
    id: 'Tiket layanan Anda menurut saringan ini.',
    en: 'Cases of your services by this filter.',
  },
  contacts: { id: 'Warga', en: 'Contacts' },
  contactsHelp: {
    id: 'Nama dan alamat warga milik instansi ini.',
    en: 'Names and addresses of this tenant’s citizens.',
  },
  side: { id: 'Keadaan', en: 'State' },
  open: { id: 'Terbuka', en: 'Open' },
  settled: { id: 'Selesai', en: 'Settled' },
  service: { id: 'Layanan', en: 'Service' },
  allServices: { id: 'Semua layanan saya', en: 'All my services' },
  search: { id: 'Nama, nomor, atau e-mail berawalan', en: 'Name, number or mail that begins with' },
  format: { id: 'Bentuk berkas', en: 'File format' },
  csv: { id: 'CSV', en: 'CSV' },
  xlsx: { id: 'XLSX', en: 'XLSX' },
  download: { id: 'Unduh', en: 'Download' },
  noteTitle: { id: 'Yang perlu diketahui', en: 'What to know' },
  noteAudit: {
    id: 'Setiap ekspor tercatat: siapa, saringan apa, berapa baris.',
    en: 'Every export is logged: who, by which filter, how many rows.',
  },
  noteSafe: {
    id: 'Sel yang mirip rumus diberi tanda petik supaya tidak dijalankan program lembar kerja.',
    en: 'Cells that look like formulas get an apostrophe, so that no spreadsheet program runs them.',
  },
  noteDuty: {
    id: 'Berkas berisi data pribadi. Simpan seperlunya, lalu hapus.',
    en: 'The file holds personal data. Keep it no longer than needed.',
  },
})
