import { itemKind, repeat } from './pattern.ts'
import type { Item, Pattern } from './pattern.ts'

/** What ends a match that is neither found nor absent. The texts are Lua's own. */
export class MatchFault extends Error {}

/** Thrown when the steps are used up. */
export class StepsUsedUp extends Error {}

const unfinished = -1
const position = -2
const maxCaptures = 32
const maxDepth = 200

/** Matches patterns against bytes in memory and counts its steps, so that a hostile pattern ends as soon as its caller's budget. */
export class Matcher {
  /** Steps that may still be made. */
  steps = 0
  captureCount = 0
  readonly captureStarts: Int32Array = new Int32Array(maxCaptures)
  /** The length, or −2 for a capture of a position. */
  readonly captureLengths: Int32Array = new Int32Array(maxCaptures)

  #bytes: Uint8Array = new Uint8Array()
  #start = 0
  #end = 0
  #items: readonly Item[] = []
  #depth = 0

  /** Chooses the subject: the bytes from `start` to `end`. */
  setSubject(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes
    this.#start = start
    this.#end = end
  }

  /** Lets go of the subject, whose memory may be replaced. */
  forgetSubject(): void {
    this.#bytes = new Uint8Array()
  }

  /**
   * Looks for the pattern from `from` on. Answers where the match begins, or −1; `matchEnd` is where it ends. A match that ends at
   * `butNotAt` does not count: it would be the previous one's empty shadow.
   */
  search(pattern: Pattern, from: number, butNotAt: number): number {
    this.#items = pattern.items
    for (let at = from; at <= this.#end; at++) {
      this.captureCount = 0
      this.#depth = 0
      const end = this.#match(at, 0)
      if (end !== -1 && end !== butNotAt) {
        this.matchEnd = end
        return at
      }
      if (pattern.isAnchored) return -1
    }
    return -1
  }

  matchEnd = 0

  #spend(steps: number): void {
    this.steps -= steps
    if (this.steps < 0) throw new StepsUsedUp()
  }

  #match(at: number, index: number): number {
    if (++this.#depth > maxDepth) throw new MatchFault('pattern too complex')
    const end = this.#matchItems(at, index)
    this.#depth--
    return end
  }

  #matchItems(at: number, index: number): number {
    const items = this.#items
    const bytes = this.#bytes
    for (;;) {
      this.#spend(1)
      const item = items[index]
      if (item === undefined) return at
      switch (item.kind) {
        case itemKind.single: {
          if (item.repeat === repeat.once) {
            if (at >= this.#end || !has(item, bytes[at]!)) return -1
            at++
            index++
            continue
          }
          if (item.repeat === repeat.maybe) {
            if (at < this.#end && has(item, bytes[at]!)) {
              const end = this.#match(at + 1, index + 1)
              if (end !== -1) return end
            }
            index++
            continue
          }
          return item.repeat === repeat.fewest ? this.#fewest(at, index, item) : this.#most(at, index, item)
        }
        case itemKind.open:
          return this.#openCapture(at, index, unfinished)
        case itemKind.openPosition:
          return this.#openCapture(at, index, position)
        case itemKind.close:
          return this.#closeCapture(at, index)
        case itemKind.end:
          return at === this.#end ? at : -1
        case itemKind.balance:
          at = this.#balance(at, item)
          break
        case itemKind.frontier: {
          const before = at === this.#start ? 0 : bytes[at - 1]!
          const after = at < this.#end ? bytes[at]! : 0
          if (item.set![before] === 1 || item.set![after] === 0) return -1
          break
        }
        case itemKind.back:
          at = this.#again(at, item.other)
          break
        default:
          throw new MatchFault(item.fault)
      }
      if (at === -1) return -1
      index++
    }
  }

  #most(at: number, index: number, item: Item): number {
    const bytes = this.#bytes
    const limit = this.#end
    const { set, code } = item
    let stop = at
    if (set === undefined) while (stop < limit && bytes[stop] === code) stop++
    else while (stop < limit && set[bytes[stop]!] === 1) stop++
    this.#spend(stop - at)
    const least = item.repeat === repeat.some ? at + 1 : at
    for (; stop >= least; stop--) {
      const end = this.#match(stop, index + 1)
      if (end !== -1) return end
    }
    return -1
  }

  #fewest(at: number, index: number, item: Item): number {
    for (;;) {
      const end = this.#match(at, index + 1)
      if (end !== -1) return end
      if (at >= this.#end || !has(item, this.#bytes[at]!)) return -1
      at++
    }
  }

  #openCapture(at: number, index: number, length: number): number {
    const level = this.captureCount
    if (level >= maxCaptures) throw new MatchFault('too many captures')
    this.captureStarts[level] = at
    this.captureLengths[level] = length
    this.captureCount = level + 1
    const end = this.#match(at, index + 1)
    if (end === -1) this.captureCount--
    return end
  }

  #closeCapture(at: number, index: number): number {
    let level = this.captureCount - 1
    while (level >= 0 && this.captureLengths[level] !== unfinished) level--
    if (level < 0) throw new MatchFault('invalid pattern capture')
    this.captureLengths[level] = at - this.captureStarts[level]!
    const end = this.#match(at, index + 1)
    if (end === -1) this.captureLengths[level] = unfinished
    return end
  }

  #balance(at: number, item: Item): number {
    const bytes = this.#bytes
    if (at >= this.#end || bytes[at] !== item.code) return -1
    let open = 1
    let stop = at + 1
    for (; stop < this.#end; stop++) {
      const byte = bytes[stop]
      if (byte === item.other) {
        if (--open === 0) break
      } else if (byte === item.code) open++
    }
    this.#spend(stop - at)
    return stop < this.#end ? stop + 1 : -1
  }

  #again(at: number, capture: number): number {
    const length = this.captureLengths[capture]
    if (capture < 0 || capture >= this.captureCount || length === unfinished) {
      throw new MatchFault(`invalid capture index %${capture + 1}`)
    }
    // A captured position has no text; as in Lua its mark, taken as a length, is longer than any subject.
    if (length === undefined || length < 0 || this.#end - at < length) return -1
    const start = this.captureStarts[capture]!
    this.#spend(length)
    for (let offset = 0; offset < length; offset++) {
      if (this.#bytes[start + offset] !== this.#bytes[at + offset]) return -1
    }
    return at + length
  }

  /** Whether the capture was closed. */
  isFinished(capture: number): boolean {
    return this.captureLengths[capture] !== unfinished
  }
}

function has(item: Item, byte: number): boolean {
  return item.set === undefined ? item.code === byte : item.set[byte] === 1
}
