import type { Thread } from './lua-api.ts'
import { luaType } from './lua-api.ts'
import { sortNumbers } from './sort-numbers.ts'
import { integerArgument } from './stack-arguments.ts'
import { LuaComplaint, charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** One of Lua's own functions whose work depends on its arguments, with the rule that prices a call before it runs. */
export interface GuardRule {
  library: 'table' | 'string' | 'utf8'
  name: string
  /** Calls with fewer arguments are cheap and pass unseen. */
  fromArguments: number
  /** Answers true when it has done the work itself, and there is nothing to give back. */
  weigh: (thread: Thread) => boolean | void
}

/** No C function moves more than this at once; Lua itself refuses what is larger. */
const mostResults = 262_144

/** The rules. Wrong arguments are left to Lua's own function, which says so in its own words. */
export function createGuardRules(vm: Vm): GuardRule[] {
  const { lua, guard, limits } = vm

  const isTable = (thread: Thread) => lua.lua_type(thread, 1) === luaType.table
  const lengthOf = (thread: Thread) => guard.length(thread, 1)
  /** The number at this place, or something else when it is absent or no number. */
  const numberOr = (thread: Thread, index: number, otherwise: number) =>
    lua.lua_type(thread, index) === luaType.number ? integerArgument(vm, thread, index, otherwise) : otherwise
  const chargeElements = (count: number, each = 1) => {
    if (count > 0) charge(vm, Math.ceil(Math.min(count, mostResults) * each))
  }
  /** Bytes or characters from one position to another, counted from the end where negative. */
  const chargeRange = (thread: Thread, otherwise: number) => {
    if (lua.lua_type(thread, 1) !== luaType.string) return
    const length = lengthOf(thread)
    const place = (position: number) => (position < 0 ? Math.max(0, length + position + 1) : Math.min(position, length))
    const from = place(numberOr(thread, 2, 1))
    chargeElements((place(numberOr(thread, 3, otherwise)) - from) / 4)
  }

  return [
    {
      library: 'table',
      name: 'insert',
      fromArguments: 3,
      weigh(thread) {
        if (isTable(thread)) chargeElements(lengthOf(thread) - numberOr(thread, 2, 0))
      },
    },
    {
      library: 'table',
      name: 'remove',
      fromArguments: 2,
      weigh(thread) {
        if (isTable(thread)) chargeElements(lengthOf(thread) - numberOr(thread, 2, 0))
      },
    },
    {
      library: 'table',
      name: 'move',
      fromArguments: 1,
      weigh(thread) {
        const count = numberOr(thread, 3, 0) - numberOr(thread, 2, 1) + 1
        if (count > limits.tableEntries) {
          throw new LuaComplaint(`too many elements to move (at most ${limits.tableEntries.toLocaleString('en')})`)
        }
        chargeElements(count, 2)
      },
    },
    {
      library: 'table',
      name: 'concat',
      fromArguments: 1,
      weigh(thread) {
        if (!isTable(thread)) return
        const length = lengthOf(thread)
        chargeElements(Math.min(length, numberOr(thread, 4, length)) - numberOr(thread, 3, 1) + 1, 2)
      },
    },
    {
      library: 'table',
      name: 'unpack',
      fromArguments: 1,
      weigh(thread) {
        if (!isTable(thread)) return
        const last = lua.lua_type(thread, 3) <= luaType.nil ? lengthOf(thread) : numberOr(thread, 3, 0)
        chargeElements(last - numberOr(thread, 2, 1) + 1)
      },
    },
    {
      library: 'table',
      name: 'pack',
      fromArguments: 8,
      weigh(thread) {
        chargeElements(lua.lua_gettop(thread))
      },
    },
    {
      library: 'table',
      name: 'sort',
      fromArguments: 1,
      weigh(thread) {
        if (!isTable(thread)) return false
        const length = lengthOf(thread)
        if (length < 2) return false
        const rounds = Math.ceil(Math.log2(length))
        chargeElements(length, rounds)
        if (lua.lua_type(thread, 2) > luaType.nil) return false
        if (sortNumbers(vm, thread)) return true
        // Comparing the same long strings again and again is work that no hook sees.
        charge(vm, Math.ceil((guard.string_bytes(thread, 1, length) * rounds) / 16))
        return false
      },
    },
    { library: 'string', name: 'byte', fromArguments: 3, weigh: (thread) => chargeRange(thread, 1) },
    { library: 'utf8', name: 'codepoint', fromArguments: 3, weigh: (thread) => chargeRange(thread, 1) },
    { library: 'utf8', name: 'len', fromArguments: 1, weigh: (thread) => chargeRange(thread, -1) },
    {
      library: 'utf8',
      name: 'offset',
      fromArguments: 2,
      weigh(thread) {
        if (lua.lua_type(thread, 1) !== luaType.string) return
        chargeElements(Math.min(lengthOf(thread), Math.abs(numberOr(thread, 2, 0))) / 4)
      },
    },
  ]
}

/** Lua's own functions whose work grows with the strings they are given. */
export const weighedFunctions: readonly { library: 'base' | 'string' | 'utf8'; name: string }[] = [
  { library: 'base', name: 'tonumber' },
  { library: 'base', name: 'tostring' },
  { library: 'string', name: 'format' },
  { library: 'string', name: 'lower' },
  { library: 'string', name: 'pack' },
  { library: 'string', name: 'reverse' },
  { library: 'string', name: 'unpack' },
  { library: 'string', name: 'upper' },
  { library: 'utf8', name: 'char' },
]
