import type { RuleDefinition } from '@siaga/cases'
import type { Locale } from '@siaga/ui'

type Preset = {
  id: string
  label: Record<Locale, string>
  /** In the language in which citizens are answered. */
  name: string
  definition: RuleDefinition
}

/** What most desks begin with. */
export const presets: readonly Preset[] = [
  {
    id: 'receipt',
    label: { id: 'Tanda terima dengan nomor', en: 'Acknowledgement with the number' },
    name: 'Tanda terima dengan nomor',
    definition: {
      when: 'opened',
      often: 'once',
      conditions: [],
      actions: [
        {
          do: 'reply',
          text: 'Yth. {nama},\n\nPesan Anda kami terima dengan nomor {nomor}. Simpan nomor ini untuk bertanya kembali. Petugas menjawab paling lambat {tenggat}.\n\n{layanan}, {instansi}',
        },
      ],
    },
  },
  {
    id: 'greeting',
    label: { id: 'Salam pembuka', en: 'Greeting' },
    name: 'Salam pembuka',
    definition: {
      when: 'opened',
      often: 'once',
      conditions: [{ field: 'hours', are: 'open' }],
      actions: [
        {
          do: 'reply',
          text: 'Selamat datang di {layanan}, {instansi}. Petugas kami sedang membaca pesan Anda. Bila perlu, tulis alamat lengkap dan nomor yang dapat dihubungi.',
        },
      ],
    },
  },
  {
    id: 'closed',
    label: { id: 'Di luar jam layanan', en: 'Outside the service hours' },
    name: 'Di luar jam layanan',
    definition: {
      when: 'citizen_wrote',
      often: 'daily',
      conditions: [{ field: 'hours', are: 'closed' }],
      actions: [
        {
          do: 'reply',
          text: 'Terima kasih, {nama}. {layanan} sedang tutup. Pesan Anda ({nomor}) sudah tercatat dan dijawab pada jam layanan berikutnya. Untuk keadaan darurat, hubungi 112.',
        },
      ],
    },
  },
  {
    id: 'thanks',
    label: { id: 'Terima kasih setelah selesai', en: 'Thanks after it is resolved' },
    name: 'Terima kasih setelah selesai',
    definition: {
      when: 'resolved',
      often: 'once',
      conditions: [],
      actions: [
        {
          do: 'reply',
          text: 'Yth. {nama}, laporan {nomor} telah kami selesaikan. Bila belum, balas pesan ini dalam tujuh hari dan kami membukanya kembali. Terima kasih.',
        },
      ],
    },
  },
]
