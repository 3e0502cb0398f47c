import { unfilledFields } from '@siaga/conversations'
import { invalid } from '@siaga/kernel'

/** A text with a field of a canned reply that nobody filled goes to no citizen. @throws invalid, naming the fields */
export function requireFilled(text: string): void {
  const open = unfilledFields(text)
  if (open.length === 0) return
  const names = open.map((name) => `{${name}}`).join(', ')
  throw invalid({
    fields: [
      {
        path: 'text',
        code: 'unfilled',
        text: {
          id: `Isi atau hapus dahulu: ${names}.`,
          en: `Fill in or remove first: ${names}.`,
        },
      },
    ],
  })
}
