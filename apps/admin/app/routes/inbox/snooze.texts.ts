import { defineTexts } from '@siaga/ui'

export const snoozeTexts = defineTexts({
  snooze: { id: 'Tunda', en: 'Snooze' },
  until: { id: 'Tunda sampai', en: 'Snooze until' },
  orAnswer: { id: 'Kembali lebih awal bila warga menulis.', en: 'Comes back earlier when the citizen writes.' },
  hour: { id: '1 jam lagi', en: 'In 1 hour' },
  afternoon: { id: 'Sore ini', en: 'This afternoon' },
  tomorrow: { id: 'Besok pagi', en: 'Tomorrow morning' },
  monday: { id: 'Senin', en: 'Monday' },
  own: { id: 'Pilih waktu', en: 'Choose a time' },
  ownTitle: { id: 'Tunda sampai kapan?', en: 'Snooze until when?' },
  time: { id: 'Tanggal dan jam ({zone})', en: 'Date and time ({zone})' },
  timeMissing: {
    id: 'Pilih waktu yang akan datang, paling lama setahun.',
    en: 'Choose a time ahead, within a year.',
  },
  cancel: { id: 'Batal', en: 'Cancel' },
  wake: { id: 'Batalkan penundaan', en: 'Stop snoozing' },
  asleep: { id: 'Ditunda sampai {at}', en: 'Snoozed until {at}' },
  done: { id: 'Tiket {number} ditunda', en: 'Ticket {number} is snoozed' },
  awake: { id: 'Tiket {number} kembali ke kotak masuk', en: 'Ticket {number} is back in the inbox' },
})
