/** A JSON value with its place; `offset` counts UTF-16 units. */
export type JsonNode =
  | { kind: 'string'; value: string; offset: number }
  | { kind: 'number' | 'word'; offset: number }
  | { kind: 'list'; items: JsonNode[]; offset: number }
  | { kind: 'object'; members: { key: string; offset: number; value: JsonNode }[]; offset: number }

/** What is wrong with a JSON text. */
export interface JsonFault {
  message: string
  offset: number
}

// Deeper data cannot be read by an app either: json.decode of Mosis stops at 32.
const maxDepth = 32
// Stands for every value of a file whose values nobody asks for.
const unkept: JsonNode = { kind: 'word', offset: 0 }
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const numberRun = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const wordRun = /true|false|null/y

/** Reads JSON as RFC 8259 has it, keeping places, which `JSON.parse` does not; stops at the first fault. Without `keepsTree` it only judges. */
export function readJson(
  text: string,
  { keepsTree = true }: { keepsTree?: boolean } = {},
): { node: JsonNode; fault: null } | { node: null; fault: JsonFault } {
  let at = 0
  let fault: JsonFault | null = null
  skipSpace()
  const node = readValue(0)
  skipSpace()
  if (node && at < text.length) refuse('Remove what follows the value')
  return node && !fault
    ? { node, fault: null }
    : { node: null, fault: fault ?? { message: 'Write a value', offset: 0 } }

  function readValue(depth: number): JsonNode | null {
    const offset = at
    const char = text[at]
    if (depth > maxDepth) return refuse(`Nest less deeply: ${maxDepth} levels are allowed`)
    if (char === '{') return readObject(depth)
    if (char === '[') return readList(depth)
    if (char === '"') {
      const value = readString()
      if (value === null) return null
      return keepsTree ? { kind: 'string', value, offset } : unkept
    }
    if (match(numberRun)) return keepsTree ? { kind: 'number', offset } : unkept
    if (match(wordRun)) return keepsTree ? { kind: 'word', offset } : unkept
    return refuse('Write a value here: text in double quotes, a number, true, false, null, a list or an object')
  }

  function readObject(depth: number): JsonNode | null {
    const offset = at++
    const members: { key: string; offset: number; value: JsonNode }[] = []
    skipSpace()
    if (take('}')) return { kind: 'object', members, offset }
    do {
      skipSpace()
      const keyOffset = at
      const key = text[at] === '"' ? readString() : refuse('Write a key in double quotes here')
      if (key === null) return null
      skipSpace()
      if (!take(':')) return refuse('Write ":" after the key')
      skipSpace()
      const value = readValue(depth + 1)
      if (!value) return null
      if (keepsTree) members.push({ key, offset: keyOffset, value })
      skipSpace()
    } while (take(','))
    return take('}') ? { kind: 'object', members, offset } : refuse('Write "," or "}" here')
  }

  function readList(depth: number): JsonNode | null {
    const offset = at++
    const items: JsonNode[] = []
    skipSpace()
    if (take(']')) return { kind: 'list', items, offset }
    do {
      skipSpace()
      const item = readValue(depth + 1)
      if (!item) return null
      if (keepsTree) items.push(item)
      skipSpace()
    } while (take(','))
    return take(']') ? { kind: 'list', items, offset } : refuse('Write "," or "]" here')
  }

  function readString(): string | null {
    const start = at++
    for (let unit = text.charCodeAt(at); unit >= 32 && unit !== 34; unit = text.charCodeAt(at)) {
      if (unit !== 92) at++
      else if (!match(escape)) return refuse('Correct this escape: a backslash itself is written twice')
    }
    if (!take('"')) return refuse('Close this text with a double quote in the same line')
    return keepsTree ? (JSON.parse(text.slice(start, at)) as string) : ''
  }

  function refuse(message: string): null {
    fault ??= { message, offset: at }
    return null
  }

  function take(mark: string): boolean {
    if (text[at] !== mark) return false
    at++
    return true
  }

  function skipSpace(): void {
    for (let unit = text.charCodeAt(at); unit === 32 || unit === 10 || unit === 13 || unit === 9;) {
      unit = text.charCodeAt(++at)
    }
  }

  function match(run: RegExp): boolean {
    run.lastIndex = at
    if (!run.test(text)) return false
    at = run.lastIndex
    return true
  }
}
