import { defineTexts } from '@siaga/ui'

export const accountTexts = defineTexts({
  title: { id: 'Akun saya', en: 'My account' },
  person: { id: 'Orang', en: 'Person' },
  name: { id: 'Nama', en: 'Name' },
  email: { id: 'Alamat e-mail', en: 'E-mail address' },
  tenant: { id: 'Bekerja untuk', en: 'Works for' },
  roles: { id: 'Peran', en: 'Roles' },
  services: { id: 'Layanan', en: 'Services' },
  noServices: { id: 'Tidak terikat pada layanan', en: 'Not bound to a service' },
  allServices: { id: 'Semua layanan', en: 'All services' },
  appearance: { id: 'Tampilan', en: 'Appearance' },
  language: { id: 'Bahasa', en: 'Language' },
  indonesian: { id: 'Bahasa Indonesia', en: 'Bahasa Indonesia' },
  english: { id: 'English', en: 'English' },
  theme: { id: 'Tema', en: 'Theme' },
  system: { id: 'Ikut sistem', en: 'Follow the system' },
  light: { id: 'Terang', en: 'Light' },
  dark: { id: 'Gelap', en: 'Dark' },
  keyboard: { id: 'Papan tombol', en: 'Keyboard' },
  singleKeys: { id: 'Pintasan satu huruf', en: 'Single-letter shortcuts' },
  singleKeysHelp: {
    id: 'Matikan bila Anda memakai perintah suara atau tombol sering tertekan tidak sengaja. Berlaku di peramban ini.',
    en: 'Switch off if you use speech input or press keys by accident. Applies to this browser.',
  },
  signOut: { id: 'Keluar', en: 'Sign out' },
})
