import type { Thread } from './lua-api.ts'
import { luaType } from './lua-api.ts'
import { MatchFault, Matcher, StepsUsedUp } from './matcher.ts'
import { readPattern } from './pattern.ts'
import type { Pattern } from './pattern.ts'
import { indexOf, isPlain } from './plain-search.ts'
import type { Place } from './plain-search.ts'
import { integerArgument, stringArgument, typeName, wrongType } from './stack-arguments.ts'
import { Pieces } from './string-pieces.ts'
import { pushBytes, stringTooLong, viewBytes, withBlock } from './strings.ts'
import { CutOff, LuaComplaint, charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** Stands in for the functions of `string` whose work Lua's own would not bound: patterns that backtrack and `rep`. */
export interface StringFunctions {
  find: (thread: Thread) => number
  match: (thread: Thread) => number
  rep: (thread: Thread) => number
  /** `gsub` with a replacement that is no function. */
  substitute: (thread: Thread) => number
  /** `string, pattern, from, limit`: the arguments of `gsub` and `gmatch`, checked, for Lua code that calls `step`. */
  startSubstitute: (thread: Thread) => number
  startMatches: (thread: Thread) => number
  /** `string, pattern, from, butNotAt, isAnchored` → begin, end, captures; nothing when there is no further match. */
  step: (thread: Thread) => number
}

const encoder = new TextEncoder()

/** Patterns by the address of their text. The text is compared too, because Lua uses addresses again. */
type KeptPatterns = Map<number, { source: Uint8Array; pattern: Pattern }>
const keptPatterns = 256
const keptPatternBytes = 128

/** Makes the functions for one Lua state. */
export function createStringFunctions(vm: Vm): StringFunctions {
  const { lua, engine, guard } = vm
  const matcher = new Matcher()
  const anchoredPatterns: KeptPatterns = new Map()
  const freePatterns: KeptPatterns = new Map()

  /** Reads a pattern, or finds it where it lay before: texts in a program stay in their place. */
  function patternAt({ address, length }: Place, mayAnchor: boolean): Pattern {
    const { bytes } = engine
    if (length > keptPatternBytes) {
      charge(vm, length)
      return readPattern(bytes.subarray(address, address + length), mayAnchor)
    }
    const kept = mayAnchor ? anchoredPatterns : freePatterns
    const known = kept.get(address)
    if (known !== undefined && isAt(bytes, address, length, known.source)) return known.pattern
    if (kept.size >= keptPatterns) kept.clear()
    const source = bytes.slice(address, address + length)
    const pattern = readPattern(source, mayAnchor)
    kept.set(address, { source, pattern })
    return pattern
  }

  /** Searches with the handler's own instructions as the limit: one step costs one. */
  function search(subject: Place, pattern: Pattern, from: number, butNotAt: number): number {
    matcher.setSubject(engine.bytes, subject.address, subject.address + subject.length)
    const allowed = guard.left.value
    matcher.steps = allowed
    try {
      return matcher.search(pattern, from, butNotAt)
    } catch (error) {
      if (error instanceof StepsUsedUp) throw new CutOff('limit.instructions')
      if (error instanceof MatchFault) throw new LuaComplaint(error.message)
      throw error
    } finally {
      guard.left.value = Math.max(matcher.steps, -1)
      matcher.forgetSubject()
    }
  }

  function pushCapture(thread: Thread, capture: number, subject: Place, begin: number, end: number): void {
    if (capture >= matcher.captureCount) {
      if (capture !== 0) throw new LuaComplaint(`invalid capture index %${capture + 1}`)
      lua.lua_pushlstring(thread, begin, end - begin)
      return
    }
    if (!matcher.isFinished(capture)) throw new LuaComplaint('unfinished capture')
    const start = matcher.captureStarts[capture]!
    const length = matcher.captureLengths[capture]!
    if (length < 0) guard.push_integer(thread, start - subject.address + 1)
    else lua.lua_pushlstring(thread, start, length)
  }

  function pushCaptures(thread: Thread, subject: Place, begin: number, end: number, wantsWhole: boolean): number {
    const count = matcher.captureCount === 0 && wantsWhole ? 1 : matcher.captureCount
    if (lua.lua_checkstack(thread, count + 4) === 0) throw new LuaComplaint('too many captures')
    for (let capture = 0; capture < count; capture++) pushCapture(thread, capture, subject, begin, end)
    return count
  }

  /** The start of a search, from 0, or undefined when it lies behind the end. */
  function startOf(thread: Thread, index: number, length: number): number | undefined {
    const from = integerArgument(vm, thread, index, 1)
    if (from > length + 1) return undefined
    if (from > 0) return from - 1
    return from === 0 || from < -length ? 0 : length + from
  }

  function findOrMatch(thread: Thread, isFind: boolean): number {
    const subject = stringArgument(vm, thread, 1)
    const source = stringArgument(vm, thread, 2)
    const from = startOf(thread, 3, subject.length)
    if (from === undefined) {
      lua.lua_pushnil(thread)
      return 1
    }
    if (isFind && (lua.lua_toboolean(thread, 4) !== 0 || isPlain(engine.bytes, source))) {
      return findPlain(thread, subject, source, from)
    }
    const begin = search(subject, patternAt(source, true), subject.address + from, -1)
    if (begin === -1) {
      lua.lua_pushnil(thread)
      return 1
    }
    const end = matcher.matchEnd
    if (!isFind) return pushCaptures(thread, subject, begin, end, true)
    guard.push_integer(thread, begin - subject.address + 1)
    guard.push_integer(thread, end - subject.address)
    return pushCaptures(thread, subject, begin, end, false) + 2
  }

  function findPlain(thread: Thread, subject: Place, wanted: Place, from: number): number {
    const at = indexOf(vm, subject, wanted, from)
    if (at === -1) {
      lua.lua_pushnil(thread)
      return 1
    }
    guard.push_integer(thread, at + 1)
    guard.push_integer(thread, at + wanted.length)
    return 2
  }

  return {
    find: (thread) => findOrMatch(thread, true),
    match: (thread) => findOrMatch(thread, false),

    rep(thread) {
      const text = stringArgument(vm, thread, 1)
      const count = integerArgument(vm, thread, 2)
      const separator =
        lua.lua_type(thread, 3) <= luaType.nil ? { address: 0, length: 0 } : stringArgument(vm, thread, 3)
      const total = count <= 0 ? 0 : text.length * count + separator.length * (count - 1)
      if (total > vm.limits.stringBytes) throw stringTooLong(vm)
      charge(vm, total >> 8)
      if (total === 0) {
        lua.lua_pushlstring(thread, vm.scratch, 0)
        return 1
      }
      withBlock(vm, total, (block) => {
        const { bytes } = engine
        bytes.copyWithin(block, text.address, text.address + text.length)
        let filled = text.length
        if (count > 1) {
          bytes.copyWithin(block + filled, separator.address, separator.address + separator.length)
          filled += separator.length
        }
        // What is there is doubled until all is there; it repeats with the period of text and separator.
        while (filled < total) {
          const more = Math.min(filled, total - filled)
          bytes.copyWithin(block + filled, block, block + more)
          filled += more
        }
        lua.lua_pushlstring(thread, block, total)
      })
      return 1
    },

    substitute(thread) {
      const subject = stringArgument(vm, thread, 1)
      const pattern = patternAt(stringArgument(vm, thread, 2), true)
      const most = integerArgument(vm, thread, 4, subject.length + 1)
      const type = lua.lua_type(thread, 3)
      if (type !== luaType.string && type !== luaType.number && type !== luaType.table) {
        throw wrongType(vm, thread, 3, 'string/function/table')
      }
      const replacement = type === luaType.table ? undefined : viewBytes(vm, thread, 3).slice()
      const pieces = new Pieces(vm)
      let count = 0
      let at = subject.address
      let lastEnd = -1
      const end = subject.address + subject.length
      while (count < most) {
        const begin = search(subject, pattern, at, lastEnd)
        if (begin === -1) break
        count++
        pieces.add(engine.bytes, at, begin)
        at = lastEnd = matcher.matchEnd
        if (replacement === undefined) addFromTable(thread, pieces, subject, begin, at)
        else addReplacement(pieces, replacement, subject, begin, at)
        if (pattern.isAnchored) break
      }
      if (count === 0) lua.lua_pushvalue(thread, 1)
      else {
        pieces.add(engine.bytes, at, end)
        pushBytes(vm, thread, pieces.join())
      }
      guard.push_integer(thread, count)
      return 2
    },

    startSubstitute(thread) {
      const subject = stringArgument(vm, thread, 1)
      const pattern = patternAt(stringArgument(vm, thread, 2), true)
      const most = integerArgument(vm, thread, 4, subject.length + 1)
      lua.lua_pushvalue(thread, 1)
      lua.lua_pushvalue(thread, 2)
      lua.lua_pushboolean(thread, pattern.isAnchored ? 1 : 0)
      guard.push_integer(thread, most)
      return 4
    },

    startMatches(thread) {
      const subject = stringArgument(vm, thread, 1)
      stringArgument(vm, thread, 2)
      const from = startOf(thread, 3, subject.length) ?? subject.length + 1
      lua.lua_pushvalue(thread, 1)
      lua.lua_pushvalue(thread, 2)
      guard.push_integer(thread, from + 1)
      return 3
    },

    step(thread) {
      const subject = stringArgument(vm, thread, 1)
      const source = stringArgument(vm, thread, 2)
      const from = lua.lua_tonumberx(thread, 3, 0) - 1
      const butNotAt = lua.lua_tonumberx(thread, 4, 0) - 1
      const pattern = patternAt(source, lua.lua_toboolean(thread, 5) !== 0)
      if (from > subject.length) return 0
      const begin = search(subject, pattern, subject.address + from, subject.address + butNotAt)
      if (begin === -1) return 0
      const end = matcher.matchEnd
      guard.push_integer(thread, begin - subject.address + 1)
      guard.push_integer(thread, end - subject.address + 1)
      return pushCaptures(thread, subject, begin, end, true) + 2
    },
  }

  function addFromTable(thread: Thread, pieces: Pieces, subject: Place, begin: number, end: number): void {
    pushCapture(thread, 0, subject, begin, end)
    const type = lua.lua_rawget(thread, 3)
    if (type === luaType.string || type === luaType.number) {
      const value = viewBytes(vm, thread, -1)
      pieces.add(value, 0, value.length)
    } else if (lua.lua_toboolean(thread, -1) === 0) pieces.add(engine.bytes, begin, end)
    else throw new LuaComplaint(`invalid replacement value (a ${typeName(vm, thread, -1)})`)
    lua.lua_settop(thread, -2)
  }

  function addReplacement(pieces: Pieces, replacement: Uint8Array, subject: Place, begin: number, end: number): void {
    const { bytes } = engine
    let at = 0
    for (;;) {
      const mark = replacement.indexOf(37, at)
      if (mark === -1) break
      pieces.add(replacement, at, mark)
      const next = replacement[mark + 1]
      if (next === 37) pieces.add(replacement, mark, mark + 1)
      else if (next === 48) pieces.add(bytes, begin, end)
      else if (next !== undefined && next >= 49 && next <= 57) addCapture(pieces, next - 49, subject, begin, end)
      else throw new LuaComplaint("invalid use of '%' in replacement string")
      at = mark + 2
    }
    pieces.add(replacement, at, replacement.length)
  }

  function addCapture(pieces: Pieces, capture: number, subject: Place, begin: number, end: number): void {
    if (capture >= matcher.captureCount) {
      if (capture !== 0) throw new LuaComplaint(`invalid capture index %${capture + 1}`)
      pieces.add(engine.bytes, begin, end)
      return
    }
    if (!matcher.isFinished(capture)) throw new LuaComplaint('unfinished capture')
    const start = matcher.captureStarts[capture]!
    const length = matcher.captureLengths[capture]!
    if (length >= 0) pieces.add(engine.bytes, start, start + length)
    else {
      const digits = encoder.encode(String(start - subject.address + 1))
      pieces.add(digits, 0, digits.length)
    }
  }
}

function isAt(bytes: Uint8Array, address: number, length: number, wanted: Uint8Array): boolean {
  if (wanted.length !== length) return false
  for (let offset = 0; offset < length; offset++) if (bytes[address + offset] !== wanted[offset]) return false
  return true
}
