import { defineTexts } from '@siaga/ui'

export const quarantineTexts = defineTexts({
  title: { id: 'Pesan tanpa pemilik', en: 'Messages without an owner' },
  waiting: { id: 'Menunggu menurut nomor', en: 'Waiting, by number' },
  none: { id: 'Tidak ada yang menunggu', en: 'Nothing waits' },
  noneText: {
    id: 'Semua kiriman webhook menemukan nomornya. Kiriman untuk nomor yang tidak terikat akan muncul di sini.',
    en: 'Every webhook delivery has found its number. Deliveries for a number that is not bound appear here.',
  },
  number: { id: 'Nomor', en: 'Number' },
  noNumber: { id: 'Tanpa nomor', en: 'No number' },
  app: { id: 'Aplikasi', en: 'Application' },
  count: { id: 'Kiriman', en: 'Deliveries' },
  since: { id: 'Sejak', en: 'Since' },
  reason: { id: 'Alasan', en: 'Reason' },
  act: { id: 'Tindakan', en: 'Action' },
  bound: { id: 'Kini terikat ke {tenant}', en: 'Now bound to {tenant}' },
  no_number: { id: 'Kiriman tidak menyebut nomor', en: 'The delivery names no number' },
  unbound: { id: 'Belum ada yang menyambungkan nomor ini', en: 'Nobody has connected this number' },
  other_app: { id: '{tenant} mengikatnya ke aplikasi lain', en: '{tenant} has bound it to another application' },
  switched_off: { id: 'Kanalnya dimatikan oleh {tenant}', en: '{tenant} has switched the channel off' },
  foreign_app: {
    id: 'Aplikasi ini bukan milik {tenant} atau platform',
    en: 'This application is neither {tenant}’s nor the platform’s',
  },
  release: { id: 'Serahkan', en: 'Hand over' },
  releaseAbout: { id: 'Serahkan kiriman untuk {number}', en: 'Hand over what waits for {number}' },
  releaseQuestion: { id: 'Serahkan {count} kiriman ke {tenant}?', en: 'Hand {count} deliveries to {tenant}?' },
  releaseConsequence: {
    id: 'Pesannya masuk ke kotak masuk {tenant} dengan waktu kedatangan aslinya. Tercatat di jejak audit kedua pihak.',
    en: 'The messages enter {tenant}’s inbox with the time at which they came. Both audit logs keep it.',
  },
  released: { id: '{count} kiriman diserahkan ke {tenant}', en: '{count} deliveries handed to {tenant}' },
  releasedLeft: {
    id: '{count} kiriman diserahkan ke {tenant}; sisanya masih menunggu',
    en: '{count} deliveries handed to {tenant}; the rest still waits',
  },
  discard: { id: 'Buang', en: 'Discard' },
  discardAbout: { id: 'Buang kiriman untuk {number}', en: 'Discard what waits for {number}' },
  discardQuestion: { id: 'Buang {count} kiriman untuk {number}?', en: 'Discard {count} deliveries for {number}?' },
  discardConsequence: {
    id: 'Tidak dapat dikembalikan. Yang datang setelah halaman ini dibuka tetap menunggu.',
    en: 'This cannot be undone. What came after this page was opened keeps waiting.',
  },
  why: { id: 'Alasan membuang', en: 'Why it is discarded' },
  whyHelp: { id: 'Disimpan di jejak audit.', en: 'Kept in the audit log.' },
  discarded: { id: '{count} kiriman dibuang', en: '{count} deliveries discarded' },
  cancel: { id: 'Batal', en: 'Cancel' },
  howTitle: { id: 'Cara kerjanya', en: 'How it works' },
  howKept: {
    id: 'Penyedia mengantar pesan semua nomor lewat satu webhook. Yang nomornya tidak terikat ke aplikasi itu disimpan di sini dan tidak masuk ke instansi mana pun.',
    en: 'The provider brings the messages of all numbers by one webhook. What is for a number that is not bound to that application is kept here and reaches no government.',
  },
  howBind: {
    id: 'Minta instansi pemilik nomor menyambungkan kanalnya; setelah itu Anda dapat menyerahkan yang menunggu.',
    en: 'Ask the number’s government to connect its channel; then you can hand over what waits.',
  },
  howBlind: {
    id: 'Isi pesan dan nama warga tidak ditampilkan kepada operator.',
    en: 'What citizens wrote and who they are is not shown to the operator.',
  },
})
