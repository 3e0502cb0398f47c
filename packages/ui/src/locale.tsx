import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Locale } from './format.ts'
import { type Texts, type Translate, translate } from './texts.ts'

type LocaleValue = { locale: Locale; timeZone: string }

const LocaleContext = createContext<LocaleValue>({ locale: 'id', timeZone: 'Asia/Jakarta' })

export type LocaleProviderProps = { locale: Locale; timeZone: string; children: ReactNode }

export function LocaleProvider({ locale, timeZone, children }: LocaleProviderProps) {
  const value = useMemo(() => ({ locale, timeZone }), [locale, timeZone])
  return <LocaleContext.Provider value={value}>{children}</LocaleContext.Provider>
}

export function useLocale(): Locale {
  return useContext(LocaleContext).locale
}

export function useTimeZone(): string {
  return useContext(LocaleContext).timeZone
}

/** `t('key', params)` in the reader's language. */
export function useTexts<T extends Texts>(texts: T): Translate<T> {
  const locale = useLocale()
  return useMemo(() => translate(texts, locale), [texts, locale])
}
