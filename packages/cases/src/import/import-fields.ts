import type { Localized } from '@siaga/kernel'

export type ImportKind = 'contacts' | 'cases'
export type ImportField = {
  key: string
  name: Localized
  required?: boolean /** Headings that mean it, in lower case. */
  words: string[]
}

const person: ImportField[] = [
  {
    key: 'name',
    name: { id: 'Nama', en: 'Name' },
    words: ['nama', 'nama lengkap', 'nama pelapor', 'nama warga', 'pelapor', 'name', 'full name'],
  },
  {
    key: 'phone',
    name: { id: 'Nomor telepon', en: 'Phone number' },
    words: [
      'telepon',
      'no telepon',
      'nomor telepon',
      'telp',
      'no telp',
      'hp',
      'no hp',
      'nomor hp',
      'handphone',
      'whatsapp',
      'no wa',
      'wa',
      'phone',
      'mobile',
      'phone number',
    ],
  },
  {
    key: 'mail',
    name: { id: 'Alamat e-mail', en: 'E-mail address' },
    words: ['email', 'e-mail', 'surel', 'alamat email', 'alamat e-mail', 'alamat surel', 'mail'],
  },
]

/** What a row may say, by kind of import. */
export const importFields: Record<ImportKind, ImportField[]> = {
  contacts: [
    ...person,
    { key: 'language', name: { id: 'Bahasa', en: 'Language' }, words: ['bahasa', 'language', 'lang'] },
    { key: 'note', name: { id: 'Catatan', en: 'Note' }, words: ['catatan', 'keterangan', 'note', 'notes', 'remarks'] },
  ],
  cases: [
    {
      key: 'number',
      name: { id: 'Nomor lama', en: 'Old number' },
      words: [
        'nomor',
        'no',
        'no tiket',
        'nomor tiket',
        'nomor laporan',
        'no laporan',
        'id',
        'ticket',
        'number',
        'ticket number',
      ],
    },
    {
      key: 'openedAt',
      name: { id: 'Tanggal masuk', en: 'Opened on' },
      required: true,
      words: [
        'tanggal',
        'tanggal masuk',
        'tgl',
        'tgl masuk',
        'tanggal laporan',
        'dibuat',
        'waktu',
        'date',
        'opened',
        'created',
        'created at',
        'opened on',
      ],
    },
    {
      key: 'subject',
      name: { id: 'Judul', en: 'Subject' },
      required: true,
      words: ['judul', 'perihal', 'subjek', 'subyek', 'subject', 'title'],
    },
    {
      key: 'text',
      name: { id: 'Uraian', en: 'Description' },
      words: ['uraian', 'isi', 'isi laporan', 'deskripsi', 'pesan', 'keterangan', 'description', 'message', 'body'],
    },
    { key: 'category', name: { id: 'Kategori', en: 'Category' }, words: ['kategori', 'category', 'jenis'] },
    { key: 'priority', name: { id: 'Prioritas', en: 'Priority' }, words: ['prioritas', 'priority'] },
    { key: 'state', name: { id: 'Status', en: 'State' }, words: ['status', 'keadaan', 'state'] },
    {
      key: 'settledAt',
      name: { id: 'Tanggal selesai', en: 'Settled on' },
      words: ['tanggal selesai', 'tgl selesai', 'selesai', 'ditutup', 'closed', 'resolved', 'closed at', 'resolved at'],
    },
    {
      key: 'outcome',
      name: { id: 'Hasil penanganan', en: 'Outcome' },
      words: ['hasil', 'hasil penanganan', 'tindak lanjut', 'outcome', 'result'],
    },
    {
      key: 'place',
      name: { id: 'Tempat', en: 'Place' },
      words: ['lokasi', 'alamat', 'tempat', 'location', 'place', 'address'],
    },
    ...person,
  ],
}

const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[._/()*:]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Field → column, by the headings; each column and each field at most once, exact words before parts of words. */
export function guessMapping(kind: ImportKind, columns: readonly string[]): Record<string, number> {
  const headings = columns.map(plain)
  const taken = new Set<number>()
  const mapping: Record<string, number> = {}
  const take = (fits: (field: ImportField, heading: string) => boolean) => {
    for (const field of importFields[kind]) {
      if (field.key in mapping) continue
      const column = headings.findIndex((heading, i) => heading !== '' && !taken.has(i) && fits(field, heading))
      if (column < 0) continue
      mapping[field.key] = column
      taken.add(column)
    }
  }
  take((field, heading) => field.words.includes(heading))
  take((field, heading) => field.words.some((word) => word.length > 3 && heading.includes(word)))
  return mapping
}
