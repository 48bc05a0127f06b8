// Every function of the schema of the Lua API is called with every kind of wrong argument.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { luaApi, luaClasses, luaFunctions, luaShapes } from '@mosis/format/lua-api'
import type { LuaFunction, LuaParameter } from '@mosis/format/lua-api'
import { runLua } from './lua-api.testing.ts'

/** Values that are right, by the name of a parameter or by its type. */
const rightByName: Record<string, string> = {
  url: '"https://example.com/"',
  id: '"p"',
  address: '"AA:01"',
  algorithm: '"md5"',
  event: '"close"',
  selector: '"p"',
  permission: '"storage"',
  format: '"<i4"',
  tag: '"p"',
  replaced: 'document.first_child',
}
const rightByType: Record<string, string> = {
  string: '"a"',
  integer: '1',
  number: '1',
  boolean: 'true',
  table: '{}',
  any: '1',
  Node: 'document:CreateElement("p")',
  Vector2f: 'Vector2f.new(1, 2)',
  NetworkRequest: '{ url = "https://example.com/" }',
  NotificationFields: '{ title = "a" }',
  ContactFields: '{ name = "a" }',
}

function right({ name, type, min }: Pick<LuaParameter, 'name' | 'type' | 'min'>): string {
  if (type.includes('fun(')) return 'print'
  if (min !== undefined) return String(min)
  const literal = /^(?:"[^"]*"|\d+)/.exec(type)?.[0]
  return rightByName[name] ?? literal ?? rightByType[type] ?? '{}'
}

/** An object of each class whose methods take something. */
const objects: Record<string, string> = {
  Database: 'db',
  DatabaseStatement: 'statement',
  WebSocket: 'socket',
  Element: 'document:GetElementById("p")',
  Document: 'document',
  Context: 'document.context',
  ElementForm: 'document:GetElementById("form")',
  ElementFormControlInput: 'document:GetElementById("input")',
  ElementFormControlTextArea: 'document:GetElementById("area")',
  ElementFormControlSelect: 'document:GetElementById("select")',
  ElementTabSet: 'document:GetElementById("tabs")',
  Vector2f: 'Vector2f.new(1, 2)',
}

interface Wrong {
  value: string
  /** One of these must be in the message. */
  words: string[]
}

/** Values of other types than this one, and how they are refused. */
function wrongValues(type: string, bounds: { optional?: true; min?: number; max?: number }): Wrong[] {
  const shape = luaShapes.find(({ name }) => name === type)
  if (shape) {
    const fields = shape.fields.flatMap((field) => {
      const needed = shape.fields.filter(({ name, optional }) => !optional && name !== field.name)
      const others = needed.map((other) => `${other.name} = ${right(other)}, `).join('')
      return wrongValues(field.type, { ...field, optional: true }).map(({ value, words }) => ({
        value: `{ ${others}${field.name} = ${value} }`,
        words,
      }))
    })
    return [...refusals('a table', bounds, ['"x"', '1', 'true', 'print']), unknownField, ...fields]
  }
  if (type.startsWith('table')) return refusals('table', bounds, ['"x"', '1', 'true', 'print'])
  if (type.startsWith('fun(')) return refusals('a function', bounds, ['"x"', '1', '{}', 'true'])
  if (type.startsWith('string|fun(')) return refusals('a function', bounds, ['true', '{}', '1'])
  if (type.startsWith('"')) {
    const first = /^"([^"]*)"/.exec(type)![1]!
    const other = { value: '"zzz"', words: [first] }
    return [other, ...refusals('a string', bounds, ['true', '{}', 'print']).map((wrong) => also(wrong, first))]
  }
  if (/^\d/.test(type)) return refusals(/^\d+/.exec(type)![0], bounds, ['"x"', '{}', '3.5', '-1'])
  if (type === 'string') return refusals('string', bounds, ['true', '{}', 'print'])
  if (type === 'boolean') return refusals('a boolean', bounds, ['"x"', '1', '{}'])
  if (type === 'number' || type === 'integer') {
    const { min, max } = bounds
    const outside = [min !== undefined ? min - 1 : undefined, max !== undefined ? max + 1 : undefined]
    const numbers = outside.filter((value) => value !== undefined)
    return [
      ...refusals(type === 'integer' ? 'number' : 'a number', bounds, ['"x"', '{}', 'true']),
      ...(type === 'integer' ? refusals('a whole number', { optional: true }, ['1.5']) : []),
      ...numbers.map((value) => ({ value: String(value), words: ['between', 'at least', 'at most', '1000 or'] })),
    ]
  }
  if (luaClasses.some(({ name }) => name === type)) return refusals(type, bounds, ['1', '"x"', '{}', 'json.null'])
  return []
}

const unknownField: Wrong = { value: '{ zzz = 1 }', words: ['unknown field "zzz"'] }
const also = ({ value, words }: Wrong, word: string): Wrong => ({ value, words: [...words, word] })

function refusals(word: string, { optional }: { optional?: true }, values: string[]): Wrong[] {
  return [...values, ...(optional ? [] : ['nil'])].map((value) => ({ value, words: [word] }))
}

/** Calls in which one argument is wrong and all others are right. */
function wrongCalls({ name, parameters }: LuaFunction): { call: string; name: string; words: string[] }[] {
  const [className, methodName] = name.split(':')
  const target = methodName === undefined ? name : `(${objects[className!]}):${methodName}`
  return parameters.flatMap((parameter, index) =>
    wrongValues(parameter.type, parameter).map(({ value, words }) => {
      const args = parameters.slice(0, index).map(right)
      return { call: `${target}(${[...args, value].join(', ')})`, name: methodName ?? name.split('.').at(-1)!, words }
    }),
  )
}

test('every function refuses each argument of a wrong type with its name and the type it wants', async (t) => {
  const standard = new Set(luaApi.filter(({ isStandard }) => isStandard).flatMap(({ functions }) => functions))
  const calls = luaFunctions
    // A trailing `...` takes what there is.
    .filter((fn) => !standard.has(fn))
    .flatMap((fn) => wrongCalls({ ...fn, parameters: fn.parameters.filter(({ name }) => name !== '...') }))
  assert.ok(calls.length > 400, String(calls.length))
  const lua = calls.map(({ call, name, words }) => {
    const wanted = words.map((word) => JSON.stringify(word)).join(', ')
    return `check(${JSON.stringify(call)}, ${JSON.stringify(name)}, { ${wanted} }, function() local _ = ${call} end)`
  })
  const groups = Array.from({ length: Math.ceil(lua.length / 50) }, (_, index) =>
    lua.slice(index * 50, index * 50 + 50),
  )
  const said = await runLua(
    t,
    `db = database.open("a.db") statement = db:prepare("select 1") socket = network.websocket("wss://example.com/")
    local function check(call, name, words, run)
      local ok, message = pcall(run)
      if ok then return print(call, "was not refused") end
      message = tostring(message)
      for _, word in ipairs(words) do
        if message:find(name, 1, true) and message:find(word, 1, true) then return end
      end
      print(call, message)
    end
    ${groups.map((group) => `do ${group.join('\n')} end`).join('\n')}
    print("checked")`,
  )
  assert.deepEqual(said, ['checked'])
})

/** What nobody sane hands to a function. */
const hostileValues = `
  local cycle = {} cycle.cycle = cycle
  local deep = {} for _ = 1, 60 do deep = { deep } end
  local wide = {} for i = 1, 3000 do wide["key" .. i] = i end
  hostile = { ("x"):rep(65536), "", "\\0\\1\\2", "\\xff\\xfe", "__proto__", "constructor", "../../../etc/passwd", "%s%n%d", "'; drop table a; --",
    0/0, 1/0, -1/0, -1, 0, 1.5, 2^53, math.mininteger, math.maxinteger, 1e308, true, false,
    cycle, deep, wide, { 1, a = 2 }, { [true] = 1 }, { [1.5] = 1 }, { [print] = 1 }, { "\\xff" }, { __proto__ = {} }, { toString = print, valueOf = print },
    json.null, document, Vector2f.new(0/0, 1/0), print, math.sin, function() error({}) end, t }`

test('no value makes a function do anything but refuse, fail or work', async (t) => {
  const calls = luaFunctions
    .filter(
      ({ name }) => !/^(?:string|table|math|utf8)\.|^(?:print|error|goBack|goHome|navigateTo|Log\.Message)$/.test(name),
    )
    .flatMap(({ name, parameters }) => {
      const [className, methodName] = name.split(':')
      const target = methodName === undefined ? name : `(${objects[className!]}):${methodName}`
      const places = parameters.map((_, index) => parameters.slice(0, index).map(right))
      return places.map(
        (before) => `{ ${JSON.stringify(name)}, function(v) return ${target}(${[...before, 'v'].join(', ')}) end },`,
      )
    })
  assert.ok(calls.length > 150, String(calls.length))
  const lines = await runLua(
    t,
    `${hostileValues}
    db = database.open("a.db") statement = db:prepare("select 1") socket = network.websocket("wss://example.com/")
    local calls = { ${calls.join('\n')} }
    local function attack(call)
      for index, value in ipairs(hostile) do
        local ok, first, second = pcall(call[2], value)
        local message = ok and second or first
        if not ok and type(message) ~= "string" and call[1] ~= "assert" and call[1] ~= "pcall" then print("found", call[1], index, "raised no text")
        elseif type(message) == "string" and message:find("^internal") then print("found", call[1], index, message) end
      end
    end
    local at = 0
    function attackSome()
      for _ = 1, 4 do
        at = at + 1
        if calls[at] then attack(calls[at]) end
        if at == #calls then print("found", "the end") end
      end
    end`,
    calls.length / 4 + 1,
  )
  // Listeners print what they are given.
  assert.deepEqual(
    lines.filter((line) => line.startsWith('found')),
    ['found\tthe end'],
  )
})
