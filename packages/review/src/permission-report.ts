import { permissions, type PermissionName } from '@mosis/format'
import type { LuaNode } from '@mosis/syntax'
import { permissionsFor, permissionsOfModule } from './lua-api.ts'
import type { Mention } from './lua-names.ts'
import { placeOf, type Script } from './scripts.ts'
import type { Sources } from './sources.ts'

/** What an app may do, what its code does, and where. Derived from the code, not from what anybody says about it. */
export interface PermissionReport {
  declared: PermissionName[]
  /** Declared and used. */
  used: PermissionName[]
  /** Declared and used nowhere. */
  unused: PermissionName[]
  /** Used and not declared. */
  undeclared: PermissionName[]
  /** Places in the code, at most 200. */
  uses: { permission: PermissionName; call: string; path: string; line: number; column: number }[]
  /** Hosts that the code names in calls to the network, at most 200. */
  hosts: string[]
}

/** A place in the code that needs a permission; any one of several is enough. */
export interface PermissionUse {
  mention: Mention
  anyOf: readonly PermissionName[]
}

const maxUses = 200
const maxHosts = 200

/** Every place that needs a permission. */
export function permissionUses(scripts: readonly Script[], mentions: readonly Mention[]): PermissionUse[] {
  const aliases = new Set(scripts.flatMap(({ nodes }) => nodes.flatMap(aliasesIn)))
  return mentions.flatMap((mention) => {
    const isModule = !mention.name.includes('.')
    // A module that only gets another name is found under that name; one handed on as a value may be used anywhere.
    if (isModule && aliases.has(mention.node)) return []
    const anyOf = isModule ? permissionsOfModule(mention.name) : permissionsFor(mention.name)
    return anyOf.length > 0 ? [{ mention, anyOf }] : []
  })
}

/** What a permission-minded reader wants to know, in a fixed order. */
export function reportPermissions({ manifest, networkCalls, permissionUses: uses }: Sources): PermissionReport {
  const declared = inOrder(manifest.permissions)
  const satisfied = new Set(uses.flatMap(({ anyOf }) => anyOf.filter((name) => declared.includes(name))))
  const missing = uses.filter(({ anyOf }) => !anyOf.some((name) => declared.includes(name)))
  return {
    declared,
    used: declared.filter((name) => satisfied.has(name)),
    unused: declared.filter((name) => !satisfied.has(name)),
    undeclared: inOrder(missing.map(({ anyOf }) => anyOf[0]!)),
    uses: uses.slice(0, maxUses).map(({ mention, anyOf }) => {
      const { path, line, column } = placeOf(mention.script, mention.node)
      const permission = anyOf.find((name) => declared.includes(name)) ?? anyOf[0]!
      return { permission, call: mention.name, path, line, column }
    }),
    hosts: [...new Set(networkCalls.map(({ host }) => host))].sort().slice(0, maxHosts),
  }
}

/** The values of variables that are never set again, as in `local network = network`. */
function aliasesIn(node: LuaNode): LuaNode[] {
  if (node.kind !== 'local') return []
  return node.locals.flatMap(({ value, assigned }) => (value && !assigned ? [value] : []))
}

function inOrder(names: readonly PermissionName[]): PermissionName[] {
  return permissions.map(({ name }) => name).filter((name) => names.includes(name))
}
