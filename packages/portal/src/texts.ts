import { useLanguage } from './language.tsx'
import type { Language } from './language.tsx'

type Text = string | ((...values: never[]) => string)
interface Texts {
  readonly [name: string]: Text | Texts
}

/** The same names in the other language, taking the same values. */
type SameShape<T> = {
  readonly [Name in keyof T]: T[Name] extends string
    ? string
    : T[Name] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : SameShape<T[Name]>
}

export interface BothLanguages<T> {
  readonly en: T
  readonly de: SameShape<T>
}

/** The words of a page or part in both languages; the compiler finds what one of them lacks. */
export function defineTexts<const T extends Texts>(texts: { en: T; de: SameShape<T> }): BothLanguages<SameShape<T>> {
  // What is only widened here: a literal text to `string`.
  return texts as unknown as BothLanguages<SameShape<T>>
}

/** The words in the language of the page. */
export function useTexts<T>(texts: BothLanguages<T>): T {
  const { language } = useLanguage()
  return textsIn(texts, language)
}

/** The words in a given language. */
export function textsIn<T>(texts: BothLanguages<T>, language: Language): T {
  return language === 'de' ? (texts.de as T) : texts.en
}

/** `plural(2, { one: '# app', other: '# apps' })` is "2 apps"; both languages have these two forms. */
export function plural(count: number, forms: { one: string; other: string }, shown = String(count)): string {
  return (Math.abs(count) === 1 ? forms.one : forms.other).replace('#', shown)
}
