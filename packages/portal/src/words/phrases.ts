/** A sentence of the server and its German twin; `{name}` stands for what differs. */
export type Phrase = readonly [english: string, german: string]

/** The German twin of a sentence, or undefined when there is none. */
export type PhraseBook = (english: string) => string | undefined

/**
 * Finds sentences whole; what stands for a placeholder is a phrase of its own, or stays as it is. Of several that fit, the one with
 * the most words of its own counts.
 */
export function createPhraseBook(phrases: readonly Phrase[]): PhraseBook {
  const whole = new Map(phrases.filter(([english]) => placeholdersOf(english).length === 0))
  const open = phrases
    .filter(([english]) => !whole.has(english))
    .map(([english, german]) => ({ english, german, length: english.replace(placeholder, '').length }))
    .sort((one, other) => other.length - one.length)
  let patterns: { pattern: RegExp; names: string[]; german: string }[] | undefined
  const look: PhraseBook = (text) => {
    const known = whole.get(text)
    if (known !== undefined) return known
    patterns ??= open.map(({ english, german }) => ({ ...toPattern(english), german }))
    for (const { pattern, names, german } of patterns) {
      const found = pattern.exec(text)
      if (found) {
        const values = new Map(names.map((name, index) => [name, found[index + 1] ?? '']))
        return german.replace(placeholder, (_, name: string) => sayValue(values.get(name) ?? '', look))
      }
    }
    return undefined
  }
  return look
}

/** The names of the placeholders in a text, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))]
}

/** The same value in German: a phrase, a text in quotes, or what it was. */
export function sayValue(value: string, look: PhraseBook): string {
  return look(value) ?? value.replace(/^"([^"]*)"$/, '„$1“')
}

/** Not `"\u{20AC}"` and not `{{ }}`, which code in a text may hold. */
const placeholder = /\{([a-z]\w*)\}/g

function toPattern(english: string): { pattern: RegExp; names: string[] } {
  const names: string[] = []
  const source = english.split(placeholder).map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    names.push(part)
    return '(.+?)'
  })
  return { pattern: new RegExp(`^${source.join('')}$`, 's'), names }
}
