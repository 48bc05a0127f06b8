import { LuaError, recordOf } from '@mosis/sandbox'
import type { HostFunction, LuaValue } from '@mosis/sandbox'
import type { PackageFiles } from './package-files.ts'

type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>

/** The texts of one language, in the order in which they are looked up. */
interface Language {
  locale: string
  texts: Map<string, Text>
}

/**
 * The global `t`: `t("greeting", {name = "Ann"})` answers the text of `locales/CODE.json` in the device's language, else in
 * its language without the country, else in the app's default, else the key. `{name}` stands for a value; a text with
 * plural forms takes the one that fits `count`.
 */
export function createTexts(
  files: PackageFiles,
  { locale, defaultLocale }: { locale: string; defaultLocale: string | undefined },
  warn: (text: string, path: string) => void,
): HostFunction {
  const wanted = [locale, locale.replace(/-.*$/, ''), ...(defaultLocale === undefined ? [] : [defaultLocale])]
  const languages = [...new Set(wanted)].flatMap((code) => readLanguage(files, code, warn))
  return (call) => {
    const key = call.text(1, 'key')
    const values = call.isAbsent(2) ? {} : recordOf(call.table(2, 'values'))
    if (!values) throw new LuaError('argument.invalid', 'bad argument #2 to "t" (a table of named values expected)')
    for (const { locale, texts } of languages) {
      const text = texts.get(key)
      const form = typeof text === 'string' ? text : text && pluralForm(text, locale, values['count'])
      if (form !== undefined) return fill(form, values)
    }
    return key
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

function pluralForm(forms: Exclude<Text, string>, locale: string, count: LuaValue): string | undefined {
  const number = typeof count === 'number' || typeof count === 'bigint' ? Number(count) : undefined
  const category = number === undefined ? 'other' : new Intl.PluralRules(locale).select(number)
  return forms[category] ?? forms.other
}

function fill(text: string, values: Record<string, LuaValue>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined || value === null || typeof value === 'object' ? whole : String(value)
  })
}
