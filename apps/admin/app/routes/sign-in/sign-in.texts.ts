import { defineTexts } from '@siaga/ui'

export const signInTexts = defineTexts({
  pageTitle: { id: 'Masuk · Siaga', en: 'Sign in · Siaga' },
  title: { id: 'Masuk', en: 'Sign in' },
  about: {
    id: 'Satu meja jaga bersama bagi pusat panggilan pemerintah di seluruh Indonesia.',
    en: 'One shared watch desk for the call centers of Indonesia’s governments.',
  },
  lead: { id: 'Untuk petugas, admin, dan pembina.', en: 'For agents, admins and overseers.' },
  email: { id: 'Alamat e-mail', en: 'E-mail address' },
  password: { id: 'Kata sandi', en: 'Password' },
  submit: { id: 'Masuk', en: 'Sign in' },
  waiting: { id: 'Memeriksa …', en: 'Checking …' },
  forgotten: {
    id: 'Lupa kata sandi? Minta admin pemerintah Anda.',
    en: 'Forgotten your password? Ask your government’s admin.',
  },
  language: { id: 'Bahasa', en: 'Language' },
  indonesian: { id: 'Bahasa Indonesia', en: 'Bahasa Indonesia' },
  english: { id: 'English', en: 'English' },
  emailMissing: {
    id: 'Isi alamat e-mail Anda. Contoh: dewi@kota.go.id',
    en: 'Enter your e-mail address. Example: dewi@kota.go.id',
  },
  passwordMissing: { id: 'Isi kata sandi Anda.', en: 'Enter your password.' },
})
