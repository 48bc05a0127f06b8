import { describeToken, openLuaReader } from './lua-reader.ts'
import { readFunction, readStatements } from './lua-statements.ts'
import { newLocal, type LuaTree } from './lua-tree.ts'

/**
 * Reads Lua 5.4 text. There is a problem exactly when Lua itself would refuse to load the text; the tree is usable even
 * then. `parameters` are local names that are there from outside, as `event` is in a handler. Past `maxTokens` it
 * stops, and `tokens` of the tree is more than that.
 */
export function parseLua(
  text: string,
  { parameters = [], maxTokens = Infinity }: { parameters?: readonly string[]; maxTokens?: number } = {},
): LuaTree {
  const reader = openLuaReader(
    text,
    maxTokens,
    (reader) => (offset, isMethod) => readFunction(reader, offset, isMethod),
  )
  const { scope, problems, positionAt } = reader
  scope.enterFunction(true)
  scope.enterBlock(false)
  for (const name of parameters) scope.declare(newLocal(name, 0, 0))
  const body = readStatements(reader)
  while (reader.token.kind !== '<eof>') {
    reader.report('lua-unexpected-token', reader.token.offset, `Begin a statement here: ${describeToken(reader.token)}`)
    reader.take()
    reader.recover()
    body.push(...readStatements(reader))
  }
  scope.leaveBlock()
  scope.leaveFunction()
  problems.sort((a, b) => a.offset - b.offset)
  return { body, problems, positionAt, tokens: reader.tokens }
}
