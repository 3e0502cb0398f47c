import { defineTexts } from '@siaga/ui'

export const rootTexts = defineTexts({
  description: {
    id: 'Pusat panggilan bersama pemerintah Indonesia.',
    en: 'The shared call center of Indonesia’s governments.',
  },
})
