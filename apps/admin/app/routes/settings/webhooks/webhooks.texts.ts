import { defineTexts } from '@siaga/ui'

export const webhooksTexts = defineTexts({
  title: { id: 'Aplikasi webhook', en: 'Webhook applications' },
  own: { id: 'Aplikasi terdaftar', en: 'Registered applications' },
  none: { id: 'Belum ada aplikasi', en: 'No application yet' },
  noneText: {
    id: 'Daftarkan aplikasi penyedia Anda, lalu pasang alamat webhook-nya di sana.',
    en: 'Register your application at the provider, then enter its webhook address there.',
  },
  app: { id: 'Kode aplikasi', en: 'Application code' },
  appHelp: {
    id: 'Huruf kecil, angka, dan tanda hubung; menjadi akhir alamat webhook. Kode yang sudah ada diganti rahasianya.',
    en: 'Lower-case letters, digits and hyphens; becomes the end of the webhook address. A code that exists gets new secrets.',
  },
  kind: { id: 'Kanal', en: 'Channel' },
  secret: { id: 'Rahasia aplikasi', en: 'App secret' },
  secretHelp: {
    id: 'Dari penyedia; dengan ini setiap kiriman diperiksa. Disimpan terenkripsi, tidak pernah ditampilkan lagi.',
    en: 'From the provider; every delivery is checked with it. Kept encrypted, never shown again.',
  },
  token: { id: 'Token verifikasi', en: 'Verify token' },
  tokenHelp: {
    id: 'Karangan Anda; isikan yang sama di halaman penyedia saat memasang webhook.',
    en: 'Of your own making; enter the same at the provider when you set the webhook up.',
  },
  address: { id: 'Alamat webhook', en: 'Webhook address' },
  since: { id: 'Sejak', en: 'Since' },
  register: { id: 'Daftarkan atau ganti rahasia', en: 'Register, or replace the secrets' },
  save: { id: 'Simpan aplikasi', en: 'Save the application' },
  saved: { id: 'Aplikasi tersimpan', en: 'The application is saved' },
  howTitle: { id: 'Cara kerja', en: 'How it works' },
  howOne: {
    id: 'Satu aplikasi membawa pesan untuk semua nomor yang terikat padanya, masing-masing ke layanannya.',
    en: 'One application brings the messages of every number bound to it, each to its own service.',
  },
  howBind: {
    id: 'Nomor hanya dapat diikat ke aplikasi instansi Anda sendiri, atau ke aplikasi platform dengan kode platform.',
    en: 'A number can be bound only to an application of your own, or to the platform’s, whose code is platform.',
  },
  howStranger: {
    id: 'Pesan untuk nomor yang tidak terikat disimpan bagi operator platform dan tidak masuk ke layanan mana pun.',
    en: 'Messages for a number that is not bound are kept for the platform’s operator and reach no service.',
  },
})
