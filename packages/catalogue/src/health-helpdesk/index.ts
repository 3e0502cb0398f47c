import type { ServiceType } from '../service-type.ts'

/** Information, aspirations and complaints about health, after the helpdesk of the Ministry of Health. */
export const healthHelpdesk: ServiceType = {
  type: 'health-helpdesk',
  icon: 'stethoscope',
  definition: {
    code: 'HK',
    name: { id: 'Layanan informasi kesehatan', en: 'Health helpdesk' },
    description: {
      id: 'Informasi program kesehatan, aspirasi, dan pengaduan tentang layanan kesehatan. Dijawab petugas pada hari kerja.',
      en: 'Information on health programs, suggestions and complaints about health services. Answered on working days.',
    },
    emergency: false,
    numbers: [],
    categories: [
      {
        code: 'access_to_care',
        name: { id: 'Ditolak atau belum dilayani fasilitas kesehatan', en: 'Turned away by a health facility' },
        priority: 'p1',
      },
      {
        code: 'service_complaint',
        name: { id: 'Pengaduan layanan rumah sakit atau puskesmas', en: 'Complaint about a hospital or health center' },
        priority: 'p2',
      },
      {
        code: 'medicine',
        name: { id: 'Obat dan alat kesehatan', en: 'Medicines and medical devices' },
        priority: 'p2',
      },
      {
        code: 'insurance',
        name: { id: 'Jaminan kesehatan (JKN)', en: 'National health insurance (JKN)' },
        priority: 'p2',
      },
      { code: 'immunisation', name: { id: 'Imunisasi', en: 'Immunisation' }, priority: 'p3' },
      {
        code: 'health_worker',
        name: { id: 'Registrasi dan izin tenaga kesehatan', en: 'Registration and licences of health workers' },
        priority: 'p3',
      },
      {
        code: 'digital_service',
        name: { id: 'Akun dan aplikasi kesehatan', en: 'Health accounts and applications' },
        priority: 'p3',
      },
      { code: 'program', name: { id: 'Program kesehatan', en: 'Health programs' }, priority: 'p3' },
      { code: 'aspiration', name: { id: 'Saran dan aspirasi', en: 'Suggestions' }, priority: 'p3' },
      { code: 'other', name: { id: 'Lainnya', en: 'Other' }, priority: 'p3' },
    ],
    defaultPriority: 'p3',
    intake: [
      {
        key: 'category',
        kind: 'choice',
        role: 'category',
        label: { id: 'Tentang apa', en: 'What it is about' },
        required: true,
      },
      {
        key: 'subject',
        kind: 'text',
        role: 'subject',
        label: { id: 'Judul', en: 'Subject' },
        help: { id: 'Satu kalimat.', en: 'One sentence.' },
        required: true,
        maxLength: 150,
      },
      {
        key: 'message',
        kind: 'long_text',
        role: 'body',
        label: { id: 'Pertanyaan atau pengaduan', en: 'Question or complaint' },
        help: {
          id: 'Untuk pengaduan, tulis nama fasilitas, tanggal, dan apa yang terjadi. Jangan tulis nomor kartu atau kata sandi.',
          en: 'For a complaint, give the facility, the date and what happened. Do not write card numbers or passwords.',
        },
        required: true,
        maxLength: 5000,
      },
      {
        key: 'region',
        kind: 'region',
        role: 'location',
        label: { id: 'Wilayah', en: 'Region' },
        help: { id: 'Tempat kejadian atau tempat tinggal Anda.', en: 'Where it happened or where you live.' },
        required: false,
      },
      {
        key: 'attachment',
        kind: 'file',
        role: 'attachment',
        label: { id: 'Lampiran', en: 'Attachment' },
        help: { id: 'Foto atau dokumen yang memperjelas.', en: 'A photo or document that explains it.' },
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
        key: 'email',
        kind: 'email',
        role: 'contact_email',
        label: { id: 'Alamat e-mail', en: 'E-mail address' },
        help: { id: 'Jawaban kami kirim ke alamat ini.', en: 'We send the answer to this address.' },
        required: true,
      },
      {
        key: 'phone',
        kind: 'phone',
        role: 'contact_phone',
        label: { id: 'Nomor telepon atau WhatsApp', en: 'Phone or WhatsApp number' },
        help: { id: 'Boleh dikosongkan.', en: 'You may leave this empty.' },
        required: false,
      },
    ],
    hours: {
      '1': [['08:00', '16:00']],
      '2': [['08:00', '16:00']],
      '3': [['08:00', '16:00']],
      '4': [['08:00', '16:00']],
      '5': [['08:00', '16:00']],
    },
    targets: {
      firstResponse: {
        p1: { clock: 'service_hours', minutes: 60 },
        p2: { clock: 'service_hours', minutes: 120 },
        p3: { clock: 'service_hours', minutes: 240 },
      },
    },
    outcomes: [
      { code: 'answered', name: { id: 'Terjawab', en: 'Answered' } },
      { code: 'referred', name: { id: 'Dijawab bersama unit teknis', en: 'Referred to a technical unit' } },
      { code: 'forwarded', name: { id: 'Diteruskan ke SP4N-LAPOR!', en: 'Passed on to SP4N-LAPOR!' } },
      {
        code: 'not_responsible',
        name: { id: 'Wewenang instansi lain, warga diberi tahu', en: 'Matter of another agency, citizen informed' },
      },
      { code: 'not_reachable', name: { id: 'Warga tidak dapat dihubungi', en: 'Citizen could not be reached' } },
      { code: 'withdrawn', name: { id: 'Dicabut oleh warga', en: 'Withdrawn by the citizen' } },
      { code: 'invalid', name: { id: 'Iseng atau tidak dapat diproses', en: 'Prank or not actionable' } },
    ],
    queues: [
      { code: 'main', name: { id: 'Layanan kesehatan', en: 'Health helpdesk' } },
      { code: 'verification', name: { id: 'Perlu verifikasi', en: 'To be verified' } },
    ],
    normalClass: { id: 'Layanan', en: 'Service' },
    caseFields: [
      {
        key: 'facility',
        label: { id: 'Fasilitas', en: 'Facility' },
        help: { id: 'Nama rumah sakit atau puskesmas.', en: 'Name of the hospital or health center.' },
        kind: 'text',
        requiredToResolve: false,
      },
      {
        key: 'incident_date',
        label: { id: 'Tanggal kejadian', en: 'Date of the event' },
        kind: 'date',
        requiredToResolve: false,
      },
      {
        key: 'sp4n_class',
        label: { id: 'Kelas SP4N', en: 'SP4N class' },
        kind: 'choice',
        options: [
          { value: 'complaint', label: { id: 'Pengaduan', en: 'Complaint' } },
          { value: 'aspiration', label: { id: 'Aspirasi', en: 'Suggestion' } },
          { value: 'information', label: { id: 'Permintaan informasi', en: 'Request for information' } },
        ],
        requiredToResolve: false,
      },
    ],
    checklists: [
      {
        category: 'access_to_care',
        items: [
          {
            code: 'patient_safe',
            text: { id: 'Pastikan pasien sedang ditangani', en: 'Make sure that the patient is being cared for' },
          },
          {
            code: 'call_facility',
            text: { id: 'Hubungi fasilitas yang menolak', en: 'Call the facility that refused' },
          },
          {
            code: 'find_bed',
            text: { id: 'Carikan fasilitas lain bila perlu', en: 'Find another facility if needed' },
          },
        ],
      },
      {
        category: 'service_complaint',
        items: [
          {
            code: 'name_and_date',
            text: {
              id: 'Catat nama fasilitas dan tanggal kejadian',
              en: 'Note the facility and the date of the event',
            },
          },
          {
            code: 'ask_facility',
            text: { id: 'Minta penjelasan fasilitas', en: 'Ask the facility for an explanation' },
          },
        ],
      },
    ],
    texts: {
      intro: {
        id: 'Tanyakan program kesehatan atau sampaikan pengaduan tentang layanan kesehatan. Kami membaca Senin sampai Jumat, pukul 08.00–16.00. Untuk keadaan darurat, telepon 112.',
        en: 'Ask about health programs or complain about a health service. We read Monday to Friday, 08.00–16.00. In an emergency, call 112.',
      },
      received: {
        id: 'Pesan Anda sudah kami terima. Simpan nomor tiket untuk melihat perkembangannya. Bila perlu jawaban unit teknis, kami memberi tahu Anda.',
        en: 'We have received your message. Keep the ticket number to follow it. If a technical unit has to answer, we will tell you.',
      },
      signature: { id: 'Petugas layanan informasi kesehatan', en: 'The health helpdesk' },
    },
  },
}
