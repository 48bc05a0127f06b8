import { createLuaScope, type LuaScope } from './lua-scope.ts'
import { readLuaTokens, startsOnNewLine, type LuaToken } from './lua-tokens.ts'
import type { LuaFunction } from './lua-tree.ts'
import { positionsOf, type SyntaxProblem } from './position.ts'

// LUAI_MAXCCALLS of Lua's llimits.h: deeper nesting would overflow its C stack.
const maxLevels = 200
const maxProblems = 20

/** The state of reading one Lua text: a token to look at, the scope, and what was wrong so far. */
export interface LuaReader {
  scope: LuaScope
  token: LuaToken
  /** The offset after the token that was taken last. */
  end: number
  problems: SyntaxProblem[]
  /** Tokens that were read so far. */
  tokens: number
  positionAt: ReturnType<typeof positionsOf>
  /** Reads parameters and body up to its `end`; set by the reader of statements, used by expressions. */
  readFunction(offset: number, isMethod: boolean): LuaFunction
  take(): LuaToken
  accept(kind: string): boolean
  peek(): LuaToken
  /** Takes a token of this kind, or tells that it is missing where the text goes on otherwise. */
  expect(kind: string, message: string): boolean
  report(code: string, offset: number, message: string): void
  /** Reads something one level deeper. Past Lua's limit everything after counts as the end of the file. */
  nested<T>(read: () => T): T
  /** After a mistake: skips to where a statement may begin. */
  recover(): void
}

const starters = new Set('break do for function goto if local repeat return while ; ::'.split(' '))
const closers = new Set('else elseif end until <eof>'.split(' '))

/** Starts to read a text; `readFunction` has to be given because functions hold statements and statements expressions. */
export function openLuaReader(
  text: string,
  maxTokens: number,
  readFunction: (reader: LuaReader) => LuaReader['readFunction'],
): LuaReader {
  const problems: SyntaxProblem[] = []
  const positionAt = positionsOf(text)
  const nextToken = readLuaTokens(text, addProblem)
  // Names are judged by another rule than words: one unknown label must not hide the next.
  const scope = createLuaScope(addProblem)
  const endOfFile: LuaToken = { kind: '<eof>', text: '<eof>', isLong: false, offset: text.length, end: text.length }
  let following: LuaToken | null = null
  let isLost = false
  let isOver = false
  let level = 0
  let tokens = 0

  const reader: LuaReader = {
    scope,
    token: next(),
    end: 0,
    problems,
    positionAt,
    get tokens() {
      return tokens
    },
    readFunction: (offset, isMethod) => readFunctionBody(offset, isMethod),

    take() {
      const taken = reader.token
      reader.end = taken.end
      reader.token = following ?? next()
      following = null
      return taken
    },

    accept(kind) {
      if (reader.token.kind !== kind) return false
      reader.take()
      return true
    },

    peek() {
      return (following ??= next())
    },

    expect(kind, message) {
      if (reader.accept(kind)) return true
      reader.report('lua-unexpected-token', reader.token.offset, `${message}: ${describeToken(reader.token)}`)
      return false
    },

    report(code, offset, message) {
      // After one mistake the rest of a statement makes no sense; only the first is told.
      if (!isLost) addProblem(code, offset, message)
      isLost = true
    },

    nested(read) {
      level++
      if (level >= maxLevels) {
        reader.report('lua-too-deep', reader.token.offset, `Nest less deeply: Lua allows ${maxLevels - 1} levels`)
        reader.token = endOfFile
        isOver = true
      }
      const result = read()
      level--
      return result
    },

    recover() {
      if (!isLost) return
      while (!closers.has(reader.token.kind) && !starters.has(reader.token.kind)) {
        if (reader.token.kind === 'name' && startsOnNewLine(text, reader.token)) break
        reader.take()
      }
      if (reader.token.kind !== '<eof>') isLost = false
    },
  }
  const readFunctionBody = readFunction(reader)
  return reader

  function next(): LuaToken {
    if (!isOver && ++tokens > maxTokens) isOver = true
    return isOver ? endOfFile : nextToken()
  }

  function addProblem(code: string, offset: number, message: string): void {
    if (problems.length < maxProblems) problems.push({ code, message, ...positionAt(offset) })
    else isOver = true
  }
}

/** A token as a message names it. */
export function describeToken({ kind, text, offset }: LuaToken): string {
  if (kind === '<eof>') return 'the file ends here'
  if (text === '\ufeff') return 'a byte order mark stands here; save the file as UTF-8 without one'
  if (kind === '#' && offset === 0) return 'a "#!" line stands here; Lua in Mosis has none'
  if (kind === 'string') return 'a string stands here'
  return `"${text.slice(0, 40)}" stands here`
}
