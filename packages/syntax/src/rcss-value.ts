import parseValue, { type Node } from 'postcss-value-parser'

/** A part of a value. `text` of a string is without its quotes; a mark is a comma, a slash or a colon. */
export type RcssValue =
  | { kind: 'word' | 'string' | 'mark'; text: string; offset: number }
  | { kind: 'function'; name: string; args: RcssValue[]; offset: number }

// The library that reads values calls itself for every "(".
const maxDepth = 64
// Every word becomes some objects, and no value is a file.
const maxLength = 16_384

/** Reads a value into words, strings, marks and functions; offsets count from its start. Past 64 levels or 16,384 units it reads nothing. */
export function parseRcssValue(value: string): RcssValue[] {
  if (value.length > maxLength) return []
  let depth = 0
  for (const char of value) {
    if (char === '(' && ++depth > maxDepth) return []
    if (char === ')') depth--
  }
  return parseValue(value).nodes.flatMap(toValue)
}

function toValue(node: Node): RcssValue[] {
  const { sourceIndex: offset } = node
  if (node.type === 'space' || node.type === 'comment') return []
  if (node.type === 'function') {
    return [{ kind: 'function', name: node.value.toLowerCase(), args: node.nodes.flatMap(toValue), offset }]
  }
  if (node.type === 'string') return [{ kind: 'string', text: node.value, offset }]
  return [{ kind: node.type === 'div' ? 'mark' : 'word', text: node.value, offset }]
}
