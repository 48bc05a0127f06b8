import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { array, assert as check, constantFrom, nat, property, record } from 'fast-check'
import { LuaFactory, LuaReturn } from 'wasmoon'
import { parseLua } from './lua.ts'
import { walkLua, type LuaNode } from './lua-tree.ts'

const samples = join(import.meta.dirname, 'samples/lua')
const { global: lua } = await new LuaFactory().createEngine({ openStandardLibs: false })

/** What the real Lua 5.4 says about a text, or null when it loads it. Nothing is run. */
function luaRefusal(text: string): string | null {
  const bytes = new TextEncoder().encode(text)
  const { module } = lua.lua
  const address = module._malloc(bytes.length + 1)
  module.HEAPU8.set(bytes, address)
  const status = lua.lua.luaL_loadbufferx(lua.address, address, bytes.length, '=sample', 't')
  const refusal = status === LuaReturn.Ok ? null : lua.lua.lua_tolstring(lua.address, -1, null)
  lua.lua.lua_settop(lua.address, 0)
  module._free(address)
  return refusal
}

function nodesOf(text: string): LuaNode[] {
  const nodes: LuaNode[] = []
  walkLua(parseLua(text).body, (node) => void nodes.push(node))
  return nodes
}

for (const name of readdirSync(join(samples, 'good'))) {
  test(`the good sample ${name} has no problem, and Lua loads it`, () => {
    const text = readFileSync(join(samples, 'good', name), 'utf8')
    assert.equal(luaRefusal(text), null)
    assert.deepEqual(parseLua(text).problems, [])
  })
}

for (const name of readdirSync(join(samples, 'bad'))) {
  test(`the bad sample ${name} has the problem its first line names, and Lua refuses it`, () => {
    const text = readFileSync(join(samples, 'bad', name), 'utf8')
    const [, code, line] = text.split(/\s+/)
    const [first] = parseLua(text).problems
    assert.ok(luaRefusal(text))
    assert.deepEqual(first && { code: first.code, line: first.line }, { code, line: Number(line) })
  })
}

test('whatever is mixed from Lua words, the verdict is that of Lua itself', () => {
  const words =
    'and break do else elseif end false for function goto if in local nil not or repeat return then true until while ' +
    '+ - * / % ^ # & ~ | << >> // == ~= <= >= < > = ( ) { } [ ] :: ; : , . .. ... a b _ENV 1 0x1p3 3.5 "s" [[l]] <const> ' +
    '<close> ::a:: goto --c'
  const whole = [
    'local a <const> , b = 1 , 2 while a do if b then break end goto c ::c:: end',
    'function x . y : z ( a , ... ) local b = { a , [ 1 ] = 2 , c = 3 ; ... } return b , ... end',
    'for i = 1 , 10 , 2 do local x = i * 2 ^ - 3 .. "s" end for k , v in pairs ( t ) do print ( k , v ) end',
    'repeat local a = f "x" { y = 1 } : m [[z]] until a == nil or not a and # b > 3',
    'goto done do local a = 1 ::top:: if a then goto top end end ::done::',
  ].map((text) => text.split(' '))
  const edit = record({ at: nat(40), word: constantFrom(...words.split(' ')), drop: nat(1) })
  const sameVerdict = property(constantFrom(...whole), array(edit, { maxLength: 3 }), (start, edits) => {
    const text = edits.reduce((all, { at, word, drop }) => all.toSpliced(at % all.length, drop, word), start).join(' ')
    assert.equal(parseLua(text).problems.length === 0, luaRefusal(text) === null, text)
  })
  check(sameVerdict, { numRuns: 3000, seed: 20 })
})

test('the limits of Lua are met to the number', () => {
  const families: Record<string, (count: number) => string> = {
    parentheses: (count) => `x = ${'('.repeat(count)}1${')'.repeat(count)}`,
    blocks: (count) => 'do '.repeat(count) + 'end '.repeat(count),
    concatenations: (count) => `x = a${' .. b'.repeat(count)}`,
    targets: (count) => `a${', b'.repeat(count)} = 1`,
    locals: (count) => 'local a '.repeat(count),
    arguments: (count) => `f(0${', 1'.repeat(count)})`,
    upvalues: (count) => {
      const names = (prefix: string) => Array.from({ length: Math.ceil(count / 2) }, (_, index) => `${prefix}${index}`)
      const sum = [...names('a'), ...names('b')].join(' + ')
      return `local ${names('a').join()} = 1 function f() local ${names('b').join()} = 2 return function() return ${sum} end end`
    },
  }
  for (const [family, write] of Object.entries(families)) {
    for (const count of [1, 150, 190, 195, 196, 197, 198, 199, 200, 201, 250, 251, 252, 253, 254, 255, 256, 257, 300]) {
      const text = write(count)
      assert.equal(parseLua(text).problems.length === 0, luaRefusal(text) === null, `${count} ${family}`)
    }
  }
})

test('a name means its innermost variable, or a global', () => {
  const text = 'local a = 1 do local a = a + b end function c(d) return a, d, c end a = 2'
  const names = nodesOf(text).filter((node) => node.kind === 'name')
  assert.deepEqual(
    names.map(({ name, local }) => `${name} ${local ? local.offset : 'global'}`),
    ['a 6', 'b global', 'c global', 'a 6', 'd 46', 'c global', 'a 6'],
  )
})

test('names given from outside are variables, as in a handler', () => {
  const { body } = parseLua('element:SetClass("on", true) print(event)', { parameters: ['event', 'element'] })
  const names: string[] = []
  walkLua(body, (node) => void (node.kind === 'name' && names.push(`${node.name} ${node.local ? 'local' : 'global'}`)))
  assert.deepEqual(names, ['element local', 'print global', 'event local'])
})

test('a variable knows its value until it is assigned', () => {
  const [first, second] = parseLua('local url, n = "https://a.example", 2 n = 3').body
  assert.ok(first?.kind === 'local' && second?.kind === 'assign')
  const [url, n] = first.locals
  assert.deepEqual([url?.value?.kind, url?.assigned, n?.assigned], ['string', false, true])
})

test('strings are decoded as Lua does', () => {
  const text = String.raw`x = { "a\n\65\x42\u{1F600}\z
      b", 'it\'s', [==[
]]]==], "\
" }`
  const strings = nodesOf(text).flatMap((node) => (node.kind === 'string' ? node.value : []))
  assert.deepEqual(strings, ['a\nAB\u{1F600}b', "it's", ']]', '\n'])
})

test('reading goes on after a mistake and finds the next one', () => {
  const { problems, body } = parseLua('local x = = 1\nlocal function f()\n  y = )\n  return z\nend\nprint(f())\n')
  assert.deepEqual(
    problems.map(({ line, column }) => `${line}:${column}`),
    ['1:11', '3:7'],
  )
  assert.deepEqual(
    body.map(({ kind }) => kind),
    ['local', 'local-function', 'call-statement'],
  )
})

test('a million operators, brackets, labels or words that make no sense are read in bounded time', () => {
  const count = 200_000
  const hostile = [
    `x = 1${' + 1'.repeat(count)}`,
    `x = a${'.b'.repeat(count)}`,
    `x = ${'{'.repeat(count)}`,
    'end '.repeat(count),
    'function f() '.repeat(count),
    'goto a '.repeat(count),
    '--[=['.repeat(count),
    '"\\'.repeat(count),
    '\0'.repeat(count),
    '({[,;"=~ '.repeat(count / 4),
    Array.from({ length: count / 4 }, (_, index) => `::l${index}:: x = 1 `).join(''),
  ]
  for (const text of hostile) {
    const { body, problems } = parseLua(text)
    let nodes = 0
    walkLua(body, () => void nodes++)
    assert.ok(problems.length <= 20 && nodes <= text.length, text.slice(0, 20))
  }
})
