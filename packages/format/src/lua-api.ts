import { basic, removedGlobals } from './lua-api/basic.ts'
import { database } from './lua-api/database.ts'
import { bluetooth, camera, location, microphone, sensors } from './lua-api/devices.ts'
import { luaErrors } from './lua-api/errors.ts'
import { math, string, tableLibrary, utf8 } from './lua-api/libraries.ts'
import { network } from './lua-api/network.ts'
import { clipboard, contacts, notifications } from './lua-api/personal.ts'
import { base64, crypto, json, navigation, permissionsModule, timer } from './lua-api/platform.ts'
import type { LuaClass, LuaFunction, LuaModule, LuaShape } from './lua-api/schema.ts'
import { documentModule, log, rmlui, valueModules } from './lua-api/screen.ts'
import { storage } from './lua-api/storage.ts'

export { luaErrors, removedGlobals }
export type { LuaErrorEntry } from './lua-api/errors.ts'
export type { LuaClass, LuaField, LuaFunction, LuaModule, LuaParameter, LuaResult, LuaShape } from './lua-api/schema.ts'

/** Everything that an app's Lua can name, in the order in which people are shown it. */
export const luaApi: readonly LuaModule[] = [
  documentModule,
  navigation,
  permissionsModule,
  storage,
  database,
  network,
  camera,
  microphone,
  location,
  sensors,
  bluetooth,
  clipboard,
  notifications,
  contacts,
  timer,
  json,
  base64,
  crypto,
  rmlui,
  log,
  ...valueModules,
  basic,
  string,
  tableLibrary,
  math,
  utf8,
]

/** Every function and method. */
export const luaFunctions: readonly LuaFunction[] = luaApi.flatMap(({ functions, classes = [] }) => [
  ...functions,
  ...classes.flatMap(({ methods }) => methods),
])

export const luaClasses: readonly LuaClass[] = luaApi.flatMap(({ classes = [] }) => classes)

export const luaShapes: readonly LuaShape[] = luaApi.flatMap(({ shapes = [] }) => shapes)

/** The names of all globals. */
export const luaGlobals: readonly string[] = luaApi.flatMap(({ name, isGlobal, functions, fields = [] }) =>
  isGlobal ? [...functions, ...fields].map((member) => member.name) : [name],
)
