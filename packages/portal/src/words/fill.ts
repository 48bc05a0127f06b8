import type { Format } from '../format.ts'
import { sayValue } from './phrases.ts'
import type { PhraseBook } from './phrases.ts'

/** How values stand in German sentences. */
export interface FillingRules {
  format: Pick<Format, 'bytes' | 'dateTime' | 'list'>
  /** Words for values that are codes, by the name of the placeholder. */
  codes: Readonly<Record<string, Readonly<Record<string, string>>>>
  look: PhraseBook
}

/**
 * Fills a German template with the values of a refusal. What stands in square brackets is left out when one of its values is
 * missing or a sentence that has no German words.
 */
export function fillTemplate(
  template: string,
  details: Readonly<Record<string, unknown>>,
  rules: FillingRules,
): string {
  return template
    .replaceAll(optional, (_, part: string) => (canSay(part, details, rules) ? part : ''))
    .replaceAll(placeholder, (_, name: string) => sayDetail(name, details[name], rules))
}

/** A moment as the API writes it is shown as the language of the page has it. */
export function showTimes(text: string, { dateTime }: Pick<Format, 'dateTime'>): string {
  return text.replaceAll(moment, (time) => dateTime(time))
}

const placeholder = /\{(\w+)\}/g
const optional = /\[([^\]]*\{\w+\}[^\]]*)\]/g
const moment = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

function canSay(part: string, details: Readonly<Record<string, unknown>>, { look }: FillingRules): boolean {
  return [...part.matchAll(placeholder)].every(([, name = '']) => {
    const value = details[name]
    return value !== undefined && value !== '' && !(isSentence(value) && look(value) === undefined)
  })
}

const isSentence = (value: unknown): value is string => typeof value === 'string' && value.includes(' ')

function sayDetail(name: string, value: unknown, rules: FillingRules): string {
  const { format, codes, look } = rules
  if (Array.isArray(value)) return format.list(value.map((one) => sayDetail(name, one, rules)))
  if (typeof value === 'number') return name.endsWith('_bytes') ? format.bytes(value) : String(value)
  if (typeof value !== 'string') return '…'
  const words = codes[name]
  if (words && Object.hasOwn(words, value)) return words[value] ?? value
  return showTimes(sentences.has(name) ? sayValue(value, look) : value, format)
}

/** Placeholders that the server fills with words of its own; the others hold names and numbers, which are nobody's to translate. */
const sentences = new Set(['reason', 'needs', 'unless', 'state'])
