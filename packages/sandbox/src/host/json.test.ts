import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listOf } from '../index.ts'
import type { LuaValue } from '../index.ts'
import { startWorld } from '../../test/world.ts'

test('values are written as JSON, names in order', async () => {
  const { values } = await startWorld()
  const cases: [string, string][] = [
    ['{ b = 1, a = { 1, 2, { c = true } } }', '{"a":[1,2,{"c":true}],"b":1}'],
    ['{}', '{}'],
    ['json.array {}', '[]'],
    ['json.array()', '[]'],
    ['json.array { 1 }', '[1]'],
    ['json.decode("[]")', '[]'],
    ['{ json.null, json.null }', '[null,null]'],
    ['json.null', 'null'],
    ['false', 'false'],
    ['"tab\\t quote\\" back\\\\ \\1 é \\u{1F600}"', '"tab\\t quote\\" back\\\\ \\u0001 é 😀"'],
    ['3', '3'],
    ['3.0', '3'],
    ['10 / 4', '2.5'],
    ['-0.0', '-0'],
    ['1e300', '1e+300'],
    ['math.maxinteger', '9223372036854775807'],
    ['math.mininteger', '-9223372036854775808'],
  ]
  for (const [value, text] of cases) assert.deepEqual(await values(`return json.encode(${value})`), [text], value)
})

const deep = (depth: number) => `local t = 1 for i = 1, ${depth} do t = { t } end`

test('what JSON cannot say exactly is refused', async () => {
  const { values } = await startWorld()
  const cases: [string, string][] = [
    ['{ 1, nil, 3 }', 'a list with holes'],
    ['{ [2] = 1 }', 'a list with holes'],
    ['{ 1, a = 2 }', 'a list with other keys than 1, 2, 3 …'],
    ['{ [1.5] = 1 }', 'a list with other keys than 1, 2, 3 …'],
    ['{ a = 2, [true] = 1 }', 'a table with both names and other keys'],
    ['json.array { a = 1 }', 'a list with other keys than 1, 2, 3 …'],
    ['0 / 0', 'a number that is none (nan)'],
    ['-math.huge', 'an infinite number'],
    ['"\\xff"', 'a string that is not valid UTF-8'],
    ['{ ["\\xff"] = 1 }', 'a string that is not valid UTF-8'],
    ['print', 'a function'],
    ['{ database.open("x.db") }', 'an object of the platform'],
    ['nil', 'nil; use json.null'],
  ]
  for (const [value, what] of cases) {
    const [ok, message] = await values(`return pcall(json.encode, ${value})`)
    assert.deepEqual([ok, message], [false, `json.invalid_value: Cannot encode ${what}`], value)
  }
  assert.equal((await values(`${deep(32)} return #json.encode(t)`))[0], 65)
  assert.deepEqual((await values(`${deep(33)} return pcall(json.encode, t)`))[0], false)
  assert.deepEqual((await values(`${deep(1)} return pcall(json.encode, { t, t })`))[1], '[[1],[1]]')
})

test('JSON text becomes values, whole numbers exactly', async () => {
  const { values } = await startWorld()
  const cases: [string, LuaValue][] = [
    ['9007199254740993', 9_007_199_254_740_993n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['-0', -0],
    ['1.0', 1],
    ['1e2', 100],
    ['"\\u00e9\\ud83d\\ude00\\/\\n"', 'é😀/\n'],
    ['"\\u0000"', '\0'],
    [
      '"a long string without anything special in it, longer than what is read letter by letter"',
      'a long string without anything special in it, longer than what is read letter by letter',
    ],
    [
      ' { "a" : [ ] , "b" : null , "a" : 2 } ',
      new Map<string, LuaValue>([
        ['a', 2],
        ['b', null],
      ]),
    ],
    ['true', true],
  ]
  for (const [text, value] of cases)
    assert.deepEqual(await values(`return (json.decode([==[${text}]==]))`), [value], text)
  assert.deepEqual(
    await values('return math.type(json.decode("1")), math.type(json.decode("1.0")), math.type(json.decode("1e2"))'),
    ['integer', 'float', 'float'],
  )
  assert.deepEqual(await values('local n = json.decode("null") return n == json.null, tostring(n), n and "true"'), [
    true,
    'null',
    'true',
  ])
})

test('text that is no JSON is answered with its place', async () => {
  const { values } = await startWorld()
  const cases: [string, string][] = [
    ['', 'line 1, column 1: a value should stand here'],
    ['[1,\n 2', 'line 2, column 3: "," or "]" should stand here'],
    ['[1,]', 'line 1, column 4: a value should stand here'],
    ['{"a":1,}', 'line 1, column 8: a name in quotes should stand here'],
    ['{"a" 1}', 'line 1, column 6: a colon should stand here'],
    ['1 2', 'line 1, column 3: the text should end here'],
    ['01', 'line 1, column 1: a number has no leading zeros'],
    ['1.', 'line 1, column 3: a digit should stand here'],
    ['1e', 'line 1, column 3: a digit should stand here'],
    ['-', 'line 1, column 1: a value should stand here'],
    ['.5', 'line 1, column 1: a value should stand here'],
    ['1e999', 'line 1, column 1: this number is too large'],
    ['9223372036854775808', 'line 1, column 1: this integer has more than 64 bits and would not be exact'],
    ['tru', 'line 1, column 1: a value should stand here'],
    ['"a', 'line 1, column 3: the string is not closed'],
    ['"\t"', 'line 1, column 2: a control character in a string must be escaped'],
    ['"\\x"', 'line 1, column 3: this escape does not exist'],
    ['"\\u12"', 'line 1, column 3: four hexadecimal digits should follow "\\u"'],
    ['"\\ud800"', 'line 1, column 2: half of a character (a lone surrogate) cannot be stored'],
    ['"\\udc00\\ud800"', 'line 1, column 2: half of a character (a lone surrogate) cannot be stored'],
    ['\ufeff1', 'line 1, column 1: a value should stand here'],
    ["'a'", 'line 1, column 1: a value should stand here'],
    ['['.repeat(33), 'line 1, column 33: it is nested more than 32 deep'],
    ['NaN', 'line 1, column 1: a value should stand here'],
  ]
  for (const [text, message] of cases) {
    assert.deepEqual(
      await values(`return json.decode([==[\n${text}]==])`),
      [undefined, `json.syntax: Cannot decode: ${message}`],
      text,
    )
  }
  assert.deepEqual(await values('return json.decode("\\xff")'), [
    undefined,
    'json.syntax: Cannot decode: it is not valid UTF-8',
  ])
  assert.deepEqual((await values('return pcall(json.decode, {})'))[0], false)
})

test('lists and objects hold 100,000 elements', async () => {
  const { values } = await startWorld()
  const [count, refused] = await values(
    `local list = '[' .. ('1,'):rep(99999) .. '1]'
     return #json.decode(list), select(2, json.decode('[1,' .. list:sub(2)))`,
    'load',
  )
  assert.equal(count, 100_000)
  assert.ok(typeof refused === 'string' && refused.includes('at most 100000 elements'))
})

test('what was read is written again as it was', async () => {
  const { values } = await startWorld()
  const text = '{"empty":[],"list":[1,2.5,"x",{"a":{}}],"none":null,"text":"\\u0001é\\\\"}'
  assert.deepEqual(await values(`return json.encode(json.decode([==[${text}]==]))`), [text])
  const [keys] = await values(
    `local keys = {} for key in pairs(json.decode('[7]')) do keys[#keys + 1] = key end return keys`,
  )
  assert.deepEqual(listOf(keys as never), [1])
})
