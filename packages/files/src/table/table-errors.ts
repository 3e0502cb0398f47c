import { defineError } from '@siaga/kernel'

export const tableUnreadable = defineError('invalid', 'table.unreadable', {
  id: 'Berkas ini tidak dapat dibaca sebagai tabel. Simpan ulang sebagai CSV atau XLSX tanpa sandi.',
  en: 'This file cannot be read as a table. Save it again as CSV or XLSX without a password.',
})
export const tableOldFormat = defineError('invalid', 'table.old_format', {
  id: 'Berkas XLS lama tidak dibaca. Buka di program lembar kerja, lalu simpan sebagai XLSX atau CSV.',
  en: 'Old XLS files are not read. Open it in a spreadsheet program and save it as XLSX or CSV.',
})
export const tableTooLong = defineError('too_large', 'table.too_long', {
  id: 'Tabel ini terlalu panjang. Paling banyak {rows} baris; bagi menjadi beberapa berkas.',
  en: 'This table is too long. At most {rows} rows; split it into several files.',
})
export const tableEmpty = defineError('invalid', 'table.empty', {
  id: 'Tabel ini tidak berisi baris selain judul kolom.',
  en: 'This table has no rows below its headings.',
})
