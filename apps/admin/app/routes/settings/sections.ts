import type { Permission } from '@siaga/tenancy'
import type { Locale } from '@siaga/ui'

type Words = Record<Locale, string>

export const settingsGroups = {
  platform: { id: 'Platform', en: 'Platform' },
  services: { id: 'Layanan', en: 'Services' },
  desk: { id: 'Meja kerja', en: 'Desk' },
  data: { id: 'Data', en: 'Data' },
} as const satisfies Record<string, Words>

export type SettingsSection = {
  /** `/t/:tenant/settings/<path>`; the route stands in `routes/settings/<path>/route.tsx`. */
  path: string
  name: Words
  /** One line for the first page. */
  about: Words
  group: keyof typeof settingsGroups
  /** Who may open it: at least one of these. */
  permissions: readonly Permission[]
}

/** Every page of the settings, in the order of the list. */
export const settingsSections: readonly SettingsSection[] = [
  {
    path: 'channels',
    name: { id: 'Kanal', en: 'Channels' },
    about: {
      id: 'Alamat e-mail, nomor, dan formulir tempat warga menghubungi layanan, beserta kesehatannya.',
      en: 'Mail addresses, numbers and forms on which citizens reach the services, and how they are.',
    },
    group: 'services',
    permissions: ['channel.change'],
  },
  {
    path: 'webhooks',
    name: { id: 'Aplikasi webhook', en: 'Webhook applications' },
    about: {
      id: 'Aplikasi penyedia yang mengantar pesan WhatsApp ke sini, dengan alamat dan rahasianya.',
      en: 'Applications of the provider that bring WhatsApp messages here, with their addresses and secrets.',
    },
    group: 'services',
    permissions: ['channel.change'],
  },
  {
    path: 'quarantine',
    name: { id: 'Pesan tanpa pemilik', en: 'Messages without an owner' },
    about: {
      id: 'Kiriman webhook untuk nomor yang belum diikat instansi mana pun: serahkan atau buang.',
      en: 'Webhook deliveries for numbers that no government has bound: hand them over or discard them.',
    },
    group: 'platform',
    permissions: ['quarantine.change'],
  },
  {
    path: 'canned',
    name: { id: 'Balasan siap', en: 'Canned replies' },
    about: {
      id: 'Jawaban yang sering dikirim, dengan isian dari tiket, disisipkan lewat garis miring dan pintasan.',
      en: 'Answers that are sent often, with fields from the ticket, inserted by a slash and a shortcut.',
    },
    group: 'desk',
    permissions: ['desk.change'],
  },
  {
    path: 'tags',
    name: { id: 'Tag', en: 'Tags' },
    about: {
      id: 'Kata yang ditempelkan pada tiket; ganti nama atau hentikan pemakaiannya.',
      en: 'Words that are put on tickets; rename them or take them out of use.',
    },
    group: 'desk',
    permissions: ['desk.change'],
  },
  {
    path: 'fields',
    name: { id: 'Isian tiket', en: 'Ticket fields' },
    about: {
      id: 'Yang diisi dan diperiksa petugas pada tiket tiap layanan, dan mana yang wajib.',
      en: 'What agents fill in and check in the tickets of each service, and what is required.',
    },
    group: 'desk',
    permissions: ['desk.change'],
  },
  {
    path: 'rules',
    name: { id: 'Aturan otomatis', en: 'Automation rules' },
    about: {
      id: 'Tanda terima, jawaban di luar jam layanan, dan tindakan lain yang berjalan sendiri.',
      en: 'Acknowledgements, answers outside the service hours, and other things that happen by themselves.',
    },
    group: 'desk',
    permissions: ['rule.change'],
  },
  {
    path: 'import',
    name: { id: 'Impor', en: 'Import' },
    about: {
      id: 'Kontak dan tiket lama dari berkas CSV atau XLSX, dengan pratinjau dan dapat diurungkan.',
      en: 'Contacts and old cases from a CSV or XLSX file, with a preview and an undo.',
    },
    group: 'data',
    permissions: ['data.import'],
  },
  {
    path: 'export',
    name: { id: 'Ekspor', en: 'Export' },
    about: {
      id: 'Tiket dan kontak yang boleh Anda lihat, sebagai CSV atau XLSX.',
      en: 'The cases and contacts that you may see, as CSV or XLSX.',
    },
    group: 'data',
    permissions: ['data.export'],
  },
]
