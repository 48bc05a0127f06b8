import { permissions, type PermissionName } from '@mosis/format'
import { luaApi, luaGlobals, removedGlobals as removed, type LuaFunction } from '@mosis/format/lua-api'

const functionsOf = new Map(luaApi.map(({ name, functions }) => [name, functions]))

/** What any of these functions needs, in the order of the schema. */
function neededBy(functions: readonly LuaFunction[]): PermissionName[] {
  return [...new Set(functions.flatMap(({ permissions = [] }) => permissions))]
}

/** The permissions of which a mention of this name needs one; empty when it needs none. */
export function permissionsFor(name: string): readonly PermissionName[] {
  const functions = functionsOf.get(name.split('.', 1)[0]!) ?? []
  return neededBy(functions.filter((known) => known.name === name || known.name.startsWith(`${name}.`)))
}

/** Every permission that belongs to a module, for modules that are handed on as a whole. */
export function permissionsOfModule(module: string): readonly PermissionName[] {
  return neededBy(functionsOf.get(module) ?? [])
}

/** What stands directly in the tables of the platform, by the global's name; what does not exist is another rule's. */
const members = new Map(
  luaApi.flatMap(({ name, isGlobal, functions, fields = [] }): [string, Set<string>][] => {
    if (isGlobal) return []
    const gone = removed.flatMap((one) => (one.name.startsWith(`${name}.`) ? [one.name] : []))
    const inside = [...functions.map((known) => known.name), ...gone].map((known) => known.split('.')[1]!)
    return [[name, new Set([...inside, ...fields.map((field) => field.name)])]]
  }),
)

/** What a table of the platform has, or undefined for a name that is none. */
export function membersOf(module: string): ReadonlySet<string> | undefined {
  return members.get(module)
}

/** How much a permission may hurt. */
export function riskOf(name: string): string {
  return permissions.find((permission) => permission.name === name)?.risk ?? 'unknown'
}

/** Globals of standard Lua that do not exist in Mosis, and what to do instead. */
export const removedGlobals: ReadonlyMap<string, string> = new Map(removed.map(({ name, instead }) => [name, instead]))

/** Every global that exists in Mosis; `_ENV` is a name of Lua's own for their table. */
export const globals: ReadonlySet<string> = new Set([...luaGlobals, '_ENV'])
