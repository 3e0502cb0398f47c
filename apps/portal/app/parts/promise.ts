import { useTexts } from '@siaga/ui'
import type { Amount, Span } from '../server/promise.server.ts'
import { promiseTexts } from './promise.texts.ts'

/** A service's promise in words: "Dijawab dalam 1–4 jam pada jam layanan". */
export function usePromise(): (span: Span, emergency: boolean) => string {
  const t = useTexts(promiseTexts)
  return ({ from, to, openHours }, emergency) => {
    const words = (amount: string, unit: Amount['unit']) => t(unit, { amount })
    const longest = words(String(to.amount), to.unit)
    const one = from.unit === to.unit && from.amount === to.amount
    const sameUnit = words(`${from.amount}–${to.amount}`, to.unit)
    const range =
      from.unit === to.unit ? sameUnit : t('range', { from: words(String(from.amount), from.unit), to: longest })
    return t(emergency ? 'read' : openHours ? 'answeredOpen' : 'answered', { span: one ? longest : range })
  }
}
