import type { ModuleHost } from '../module-host.ts'
import { HostObject, failed } from '../values.ts'
import { pushObject, setField } from '../vm/classes.ts'
import { pushAnswer, pushFunction, registerFunction } from '../vm/functions.ts'
import { JsonFault, JsonReader } from '../vm/json-reader.ts'
import { JsonWriter } from '../vm/json-writer.ts'
import type { Thread } from '../vm/lua-api.ts'
import { globalsKey, luaType, registryIndex } from '../vm/lua-api.ts'
import { wrongType } from '../vm/stack-arguments.ts'
import { pushBytes } from '../vm/strings.ts'
import { protect } from '../vm/vm.ts'

/**
 * `json`: works on the Lua stack itself, because large texts become many values. Wrong values given to `encode` raise; text that is
 * no JSON is the world's fault and comes back as `nil, message`.
 */
export function installJson({ vm, sandbox }: ModuleHost): void {
  const { lua, guard } = vm
  sandbox.defineClass({ name: 'json.null', tostring: () => 'null' })

  protect(vm, (main) => {
    // The mark of a list is a metatable that does nothing; apps can neither see it nor set it by themselves.
    lua.lua_createtable(main, 0, 1)
    setField(vm, main, '__metatable', () => lua.lua_pushboolean(main, 0))
    const listMark = lua.luaL_ref(main, registryIndex)
    pushObject(vm, main, new HostObject('json.null', vm.classes.jsonNull))
    const nullBox = lua.lua_touserdata(main, -1)
    const nullRef = lua.luaL_ref(main, registryIndex)
    const pushNull = (thread: Thread) => void guard.get_element(thread, registryIndex, nullRef)

    const functions: Record<string, (thread: Thread) => number> = {
      encode(thread) {
        lua.lua_settop(thread, 1)
        pushBytes(vm, thread, new JsonWriter(vm, thread, listMark, nullBox).write(1))
        return 1
      },
      decode(thread) {
        if (lua.lua_type(thread, 1) !== luaType.string) throw wrongType(vm, thread, 1, 'string')
        lua.lua_settop(thread, 1)
        try {
          new JsonReader(vm, thread, 1, listMark, () => pushNull(thread)).read()
          return 1
        } catch (error) {
          if (!(error instanceof JsonFault)) throw error
          lua.lua_settop(thread, 1)
          return pushAnswer(vm, thread, failed('json.syntax', `Cannot decode: ${error.message}`))
        }
      },
      /** Marks a table as a list, so that it is written as one even when it is empty. */
      array(thread) {
        if (lua.lua_gettop(thread) === 0) lua.lua_createtable(thread, 0, 0)
        if (lua.lua_type(thread, 1) !== luaType.table) throw wrongType(vm, thread, 1, 'table')
        lua.lua_settop(thread, 1)
        guard.get_element(thread, registryIndex, listMark)
        lua.lua_setmetatable(thread, 1)
        return 1
      },
    }

    guard.get_element(main, registryIndex, globalsKey)
    setField(vm, main, 'json', () => {
      lua.lua_createtable(main, 0, 4)
      setField(vm, main, 'null', () => pushNull(main))
      for (const [name, run] of Object.entries(functions)) {
        setField(vm, main, name, () => pushFunction(vm, main, registerFunction(vm, `json.${name}`, run)))
      }
    })
  })
}
