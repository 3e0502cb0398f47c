import type { RoleName } from '@siaga/tenancy'

export const demoPassword = 'siaga-demo-2026'

export type DemoPerson = { email: string; name: string; roles: RoleName[]; services?: string[] }

export type DemoService = {
  type: string
  slug: string
  /** Local part of its mailbox; the domain is `<tenant>.<mail domain>`. */
  mailbox: string
  name?: { id: string; en: string }
  numbers: string[]
  /** Its number at the stand-in provider, where it has one. */
  whatsapp?: { phoneNumberId: string; businessAccountId: string; display: string }
  /** Cases of the past three weeks. */
  cases: number
}

export type DemoTenant = {
  slug: string
  authorityCode: string
  kind: 'ministry' | 'province' | 'city'
  name: string
  shortName: string
  timeZone: 'Asia/Jakarta' | 'Asia/Makassar'
  services: DemoService[]
  people: DemoPerson[]
  /** District codes in which its citizens live. */
  districts: string[]
}

/** Who stands in the demo. Names and addresses are made up; the governments are real ones. */
export const demoTenants: DemoTenant[] = [
  {
    slug: 'kemenkes',
    authorityCode: 'KEMENKES',
    kind: 'ministry',
    name: 'Kementerian Kesehatan',
    shortName: 'Kemenkes',
    timeZone: 'Asia/Jakarta',
    services: [
      {
        type: 'health-helpdesk',
        slug: 'halo',
        mailbox: 'halo',
        name: { id: 'Halo Kemenkes', en: 'Halo Kemenkes' },
        numbers: ['1500567'],
        whatsapp: { phoneNumberId: '100200300400501', businessAccountId: '700100200300401', display: '0812 8156 2620' },
        cases: 110,
      },
    ],
    people: [
      { email: 'pembina@kemenkes.demo', name: 'Bima Hartanto', roles: ['national_overseer'] },
      { email: 'admin@kemenkes.demo', name: 'Sri Handayani', roles: ['tenant_owner'] },
      { email: 'dewi@kemenkes.demo', name: 'Dewi Anggraini', roles: ['agent'], services: ['halo'] },
      { email: 'arif@kemenkes.demo', name: 'Arif Setiawan', roles: ['supervisor'], services: ['halo'] },
    ],
    districts: ['33.24.01', '31.74.01', '32.73.01', '35.78.01', '51.71.01', '64.71.01'],
  },
  {
    slug: 'jateng',
    authorityCode: '33',
    kind: 'province',
    name: 'Provinsi Jawa Tengah',
    shortName: 'Jawa Tengah',
    timeZone: 'Asia/Jakarta',
    services: [
      {
        type: 'covid-hotline',
        slug: 'covid',
        mailbox: 'covid',
        name: { id: 'Hotline COVID-19 Jawa Tengah', en: 'Central Java COVID-19 hotline' },
        numbers: ['024 76442888', '08112622000'],
        whatsapp: { phoneNumberId: '100200300400502', businessAccountId: '700100200300402', display: '0811 2622 000' },
        cases: 80,
      },
    ],
    people: [
      { email: 'pembina@jateng.demo', name: 'Hadi Prasetyo', roles: ['provincial_overseer'] },
      { email: 'admin@jateng.demo', name: 'Nur Aini', roles: ['tenant_admin'] },
      { email: 'rina@jateng.demo', name: 'Rina Kusumawati', roles: ['agent'], services: ['covid'] },
    ],
    districts: ['33.74.01', '33.24.01', '33.72.01', '33.02.01', '33.08.01'],
  },
  {
    slug: 'sulut',
    authorityCode: '71',
    kind: 'province',
    name: 'Provinsi Sulawesi Utara',
    shortName: 'Sulawesi Utara',
    timeZone: 'Asia/Makassar',
    services: [
      { type: 'general-information', slug: 'informasi', mailbox: 'informasi', numbers: ['0431 865559'], cases: 40 },
    ],
    people: [
      { email: 'admin@sulut.demo', name: 'Grace Rumondor', roles: ['tenant_owner'] },
      { email: 'petugas@sulut.demo', name: 'Jefri Lumentut', roles: ['agent'], services: ['informasi'] },
    ],
    districts: ['71.71.01', '71.02.01', '71.06.01'],
  },
  {
    slug: 'manado',
    authorityCode: '71.71',
    kind: 'city',
    name: 'Kota Manado',
    shortName: 'Manado',
    timeZone: 'Asia/Makassar',
    services: [
      {
        type: 'emergency-112',
        slug: '112',
        mailbox: '112',
        name: { id: 'Manado Siaga 112', en: 'Manado Siaga 112' },
        numbers: ['112'],
        cases: 60,
      },
    ],
    people: [
      { email: 'admin@manado.demo', name: 'Steven Mandagi', roles: ['tenant_admin'] },
      { email: 'petugas@manado.demo', name: 'Meity Wowor', roles: ['agent'], services: ['112'] },
      { email: 'supervisor@manado.demo', name: 'Ronald Tumbelaka', roles: ['supervisor'], services: ['112'] },
    ],
    districts: ['71.71.01', '71.71.02', '71.71.03', '71.71.04', '71.71.05'],
  },
  {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    shortName: 'Semarang',
    timeZone: 'Asia/Jakarta',
    services: [
      {
        type: 'emergency-112',
        slug: '112',
        mailbox: '112',
        name: { id: 'Semarang Siaga 112', en: 'Semarang Siaga 112' },
        numbers: ['112'],
        whatsapp: { phoneNumberId: '100200300400503', businessAccountId: '700100200300403', display: '0811 3374 112' },
        cases: 80,
      },
    ],
    people: [
      { email: 'admin@semarang.demo', name: 'Lestari Widodo', roles: ['tenant_owner'] },
      { email: 'petugas@semarang.demo', name: 'Yoga Pratama', roles: ['agent'], services: ['112'] },
      { email: 'supervisor@semarang.demo', name: 'Endah Permatasari', roles: ['supervisor'], services: ['112'] },
      { email: 'pengamat@semarang.demo', name: 'Teguh Santosa', roles: ['viewer'], services: ['112'] },
      // The same person works for the province: one account, two tenants.
      { email: 'rina@jateng.demo', name: 'Rina Kusumawati', roles: ['agent'], services: ['112'] },
    ],
    districts: ['33.74.01', '33.74.02', '33.74.03', '33.74.06', '33.74.09', '33.74.11', '33.74.14'],
  },
]

/** The platform's own application, to which the demo's numbers are bound. */
export const demoWebhookApp = 'platform'

/** The demo's WhatsApp numbers, as their provider knows them. */
export const demoWhatsappNumbers = () =>
  demoTenants.flatMap((tenant) =>
    tenant.services.flatMap((s) =>
      s.whatsapp ? [{ ...s.whatsapp, name: s.name?.id ?? `${tenant.shortName} ${s.slug}` }] : [],
    ),
  )

/** The national list of days off in the weeks around the demo. */
export const demoHolidays = [
  { date: '2026-12-25', name: 'Hari Raya Natal' },
  { date: '2027-01-01', name: 'Tahun Baru Masehi' },
]

export const citizenNames = [
  'Ratna Wulandari',
  'Bambang Sutejo',
  'Daeng Mallarangeng',
  'Ni Luh Ayu Puspita',
  'Yohana Tefa',
  'Slamet Riyadi',
  'Siti Nurhaliza Rahmah',
  'Agus Salim',
  'Maria Goreti Lado',
  'Ahmad Fauzi',
  'Fransiska Tangkudung',
  'Hendrik Kaunang',
  'Kartini Suwarno',
  'Joko Susilo',
  'Ida Ayu Made',
  'Muhammad Rizki',
  'Theresia Mamahit',
  'Supriyanto',
  'Dian Permata',
  'Endang Sulastri',
  'Rudi Hartono',
  'Novita Sari',
  'Wahyu Nugroho',
  'Lilis Suryani',
  'Yusuf Maulana',
  'Christin Pangemanan',
  'Sutrisno',
  'Fitri Handayani',
  'Gunawan',
  'Mulyani',
] as const
