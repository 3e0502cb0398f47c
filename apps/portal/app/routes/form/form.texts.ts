import { defineTexts } from '@siaga/ui'

export const formTexts = defineTexts({
  emergency: {
    id: 'Untuk keadaan darurat telepon 112. Formulir ini dibaca petugas.',
    en: 'In an emergency call 112. Our staff read this form.',
  },
  call: { id: 'Telepon 112', en: 'Call 112' },
  required: { id: 'wajib', en: 'required' },
  optional: { id: 'boleh kosong', en: 'optional' },
  choose: { id: 'Pilih', en: 'Choose' },
  notChosen: { id: 'Belum dipilih', en: 'Not chosen' },
  province: { id: 'Provinsi', en: 'Province' },
  regency: { id: 'Kabupaten atau kota', en: 'Regency or city' },
  district: { id: 'Kecamatan', en: 'District' },
  village: { id: 'Kelurahan atau desa', en: 'Ward or village' },
  fileRule: {
    id: 'Foto, suara, video, PDF, atau dokumen; paling banyak 5 berkas, masing-masing 25 MB.',
    en: 'Photos, sound, video, PDF or documents; at most 5 files of 25 MB each.',
  },
  filesAgain: {
    id: 'Pilih berkasnya sekali lagi; peramban tidak menyimpannya.',
    en: 'Choose the files once more; the browser does not keep them.',
  },
  filesMany: { id: 'Paling banyak 5 berkas. Anda memilih {count}.', en: 'At most 5 files. You chose {count}.' },
  fileLarge: {
    id: '{name} terlalu besar, {size}. Paling besar 25 MB.',
    en: '{name} is too large, {size}. At most 25 MB.',
  },
  filesLarge: {
    id: 'Semua berkas bersama {size}. Paling banyak 29 MB.',
    en: 'The files together are {size}. At most 29 MB.',
  },
  lostTyping: { id: 'Isian di bawah perlu Anda tulis lagi.', en: 'Please fill in the fields below again.' },
  problems: {
    id: ({ count }: { count: number }) => `${count} isian perlu diperbaiki`,
    en: ({ count }: { count: number }) =>
      count === 1 ? '1 field needs a correction' : `${count} fields need a correction`,
  },
  notSent: { id: 'Formulir belum terkirim', en: 'The form has not been sent' },
  unknownField: { id: 'Isian {name}', en: 'Field {name}' },
  left: { id: 'Sisa {count} huruf', en: '{count} characters left' },
  over: { id: 'Kelebihan {count} huruf', en: '{count} characters too many' },
  kept: { id: 'Yang tadi Anda tulis sudah kami isikan lagi.', en: 'We filled in again what you wrote before.' },
  empty: { id: 'Kosongkan', en: 'Clear' },
  send: { id: 'Kirim', en: 'Send' },
  sending: { id: 'Mengirim…', en: 'Sending…' },
  after: {
    id: 'Setelah terkirim Anda mendapat kode untuk melihat jawabannya.',
    en: 'Once sent, you get a code with which you can see the answer.',
  },
  trap: { id: 'Jangan isi kolom ini', en: 'Leave this field empty' },
  paused: { id: 'Layanan ini sedang dihentikan sementara', en: 'This service is paused' },
  pausedHelp: { id: 'Hubungi nomor teleponnya bila mendesak.', en: 'Call its phone number if it is urgent.' },
  pausedCall: { id: 'Telepon {number}', en: 'Call {number}' },
  back: { id: 'Semua layanan {name}', en: 'All services of {name}' },
})
