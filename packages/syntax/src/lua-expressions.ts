import { describeToken, type LuaReader } from './lua-reader.ts'
import type { LuaExpression, LuaMember, LuaString, LuaTable } from './lua-tree.ts'

// Left and right priority of each operator, as lparser.c has them.
const priorities: Readonly<Record<string, readonly [number, number]>> = {
  or: [1, 1],
  and: [2, 2],
  '<': [3, 3],
  '>': [3, 3],
  '<=': [3, 3],
  '>=': [3, 3],
  '~=': [3, 3],
  '==': [3, 3],
  '|': [4, 4],
  '~': [5, 5],
  '&': [6, 6],
  '<<': [7, 7],
  '>>': [7, 7],
  '..': [9, 8],
  '+': [10, 10],
  '-': [10, 10],
  '*': [11, 11],
  '/': [11, 11],
  '//': [11, 11],
  '%': [11, 11],
  '^': [14, 13],
}
const unaryPriority = 12
const unaryOperators = new Set(['not', '-', '#', '~'])
// Lua moves the waiting fields of a constructor into the table fifty at a time.
const fieldsPerFlush = 50

/** Reads one expression; what it held is released, since the reader of the statement decides what waits. */
export function readExpression(reader: LuaReader, limit = 0): LuaExpression {
  return reader.nested(() => {
    const held = reader.scope.held()
    const { offset } = reader.token
    let left = unaryOperators.has(reader.token.kind) ? readUnary(reader) : readSimple(reader)
    for (;;) {
      const operator = reader.token.kind
      const priority = priorities[operator]
      if (!priority || priority[0] <= limit) break
      reader.take()
      holdOperand(reader, left, operator)
      const right = readExpression(reader, priority[1])
      if (operator === '..') reader.scope.hold(1, left.offset)
      reader.scope.releaseTo(held)
      left = { kind: 'binary', operator, left, right, offset, end: reader.end }
    }
    return left
  })
}

/** Reads expressions between commas; each waits until the last is known. */
export function readExpressions(reader: LuaReader): LuaExpression[] {
  const expressions = [readExpression(reader)]
  while (reader.accept(',')) {
    reader.scope.hold(1, reader.token.offset)
    expressions.push(readExpression(reader))
  }
  if (!isOpenEnded(expressions.at(-1)!)) reader.scope.hold(1, reader.end)
  return expressions
}

/** Reads a name or a group with all that is appended to it: fields, indices, calls. */
export function readSuffixed(reader: LuaReader): LuaExpression {
  const { offset } = reader.token
  const held = reader.scope.held()
  let left = readPrimary(reader)
  for (;;) {
    const { kind } = reader.token
    if (kind === '.') {
      reader.take()
      left = { kind: 'member', object: left, key: readKey(reader), computed: false, offset, end: reader.end }
    } else if (kind === '[') {
      hold(reader, left)
      left = { kind: 'member', object: left, key: readIndex(reader), computed: true, offset, end: reader.end }
    } else if (kind === ':') {
      reader.take()
      const name = readName(reader, 'Write the name of a method after ":"')
      reader.scope.hold(2, offset)
      left = { kind: 'method-call', object: left, name, args: readArguments(reader), offset, end: reader.end }
    } else if (kind === '(' || kind === '{' || kind === 'string') {
      reader.scope.hold(1, offset)
      left = { kind: 'call', callee: left, args: readArguments(reader), offset, end: reader.end }
    } else {
      return left
    }
    reader.scope.releaseTo(held)
  }
}

/** Takes a name; what stands there instead is told and left. */
export function readName(reader: LuaReader, message: string): string {
  const { text } = reader.token
  return reader.expect('name', message) ? text : ''
}

/** Takes the registers that the table and the key of an assigned field wait in. */
export function holdMember(reader: LuaReader, { object, key }: LuaMember): void {
  hold(reader, object)
  if (!isConstant(key)) hold(reader, key)
}

function readUnary(reader: LuaReader): LuaExpression {
  const { kind: operator, offset } = reader.take()
  const operand = readExpression(reader, unaryPriority)
  return { kind: 'unary', operator, operand, offset, end: reader.end }
}

function readSimple(reader: LuaReader): LuaExpression {
  const { token } = reader
  const { offset, end } = token
  switch (token.kind) {
    case 'nil':
    case 'true':
    case 'false':
      reader.take()
      return { kind: token.kind, offset, end }
    case 'number':
      reader.take()
      return { kind: 'number', value: Number(token.text), offset, end }
    case 'string':
      return readString(reader)
    case '...':
      reader.take()
      if (!reader.scope.isVararg()) {
        reader.report('lua-vararg-outside', offset, 'Add "..." to the parameters: this function has no "..."')
      }
      return { kind: 'vararg', offset, end }
    case '{':
      return readTable(reader)
    case 'function':
      reader.take()
      return reader.readFunction(offset, false)
    default:
      return readSuffixed(reader)
  }
}

function readPrimary(reader: LuaReader): LuaExpression {
  const { token } = reader
  const { offset, end } = token
  if (token.kind === 'name') {
    reader.take()
    return { kind: 'name', name: token.text, local: reader.scope.resolve(token.text, offset), offset, end }
  }
  if (token.kind === '(') {
    reader.take()
    const inner = readExpression(reader)
    reader.expect(')', `Close the "(" of line ${reader.positionAt(offset).line} with ")"`)
    return { kind: 'group', inner, offset, end: reader.end }
  }
  reader.report('lua-unexpected-token', offset, `Write a value or a name here: ${describeToken(token)}`)
  return { kind: 'missing', offset, end: offset }
}

function readArguments(reader: LuaReader): LuaExpression[] {
  const { kind, offset } = reader.token
  if (kind === 'string') return [readString(reader)]
  if (kind === '{') return [readTable(reader)]
  if (!reader.expect('(', 'Write "(" and the arguments after the name of a method')) return []
  if (reader.accept(')')) return []
  const args = readExpressions(reader)
  reader.expect(')', `Close the "(" of line ${reader.positionAt(offset).line} with ")"`)
  return args
}

function readTable(reader: LuaReader): LuaTable {
  const { scope } = reader
  const { offset } = reader.take()
  const fields: LuaTable['fields'] = []
  const before = scope.held()
  scope.hold(1, offset)
  const held = scope.held()
  let waiting = 0
  while (reader.token.kind !== '}' && reader.token.kind !== '<eof>') {
    const key = readFieldKey(reader)
    fields.push({ key, value: readExpression(reader) })
    if (key) scope.releaseTo(held + waiting)
    else if (++waiting % fieldsPerFlush === 0) scope.releaseTo(held + (waiting = 0))
    else scope.hold(1, offset)
    if (!reader.accept(',') && !reader.accept(';')) break
  }
  reader.expect('}', `Close the "{" of line ${reader.positionAt(offset).line} with "}", or write "," between fields`)
  scope.releaseTo(before)
  return { kind: 'table', fields, offset, end: reader.end }
}

function readFieldKey(reader: LuaReader): LuaExpression | null {
  if (reader.token.kind === '[') {
    const key = readIndex(reader)
    reader.expect('=', 'Write "=" and a value after the key of a field')
    return key
  }
  if (reader.token.kind !== 'name' || reader.peek().kind !== '=') return null
  const key = readKey(reader)
  reader.take()
  return key
}

function readIndex(reader: LuaReader): LuaExpression {
  const { offset } = reader.take()
  const key = readExpression(reader)
  if (!isConstant(key)) reader.scope.hold(1, offset)
  reader.expect(']', 'Close the "[" with "]"')
  return key
}

function readKey(reader: LuaReader): LuaString {
  const { offset } = reader.token
  const value = readName(reader, 'Write the name of a field after "."')
  return { kind: 'string', value, isLong: false, offset, end: reader.end }
}

function readString(reader: LuaReader): LuaString {
  const { text: value, isLong, offset, end } = reader.take()
  return { kind: 'string', value, isLong, offset, end }
}

/** Takes the register that the left operand of an operator waits in. */
function holdOperand(reader: LuaReader, left: LuaExpression, operator: string): void {
  if (operator === '..') reader.scope.hold(1, left.offset)
  else if (operator !== 'and' && operator !== 'or' && left.kind !== 'number') hold(reader, left)
}

function hold(reader: LuaReader, value: LuaExpression): void {
  const isHeld = value.kind === 'name' && reader.scope.isInRegister(value.local)
  if (!isHeld) reader.scope.hold(1, value.offset)
}

function isConstant({ kind }: LuaExpression): boolean {
  return kind === 'string' || kind === 'number' || kind === 'nil' || kind === 'true' || kind === 'false'
}

/** Calls and `...` at the end of a list give as many values as they have. */
function isOpenEnded({ kind }: LuaExpression): boolean {
  return kind === 'call' || kind === 'method-call' || kind === 'vararg'
}
