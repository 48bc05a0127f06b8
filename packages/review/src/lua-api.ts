import { permissions, type PermissionName } from '@mosis/format'

/** Which permission a call needs; of several, any one is enough. A name without a function stands for all of a module. */
const needs: ReadonlyMap<string, readonly PermissionName[]> = new Map<string, readonly PermissionName[]>([
  ['storage', ['storage']],
  ['database', ['storage']],
  ['network.request', ['network.internet']],
  ['network.websocket', ['network.websocket']],
  ['camera', ['camera']],
  ['microphone', ['microphone']],
  ['location', ['location.coarse', 'location.fine']],
  ['contacts.query', ['contacts.read']],
  ['contacts.add', ['contacts.write']],
  ['contacts.update', ['contacts.write']],
  ['contacts.delete', ['contacts.write']],
  ['bluetooth', ['bluetooth']],
  ['sensors.heartrate', ['sensors.body']],
  ['clipboard.read', ['clipboard.read']],
  ['clipboard.write', ['clipboard.write']],
  ['notifications', ['system.notifications']],
])

const ofModules = new Map<string, PermissionName[]>()
for (const [name, anyOf] of needs) {
  const module = name.split('.')[0]!
  ofModules.set(module, [...new Set([...(ofModules.get(module) ?? []), ...anyOf])])
}

/** The permissions of which a mention of this name needs one; empty when it needs none. */
export function permissionsFor(name: string): readonly PermissionName[] {
  const [module = '', field] = name.split('.', 2)
  return needs.get(module) ?? needs.get(`${module}.${field}`) ?? []
}

/** Every permission that belongs to a module, for modules that are handed on as a whole. */
export function permissionsOfModule(module: string): readonly PermissionName[] {
  return ofModules.get(module) ?? []
}

/** How much a permission may hurt. */
export function riskOf(name: string): string {
  return permissions.find((permission) => permission.name === name)?.risk ?? 'unknown'
}

/** Globals of standard Lua that do not exist in Mosis, and what to do instead. */
export const removedGlobals: ReadonlyMap<string, string> = new Map([
  ['dofile', 'Use import("scripts/x.lua")'],
  ['loadfile', 'Use import("scripts/x.lua")'],
  ['load', 'Write the code into a file of the package and use import("scripts/x.lua")'],
  ['loadstring', 'Write the code into a file of the package and use import("scripts/x.lua")'],
  ['require', 'Use import("scripts/x.lua"), or <script src="…"> in the head of the document'],
  ['package', 'Use import("scripts/x.lua")'],
  ['rawget', 'Index the table directly: there are no metatables'],
  ['rawset', 'Assign to the table directly: there are no metatables'],
  ['rawequal', 'Use ==: there are no metatables'],
  ['rawlen', 'Use #: there are no metatables'],
  ['getmetatable', 'Keep functions in tables and call them with the table as an argument'],
  ['setmetatable', 'Make objects with a function that fills a table with their functions'],
  ['collectgarbage', 'Remove it: memory is collected by itself'],
  ['coroutine', 'Call network.request and permissions.request directly: they wait without stopping the app'],
  ['os', 'Use timer for time that passes; files are in storage, there is no access to the system'],
  ['io', 'Use storage.read and storage.write'],
  ['debug', 'Use print and the traceback in the log'],
  ['ffi', 'Remove it: there is no access to native code'],
  ['jit', 'Remove it: there is no just-in-time compiler to control'],
  ['newproxy', 'Use a table'],
  ['string.dump', 'Remove it: compiled code cannot be loaded'],
])

/** Every global that exists in Mosis. */
export const globals: ReadonlySet<string> = new Set(
  (
    '_G _VERSION _ENV print type tonumber tostring pairs ipairs next pcall xpcall assert error select unpack string table ' +
    'math utf8 import t document navigateTo goBack goHome getCurrentScreen json base64 crypto timer storage database ' +
    'network permissions camera microphone location sensors contacts bluetooth clipboard notifications ' +
    'rmlui Log Vector2f Vector2i Colourb Colourf'
  ).split(' '),
)
