import type { Thread } from './lua-api.ts'
import { luaType } from './lua-api.ts'
import { pushText, readLenientText } from './strings.ts'
import { checkDeadline } from './tasks.ts'
import { readTrace } from './traceback.ts'
import { refusalMessage } from './vm.ts'
import type { Vm } from './vm.ts'

/**
 * The message handler of every call, and of `import`: remembers where an error came from. `import` raises the same error again, so
 * the first place of a message is the one to tell.
 */
export function keepTrace(vm: Vm, thread: Thread): number {
  const { lua, tasks } = vm
  const message = lua.lua_type(thread, 1) === luaType.string ? readLenientText(vm, thread, 1) : undefined
  const { current } = tasks
  const isKnown = message !== undefined && current?.trace?.message === message
  if (current !== undefined && !isKnown) current.trace = { ...readTrace(vm, thread, 1), message }
  lua.lua_settop(thread, 1)
  return 1
}

/** `pcall` caught an error: Lua's own words for "no memory" do not say which limit it was. */
export function improveCaught(vm: Vm, thread: Thread): void {
  checkDeadline(vm)
  const { lua, guard } = vm
  if (guard.refused.value === 0 || lua.lua_type(thread, -1) !== luaType.string) return
  if (lua.lua_tolstring(thread, -1, 0) !== vm.memoryMessage) return
  const { code, message } = refusalMessage(vm)
  lua.lua_settop(thread, -2)
  pushText(vm, thread, `${code}: ${message}`)
}
