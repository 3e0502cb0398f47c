import type { Locale } from './format.ts'

type TextValue = string | ((params: never) => string)

/** Every key has both languages; a missing one does not compile. */
export type Texts = Record<string, Record<Locale, TextValue>>

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never

type FunctionParams<V> = [V] extends [() => string] ? undefined : [V] extends [(params: infer P) => string] ? P : never

type ParamsOf<Entry extends Record<Locale, TextValue>> = [Entry[Locale]] extends [string]
  ? [Names<Entry[Locale]>] extends [never]
    ? undefined
    : Record<Names<Entry[Locale]>, string | number>
  : FunctionParams<Exclude<Entry[Locale], string>>

type Args<P> = [P] extends [undefined] ? [] : [params: P]

export type Translate<T extends Texts> = <K extends keyof T & string>(key: K, ...args: Args<ParamsOf<T[K]>>) => string

/** Declares the texts of a component or a route: `{ key: { id, en } }`; a value is a string with {name} places or a function. */
export function defineTexts<const T extends Texts>(texts: T): T {
  return texts
}

/** The same as `useTexts`, outside React (loaders, `meta`). */
export function translate<T extends Texts>(texts: T, locale: Locale): Translate<T> {
  return (key, ...args) => {
    const value: TextValue = texts[key]![locale]
    const params = args[0] as Record<string, string | number> | undefined
    if (typeof value === 'function') return value(params as never)
    return params ? value.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : value
  }
}
