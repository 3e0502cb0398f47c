import { defineTexts } from '@siaga/ui'

type Params = { span: string }

export const promiseTexts = defineTexts({
  minutes: { id: '{amount} menit', en: '{amount} minutes' },
  hours: {
    id: '{amount} jam',
    en: ({ amount }: { amount: string }) => (amount === '1' ? '1 hour' : `${amount} hours`),
  },
  days: {
    id: '{amount} hari kerja',
    en: ({ amount }: { amount: string }) => (amount === '1' ? '1 working day' : `${amount} working days`),
  },
  range: { id: '{from} sampai {to}', en: '{from} to {to}' },
  answered: { id: 'Dijawab dalam {span}', en: 'Answered within {span}' },
  answeredOpen: { id: 'Dijawab dalam {span} pada jam layanan', en: 'Answered within {span} of opening hours' },
  read: {
    id: ({ span }: Params) => `Formulir dibaca petugas, dijawab dalam ${span}`,
    en: ({ span }: Params) => `Our staff read the form and answer within ${span}`,
  },
})
