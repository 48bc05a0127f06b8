import { LuaError, recordOf } from '@mosis/sandbox'
import type { HostFunction } from '@mosis/sandbox'
import type { PackageFiles } from './package-files.ts'

type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>

/** The texts of one language, in the order in which they are looked up. */
interface Language {
  locale: string
  texts: Map<string, Text>
}

/** The texts of an app in the language of the person. */
export interface Texts {
  /** The global `t`. */
  t: HostFunction
  /** The text of a key, for documents. */
  translate(key: string, values: Readonly<Record<string, unknown>>): string
  setLocale(locale: string): void
  /** Reads the files again. */
  reload(): void
}

interface TextsOptions {
  locale: string
  defaultLocale: string | undefined
  warn: (text: string, path: string) => void
}

/**
 * `t("greeting", {name = "Ann"})` answers the text of `locales/CODE.json` in the device's language, else in its language
 * without the country, else in the app's default, else the key. `{name}` stands for a value; a text with plural forms takes
 * the one that fits `count`.
 */
export function createTexts(files: PackageFiles, { locale, defaultLocale, warn }: TextsOptions): Texts {
  let current = locale
  let languages = readLanguages()

  function readLanguages(): Language[] {
    const wanted = [current, current.replace(/-.*$/, ''), ...(defaultLocale === undefined ? [] : [defaultLocale])]
    return [...new Set(wanted)].flatMap((code) => readLanguage(files, code, warn))
  }

  function translate(key: string, values: Readonly<Record<string, unknown>>): string {
    for (const { locale, texts } of languages) {
      const text = texts.get(key)
      const form = typeof text === 'string' ? text : text && pluralForm(text, locale, values['count'])
      if (form !== undefined) return fill(form, values)
    }
    return key
  }

  return {
    translate,
    t(call) {
      const key = call.text(1, 'key')
      const values = call.isAbsent(2) ? {} : recordOf(call.table(2, 'values'))
      if (!values) throw new LuaError('argument.invalid', 'bad argument #2 to "t" (a table of named values expected)')
      return translate(key, values)
    },
    setLocale(locale) {
      current = locale
      languages = readLanguages()
    },
    reload: () => void (languages = readLanguages()),
  }
}

function readLanguage(files: PackageFiles, locale: string, warn: (text: string, path: string) => void): Language[] {
  const path = `locales/${locale}.json`
  if (!files.has(path)) return []
  try {
    const value: unknown = JSON.parse(files.readText(path))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is not an object')
    const texts = new Map<string, Text>()
    for (const [key, text] of Object.entries(value)) {
      if (isText(text)) texts.set(key, text)
      else warn(`Cannot use the text "${key}": it must be a text or an object of plural forms`, path)
    }
    return [{ locale, texts }]
  } catch (error) {
    warn(`Cannot read the texts: ${error instanceof Error ? error.message : String(error)}`, path)
    return []
  }
}

function isText(value: unknown): value is Text {
  if (typeof value === 'string') return true
  return typeof value === 'object' && value !== null && Object.values(value).every((form) => typeof form === 'string')
}

function pluralForm(forms: Exclude<Text, string>, locale: string, count: unknown): string | undefined {
  const number = typeof count === 'number' || typeof count === 'bigint' ? Number(count) : undefined
  const category = number === undefined ? 'other' : new Intl.PluralRules(locale).select(number)
  return forms[category] ?? forms.other
}

function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (typeof value === 'string') return value
    return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : whole
  })
}
