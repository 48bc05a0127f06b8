import type { LuaNode, LuaStatement } from '@mosis/syntax'

/** A statement that repeats its body. */
export type LuaLoop = Extract<LuaStatement, { kind: 'while' | 'repeat' | 'numeric-for' | 'generic-for' }>

const statementKinds: ReadonlySet<LuaNode['kind']> = new Set<LuaStatement['kind']>([
  'local',
  'assign',
  'call-statement',
  'function-statement',
  'local-function',
  'do',
  'while',
  'repeat',
  'if',
  'numeric-for',
  'generic-for',
  'return',
  'break',
  'goto',
  'label',
])

/** Whether a node is a statement. */
export function isStatement(node: LuaNode): node is LuaStatement {
  return statementKinds.has(node.kind)
}

/** Whether a node is a loop. */
export function isLoop(node: LuaNode): node is LuaLoop {
  return ['while', 'repeat', 'numeric-for', 'generic-for'].includes(node.kind)
}
