import { holdMember, readExpression, readExpressions, readName, readSuffixed } from './lua-expressions.ts'
import { describeToken, type LuaReader } from './lua-reader.ts'
import {
  newLocal,
  type LuaBlock,
  type LuaExpression,
  type LuaFunction,
  type LuaLocal,
  type LuaStatement,
} from './lua-tree.ts'

function readBlock(reader: LuaReader, isLoop: boolean): LuaBlock {
  reader.scope.enterBlock(isLoop)
  const body = readStatements(reader)
  reader.scope.leaveBlock()
  return body
}

/** Reads statements up to what can only end their block. */
export function readStatements(reader: LuaReader): LuaBlock {
  const statements: LuaBlock = []
  while (!endsBlock(reader)) {
    if (reader.token.kind === 'return') {
      statements.push(reader.nested(() => readReturn(reader)))
      reader.recover()
      return statements
    }
    reader.nested(() => readStatement(reader, statements))
    reader.recover()
  }
  return statements
}

function endsBlock({ token: { kind } }: LuaReader): boolean {
  return kind === 'end' || kind === '<eof>' || kind === 'else' || kind === 'elseif' || kind === 'until'
}

/** Reads one statement into a list; `;` adds none, and a label takes the empty statements and labels after it. */
function readStatement(reader: LuaReader, statements: LuaBlock): void {
  const { kind, offset } = reader.token
  const held = reader.scope.held()
  switch (kind) {
    case ';':
      reader.take()
      return
    case '::':
      return readLabel(reader, statements)
    case 'local':
      return void statements.push(readLocal(reader))
    case 'if':
      return void statements.push(readIf(reader))
    case 'while':
      return void statements.push(readWhile(reader))
    case 'do':
      reader.take()
      return void statements.push({ kind: 'do', body: readBody(reader, offset, false), offset, end: reader.end })
    case 'for':
      return void statements.push(readFor(reader))
    case 'repeat':
      return void statements.push(readRepeat(reader))
    case 'function':
      return void statements.push(readFunctionStatement(reader))
    case 'break':
      reader.take()
      reader.scope.jumpOutOfLoop(offset)
      return void statements.push({ kind: 'break', offset, end: reader.end })
    case 'goto':
      return void statements.push(readGoto(reader))
    default:
      statements.push(readCallOrAssignment(reader))
      reader.scope.releaseTo(held)
  }
}

function readLabel(reader: LuaReader, statements: LuaBlock): void {
  const { offset } = reader.take()
  const name = readName(reader, 'Write the name of the label after "::"')
  reader.expect('::', 'Close the label with "::"')
  statements.push({ kind: 'label', name, offset, end: reader.end })
  while (reader.token.kind === ';' || reader.token.kind === '::') reader.nested(() => readStatement(reader, statements))
  const { kind } = reader.token
  reader.scope.label(name, offset, kind === 'end' || kind === '<eof>' || kind === 'else' || kind === 'elseif')
}

function readGoto(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  const name = readName(reader, 'Write the name of a label after "goto"')
  if (name) reader.scope.jump(name, offset)
  return { kind: 'goto', name, offset, end: reader.end }
}

function readLocal(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  if (reader.token.kind === 'function') return readLocalFunction(reader, offset)
  const held = reader.scope.held()
  const locals: LuaLocal[] = []
  do {
    locals.push(readLocalName(reader))
  } while (reader.accept(','))
  const closing = locals.filter(({ attribute }) => attribute === 'close')
  if (closing[1]) reader.report('lua-closes-twice', closing[1].offset, 'Keep one "<close>" in this statement')
  const values = reader.accept('=') ? readExpressions(reader) : []
  reader.scope.releaseTo(held)
  // With as many values as names each one is known; a call at the end could give any number.
  if (values.length === locals.length) for (const [index, local] of locals.entries()) local.value = values[index]!
  const last = locals.at(-1)!
  if (last.attribute === 'const' && last.value) last.value = foldSign(last.value)
  for (const local of locals) reader.scope.declare(local)
  return { kind: 'local', locals, values, offset, end: reader.end }
}

function readLocalName(reader: LuaReader): LuaLocal {
  const { offset, end } = reader.token
  const local = newLocal(readName(reader, 'Write the name of a variable here'), offset, end)
  if (!reader.accept('<')) return local
  const attribute = reader.token
  const name = readName(reader, 'Write "const" or "close" after "<"')
  reader.expect('>', 'Close the attribute with ">"')
  if (name === 'const' || name === 'close') local.attribute = name
  else if (name) {
    reader.report('lua-unknown-attribute', attribute.offset, `Write "<const>" or "<close>": Lua knows no "<${name}>"`)
  }
  return local
}

function readLocalFunction(reader: LuaReader, offset: number): LuaStatement {
  reader.take()
  const { token } = reader
  const local = newLocal(readName(reader, 'Write the name of the function here'), token.offset, token.end)
  reader.scope.declare(local)
  const value = readFunction(reader, offset, false)
  local.value = value
  return { kind: 'local-function', local, value, offset, end: reader.end }
}

function readFunctionStatement(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  const start = reader.token
  const name = readName(reader, 'Write the name of the function here')
  const local = reader.scope.resolve(name, start.offset)
  let target: LuaExpression = { kind: 'name', name, local, offset: start.offset, end: reader.end }
  let isMethod = false
  while (!isMethod && (reader.token.kind === '.' || reader.token.kind === ':')) {
    isMethod = reader.take().kind === ':'
    const { offset: keyOffset } = reader.token
    const field = readName(reader, 'Write the name of a field here')
    const key = { kind: 'string', value: field, isLong: false, offset: keyOffset, end: reader.end } as const
    target = { kind: 'member', object: target, key, computed: false, offset: start.offset, end: reader.end }
  }
  const value = readFunction(reader, offset, isMethod)
  markAssigned(reader, target)
  return { kind: 'function-statement', target, value, offset, end: reader.end }
}

/** Reads parameters and body, after the word `function` and a name. */
export function readFunction(reader: LuaReader, offset: number, isMethod: boolean): LuaFunction {
  const { scope } = reader
  const parameters = isMethod ? [newLocal('self', offset, offset)] : []
  reader.expect('(', 'Write "(" and the parameters of the function')
  let isVararg = false
  if (reader.token.kind !== ')') {
    do {
      const { offset, end } = reader.token
      isVararg = reader.accept('...')
      if (!isVararg) parameters.push(newLocal(readName(reader, 'Write the name of a parameter here'), offset, end))
    } while (!isVararg && reader.accept(','))
  }
  reader.expect(')', 'Close the parameters with ")"')
  scope.enterFunction(isVararg)
  scope.enterBlock(false)
  for (const parameter of parameters) scope.declare(parameter)
  const body = readStatements(reader)
  expectEnd(reader, offset, 'function')
  scope.leaveBlock()
  scope.leaveFunction()
  return { kind: 'function', parameters, isVararg, body, offset, end: reader.end }
}

function readIf(reader: LuaReader): LuaStatement {
  const { offset } = reader.token
  const branches: { test: LuaExpression | null; body: LuaBlock }[] = []
  do {
    reader.take()
    const test = readExpression(reader)
    reader.expect('then', 'Write "then" after the condition')
    branches.push({ test, body: readBlock(reader, false) })
  } while (reader.token.kind === 'elseif')
  if (reader.accept('else')) branches.push({ test: null, body: readBlock(reader, false) })
  expectEnd(reader, offset, 'if')
  return { kind: 'if', branches, offset, end: reader.end }
}

function readWhile(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  const test = readExpression(reader)
  reader.expect('do', 'Write "do" after the condition')
  return { kind: 'while', test, body: readBody(reader, offset, true), offset, end: reader.end }
}

function readRepeat(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  // The condition sees the variables of the body, so two blocks end together.
  reader.scope.enterBlock(true)
  reader.scope.enterBlock(false)
  const body = readStatements(reader)
  reader.expect('until', `Close the "repeat" of line ${reader.positionAt(offset).line} with "until"`)
  const test = readExpression(reader)
  reader.scope.leaveBlock()
  reader.scope.leaveBlock()
  return { kind: 'repeat', body, test, offset, end: reader.end }
}

function readFor(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  const { scope } = reader
  const locals: LuaLocal[] = []
  do {
    const { offset, end } = reader.token
    locals.push(newLocal(readName(reader, 'Write the name of the loop variable here'), offset, end))
  } while (reader.accept(','))
  const isNumeric = locals.length === 1 && reader.token.kind === '='
  const held = scope.held()
  scope.enterBlock(true)
  if (!isNumeric) reader.expect('in', 'Write "in" or, after one variable, "=" here')
  else reader.take()
  const range = isNumeric ? readRange(reader) : readExpressions(reader)
  scope.releaseTo(held)
  reader.expect('do', 'Write "do" after the values of the loop')
  scope.declareHidden(isNumeric ? 3 : 4, offset)
  scope.enterBlock(false)
  for (const local of locals) scope.declare(local)
  const body = readBody(reader, offset, false)
  scope.leaveBlock()
  scope.leaveBlock()
  const { end } = reader
  return isNumeric
    ? { kind: 'numeric-for', local: locals[0]!, range, body, offset, end }
    : { kind: 'generic-for', locals, values: range, body, offset, end }
}

function readRange(reader: LuaReader): LuaExpression[] {
  const range = [readExpression(reader)]
  reader.scope.hold(1, reader.end)
  reader.expect(',', 'Write "," and the last value of the loop')
  range.push(readExpression(reader))
  reader.scope.hold(1, reader.end)
  if (reader.accept(',')) range.push(readExpression(reader))
  return range
}

function readReturn(reader: LuaReader): LuaStatement {
  const { offset } = reader.take()
  const held = reader.scope.held()
  const values = endsBlock(reader) || reader.token.kind === ';' ? [] : readExpressions(reader)
  reader.scope.releaseTo(held)
  reader.accept(';')
  return { kind: 'return', values, offset, end: reader.end }
}

function readCallOrAssignment(reader: LuaReader): LuaStatement {
  const { offset } = reader.token
  const first = readSuffixed(reader)
  if (reader.token.kind !== '=' && reader.token.kind !== ',') {
    if (first.kind !== 'call' && first.kind !== 'method-call') {
      reader.report('lua-no-statement', offset, `Call this or assign to it: ${describeToken(reader.token)}`)
    }
    return { kind: 'call-statement', call: first, offset, end: reader.end }
  }
  const targets = [first]
  const values = readTargets(reader, targets)
  for (const target of targets) markAssigned(reader, target)
  return { kind: 'assign', targets, values, offset, end: reader.end }
}

/** Reads the other targets and the values; each target is a level deeper than the one before, the values deepest. */
function readTargets(reader: LuaReader, targets: LuaExpression[]): LuaExpression[] {
  const last = targets.at(-1)!
  if (last.kind !== 'name' && last.kind !== 'member') {
    reader.report('lua-no-target', last.offset, 'Assign to a name or a field: this is neither')
  }
  if (last.kind === 'member') holdMember(reader, last)
  if (!reader.accept(',')) {
    return reader.expect('=', 'Write "=" and a value after what is assigned') ? readExpressions(reader) : []
  }
  targets.push(readSuffixed(reader))
  return reader.nested(() => readTargets(reader, targets))
}

function readBody(reader: LuaReader, offset: number, isLoop: boolean): LuaBlock {
  const body = readBlock(reader, isLoop)
  expectEnd(reader, offset, 'block')
  return body
}

function expectEnd(reader: LuaReader, offset: number, what: string): void {
  reader.expect('end', `Close the ${what} of line ${reader.positionAt(offset).line} with "end"`)
}

function markAssigned(reader: LuaReader, target: LuaExpression): void {
  if (target.kind !== 'name' || !target.local) return
  if (target.local.attribute) {
    reader.report('lua-assigns-const', target.offset, `Assign to another variable: "${target.name}" is constant`)
  }
  target.local.assigned = true
}

function foldSign(value: LuaExpression): LuaExpression {
  const isNegative = value.kind === 'unary' && value.operator === '-' && value.operand.kind === 'number'
  return isNegative ? value.operand : value
}
