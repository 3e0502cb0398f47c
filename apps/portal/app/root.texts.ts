import { defineTexts } from '@siaga/ui'

export const rootTexts = defineTexts({
  title: { id: 'Siaga, pusat panggilan pemerintah', en: 'Siaga, the call centers of Indonesia’s governments' },
  description: {
    id: 'Lapor, bertanya, atau melacak tiket di pusat panggilan pemerintah daerah dan kementerian.',
    en: 'Report, ask or follow a ticket at the call center of your government.',
  },
})
