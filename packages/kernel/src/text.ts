/** Indonesian first, English second. */
export const locales = ['id', 'en'] as const
export type Locale = (typeof locales)[number]

/** A text in both languages. */
export type Localized = { id: string; en: string }

export function isLocale(value: unknown): value is Locale {
  return value === 'id' || value === 'en'
}

type Params = Record<string, string | number>

/** Puts parameters into a text: `{name}` becomes `params.name`; an unknown name stays as it stands. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in params ? String(params[key]) : whole))
}

/** Picks a locale from an Accept-Language header; Indonesian unless English is preferred. */
export function localeFromHeader(header: string | null | undefined): Locale {
  const ranked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const q = rest.find((r) => r.trim().startsWith('q='))
      return { tag: tag.toLowerCase().split('-')[0], q: q ? Number(q.trim().slice(2)) || 0 : 1 }
    })
    .filter((r) => r.tag === 'id' || r.tag === 'en')
    .sort((a, b) => b.q - a.q)
  return ranked[0]?.tag === 'en' ? 'en' : 'id'
}
