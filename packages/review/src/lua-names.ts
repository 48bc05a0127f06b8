import { globals } from './lua-api.ts'
import type { LuaCall, LuaExpression, LuaMember, LuaName } from '@mosis/syntax'
import type { Script } from './scripts.ts'

/** What a package's scripts assign to globals, by name; null stands for a value that no single expression gives. */
export type Assignments = ReadonlyMap<string, (LuaExpression | null)[]>

/** A place where a script names a global or something that belongs to it. */
export interface Mention {
  script: Script
  /** `network.request`, also when it is written through `_G`, a constant index or another name. */
  name: string
  node: LuaName | LuaMember
  /** The call, when it is called here. */
  call: LuaCall | null
}

// More steps than any honest program takes from a name to its meaning, few enough that a chain of 100,000 names costs nothing.
const maxSteps = 30
// Fields of a table of settings; a table of data would be searched again and again.
const maxFields = 200
// As much of a text as an address or a key may have.
const maxText = 2048

/** Collects what scripts assign to globals. */
export function collectAssignments(scripts: readonly Script[]): Assignments {
  const assignments = new Map<string, (LuaExpression | null)[]>()
  for (const { nodes } of scripts) {
    for (const node of nodes) {
      if (node.kind === 'assign') {
        const isPlain = node.targets.length === node.values.length
        node.targets.forEach((target, index) => add(target, isPlain ? (node.values[index] ?? null) : null))
      } else if (node.kind === 'function-statement') add(node.target, node.value)
    }
  }
  return assignments

  function add(target: LuaExpression, value: LuaExpression | null): void {
    const name = assignedGlobal(target)
    if (name === null) return
    const values = assignments.get(name)
    if (values) values.push(value)
    else assignments.set(name, [value])
  }
}

/** The global that an assignment sets: `name = …` and `_G.name = …`. */
function assignedGlobal(target: LuaExpression): string | null {
  if (target.kind === 'name') return target.local ? null : target.name
  if (target.kind !== 'member' || target.object.kind !== 'name' || target.object.local) return null
  return target.object.name === '_G' && target.key.kind === 'string' ? target.key.value : null
}

/** Collects every mention of a global, the longest name at each place. */
export function collectMentions(scripts: readonly Script[], assignments: Assignments): Mention[] {
  const mentions: Mention[] = []
  for (const script of scripts) {
    const calls = new Map<LuaExpression, LuaCall>()
    const parts = new Set<LuaExpression>()
    for (const node of script.nodes) {
      if (node.kind === 'call') calls.set(node.callee, node)
      if ((node.kind !== 'name' && node.kind !== 'member') || parts.has(node)) continue
      const name = nameOf(node, assignments)
      if (name === null) continue
      for (let part: LuaExpression = node; part.kind === 'member'; part = part.object) parts.add(part.object)
      mentions.push({ script, name, node, call: calls.get(node) ?? null })
    }
  }
  return mentions
}

/** The global that an expression means, with the fields behind it, or null. */
export function nameOf(expression: LuaExpression, assignments: Assignments): string | null {
  const fields: string[] = []
  let node = expression
  for (let step = 0; step < maxSteps; step++) {
    if (node.kind === 'group') node = node.inner
    else if (node.kind === 'member') {
      const field = textOf(node.key, assignments)
      if (field === null) return null
      fields.unshift(field)
      node = node.object
    } else if (node.kind !== 'name') return null
    else {
      const meaning = meaningOf(node, assignments)
      if (!meaning) return node.local ? null : join(node.name, fields)
      node = meaning
    }
  }
  return null
}

/** `_G.os.time` and `os.time` are one name. */
function join(root: string, fields: string[]): string {
  const names = [root, ...fields]
  while (names.length > 1 && (names[0] === '_G' || names[0] === '_ENV')) names.shift()
  return names.join('.')
}

/**
 * What a name stands for: the value of a variable that is set once, or of a global that one place assigns. The platform's own
 * globals keep their meaning whatever is assigned, or `network = network` would hide every use.
 */
export function meaningOf({ name, local }: LuaName, assignments: Assignments): LuaExpression | null {
  if (local) return local.assigned ? null : local.value
  if (globals.has(name)) return null
  const values = assignments.get(name)
  return values?.length === 1 ? (values[0] ?? null) : null
}

/** The value behind names and fields of tables that are written out, as far as it can be seen without running anything. */
export function valueOf(expression: LuaExpression, assignments: Assignments): LuaExpression {
  let node = expression
  for (let step = 0; step < maxSteps; step++) {
    let next: LuaExpression | null | undefined = null
    if (node.kind === 'group') next = node.inner
    if (node.kind === 'name') next = meaningOf(node, assignments)
    if (node.kind === 'member' && node.key.kind === 'string') {
      const { value: field } = node.key
      const table = node.object.kind === 'name' ? meaningOf(node.object, assignments) : null
      if (table?.kind === 'table') {
        const named = table.fields.slice(0, maxFields)
        next = named.find(({ key }) => key?.kind === 'string' && key.value === field)?.value
      }
    }
    if (!next) return node
    node = next
  }
  return node
}

/** The text an expression always has, or null. */
export function textOf(expression: LuaExpression, assignments: Assignments): string | null {
  const { text, isWhole } = beginningOf(expression, assignments)
  return isWhole ? text : null
}

/** The text an expression begins with, and whether that is all of it. */
export function beginningOf(expression: LuaExpression, assignments: Assignments): { text: string; isWhole: boolean } {
  let steps = 0
  return read(expression)

  function read(expression: LuaExpression): { text: string; isWhole: boolean } {
    const unknown = { text: '', isWhole: false }
    // `b = a .. a`, `c = b .. b` and so on would double text and work with every line.
    if (++steps > maxSteps) return unknown
    const node = valueOf(expression, assignments)
    if (node.kind === 'string') return { text: node.value.slice(0, maxText), isWhole: node.value.length <= maxText }
    if (node.kind === 'binary' && node.operator === '..') {
      const left = read(node.left)
      if (!left.isWhole) return left
      const right = read(node.right)
      return { text: left.text + right.text, isWhole: right.isWhole }
    }
    const template = formatTemplate(node)
    if (template) {
      const format = read(template)
      return { text: format.text.split('%')[0]!, isWhole: format.isWhole && !format.text.includes('%') }
    }
    return unknown
  }
}

/** The first argument of `string.format(template, …)` and the text of `template:format(…)`, written just so. */
function formatTemplate(node: LuaExpression): LuaExpression | undefined {
  if (node.kind === 'method-call' && node.name === 'format') return node.object
  if (node.kind !== 'call' || node.callee.kind !== 'member' || node.callee.object.kind !== 'name') return undefined
  const { object, key } = node.callee
  const isFormat = object.name === 'string' && !object.local && key.kind === 'string' && key.value === 'format'
  return isFormat ? node.args[0] : undefined
}
