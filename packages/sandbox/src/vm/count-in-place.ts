import { codeSection, lengthBytes, writeLength } from './code-lengths.ts'

/** `luaV_execute`, which runs Lua's instructions: where its bytes begin in `glue.wasm`, and how many they are. */
const interpreter = { at: 0x2bd43, sizeBytes: 22_025 }

/** Where returning from a function reads whether there is a hook at all. */
const returnSites = [0x2fd30, 0x2fe3a]
/** `L->hookmask & (LUA_MASKCALL | LUA_MASKRET)`: the counting hook takes no part in returning. */
const onlyHooksOfCalls = Uint8Array.of(0x41, 3, 0x71) // i32.const 3, i32.and

/** How many instructions ask for `luaG_traceexec(L, pc)`. */
const traceSites = 78
const state = [0x20, 0] // local.get $L
const hookCount = [0x28, 2, 108] // i32.load offset=108
/** No other byte of the interpreter is equal to the second one of this call. */
const trace = [...state, 0x20, 0, 0x10, 0x98, 0x02] // local.get of the local that holds pc, call
const [pcInTrace, callInTrace] = [3, 5]

/** `L->hookcount < 2 ? luaG_traceexec(L, pc) : (L->hookcount -= 1, 1)`: what that function does while no hook is due. */
const isDue = [...state, ...hookCount, 0x41, 2, 0x48, 0x04, 0x7f] // i32.const 2, i32.lt_s, if (result i32)
const countOne = [...state, ...state, ...hookCount, 0x41, 1, 0x6b, 0x36, 2, 108] // i32.const 1, i32.sub, i32.store offset=108
const countDown = Uint8Array.of(...isDue, ...trace, 0x05, ...countOne, 0x41, 1, 0x0b) // else, i32.const 1, end
const pcInCountDown = isDue.length + pcInTrace

/**
 * Lua asks a C function before every instruction whether the counting hook is due, and leaves functions by a long way while there is
 * any hook. This puts the counting in the place of that call and takes the short way. What is counted, and before which instruction the
 * hook runs, stays as it was. All places are those of the one `glue.wasm` that `compileGlue` accepts.
 */
export function countInPlace(glue: Uint8Array): Uint8Array<ArrayBuffer> {
  const grown = traceSites * (countDown.length - trace.length) + returnSites.length * onlyHooksOfCalls.length
  const result = new Uint8Array(glue.length + grown)
  let from = 0
  let to = 0
  const copy = (until: number) => {
    result.set(glue.subarray(from, until), to)
    to += until - from
    from = until
  }
  const insert = (bytes: Uint8Array) => {
    result.set(bytes, to)
    to += bytes.length
  }
  const replaceTraces = (until: number) => {
    for (;;) {
      const site = glue.indexOf(trace[callInTrace]!, from) - callInTrace
      if (site < from || site >= until) return
      copy(site)
      insert(countDown)
      result[to - countDown.length + pcInCountDown] = glue[site + pcInTrace]!
      from += trace.length
    }
  }
  copy(interpreter.at)
  for (const site of returnSites) {
    replaceTraces(site)
    copy(site)
    insert(onlyHooksOfCalls)
  }
  replaceTraces(interpreter.at + interpreter.sizeBytes)
  copy(glue.length)
  for (const { at, sizeBytes } of [codeSection, interpreter]) writeLength(result, at - lengthBytes, sizeBytes + grown)
  return result
}
