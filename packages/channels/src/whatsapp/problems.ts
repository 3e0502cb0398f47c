import type { Localized } from '@siaga/kernel'

/** The provider's and our own codes in words: what happened, and what to do. */
export const whatsappProblems: Record<string, Localized> = {
  '131047': {
    id: 'WhatsApp menolak: jendela 24 jam sudah tutup. Pilih templat atau kirim lewat kanal lain.',
    en: 'WhatsApp refused: the 24-hour window is closed. Choose a template or use another channel.',
  },
  '131026': {
    id: 'Pesan tidak dapat disampaikan ke nomor ini. Kirim SMS atau hubungi warga lewat telepon.',
    en: 'The message cannot be delivered to this number. Send an SMS or call the citizen.',
  },
  '131049': {
    id: 'WhatsApp menahan pesan ini demi kenyamanan penerima. Tunggu warga menulis, atau pakai kanal lain.',
    en: 'WhatsApp held this message back to protect the recipient. Wait until they write, or use another channel.',
  },
  '131050': {
    id: 'Warga ini berhenti menerima pesan promosi dari Anda.',
    en: 'This citizen has opted out of marketing messages from you.',
  },
  '131056': {
    id: 'Terlalu banyak pesan ke nomor ini dalam waktu singkat. Dikirim lagi sebentar kemudian.',
    en: 'Too many messages to this number in a short time. It will be sent again shortly.',
  },
  '130429': {
    id: 'Batas laju nomor WhatsApp ini tercapai. Dikirim lagi sebentar kemudian.',
    en: 'The rate limit of this WhatsApp number was reached. It will be sent again shortly.',
  },
  '131048': {
    id: 'WhatsApp membatasi nomor ini karena laporan spam. Periksa mutu nomor di Pengelola WhatsApp.',
    en: 'WhatsApp has limited this number because of spam reports. Check its quality in WhatsApp Manager.',
  },
  '132000': {
    id: 'Jumlah isian tidak cocok dengan templat. Sinkronkan templat, lalu kirim lagi.',
    en: 'The number of variables does not fit the template. Synchronise the templates, then send again.',
  },
  '132001': {
    id: 'Templat ini tidak ada atau belum disetujui dalam bahasa itu. Sinkronkan templat, lalu pilih lagi.',
    en: 'This template does not exist or is not approved in that language. Synchronise the templates, then choose again.',
  },
  '132007': {
    id: 'Isi templat melanggar kebijakan WhatsApp. Pakai templat lain.',
    en: 'The content of the template violates WhatsApp’s policy. Use another template.',
  },
  '132012': {
    id: 'Bentuk isian tidak cocok dengan templat. Periksa isiannya.',
    en: 'A variable does not have the form that the template wants. Check the variables.',
  },
  '132015': {
    id: 'Templat ini dijeda WhatsApp karena mutunya. Pakai templat lain.',
    en: 'WhatsApp has paused this template for its quality. Use another template.',
  },
  '132016': {
    id: 'Templat ini dimatikan WhatsApp. Pakai templat lain.',
    en: 'WhatsApp has disabled this template. Use another template.',
  },
  '131051': { id: 'WhatsApp tidak mengenal jenis pesan ini.', en: 'WhatsApp does not know this type of message.' },
  '131052': {
    id: 'Berkas tidak dapat diambil dari WhatsApp. Minta warga mengirimnya lagi.',
    en: 'The file could not be fetched from WhatsApp. Ask the citizen to send it again.',
  },
  '131053': {
    id: 'WhatsApp tidak menerima berkas ini. Periksa jenis dan ukurannya.',
    en: 'WhatsApp does not take this file. Check its type and size.',
  },
  '190': {
    id: 'Token akses WhatsApp tidak berlaku lagi. Minta admin memperbaruinya di pengaturan kanal.',
    en: 'The WhatsApp access token is no longer valid. Ask an admin to renew it in the channel’s settings.',
  },
  '10': {
    id: 'Token akses WhatsApp tidak memiliki izin mengirim. Minta admin memeriksa pengaturan kanal.',
    en: 'The WhatsApp access token may not send. Ask an admin to check the channel’s settings.',
  },
  '100': {
    id: 'WhatsApp menolak isian pesan ini.',
    en: 'WhatsApp refused a parameter of this message.',
  },
  '131030': {
    id: 'Nomor ini tidak ada dalam daftar penerima uji coba.',
    en: 'This number is not in the list of test recipients.',
  },
  '133010': {
    id: 'Nomor WhatsApp ini belum terdaftar di Cloud API. Minta admin mendaftarkannya.',
    en: 'This WhatsApp number is not registered with the Cloud API. Ask an admin to register it.',
  },
  unreachable: {
    id: 'WhatsApp tidak dapat dihubungi; pesan belum terkirim.',
    en: 'WhatsApp cannot be reached; the message was not sent.',
  },
  refused: { id: 'WhatsApp menolak pesan ini.', en: 'WhatsApp refused this message.' },
  provider_busy: {
    id: 'WhatsApp sedang terganggu. Dikirim lagi sebentar kemudian.',
    en: 'WhatsApp is having trouble. It will be sent again shortly.',
  },
  no_answer: {
    id: 'WhatsApp tidak menjawab dengan jelas; pesan mungkin sudah sampai.',
    en: 'WhatsApp gave no clear answer; the message may have arrived.',
  },
  secure_connection: {
    id: 'Sambungan aman ke WhatsApp gagal; pesan belum terkirim.',
    en: 'The secure connection to WhatsApp failed; the message was not sent.',
  },
  attachment_unreadable: { id: 'Lampiran tidak dapat dibaca.', en: 'The attachment cannot be read.' },
  template_gone: {
    id: 'Templat ini sudah tidak ada. Pilih templat lain.',
    en: 'This template is gone. Choose another one.',
  },
  too_large: {
    id: 'Berkas lebih besar dari 25 MB, jadi tidak diambil.',
    en: 'The file is larger than 25 MB and was not fetched.',
  },
  timeout: {
    id: 'Berkas tidak selesai diambil dalam batas waktu.',
    en: 'The file did not arrive within the time limit.',
  },
  gone: {
    id: 'Berkas sudah tidak ada di WhatsApp. Minta warga mengirimnya lagi.',
    en: 'The file is no longer at WhatsApp. Ask the citizen to send it again.',
  },
  damaged: {
    id: 'Berkas yang datang tidak sama dengan yang dijanjikan WhatsApp.',
    en: 'The file that came is not the one that WhatsApp promised.',
  },
}
