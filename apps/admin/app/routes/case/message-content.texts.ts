import { defineTexts } from '@siaga/ui'

export const contentTexts = defineTexts({
  location: { id: 'Lokasi', en: 'Location' },
  copyPlace: { id: 'Salin koordinat', en: 'Copy the coordinates' },
  openPlace: { id: 'Buka di peta', en: 'Open on a map' },
  copied: { id: 'Disalin', en: 'Copied' },
  card: { id: 'Kartu kontak', en: 'Contact card' },
  sticker: { id: 'Stiker', en: 'Sticker' },
  chose: { id: 'Memilih dari tombol', en: 'Chosen from a button' },
  template: { id: 'Templat {name} ({language})', en: 'Template {name} ({language})' },
  buttons: { id: 'Tombol: {names}', en: 'Buttons: {names}' },
  unsupported: {
    id: 'Warga mengirim jenis pesan yang belum dapat ditampilkan ({type}). Minta mereka menuliskannya.',
    en: 'The citizen sent a kind of message that cannot be shown yet ({type}). Ask them to write it.',
  },
  pending: { id: '{name}, sedang diambil', en: '{name}, being fetched' },
  missing: { id: '{name} tidak dapat diambil: {reason}', en: '{name} could not be fetched: {reason}' },
  fetchAgain: { id: 'Ambil lagi', en: 'Fetch again' },
  quoteOwn: { id: 'Menjawab pesan kita', en: 'Answers our message' },
  quoteCitizen: { id: 'Menjawab pesan warga', en: 'Answers the citizen’s message' },
  quoted: { id: 'Menjawab pesan', en: 'Answers a message' },
  quote: { id: 'Kutip dalam balasan', en: 'Quote in the reply' },
  noText: { id: '(tanpa teks)', en: '(no text)' },
  reaction: { id: 'Warga bereaksi {emoji}', en: 'The citizen reacted with {emoji}' },
})
