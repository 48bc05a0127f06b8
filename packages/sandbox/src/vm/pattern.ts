/**
 * Lua's patterns, read into a list of items. A faulty part becomes an item that complains when matching reaches it, which is when
 * Lua's own matcher would.
 */
export interface Pattern {
  isAnchored: boolean
  items: readonly Item[]
}

/** One step of a pattern. Only the fields of its kind are used. */
export interface Item {
  kind: number
  /** One for every byte that a single matches, or undefined where it is just the byte `code`. */
  set: Uint8Array | undefined
  code: number
  repeat: number
  /** The closing byte of a balance, the number of a back reference. */
  other: number
  fault: string
}

/** The kinds of items. */
export const itemKind = {
  single: 0,
  open: 1,
  openPosition: 2,
  close: 3,
  end: 4,
  balance: 5,
  frontier: 6,
  back: 7,
  fault: 8,
} as const

/** How often a single may stand. */
export const repeat = { once: 0, many: 1, some: 2, fewest: 3, maybe: 4 } as const

const escape = 37 // %
const openSet = 91 // [
const closeSet = 93 // ]
const caret = 94 // ^
const minus = 45
const repeats = new Map<number, number>([
  [42, repeat.many],
  [43, repeat.some],
  [45, repeat.fewest],
  [63, repeat.maybe],
])

/** Reads a pattern. It does not fail: see `Pattern`. Where it may not be anchored, a leading `^` is an ordinary byte. */
export function readPattern(source: Uint8Array, mayAnchor: boolean): Pattern {
  const isAnchored = mayAnchor && source[0] === caret
  const items: Item[] = []
  let at = isAnchored ? 1 : 0
  while (at < source.length) {
    try {
      at = readItem(source, at, items)
    } catch (error) {
      if (!(error instanceof PatternFault)) throw error
      items.push(makeItem(itemKind.fault, { fault: error.message }))
      break
    }
  }
  return { isAnchored, items }
}

class PatternFault extends Error {}

function makeItem(kind: number, fields: Partial<Item> = {}): Item {
  return { kind, set: undefined, code: -1, repeat: repeat.once, other: 0, fault: '', ...fields }
}

/** Adds the item that begins at `at`; answers where the next one begins. */
function readItem(source: Uint8Array, at: number, items: Item[]): number {
  const next = source[at + 1]
  switch (source[at]) {
    case 40: // (
      items.push(makeItem(next === 41 ? itemKind.openPosition : itemKind.open))
      return next === 41 ? at + 2 : at + 1
    case 41: // )
      items.push(makeItem(itemKind.close))
      return at + 1
    case 36: // $
      if (at + 1 < source.length) break
      items.push(makeItem(itemKind.end))
      return at + 1
    case escape:
      if (next === 98) return readBalance(source, at, items)
      if (next === 102) return readFrontier(source, at, items)
      if (next !== undefined && next >= 48 && next <= 57) {
        items.push(makeItem(itemKind.back, { other: next - 49 }))
        return at + 2
      }
      break
  }
  return readSingle(source, at, items)
}

function readBalance(source: Uint8Array, at: number, items: Item[]): number {
  if (at + 3 >= source.length) throw new PatternFault("malformed pattern (missing arguments to '%b')")
  items.push(makeItem(itemKind.balance, { code: source[at + 2]!, other: source[at + 3]! }))
  return at + 4
}

function readFrontier(source: Uint8Array, at: number, items: Item[]): number {
  if (source[at + 2] !== openSet) throw new PatternFault("missing '[' after '%f' in pattern")
  const end = singleEnd(source, at + 2)
  items.push(makeItem(itemKind.frontier, { set: bracketSet(source, at + 2, end - 1) }))
  return end
}

function readSingle(source: Uint8Array, at: number, items: Item[]): number {
  const end = singleEnd(source, at)
  const repeated = repeats.get(source[end] ?? 0) ?? repeat.once
  const item = makeItem(itemKind.single, { repeat: repeated })
  const first = source[at]!
  if (first === 46) item.set = everything
  else if (first === openSet) item.set = bracketSet(source, at, end - 1)
  else if (first === escape) {
    const set = classSet(source[at + 1]!)
    if (set === undefined) item.code = source[at + 1]!
    else item.set = set
  } else item.code = first
  items.push(item)
  return repeated === repeat.once ? end : end + 1
}

/** Where the single that begins at `at` ends. */
function singleEnd(source: Uint8Array, at: number): number {
  const first = source[at++]
  if (first === escape) {
    if (at >= source.length) throw new PatternFault("malformed pattern (ends with '%')")
    return at + 1
  }
  if (first !== openSet) return at
  if (source[at] === caret) at++
  // The first byte of a set stands for itself, even when it is the bracket that would end it.
  do {
    if (at >= source.length) throw new PatternFault("malformed pattern (missing ']')")
    if (source[at++] === escape && at < source.length) at++
  } while (source[at] !== closeSet)
  return at + 1
}

/** The bytes of the set from `[` at `at` to `]` at `end`. */
function bracketSet(source: Uint8Array, at: number, end: number): Uint8Array {
  const set = new Uint8Array(256)
  let isWanted = 1
  if (source[at + 1] === caret) {
    isWanted = 0
    at++
  }
  while (++at < end) {
    const byte = source[at]!
    if (byte === escape) {
      const named = source[++at]!
      const members = classSet(named)
      if (members === undefined) set[named] = 1
      else for (let code = 0; code < 256; code++) set[code]! |= members[code]!
    } else if (source[at + 1] === minus && at + 2 < end) {
      set.fill(1, byte, Math.max(byte, source[at + 2]! + 1))
      at += 2
    } else set[byte] = 1
  }
  if (isWanted === 0) for (let code = 0; code < 256; code++) set[code]! ^= 1
  return set
}

const everything = new Uint8Array(256).fill(1)
const isUpper = (code: number) => code >= 65 && code <= 90
const isLower = (code: number) => code >= 97 && code <= 122
const isDigit = (code: number) => code >= 48 && code <= 57
const isLetter = (code: number) => isUpper(code) || isLower(code)
const isVisible = (code: number) => code > 32 && code < 127

/** The classes behind `%` and a letter; the upper-case letter means all other bytes. */
const classes = new Map<string, (code: number) => boolean>([
  ['a', isLetter],
  ['c', (code) => code < 32 || code === 127],
  ['d', isDigit],
  ['g', isVisible],
  ['l', isLower],
  ['p', (code) => isVisible(code) && !isLetter(code) && !isDigit(code)],
  ['s', (code) => code === 32 || (code >= 9 && code <= 13)],
  ['u', isUpper],
  ['w', (code) => isLetter(code) || isDigit(code)],
  ['x', (code) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102)],
])

const classSets = new Map<number, Uint8Array>()
for (const [letter, test] of classes) {
  const set = Uint8Array.from({ length: 256 }, (_, code) => (test(code) ? 1 : 0))
  classSets.set(letter.charCodeAt(0), set)
  classSets.set(
    letter.toUpperCase().charCodeAt(0),
    set.map((member) => member ^ 1),
  )
}

/** The bytes that `%` and this one stand for, or undefined where that is just the byte itself. */
function classSet(letter: number): Uint8Array | undefined {
  return classSets.get(letter)
}
