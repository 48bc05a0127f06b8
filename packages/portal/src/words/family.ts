import type { Language } from '../language.tsx'

/** A fixed set of codes of the API with the words for each, in both languages. */
export interface Family<Code extends string = string> {
  readonly en: Readonly<Record<Code, string>>
  readonly de: Readonly<Record<Code, string>>
}

/** The words for a code; a code of a newer portal, which has none, is shown with spaces. */
export function wordFor(family: Family, language: Language, code: string): string {
  return findWord(family, language, code) ?? code.replaceAll(/[._]/g, ' ')
}

/** The words for a code, or undefined when the family has none. */
export function findWord(family: Family, language: Language, code: string): string | undefined {
  const words = language === 'de' ? family.de : family.en
  return Object.hasOwn(words, code) ? words[code] : undefined
}

/** One column of a table of the API as words by code. */
export function column<Code extends string, Name extends string>(
  table: Readonly<Record<Code, Readonly<Record<Name, string>>>>,
  name: Name,
): Record<Code, string> {
  const codes = Object.keys(table) as Code[]
  return Object.fromEntries(codes.map((code) => [code, table[code][name]])) as Record<Code, string>
}
