import type { Position, SyntaxProblem } from './position.ts'

/** What a Lua file means, name by name. Offsets count UTF-16 units of the text; `end` is the offset after the node. */
export interface LuaTree {
  body: LuaBlock
  problems: SyntaxProblem[]
  positionAt: (offset: number) => Position
  /** How many names, texts, numbers and marks were read. */
  tokens: number
}

/** Statements that share a scope. */
export type LuaBlock = LuaStatement[]

interface Span {
  offset: number
  end: number
}

/** A local variable, a parameter or a loop variable. The same object stands at every name that means it. */
export interface LuaLocal extends Span {
  name: string
  attribute: 'const' | 'close' | null
  /** Where the value comes from, when it is one written expression and the variable is never assigned again. */
  value: LuaExpression | null
  assigned: boolean
}

/** A name; `local` is null when it means a global. */
export interface LuaName extends Span {
  kind: 'name'
  name: string
  local: LuaLocal | null
}

/** `object.key` (then `key` is a string and `computed` is false) or `object[key]`. */
export interface LuaMember extends Span {
  kind: 'member'
  object: LuaExpression
  key: LuaExpression
  computed: boolean
}

/** `callee(args)`. */
export interface LuaCall extends Span {
  kind: 'call'
  callee: LuaExpression
  args: LuaExpression[]
}

/** `object:name(args)`. */
export interface LuaMethodCall extends Span {
  kind: 'method-call'
  object: LuaExpression
  name: string
  args: LuaExpression[]
}

/** A function body with its parameters; `self` of a method definition is the first one. */
export interface LuaFunction extends Span {
  kind: 'function'
  parameters: LuaLocal[]
  isVararg: boolean
  body: LuaBlock
}

/** A string; bytes that no UTF-8 text holds, written as escapes, stand as one unit each (0 to 255). */
export interface LuaString extends Span {
  kind: 'string'
  value: string
  isLong: boolean
}

/** `{ value, name = value, [key] = value }`; `key` is null for a positional field. */
export interface LuaTable extends Span {
  kind: 'table'
  fields: { key: LuaExpression | null; value: LuaExpression }[]
}

/** Two operands and what stands between them. */
export interface LuaBinary extends Span {
  kind: 'binary'
  operator: string
  left: LuaExpression
  right: LuaExpression
}

/** `not`, `-`, `#` or `~` in front of an operand. */
export interface LuaUnary extends Span {
  kind: 'unary'
  operator: string
  operand: LuaExpression
}

/** Everything that has a value. `missing` stands where a mistake left none. */
export type LuaExpression =
  | (Span & { kind: 'nil' | 'true' | 'false' | 'vararg' | 'missing' })
  | (Span & { kind: 'number'; value: number })
  | (Span & { kind: 'group'; inner: LuaExpression })
  | LuaString
  | LuaName
  | LuaMember
  | LuaCall
  | LuaMethodCall
  | LuaFunction
  | LuaTable
  | LuaBinary
  | LuaUnary

/** Everything that stands in a block. */
export type LuaStatement =
  | (Span & { kind: 'local'; locals: LuaLocal[]; values: LuaExpression[] })
  | (Span & { kind: 'assign'; targets: LuaExpression[]; values: LuaExpression[] })
  | (Span & { kind: 'call-statement'; call: LuaExpression })
  | (Span & { kind: 'function-statement'; target: LuaExpression; value: LuaFunction })
  | (Span & { kind: 'local-function'; local: LuaLocal; value: LuaFunction })
  | (Span & { kind: 'do'; body: LuaBlock })
  | (Span & { kind: 'while'; test: LuaExpression; body: LuaBlock })
  | (Span & { kind: 'repeat'; body: LuaBlock; test: LuaExpression })
  | (Span & { kind: 'if'; branches: { test: LuaExpression | null; body: LuaBlock }[] })
  | (Span & { kind: 'numeric-for'; local: LuaLocal; range: LuaExpression[]; body: LuaBlock })
  | (Span & { kind: 'generic-for'; locals: LuaLocal[]; values: LuaExpression[]; body: LuaBlock })
  | (Span & { kind: 'return'; values: LuaExpression[] })
  | (Span & { kind: 'break' })
  | (Span & { kind: 'goto' | 'label'; name: string })

/** A statement or an expression. */
export type LuaNode = LuaStatement | LuaExpression

/** A variable of which only the name is known yet. */
export function newLocal(name: string, offset: number, end: number): LuaLocal {
  return { name, attribute: null, value: null, assigned: false, offset, end }
}

/** What stands directly inside a node, in the order of the text. */
export function luaChildren(node: LuaNode): LuaNode[] {
  switch (node.kind) {
    case 'local':
      return node.values
    case 'assign':
      return [...node.targets, ...node.values]
    case 'call-statement':
      return [node.call]
    case 'function-statement':
      return [node.target, node.value]
    case 'local-function':
      return [node.value]
    case 'do':
      return node.body
    case 'while':
      return [node.test, ...node.body]
    case 'repeat':
      return [...node.body, node.test]
    case 'if':
      return node.branches.flatMap(({ test, body }) => (test ? [test, ...body] : body))
    case 'numeric-for':
      return [...node.range, ...node.body]
    case 'generic-for':
      return [...node.values, ...node.body]
    case 'return':
      return node.values
    case 'group':
      return [node.inner]
    case 'member':
      return [node.object, node.key]
    case 'call':
      return [node.callee, ...node.args]
    case 'method-call':
      return [node.object, ...node.args]
    case 'function':
      return node.body
    case 'table':
      return node.fields.flatMap(({ key, value }) => (key ? [key, value] : [value]))
    case 'binary':
      return [node.left, node.right]
    case 'unary':
      return [node.operand]
    default:
      return []
  }
}

/**
 * Visits every node below a block, outer ones first, in the order of the text. What `visit` answers false for is not
 * entered. Keeps its own stack: `a + a + a …` is as deep as it is long, and Lua allows a million of them.
 */
export function walkLua(block: LuaBlock, visit: (node: LuaNode) => boolean | void): void {
  const waiting: LuaNode[] = [...block].reverse()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (visit(node) === false) continue
    const children = luaChildren(node)
    for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index]!)
  }
}
