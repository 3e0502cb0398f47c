import { defineTexts } from '@siaga/ui'

export const errorTexts = defineTexts({
  notFound: { id: 'Halaman ini tidak ada', en: 'This page does not exist' },
  notFoundText: {
    id: 'Alamatnya mungkin salah ketik, sudah dipindahkan, atau bukan milik pemerintah atau layanan Anda.',
    en: 'The address may be mistyped, may have moved, or may not belong to your government or your services.',
  },
  forbidden: { id: 'Peran Anda tidak membuka halaman ini', en: 'Your role does not open this page' },
  conflict: { id: 'Data ini baru saja berubah', en: 'This has just changed' },
  limited: { id: 'Terlalu banyak permintaan', en: 'Too many requests' },
  away: { id: 'Layanan sedang terputus', en: 'The service is interrupted' },
  internal: { id: 'Ada yang salah pada sistem', en: 'Something went wrong on our side' },
  internalText: {
    id: 'Coba lagi. Bila berulang, sebutkan nomor permintaan di bawah ini kepada admin Anda.',
    en: 'Try again. If it happens again, give the request number below to your admin.',
  },
  offline: { id: 'Sambungan ke server terputus', en: 'The connection to the server is lost' },
  offlineText: {
    id: 'Periksa jaringan Anda, lalu coba lagi. Balasan yang sedang Anda ketik tersimpan di peramban ini.',
    en: 'Check your network, then try again. The reply you were typing is kept in this browser.',
  },
  requestId: { id: 'Nomor permintaan', en: 'Request number' },
  retry: { id: 'Coba lagi', en: 'Try again' },
  home: { id: 'Ke halaman utama', en: 'To the home page' },
})
