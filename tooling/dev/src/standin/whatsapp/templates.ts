/** What the stand-in's account holds: as the provider lists templates, approved and not. */
export const standinTemplates = [
  {
    name: 'kabar_laporan',
    language: 'id',
    status: 'APPROVED',
    category: 'UTILITY',
    id: '900100200300401',
    components: [
      {
        type: 'BODY',
        text: 'Halo {{1}}, ada kabar tentang laporan Anda {{2}}. Balas pesan ini untuk membaca dan menjawab kami.',
        example: { body_text: [['Ratna', '112-3374-2026-000123']] },
      },
      { type: 'FOOTER', text: 'Layanan pemerintah, tidak dipungut biaya' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Baca kabarnya' },
          { type: 'QUICK_REPLY', text: 'Sudah selesai' },
        ],
      },
    ],
  },
  {
    name: 'kabar_laporan',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    id: '900100200300402',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, there is news about your report {{2}}. Answer this message to read it and reply to us.',
        example: { body_text: [['Ratna', '112-3374-2026-000123']] },
      },
      { type: 'FOOTER', text: 'A government service, free of charge' },
    ],
  },
  {
    name: 'janji_telepon',
    language: 'id',
    status: 'APPROVED',
    category: 'UTILITY',
    id: '900100200300403',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Kami akan menelepon {{1}}', example: { header_text: ['hari ini'] } },
      {
        type: 'BODY',
        text: 'Petugas {{1}} menelepon Anda pukul {{2}} dari nomor {{3}}. Bila jamnya tidak cocok, balas pesan ini.',
        example: { body_text: [['Yoga', '14.00', '112']] },
      },
    ],
  },
  {
    name: 'survei_kepuasan',
    language: 'id',
    status: 'APPROVED',
    category: 'UTILITY',
    id: '900100200300404',
    components: [
      {
        type: 'BODY',
        text: 'Laporan {{nomor}} sudah selesai. Beri nilai layanan kami, paling lama satu menit.',
        example: { body_text_named_params: [{ param_name: 'nomor', example: 'HK-KEMENKES-2026-000012' }] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Isi survei',
            url: 'https://survei.contoh.id/{{1}}',
            example: ['https://survei.contoh.id/abc'],
          },
        ],
      },
    ],
  },
  {
    name: 'poster_vaksin',
    language: 'id',
    status: 'APPROVED',
    category: 'MARKETING',
    id: '900100200300405',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['contoh'] } },
      { type: 'BODY', text: 'Vaksin penguat dilayani setiap Selasa dan Kamis.' },
    ],
  },
  {
    name: 'surat_jawaban',
    language: 'id',
    status: 'APPROVED',
    category: 'UTILITY',
    id: '900100200300407',
    components: [
      { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['contoh'] } },
      {
        type: 'BODY',
        text: 'Terlampir surat jawaban untuk laporan {{1}}. Balas pesan ini bila ada yang kurang.',
        example: { body_text: [['112-3374-2026-000123']] },
      },
    ],
  },
  {
    name: 'peta_posko',
    language: 'id',
    status: 'APPROVED',
    category: 'UTILITY',
    id: '900100200300408',
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text: 'Posko terdekat dari tempat Anda.' },
    ],
  },
  {
    name: 'pengumuman_baru',
    language: 'id',
    status: 'PENDING',
    category: 'UTILITY',
    id: '900100200300406',
    components: [{ type: 'BODY', text: 'Layanan kami pindah ke nomor {{1}}.', example: { body_text: [['112']] } }],
  },
]
