import { useTexts } from '@siaga/ui'
import type { Span } from '../server/promise.server.ts'
import { promiseTexts } from './promise.texts.ts'

/** A service's promise in words: "Dijawab dalam 1–4 jam pada jam layanan". */
export function usePromise(): (span: Span, emergency: boolean) => string {
  const t = useTexts(promiseTexts)
  return (promised, emergency) => {
    const amount = promised.from === promised.to ? String(promised.to) : `${promised.from}–${promised.to}`
    const span = t(promised.unit, { amount })
    return t(emergency ? 'read' : promised.openHours ? 'answeredOpen' : 'answered', { span })
  }
}
