import { LuaError } from '@mosis/sandbox'
import type { Arguments, HostAnswer } from '@mosis/sandbox'
import { TestFailure } from './failures.ts'
import { readQuery } from './session.ts'
import { findElement } from './session.ts'
import type { HeldElement, TestSession } from './session.ts'
import { toPlain } from './values.ts'
import type { Plain } from './values.ts'

type Method<T extends object> = (object: T, call: Arguments) => HostAnswer | Promise<HostAnswer>

/** Methods whose failures arrive in the test's Lua as errors `code: message`. */
export function guardMethods<T extends object>(methods: Record<string, Method<T>>): Record<string, Method<T>> {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      (object: T, call: Arguments) => guard(() => method(object, call)),
    ]),
  )
}

/** Runs work whose failures are a test's; both those that are thrown and those that come later. */
export function guard<T>(work: () => T | Promise<T>): T | Promise<T> {
  try {
    const answer = work()
    return answer instanceof Promise ? answer.catch((error: unknown) => raise(error)) : answer
  } catch (error) {
    return raise(error)
  }
}

function raise(error: unknown): never {
  if (error instanceof TestFailure) throw new LuaError(error.code, error.message)
  throw error
}

export function plainAt(call: Arguments, index: number): Plain {
  return toPlain(call.value(index))
}

/** The element that an argument means: one that is held, or what to look for. Read before the first wait. */
export function elementAt(session: TestSession, call: Arguments, index: number): () => Promise<HeldElement> {
  const held = heldAt(call, index)
  if (held) return () => Promise.resolve(held)
  const query = readQuery(plainAt(call, index), `${call.functionName}: argument ${index}`)
  return () => findElement(session, query)
}

export function heldAt(call: Arguments, index: number): HeldElement | undefined {
  const value = call.value(index)
  const isHeld = typeof value === 'object' && value !== null && 'className' in value && value.className === 'Element'
  return isHeld ? call.object<HeldElement>(index, 'element', 'Element') : undefined
}
