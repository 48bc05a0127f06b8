import type { ModuleHost } from '../module-host.ts'
import { pushFunction, registerFunction } from '../vm/functions.ts'
import { setField } from '../vm/classes.ts'
import { globalsKey, registryIndex } from '../vm/lua-api.ts'
import { viewBytes } from '../vm/strings.ts'
import { readCaller } from '../vm/traceback.ts'
import { charge, protect } from '../vm/vm.ts'

const tab = 9

/** `print`: to the log, one entry a call, cut at the limit. */
export function installPrint({ vm, sandbox, log }: ModuleHost): void {
  const { lua } = vm
  const { logLineBytes } = sandbox.limits
  const decoder = new TextDecoder()

  protect(vm, (main) => {
    vm.guard.get_element(main, registryIndex, globalsKey)
    setField(vm, main, 'print', () => {
      const id = registerFunction(vm, 'print', (thread) => {
        const line = new Uint8Array(logLineBytes)
        let length = 0
        let isCut = false
        const add = (bytes: Uint8Array) => {
          const fitting = bytes.subarray(0, logLineBytes - length)
          line.set(fitting, length)
          length += fitting.length
          isCut ||= fitting.length < bytes.length
        }
        const count = lua.lua_gettop(thread)
        for (let index = 1; index <= count; index++) {
          if (isCut) break
          if (index > 1) add(Uint8Array.of(tab))
          lua.luaL_tolstring(thread, index, 0)
          add(viewBytes(vm, thread, -1))
          lua.lua_settop(thread, -2)
        }
        // Writing a log costs far more than what it says.
        charge(vm, 200 + length)
        const text = decoder.decode(line.subarray(0, length)) + (isCut ? ' … (cut)' : '')
        log({ level: 'info', text, ...readCaller(vm, thread) })
        return 0
      })
      pushFunction(vm, main, id)
    })
  })
}
