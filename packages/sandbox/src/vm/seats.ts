import { SandboxError } from '../errors.ts'
import { registryIndex } from './lua-api.ts'
import type { Seat } from './task.ts'
import { protect } from './vm.ts'
import type { Vm } from './vm.ts'

/**
 * C functions of one call need at most 200,796 bytes, measured at the deepest recursion that Lua allows with every function of its
 * libraries: as a message handler that fails, `table.concat` holds a buffer in each of 220 frames. What is not used costs nothing.
 */
export const stackBytes = 393_216
/** Lies at the far end of the stack. If it is gone, a C function overran it. */
const canary = 0x5afe_c0de
const idleSeats = 8

/** A Lua thread and a stack for one call. */
export function takeSeat(vm: Vm): Seat {
  const free = vm.tasks.seats.pop()
  if (free !== undefined) return free
  const { lua, engine } = vm
  const stackBase = lua.malloc(stackBytes)
  if (stackBase === 0) throw new SandboxError('limit.memory', 'not enough memory (this device has no more)')
  engine.words[stackBase >> 2] = canary
  try {
    return protect(vm, (main) => {
      const thread = lua.lua_newthread(main)
      const stackTop = (stackBase + stackBytes) & ~15
      return { thread, reference: lua.luaL_ref(main, registryIndex), stackBase, stackTop }
    })
  } catch (error) {
    lua.free(stackBase)
    throw error
  }
}

/** Whether the call has left the end of its stack alone. */
export function isIntact(vm: Vm, seat: Seat): boolean {
  return vm.engine.words[seat.stackBase >> 2] === canary
}

/** Takes back the seat of a call that has ended in good order. */
export function returnSeat(vm: Vm, seat: Seat): void {
  if (vm.tasks.seats.length < idleSeats) vm.tasks.seats.push(seat)
  else dropSeat(vm, seat)
}

/** Frees a seat whose Lua thread must not be used again. */
export function dropSeat(vm: Vm, seat: Seat): void {
  vm.lua.luaL_unref(vm.main, registryIndex, seat.reference)
  vm.lua.free(seat.stackBase)
}
