import type { ServiceType } from '../service-type.ts'

/** A hotline for an outbreak, after the one of Jawa Tengah: questions are answered from a live facility directory. */
export const covidHotline: ServiceType = {
  type: 'covid-hotline',
  icon: 'shield-plus',
  definition: {
    code: 'COV',
    name: { id: 'Hotline COVID-19', en: 'COVID-19 hotline' },
    description: {
      id: 'Tempat isolasi, tempat tidur rumah sakit, vaksinasi, gejala, dan bantuan sosial selama wabah. Petugas berjaga 24 jam.',
      en: 'Isolation places, hospital beds, vaccination, symptoms and social assistance during the outbreak. Staffed day and night.',
    },
    emergency: false,
    numbers: [],
    categories: [
      { code: 'symptoms', name: { id: 'Gejala', en: 'Symptoms' }, priority: 'p1' },
      { code: 'hospital_beds', name: { id: 'Tempat tidur rumah sakit', en: 'Hospital beds' }, priority: 'p1' },
      { code: 'isolation_place', name: { id: 'Tempat isolasi', en: 'Isolation place' }, priority: 'p2' },
      { code: 'social_assistance', name: { id: 'Bantuan sosial', en: 'Social assistance' }, priority: 'p2' },
      { code: 'vaccination', name: { id: 'Vaksinasi', en: 'Vaccination' }, priority: 'p3' },
      { code: 'other', name: { id: 'Lainnya', en: 'Other' }, priority: 'p3' },
    ],
    defaultPriority: 'p2',
    intake: [
      {
        key: 'category',
        kind: 'choice',
        role: 'category',
        label: { id: 'Yang Anda perlukan', en: 'What you need' },
        required: true,
      },
      {
        key: 'question',
        kind: 'long_text',
        role: 'body',
        label: { id: 'Pertanyaan atau keadaan Anda', en: 'Your question or situation' },
        help: {
          id: 'Bila ada yang sakit, tulis gejalanya, sejak kapan, dan penyakit lain yang dimiliki.',
          en: 'If someone is ill, tell us the symptoms, since when, and any other illnesses.',
        },
        required: true,
        maxLength: 4000,
      },
      {
        key: 'region',
        kind: 'region',
        role: 'location',
        label: { id: 'Kelurahan atau desa tempat tinggal', en: 'Village or ward where you live' },
        help: {
          id: 'Kami berkoordinasi dengan satgas dan puskesmas di wilayah Anda.',
          en: 'We work with the task force and the health center of your area.',
        },
        required: true,
      },
      {
        key: 'age',
        kind: 'number',
        label: { id: 'Umur orang yang sakit, dalam tahun', en: 'Age of the person who is ill, in years' },
        required: false,
      },
      {
        key: 'name',
        kind: 'text',
        role: 'name',
        label: { id: 'Nama Anda', en: 'Your name' },
        required: true,
        maxLength: 120,
      },
      {
        key: 'phone',
        kind: 'phone',
        role: 'contact_phone',
        label: { id: 'Nomor telepon atau WhatsApp', en: 'Phone or WhatsApp number' },
        required: true,
      },
      {
        key: 'email',
        kind: 'email',
        role: 'contact_email',
        label: { id: 'Alamat e-mail', en: 'E-mail address' },
        help: { id: 'Boleh dikosongkan.', en: 'You may leave this empty.' },
        required: false,
      },
    ],
    hours: 'always',
    targets: {
      firstResponse: {
        p1: { clock: 'around_the_clock', minutes: 30 },
        p2: { clock: 'around_the_clock', minutes: 60 },
        p3: { clock: 'around_the_clock', minutes: 240 },
      },
    },
    outcomes: [
      { code: 'answered', name: { id: 'Terjawab', en: 'Answered' } },
      {
        code: 'place_found',
        name: { id: 'Mendapat tempat isolasi atau perawatan', en: 'Isolation or hospital place found' },
      },
      { code: 'referred', name: { id: 'Diteruskan ke unit terkait', en: 'Referred to the responsible unit' } },
      {
        code: 'referred_to_region',
        name: { id: 'Diteruskan ke satgas kabupaten atau kota', en: 'Referred to the local task force' },
      },
      { code: 'not_reachable', name: { id: 'Warga tidak dapat dihubungi', en: 'Citizen could not be reached' } },
      { code: 'invalid', name: { id: 'Iseng atau tidak dapat diproses', en: 'Prank or not actionable' } },
    ],
    queues: [
      { code: 'main', name: { id: 'Hotline', en: 'Hotline' } },
      { code: 'verification', name: { id: 'Perlu verifikasi', en: 'To be verified' } },
    ],
    normalClass: { id: 'Layanan', en: 'Service' },
    texts: {
      intro: {
        id: 'Tulis pertanyaan Anda, petugas menjawab siang dan malam. Bila seseorang sesak napas berat atau tidak sadar, jangan isi formulir ini. Telepon 112.',
        en: 'Write your question; we answer day and night. If someone struggles to breathe or is unconscious, do not use this form. Call 112.',
      },
      received: {
        id: 'Pertanyaan Anda sudah kami terima. Petugas menghubungi Anda lewat nomor yang Anda tulis. Sambil menunggu, tetaplah di rumah dan pakai masker bila bergejala.',
        en: 'We have received your question and will contact you at the number you gave. Meanwhile, stay at home and wear a mask if you have symptoms.',
      },
      signature: { id: 'Petugas hotline COVID-19', en: 'The COVID-19 hotline' },
    },
  },
}
