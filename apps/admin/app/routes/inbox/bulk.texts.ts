import { defineTexts } from '@siaga/ui'

const tickets = (count: number) => `${count} ticket${count === 1 ? '' : 's'}`

export const bulkTexts = defineTexts({
  bar: { id: 'Tindakan untuk tiket terpilih', en: 'Actions for the selected tickets' },
  chosen: {
    id: (p: { count: number }) => `${p.count} dipilih`,
    en: (p: { count: number }) => `${p.count} selected`,
  },
  all: {
    id: (p: { count: number }) => `Pilih ${p.count} yang dimuat`,
    en: (p: { count: number }) => `Select the ${p.count} loaded`,
  },
  let: { id: 'Lepas pilihan', en: 'Clear the selection' },
  assign: { id: 'Alihkan', en: 'Hand over' },
  assignTo: { id: 'Alihkan kepada', en: 'Hand over to' },
  toQueue: { id: 'Kembalikan ke antrean', en: 'Back to the queue' },
  tag: { id: 'Beri tag', en: 'Tag' },
  tagTitle: {
    id: (p: { count: number }) => `Beri tag ${p.count} tiket?`,
    en: (p: { count: number }) => `Tag ${tickets(p.count)}?`,
  },
  tagName: { id: 'Tag', en: 'Tag' },
  tagHelp: {
    id: 'Pilih tag yang ada, atau tulis yang baru. Beberapa tag dipisahkan koma.',
    en: 'Choose a tag, or write a new one. Several are separated by commas.',
  },
  tagMissing: { id: 'Tulis satu tag atau lebih.', en: 'Write one tag or more.' },
  close: { id: 'Tutup', en: 'Close' },
  closeTitle: {
    id: (p: { count: number }) => `Tutup ${p.count} tiket?`,
    en: (p: { count: number }) => `Close ${tickets(p.count)}?`,
  },
  closeText: {
    id: 'Setiap tiket ditutup dengan hasil yang sama. Dapat dibuka kembali selama 7 hari.',
    en: 'Each ticket is closed with the same outcome. They can be reopened for 7 days.',
  },
  outcome: { id: 'Hasil penanganan', en: 'Outcome' },
  outcomeMissing: { id: 'Pilih hasil penanganan.', en: 'Choose an outcome.' },
  noOutcome: {
    id: 'Tiket terpilih berasal dari layanan yang tidak punya hasil penanganan bersama. Pilih tiket dari satu layanan.',
    en: 'The selected tickets belong to services without an outcome in common. Select tickets of one service.',
  },
  withChosen: {
    id: (p: { act: string; count: number }) => `${p.act}: ${p.count} tiket terpilih`,
    en: (p: { act: string; count: number }) => `${p.act}: ${p.count} selected`,
  },
  read: { id: 'Tandai dibaca', en: 'Mark as read' },
  cancel: { id: 'Batal', en: 'Cancel' },
  working: { id: 'Mengerjakan', en: 'Working' },
  doneAssign: {
    id: (p: { count: number }) => `${p.count} tiket dialihkan`,
    en: (p: { count: number }) => `${tickets(p.count)} handed over`,
  },
  doneTag: {
    id: (p: { count: number }) => `${p.count} tiket diberi tag`,
    en: (p: { count: number }) => `${tickets(p.count)} tagged`,
  },
  doneClose: {
    id: (p: { count: number }) => `${p.count} tiket ditutup`,
    en: (p: { count: number }) => `${tickets(p.count)} closed`,
  },
  doneSnooze: {
    id: (p: { count: number }) => `${p.count} tiket ditunda`,
    en: (p: { count: number }) => `${tickets(p.count)} snoozed`,
  },
  doneRead: {
    id: (p: { count: number }) => `${p.count} tiket ditandai dibaca`,
    en: (p: { count: number }) => `${tickets(p.count)} marked as read`,
  },
  failedTitle: {
    id: (p: { count: number }) => `${p.count} tiket tidak berubah`,
    en: (p: { count: number }) => `${tickets(p.count)} did not change`,
  },
  failedText: {
    id: 'Tiket ini tetap terpilih, sehingga dapat dicoba lagi.',
    en: 'They stay selected, so that you can try again.',
  },
  understood: { id: 'Tutup', en: 'Close' },
  offline: {
    id: 'Server tidak menjawab. Periksa jaringan, lalu coba lagi.',
    en: 'The server does not answer. Check the network, then try again.',
  },
  limit: {
    id: (p: { count: number }) => `Paling banyak ${p.count} sekaligus`,
    en: (p: { count: number }) => `At most ${p.count} at once`,
  },
})
