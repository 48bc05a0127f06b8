import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LuaFactory, LuaReturn } from 'wasmoon'
import { parseLua, parseRcss, parseRml, positionsOf, type SyntaxProblem } from '../../packages/syntax/src/index.ts'
import { changeText, wordsOf } from './change-text.ts'
import type { FuzzTarget } from './target.ts'

const root = join(import.meta.dirname, '../..')
/** As long as a review reads a text. */
const maxBytes = 1_048_576

function newTarget(
  extension: string,
  more: readonly string[],
  parse: (text: string) => { problems: readonly SyntaxProblem[] },
  compare?: FuzzTarget['compare'],
): FuzzTarget {
  const places = ['packages/syntax/src/samples', 'apps', 'packages/review/fixtures']
  const starts = places
    .flatMap((place) => globSync(`${place}/**/*.${extension}`, { cwd: root }))
    .sort()
    .map((file) => readFileSync(join(root, file)))
  const words = [...wordsOf(starts), ...more]
  return {
    name: extension,
    starts,
    maxBytes,
    change: (input, other, random) => changeText(input, other, random, words, maxBytes),
    read(input) {
      const text = input.toString('utf8')
      const { problems } = parse(text)
      checkPlaces(text, problems)
      const codes = [...new Set(problems.map(({ code }) => code))].sort()
      return { way: codes.join(' ') || 'accepted', isAccepted: true }
    },
    compare,
  }
}

function checkPlaces(text: string, problems: readonly SyntaxProblem[]): void {
  const positionAt = positionsOf(text)
  for (const { offset, line, column, code, message } of problems) {
    assert.ok(offset >= 0 && offset <= text.length, `${code} at ${offset} of ${text.length}`)
    assert.deepEqual(positionAt(offset), { line, column, offset })
    assert.ok(message.length > 0 && message.length < 10_000, `a message of ${message.length} characters`)
  }
}

const { global: lua } = await new LuaFactory().createEngine({ openStandardLibs: false })

/** Whether the real Lua 5.4 loads a text. Nothing is run. */
function isLua(text: Buffer): boolean {
  const { module } = lua.lua
  const address = module._malloc(text.length + 1)
  module.HEAPU8.set(text, address)
  const status = lua.lua.luaL_loadbufferx(lua.address, address, text.length, '=fuzz', 't')
  lua.lua.lua_settop(lua.address, 0)
  module._free(address)
  return status === LuaReturn.Ok
}

/** Our Lua reader finds a problem exactly where Lua itself refuses to load. */
function compareWithLua(input: Buffer): void {
  const text = input.toString('utf8')
  const { problems } = parseLua(text)
  assert.equal(problems.length === 0, isLua(Buffer.from(text)), `we say ${JSON.stringify(problems[0] ?? 'nothing')}`)
}

/** The readers of the three languages: they take any text, say where it is wrong, and never throw. */
export const syntaxTargets: readonly FuzzTarget[] = [
  newTarget(
    'rml',
    ['<', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '&#', '&lt', '{{', 'data-for=', '<template '],
    parseRml,
  ),
  newTarget(
    'rcss',
    ['{', '}', '@media', '@keyframes', '@spritesheet', '/*', '*/', '"', '(', '!important', '\\'],
    parseRcss,
  ),
  newTarget(
    'lua',
    ['[[', ']=]', '--[==[', '"', "'", '\\z', '\\u{', '::', 'goto', '<close>', '0x', '...', '('],
    parseLua,
    compareWithLua,
  ),
]
