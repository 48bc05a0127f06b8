import type { RcssValue } from '@mosis/syntax'
import { readColor, writeColor } from './colors.ts'
import { readLength, readNumber, readPercentage } from './numbers.ts'
import { formatNumber, type Specified } from './specified.ts'

/** Finds the path of an image that a value names; the name of a sprite stays what it is. */
export type ResolveImage = (name: string) => string

/** What values a property takes. */
export interface ValueKind {
  /** What it takes, in words that go on from "write". */
  expects: string
  /** Reads all parts of a value; null when they are something else. */
  read(values: readonly RcssValue[], resolveImage: ResolveImage): Specified | null
}

/** One of some words; a word may stand for another text: `normal=400`. */
export function keyword(list: string): ValueKind {
  const words = new Map(list.split(' ').map((word) => [word.split('=')[0]!, word.split('=')[1] ?? word]))
  return {
    expects: [...words.keys()].map((word) => `"${word}"`).join(', '),
    read(values) {
      const word = oneOf(values, 'word')?.text.toLowerCase()
      const found = word === undefined ? undefined : words.get(word)
      return found === undefined ? null : [found]
    },
  }
}

/** The first of some kinds that can read a value. */
export function either(...kinds: ValueKind[]): ValueKind {
  return {
    expects: kinds.map(({ expects }) => expects).join(' or '),
    read(values, resolveImage) {
      for (const kind of kinds) {
        const found = kind.read(values, resolveImage)
        if (found) return found
      }
      return null
    },
  }
}

/** A length with its unit, or 0. */
export const length: ValueKind = single('a length such as 8dp', (value) => readLength(value))

/** A percentage. */
export const percentage: ValueKind = single('a percentage such as 50%', (value) => readPercentage(value))

/** A number without unit. */
export const number: ValueKind = single('a number', (value) => {
  const found = readNumber(value)
  return found === undefined ? undefined : formatNumber(found)
})

/** A length or a percentage. */
export const lengthPercentage: ValueKind = either(length, percentage)

/** A colour. */
export const color: ValueKind = single('a colour such as #rrggbb', (value) => {
  const found = readColor(value)
  return found && writeColor(found)
})

/** Any text, with or without quotes. */
export const text: ValueKind = {
  expects: 'a text',
  read: (values) => (values.length === 0 ? null : [writePlain(values)]),
}

/** The name of a sprite or the path of an image. */
export const image: ValueKind = {
  expects: 'the name of a sprite or the path of an image',
  read(values, resolveImage) {
    const [value, more] = values
    if (!value || more || (value.kind !== 'word' && value.kind !== 'string')) return null
    return [value.text === '' || value.text === 'none' ? '' : resolveImage(value.text)]
  },
}

/** `#id` of another element. */
export const elementId: ValueKind = single('the "#id" of an element', (value) =>
  value.kind === 'word' && /^#[^\s]+$/.test(value.text) ? value.text : undefined,
)

/** The first words of a list that are like a word of another text, such as `left` for 0%. */
export function single(expects: string, read: (value: RcssValue) => Specified[number] | undefined): ValueKind {
  return {
    expects,
    read(values) {
      const [value, more] = values
      const found = value && !more ? read(value) : undefined
      return found === undefined ? null : [found]
    },
  }
}

function oneOf(values: readonly RcssValue[], kind: 'word'): Extract<RcssValue, { text: string }> | undefined {
  const [value, more] = values
  return value && !more && value.kind === kind ? value : undefined
}

/** Writes parts as text; a single string loses its quotes. */
function writePlain(values: readonly RcssValue[]): string {
  let written = ''
  for (const value of values) {
    const part = value.kind === 'function' ? `${value.name}(${writePlain(value.args)})` : value.text
    written += value.kind === 'mark' || written === '' ? part : ` ${part}`
  }
  return written
}
