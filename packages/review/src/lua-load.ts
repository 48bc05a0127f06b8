import { luaChildren, type LuaExpression, type LuaFunction, type LuaNode } from '@mosis/syntax'
import { meaningOf, valueOf, type Assignments } from './lua-names.ts'
import type { Script } from './scripts.ts'

/**
 * What runs while a document loads: everything outside of functions, and what is called from there by name or on the spot.
 * Handlers run later, so nothing of them does.
 */
export function nodesAtLoad(scripts: readonly Script[], assignments: Assignments): ReadonlySet<LuaNode> {
  const reached = new Set<LuaNode>()
  for (const { kind, tree } of scripts) {
    if (kind !== 'handler') for (const statement of tree.body) enter(statement)
  }
  return reached

  function enter(start: LuaNode): void {
    const waiting: LuaNode[] = [start]
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (reached.has(node)) continue
      reached.add(node)
      const called = node.kind === 'call' ? functionOf(node.callee, assignments) : null
      if (called) for (const statement of called.body) waiting.push(statement)
      if (node.kind !== 'function') for (const child of luaChildren(node)) waiting.push(child)
    }
  }
}

/** The function that an expression means, as far as names lead there. */
export function functionOf(expression: LuaExpression, assignments: Assignments): LuaFunction | null {
  const value = valueOf(expression, assignments)
  return value.kind === 'function' ? value : null
}

/** Every node below these that belongs to the same function: bodies of functions inside are left out. */
export function nodesOfSameFunction(start: readonly LuaNode[]): LuaNode[] {
  const nodes: LuaNode[] = []
  const waiting = [...start]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    nodes.push(node)
    if (node.kind !== 'function') for (const child of luaChildren(node)) waiting.push(child)
  }
  return nodes
}

/** Whether an expression is the same truth every time: true, false, or null when that cannot be seen. */
export function truthOf(expression: LuaExpression, assignments: Assignments): boolean | null {
  const value = expression.kind === 'name' ? (meaningOf(expression, assignments) ?? expression) : expression
  if (value.kind === 'group') return truthOf(value.inner, assignments)
  if (value.kind === 'false' || value.kind === 'nil') return false
  const isTrue = ['true', 'number', 'string', 'table', 'function'].includes(value.kind)
  if (isTrue) return true
  if (value.kind === 'unary' && value.operator === 'not') {
    const truth = truthOf(value.operand, assignments)
    return truth === null ? null : !truth
  }
  return null
}
