import type { Position } from '@mosis/syntax'
import { textOf } from './lua-names.ts'
import { placeOf } from './scripts.ts'
import type { JsonFile, Sources } from './sources.ts'

/** The texts of one language. */
export interface Locale extends JsonFile {
  code: string
}

/** A place that shows a text by its key. */
export interface TranslationUse {
  key: string
  path: string
  at: Position
}

// Bindings are expressions of RmlUi, not Lua: `t('key')` inside of `{{ }}`.
const binding = /\{\{[^{}]*\}\}/g
const boundKey = /\bt\(\s*'((?:[^'\\]|\\.)*)'/g

/** The files of texts, in the order of paths. */
export function localesOf({ jsonFiles }: Sources): Locale[] {
  return jsonFiles.flatMap((file) => {
    const code = /^locales\/([^/]+)\.json$/.exec(file.path)?.[1]
    return code === undefined ? [] : [{ ...file, code }]
  })
}

/** The texts that are shown when a language has none: those of `default_locale`, or of the only locale listed. */
export function defaultLocaleOf(sources: Sources): Locale | undefined {
  const { default_locale, locales = [] } = sources.manifest
  const code = default_locale ?? locales[0]
  return localesOf(sources).find((locale) => locale.code === code)
}

/** The keys of a locale. */
export function keysOf({ node }: Locale): ReadonlySet<string> {
  return new Set(node?.kind === 'object' ? node.members.map(({ key }) => key) : [])
}

/** Every key that is written out in `t("key")`, `{{ t('key') }}` and `data-text="key"`. */
export function translationsUsed({ mentions, assignments, documents }: Sources): TranslationUse[] {
  const inScripts = mentions.flatMap(({ script, name, call }) => {
    const argument = name === 't' ? call?.args[0] : undefined
    const key = argument ? textOf(argument, assignments) : null
    if (!argument || key === null) return []
    const { path, ...at } = placeOf(script, argument)
    return [{ key, path, at }]
  })
  const inDocuments = documents.flatMap(({ path, elements }) =>
    elements.flatMap(({ tag, attributes, children }) => {
      const texts = tag === 'script' || tag === 'style' ? [] : children.filter((child) => child.kind === 'text')
      const bound = attributes.filter(({ name }) => name.startsWith('data-') && name !== 'data-text')
      return [
        ...texts.flatMap(({ text, at }) => boundKeys(text).map((key) => ({ key, path, at }))),
        ...bound.flatMap(({ value, valueAt }) => keysIn(value).map((key) => ({ key, path, at: valueAt }))),
        ...attributes
          .filter(({ name, value }) => name === 'data-text' && value !== '')
          .map(({ value, valueAt }) => ({ key: value, path, at: valueAt })),
      ]
    }),
  )
  return [...inScripts, ...inDocuments]
}

function boundKeys(text: string): string[] {
  return (text.match(binding) ?? []).flatMap(keysIn)
}

function keysIn(expression: string): string[] {
  return [...expression.matchAll(boundKey)].map(([, key = '']) => key)
}
