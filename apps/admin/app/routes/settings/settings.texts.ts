import { defineTexts } from '@siaga/ui'

export const settingsTexts = defineTexts({
  title: { id: 'Pengaturan', en: 'Settings' },
  sections: { id: 'Bagian pengaturan', en: 'Parts of the settings' },
  choose: { id: 'Yang dapat Anda atur', en: 'What you can change' },
})
