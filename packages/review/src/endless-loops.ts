import { luaChildren, type LuaExpression, type LuaNode } from '@mosis/syntax'
import { truthOf } from './lua-load.ts'
import { nameOf, valueOf, type Assignments } from './lua-names.ts'
import { isLoop, type LuaLoop } from './lua-statements.ts'
import type { Script } from './scripts.ts'
import type { Sources } from './sources.ts'

// No phone runs a loop to its end that needs more steps than a load has instructions.
const maxSteps = 10_000_000

/** Loops that go on for ever, or for longer than any budget, and cannot be left. */
export function endlessLoops({ scripts, assignments }: Sources): { script: Script; loop: LuaLoop }[] {
  return scripts.flatMap((script) => {
    const endless = script.nodes.filter(isLoop).filter((loop) => neverEnds(loop, assignments))
    if (endless.length === 0) return []
    const left = loopsThatAreLeft(script.tree.body, assignments)
    return endless.filter((loop) => !left.has(loop)).map((loop) => ({ script, loop }))
  })
}

function neverEnds(loop: LuaLoop, assignments: Assignments): boolean {
  if (loop.kind === 'while') return truthOf(loop.test, assignments) === true
  if (loop.kind === 'repeat') return truthOf(loop.test, assignments) === false
  if (loop.kind === 'generic-for') return false
  const [first, last, step] = loop.range.map((value) => numberOf(value, assignments))
  if (first == null || last == null || step === null || step === 0) return false
  return (last - first) / (step ?? 1) > maxSteps
}

function numberOf(expression: LuaExpression, assignments: Assignments): number | null {
  const value = valueOf(expression, assignments)
  if (value.kind === 'number') return value.value
  if (value.kind === 'unary' && value.operator === '-') {
    const operand = numberOf(value.operand, assignments)
    return operand === null ? null : -operand
  }
  return nameOf(value, assignments) === 'math.huge' ? Infinity : null
}

/** A loop around a statement, with the loops of the same function around it. */
interface Around {
  loop: LuaLoop
  outer: Around | null
}

/** Loops that a `break`, `return`, `goto` or `error` leads out of. A `break` leads out of the innermost one only. */
function loopsThatAreLeft(body: readonly LuaNode[], assignments: Assignments): ReadonlySet<LuaLoop> {
  const left = new Set<LuaLoop>()
  const leftWhole = new Set<LuaLoop>()
  const waiting: { node: LuaNode; around: Around | null }[] = body.map((node) => ({ node, around: null }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, around } = next
    if (node.kind === 'break' && around) left.add(around.loop)
    const leavesAll = node.kind === 'return' || node.kind === 'goto' || isError(node, assignments)
    // Where one loop is left as a whole, those around it were noted with it.
    for (let each = leavesAll ? around : null; each && !leftWhole.has(each.loop); each = each.outer) {
      left.add(each.loop)
      leftWhole.add(each.loop)
    }
    const inside = isLoop(node) ? { loop: node, outer: around } : node.kind === 'function' ? null : around
    for (const child of luaChildren(node)) waiting.push({ node: child, around: inside })
  }
  return left
}

function isError(node: LuaNode, assignments: Assignments): boolean {
  return node.kind === 'call' && nameOf(node.callee, assignments) === 'error'
}
