import parseValue, { type Node } from 'postcss-value-parser'

/** A part of a value. `text` of a string is without its quotes; a mark is a comma, a colon or a slash that stands alone. */
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
  return toValues(parseValue(value).nodes)
}

function toValues(nodes: readonly Node[]): RcssValue[] {
  const values: RcssValue[] = []
  for (const node of nodes) {
    const last = values.at(-1)
    const isPart = node.type === 'word' || isSlashInPath(node)
    if (isPart && last?.kind === 'word' && last.offset + last.text.length === node.sourceIndex) last.text += node.value
    else if (node.type !== 'space' && node.type !== 'comment') values.push(toValue(node))
  }
  return values
}

function toValue(node: Node): RcssValue {
  const { sourceIndex: offset, value: text } = node
  if (node.type === 'function')
    return { kind: 'function', name: text.toLowerCase(), args: toValues(node.nodes), offset }
  if (node.type === 'string') return { kind: 'string', text, offset }
  return { kind: node.type === 'div' && !isSlashInPath(node) ? 'mark' : 'word', text, offset }
}

/** RCSS divides nothing: a slash without space around it belongs to a path without quotes, like `image(../images/a.png)`. */
function isSlashInPath(node: Node): boolean {
  return node.type === 'div' && node.value === '/' && node.before === '' && node.after === ''
}
