import { defineTexts } from '@siaga/ui'

export const tagsTexts = defineTexts({
  title: { id: 'Tag', en: 'Tags' },
  meta: {
    id: (p: { count: number }) => `${p.count} dipakai`,
    en: (p: { count: number }) => `${p.count} in use`,
  },
  active: { id: 'Dipakai', en: 'In use' },
  retired: { id: 'Tidak dipakai lagi', en: 'No longer in use' },
  name: { id: 'Nama', en: 'Name' },
  uses: { id: 'Tiket', en: 'Tickets' },
  act: { id: 'Ubah', en: 'Change' },
  rename: { id: 'Ganti nama', en: 'Rename' },
  renameOf: { id: 'Ganti nama {name}', en: 'Rename {name}' },
  renameTitle: { id: 'Ganti nama “{name}”', en: 'Rename “{name}”' },
  renameText: {
    id: 'Nama baru berlaku pada semua tiket yang memakainya.',
    en: 'The new name holds on every ticket that carries it.',
  },
  newName: { id: 'Nama baru', en: 'New name' },
  retire: { id: 'Hentikan', en: 'Retire' },
  retireOf: { id: 'Hentikan {name}', en: 'Retire {name}' },
  restore: { id: 'Pakai lagi', en: 'Bring back' },
  restoreOf: { id: 'Pakai lagi {name}', en: 'Bring back {name}' },
  saved: { id: 'Tag disimpan', en: 'Tag saved' },
  exists: { id: 'Tag dengan nama itu sudah ada.', en: 'There is a tag of that name already.' },
  cancel: { id: 'Batal', en: 'Cancel' },
  save: { id: 'Simpan', en: 'Save' },
  none: { id: 'Belum ada tag', en: 'No tags yet' },
  noneText: {
    id: 'Petugas membuat tag sambil bekerja: tanda # pada tiket.',
    en: 'Agents make tags as they work: # in a ticket.',
  },
  about: { id: 'Cara kerja', en: 'How it works' },
  aboutText: {
    id: 'Tag dibuat petugas saat diperlukan dan disamakan penulisannya. Yang dihentikan tidak disarankan lagi, tetapi tetap pada tiket lama. Jumlah tiket dihitung sampai 1.000.',
    en: 'Agents make tags when they need them; their spelling is made alike. A retired one is suggested no more and stays on old tickets. Tickets are counted up to 1,000.',
  },
  most: { id: '1.000+', en: '1,000+' },
})
