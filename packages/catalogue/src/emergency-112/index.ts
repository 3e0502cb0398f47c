import type { ServiceType } from '../service-type.ts'

/** The national emergency number as Permenkominfo 10/2016 gives it to regencies and cities; its seven categories. */
export const emergency112: ServiceType = {
  type: 'emergency-112',
  icon: 'siren',
  definition: {
    code: '112',
    name: { id: 'Darurat 112', en: 'Emergency 112' },
    description: {
      id: 'Satu nomor darurat untuk kebakaran, kecelakaan, keadaan medis, bencana, dan gangguan keamanan. Gratis, 24 jam setiap hari.',
      en: 'One emergency number for fires, accidents, medical emergencies, disasters and threats to public order. Free of charge, day and night.',
    },
    emergency: true,
    numbers: ['112'],
    categories: [
      { code: 'fire', name: { id: 'Kebakaran', en: 'Fire' }, priority: 'p1' },
      { code: 'riot', name: { id: 'Kerusuhan', en: 'Riot' }, priority: 'p1' },
      { code: 'accident', name: { id: 'Kecelakaan', en: 'Accident' }, priority: 'p1' },
      { code: 'natural_disaster', name: { id: 'Bencana alam', en: 'Natural disaster' }, priority: 'p1' },
      { code: 'medical', name: { id: 'Penanganan masalah kesehatan', en: 'Medical emergency' }, priority: 'p1' },
      {
        code: 'security',
        name: { id: 'Gangguan keamanan dan ketertiban umum', en: 'Threat to security and public order' },
        priority: 'p2',
      },
      { code: 'other', name: { id: 'Lainnya', en: 'Other' }, priority: 'p3' },
    ],
    // Above "other" and below a known threat to life: what is not categorised yet must not hide either.
    defaultPriority: 'p2',
    intake: [
      {
        key: 'category',
        kind: 'choice',
        role: 'category',
        label: { id: 'Jenis kejadian', en: 'Kind of emergency' },
        required: true,
      },
      {
        key: 'what_happened',
        kind: 'long_text',
        role: 'body',
        label: { id: 'Apa yang terjadi', en: 'What happened' },
        help: {
          id: 'Tulis singkat apa yang Anda lihat, berapa orang yang terluka, dan bahaya yang masih ada.',
          en: 'Say briefly what you see, how many people are hurt and what is still dangerous.',
        },
        required: true,
        maxLength: 2000,
      },
      {
        key: 'region',
        kind: 'region',
        role: 'location',
        label: { id: 'Kelurahan atau desa kejadian', en: 'Village or ward where it happened' },
        required: true,
      },
      {
        key: 'place',
        kind: 'text',
        role: 'place',
        label: { id: 'Tempat kejadian', en: 'Place' },
        help: {
          id: 'Alamat, persimpangan, atau patokan yang mudah dikenali, misalnya “seberang Pasar Karombasan”.',
          en: 'An address, a junction or a landmark that is easy to find, for example “opposite Karombasan market”.',
        },
        required: true,
        maxLength: 300,
      },
      {
        key: 'phone',
        kind: 'phone',
        role: 'contact_phone',
        label: { id: 'Nomor telepon Anda', en: 'Your phone number' },
        help: {
          id: 'Petugas menelepon nomor ini bila tempat kejadian belum jelas.',
          en: 'We call this number if the place is not clear.',
        },
        required: true,
      },
      {
        key: 'name',
        kind: 'text',
        role: 'name',
        label: { id: 'Nama Anda', en: 'Your name' },
        help: { id: 'Boleh dikosongkan.', en: 'You may leave this empty.' },
        required: false,
        maxLength: 120,
      },
      {
        key: 'photo',
        kind: 'file',
        role: 'attachment',
        label: { id: 'Foto kejadian', en: 'Photo' },
        help: {
          id: 'Hanya bila Anda bisa memotret dari tempat yang aman.',
          en: 'Only if you can take it from a safe place.',
        },
        required: false,
      },
    ],
    hours: 'always',
    targets: {
      firstResponse: {
        p1: { clock: 'around_the_clock', minutes: 5 },
        p2: { clock: 'around_the_clock', minutes: 10 },
        p3: { clock: 'around_the_clock', minutes: 30 },
      },
    },
    outcomes: [
      { code: 'handled_on_scene', name: { id: 'Ditangani di lokasi', en: 'Handled on scene' } },
      { code: 'taken_to_hospital', name: { id: 'Dibawa ke rumah sakit', en: 'Taken to hospital' } },
      { code: 'answered', name: { id: 'Cukup dengan petunjuk petugas', en: 'Settled by advice' } },
      { code: 'referred', name: { id: 'Diteruskan ke unit terkait', en: 'Referred to the responsible unit' } },
      { code: 'handed_over', name: { id: 'Diserahkan ke daerah lain', en: 'Handed over to another region' } },
      { code: 'unfounded', name: { id: 'Tidak ditemukan di lokasi', en: 'Nothing found on scene' } },
      { code: 'not_reachable', name: { id: 'Pelapor tidak dapat dihubungi', en: 'Caller could not be reached' } },
      { code: 'invalid', name: { id: 'Iseng atau laporan palsu', en: 'Prank or false report' } },
    ],
    queues: [
      { code: 'main', name: { id: 'Darurat', en: 'Emergency' } },
      { code: 'verification', name: { id: 'Perlu verifikasi', en: 'To be verified' } },
    ],
    normalClass: { id: 'Darurat', en: 'Emergency' },
    caseFields: [
      {
        key: 'victims',
        label: { id: 'Jumlah korban', en: 'Number of victims' },
        kind: 'number',
        requiredToResolve: false,
      },
      {
        key: 'agency_informed',
        label: { id: 'Instansi diberi tahu', en: 'Agency informed' },
        kind: 'yes_no',
        requiredToResolve: false,
      },
    ],
    checklists: [
      {
        category: 'fire',
        items: [
          {
            code: 'people_inside',
            text: { id: 'Tanyakan apakah ada orang di dalam', en: 'Ask whether anybody is inside' },
          },
          {
            code: 'power_off',
            text: { id: 'Hubungi PLN untuk memutus listrik', en: 'Ask the power company to cut the power' },
          },
          { code: 'call_back', text: { id: 'Hubungi kembali pelapor', en: 'Call the caller back' } },
        ],
      },
    ],
    texts: {
      intro: {
        id: 'Bila Anda bisa menelepon, telepon 112. Gratis dan lebih cepat daripada formulir ini. Pakai formulir ini bila Anda tidak bisa bicara atau sambungan telepon terputus.',
        en: 'If you can make a call, call 112. It is free and faster than this form. Use the form if you cannot speak or the phone line is down.',
      },
      received: {
        id: 'Laporan Anda sudah masuk ke pusat panggilan 112. Menjauhlah dari bahaya dan biarkan telepon Anda menyala. Bila keadaan memburuk, telepon 112.',
        en: 'Your report has reached the 112 call center. Move away from danger and keep your phone on. If things get worse, call 112.',
      },
      signature: { id: 'Petugas pusat panggilan 112', en: 'The 112 call center' },
    },
  },
}
