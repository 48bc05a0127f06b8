import { LuaError, SandboxError } from '../errors.ts'
import type { LuaFunctionRef } from '../values.ts'
import type { Thread } from './lua-api.ts'
import { registryIndex } from './lua-api.ts'
import type { Vm } from './vm.ts'

/** A Lua function in the registry, where nothing collects it. */
class FunctionReference implements LuaFunctionRef {
  readonly kind = 'lua-function'
  readonly #vm: Vm
  #reference: number | undefined

  constructor(vm: Vm, reference: number) {
    this.#vm = vm
    this.#reference = reference
  }

  get isReleased(): boolean {
    return this.#reference === undefined
  }

  release(): void {
    if (this.#reference === undefined) return
    if (!this.#vm.tasks.isStopped) this.#vm.lua.luaL_unref(this.#vm.main, registryIndex, this.#reference)
    this.#reference = undefined
    this.#vm.functionCount--
  }

  /** Only the Lua state it came from can use it. */
  push(vm: Vm, thread: Thread): void {
    if (this.#reference === undefined || vm !== this.#vm) {
      throw new SandboxError('value.unsupported', 'Cannot use this Lua function: it was released, or is another app’s')
    }
    vm.guard.get_element(thread, registryIndex, this.#reference)
  }
}

/** Keeps the function at this place for the host. */
export function keepFunction(vm: Vm, thread: Thread, index: number): LuaFunctionRef {
  if (vm.functionCount >= vm.limits.functions) {
    throw new LuaError('limit.functions', `the platform holds ${vm.limits.functions} functions of this app already`)
  }
  vm.lua.lua_pushvalue(thread, index)
  const reference = new FunctionReference(vm, vm.lua.luaL_ref(thread, registryIndex))
  vm.functionCount++
  return reference
}

/** Pushes a function that the host holds. */
export function pushReference(vm: Vm, thread: Thread, reference: LuaFunctionRef): void {
  if (!(reference instanceof FunctionReference)) {
    throw new SandboxError('value.unsupported', 'Cannot use this as a Lua function: no sandbox gave it out')
  }
  reference.push(vm, thread)
}

/** Whether a value that shall cross is a Lua function. */
export function isReference(value: unknown): value is LuaFunctionRef {
  return value instanceof FunctionReference
}
