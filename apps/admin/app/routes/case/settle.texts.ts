import { defineTexts } from '@siaga/ui'

export const settleTexts = defineTexts({
  resolveTitle: { id: 'Selesaikan tiket {number}?', en: 'Resolve ticket {number}?' },
  closeTitle: { id: 'Tutup tiket {number}?', en: 'Close ticket {number}?' },
  resolveText: {
    id: 'Warga yang membalas dalam 7 hari membuka tiket ini kembali.',
    en: 'A citizen who answers within 7 days reopens this ticket.',
  },
  closeText: {
    id: 'Tidak ada pekerjaan lagi. Dalam 7 hari tiket masih dapat dibuka kembali.',
    en: 'No further work follows. For 7 days the ticket can still be reopened.',
  },
  outcome: { id: 'Hasil penanganan', en: 'Outcome' },
  parts: { id: 'Bagian yang masih terbuka: {numbers}', en: 'Parts still open: {numbers}' },
  partsLabel: { id: 'Bagian yang masih terbuka', en: 'Parts still open' },
  partsLeave: { id: 'Biarkan terbuka', en: 'Leave them open' },
  partsSettle: { id: 'Ikut diselesaikan', en: 'Settle them too' },
  partsMissing: { id: 'Pilih apa yang terjadi dengan bagian itu.', en: 'Choose what becomes of them.' },
  fieldMissing: {
    id: 'Isian ini wajib sebelum tiket diselesaikan.',
    en: 'This is needed before the ticket is settled.',
  },
  unchecked: {
    id: '{count} dari {total} butir daftar periksa belum dicentang.',
    en: '{count} of {total} checklist items are not ticked.',
  },
  outcomeMissing: { id: 'Pilih hasil penanganan.', en: 'Choose an outcome.' },
  class: { id: 'Kelas kontak', en: 'Class of the contact' },
  classHelp: { id: 'Dipakai dalam angka nasional.', en: 'Used in the national figures.' },
  information: { id: 'Informasi', en: 'Information' },
  prank: { id: 'Iseng', en: 'Prank' },
  ghost: { id: 'Senyap', en: 'Silent' },
  abandoned: { id: 'Terputus', en: 'Abandoned' },
  test: { id: 'Uji', en: 'Test' },
  unclassified: { id: 'Belum dikelaskan', en: 'Not classified' },
  note: { id: 'Catatan internal', en: 'Internal note' },
  notePlaceholder: { id: 'Hanya untuk petugas', en: 'For staff only' },
  cancel: { id: 'Batal', en: 'Cancel' },
  resolve: { id: 'Selesaikan', en: 'Resolve' },
  close: { id: 'Tutup', en: 'Close' },
})
