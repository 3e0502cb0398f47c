import { defineTexts } from '@siaga/ui'

export const mentionTexts = defineTexts({
  colleagues: { id: 'Rekan di layanan ini', en: 'Colleagues in this service' },
})
