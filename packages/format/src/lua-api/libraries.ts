import { field, luaFunction, parameter, result } from './schema.ts'
import type { LuaFunction, LuaModule, LuaParameter } from './schema.ts'

// Lua's own libraries, as far as they stay: a line each; Lua's manual says the rest.

const text = parameter('text', 'string', 'the text')
const pattern = parameter('pattern', 'string', 'a pattern of Lua')
const number = parameter('x', 'number', 'a number')
const list = parameter('list', 'table', 'a list')
const integer = (name: string, summary: string) => parameter(name, 'integer', summary)
const integerAnswer = [result('number', 'integer')]
const numberAnswer = [result('number', 'number')]
const textAnswer = [result('text', 'string')]

function line(
  name: string,
  summary: string,
  parameters: readonly LuaParameter[],
  results: LuaFunction['results'],
  example: string,
): LuaFunction {
  return luaFunction(name, summary, { parameters, results, example })
}

export const string: LuaModule = {
  name: 'string',
  isStandard: true,
  summary: 'Texts and bytes. Every function is also a method: `text:upper()`.',
  notes: ['Each step of a pattern costs an instruction. `string.dump` does not exist.'],
  functions: [
    line(
      'string.byte',
      'The bytes from one place to another.',
      [text, integer('first?', '1 unless given'), integer('last?', 'as first')],
      [result('...', 'integer')],
      'string.byte("A") == 65',
    ),
    line(
      'string.char',
      'A text of bytes.',
      [parameter('...', 'integer', 'bytes')],
      textAnswer,
      'string.char(72, 105) == "Hi"',
    ),
    line(
      'string.find',
      'Where a pattern first stands, and its captures.',
      [
        text,
        pattern,
        integer('from?', '1 unless given'),
        parameter('is_plain?', 'boolean', 'take the pattern as it is'),
      ],
      [result('first', 'integer?'), result('last', 'integer?'), result('...', 'string|integer')],
      'local first, last = string.find("hello", "l+")',
    ),
    line(
      'string.format',
      'Fills a template as C does.',
      [parameter('template', 'string', 'with %d, %s, %5.2f, %q …'), parameter('...', 'any', 'what is filled in')],
      textAnswer,
      'string.format("%.1f °C", 21.25)',
    ),
    line(
      'string.gmatch',
      'For loops over all matches of a pattern.',
      [text, pattern, integer('from?', '1 unless given')],
      [result('next', 'fun(): string, ...')],
      'for word in string.gmatch("one two", "%a+") do print(word) end',
    ),
    line(
      'string.gsub',
      'Replaces the matches of a pattern.',
      [
        text,
        pattern,
        parameter('replacement', 'string|number|table|function', 'what stands there instead'),
        integer('count?', 'how many at most'),
      ],
      [result('text', 'string'), result('count', 'integer')],
      'string.gsub("a-b", "-", "+")',
    ),
    line('string.len', 'How many bytes a text has.', [text], integerAnswer, 'string.len("abc") == 3'),
    line(
      'string.lower',
      'The text in lower-case letters (A to Z).',
      [text],
      textAnswer,
      'string.lower("ABC") == "abc"',
    ),
    line(
      'string.match',
      'The captures of the first match of a pattern.',
      [text, pattern, integer('from?', '1 unless given')],
      [result('...', 'string|integer|nil')],
      'local year = string.match("2026-01-02", "^%d+")',
    ),
    line(
      'string.pack',
      'Packs values into bytes.',
      [parameter('format', 'string', 'such as "<i4"'), parameter('...', 'any', 'values')],
      textAnswer,
      'string.pack("<i4", 1)',
    ),
    line(
      'string.packsize',
      'How many bytes a format has.',
      [parameter('format', 'string', 'such as "<i4"')],
      integerAnswer,
      'string.packsize("<i4") == 4',
    ),
    line(
      'string.rep',
      'The text again and again.',
      [text, integer('count', 'how often'), parameter('separator?', 'string', 'what stands between')],
      textAnswer,
      'string.rep("-", 20)',
    ),
    line('string.reverse', 'The bytes in the other order.', [text], textAnswer, 'string.reverse("abc") == "cba"'),
    line(
      'string.sub',
      'A part of a text.',
      [text, integer('first', 'from 1; negative from the end'), integer('last?', '-1 unless given')],
      textAnswer,
      'string.sub("hello", 2, 3) == "el"',
    ),
    line(
      'string.unpack',
      'Reads values out of bytes.',
      [
        parameter('format', 'string', 'such as "<i4"'),
        parameter('data', 'string', 'bytes'),
        integer('from?', '1 unless given'),
      ],
      [result('...', 'any')],
      'local number, next = string.unpack("<i4", data)',
    ),
    line(
      'string.upper',
      'The text in upper-case letters (A to Z).',
      [text],
      textAnswer,
      'string.upper("abc") == "ABC"',
    ),
  ],
}

export const tableLibrary: LuaModule = {
  name: 'table',
  isStandard: true,
  summary: 'Lists.',
  notes: ['A table holds at least 100,000 entries; at 131,072 elements of a list its growth ends.'],
  functions: [
    line(
      'table.concat',
      'Joins the elements of a list.',
      [
        list,
        parameter('separator?', 'string', 'what stands between'),
        integer('first?', '1 unless given'),
        integer('last?', 'the length unless given'),
      ],
      textAnswer,
      'table.concat({ "a", "b" }, ", ") == "a, b"',
    ),
    line(
      'table.insert',
      'Puts a value at the end of a list, or at a place.',
      [list, parameter('place_or_value', 'any', 'the place, or the value'), parameter('value?', 'any', 'the value')],
      [],
      'table.insert(names, "Ann")',
    ),
    line(
      'table.move',
      'Copies elements of a list.',
      [
        list,
        integer('first', 'from here'),
        integer('last', 'to here'),
        integer('place', 'where the first one goes'),
        parameter('into?', 'table', 'another list'),
      ],
      [result('list', 'table')],
      'local copy = table.move(names, 1, #names, 1, {})',
    ),
    line(
      'table.pack',
      'A table of all arguments, their number in n.',
      [parameter('...', 'any', 'values')],
      [result('list', 'table')],
      'local arguments = table.pack(...)',
    ),
    line(
      'table.remove',
      'Takes an element out of a list, the last one unless said.',
      [list, integer('place?', 'the length unless given')],
      [result('value', 'any')],
      'local last = table.remove(names)',
    ),
    line(
      'table.sort',
      'Sorts a list.',
      [list, parameter('is_before?', 'fun(a: any, b: any): boolean', '< unless given')],
      [],
      'table.sort(names, function(a, b) return a:lower() < b:lower() end)',
    ),
    line(
      'table.unpack',
      'The elements of a list.',
      [{ ...list, type: 'any[]' }, integer('first?', '1 unless given'), integer('last?', 'the length unless given')],
      [result('...', 'any')],
      'local x, y = table.unpack(point)',
    ),
  ],
}

const oneNumber = (name: string, summary: string, example: string) =>
  line(`math.${name}`, summary, [number], numberAnswer, example)

export const math: LuaModule = {
  name: 'math',
  isStandard: true,
  summary: 'Numbers. `math.random` is seeded for each app from a secure source.',
  functions: [
    oneNumber('abs', 'Without its sign.', 'math.abs(-2) == 2'),
    oneNumber('acos', 'The arc cosine, in radians.', 'math.acos(1) == 0'),
    oneNumber('asin', 'The arc sine, in radians.', 'math.asin(0) == 0'),
    line(
      'math.atan',
      'The arc tangent of y / x, in radians.',
      [parameter('y', 'number', 'a number'), parameter('x?', 'number', '1 unless given')],
      numberAnswer,
      'math.atan(1, 1)',
    ),
    oneNumber('ceil', 'Rounded up.', 'math.ceil(1.2) == 2'),
    oneNumber('cos', 'The cosine of radians.', 'math.cos(0) == 1'),
    oneNumber('deg', 'Radians as degrees.', 'math.deg(math.pi) == 180'),
    oneNumber('exp', 'e to the power of x.', 'math.exp(0) == 1'),
    oneNumber('floor', 'Rounded down.', 'math.floor(1.8) == 1'),
    line(
      'math.fmod',
      'What is left of a division, with the sign of x.',
      [number, parameter('y', 'number', 'the divisor')],
      numberAnswer,
      'math.fmod(-7, 3) == -1',
    ),
    line(
      'math.log',
      'The logarithm, natural unless a base is given.',
      [number, parameter('base?', 'number', 'e unless given')],
      numberAnswer,
      'math.log(8, 2) == 3',
    ),
    line(
      'math.max',
      'The largest one.',
      [number, parameter('...', 'number', 'numbers')],
      numberAnswer,
      'math.max(1, 3, 2) == 3',
    ),
    line(
      'math.min',
      'The smallest one.',
      [number, parameter('...', 'number', 'numbers')],
      numberAnswer,
      'math.min(1, 3, 2) == 1',
    ),
    line(
      'math.modf',
      'The whole part and the rest.',
      [number],
      [result('whole', 'number'), result('rest', 'number')],
      'local whole, rest = math.modf(3.7)',
    ),
    oneNumber('rad', 'Degrees as radians.', 'math.rad(180) == math.pi'),
    line(
      'math.random',
      'A random number: from 0 to 1, from 1 to m, or from m to n.',
      [integer('m?', 'a bound'), integer('n?', 'the other bound')],
      numberAnswer,
      'local dice = math.random(6)',
    ),
    line(
      'math.randomseed',
      'Seeds math.random, so that it repeats itself.',
      [parameter('seed?', 'number', 'a number'), integer('more?', 'another one')],
      [result('...', 'integer')],
      'math.randomseed(42)',
    ),
    oneNumber('sin', 'The sine of radians.', 'math.sin(0) == 0'),
    oneNumber('sqrt', 'The square root.', 'math.sqrt(9) == 3'),
    oneNumber('tan', 'The tangent of radians.', 'math.tan(0) == 0'),
    line(
      'math.tointeger',
      'The number as an integer, or nil.',
      [parameter('x', 'any', 'a number')],
      [result('number', 'integer?')],
      'math.tointeger(3.0) == 3',
    ),
    line(
      'math.type',
      '"integer", "float", or nil.',
      [parameter('x', 'any', 'any value')],
      [result('type', '"integer"|"float"|nil')],
      'math.type(3) == "integer"',
    ),
    line(
      'math.ult',
      'Whether one integer is below another, both without a sign.',
      [integer('m', 'an integer'), integer('n', 'an integer')],
      [result('is_below', 'boolean')],
      'math.ult(1, -1) == true',
    ),
  ],
  fields: [
    field('huge', 'number', 'larger than every other number'),
    field('maxinteger', 'integer', 'the largest integer'),
    field('mininteger', 'integer', 'the smallest integer'),
    field('pi', 'number', 'π'),
  ],
}

export const utf8: LuaModule = {
  name: 'utf8',
  isStandard: true,
  summary: 'Texts in UTF-8.',
  functions: [
    line(
      'utf8.char',
      'A text of characters by their numbers.',
      [parameter('...', 'integer', 'code points')],
      textAnswer,
      'utf8.char(228) == "ä"',
    ),
    line(
      'utf8.codepoint',
      'The numbers of characters.',
      [
        text,
        integer('first?', 'a byte, 1 unless given'),
        integer('last?', 'as first'),
        parameter('is_lax?', 'boolean', 'take numbers above 10FFFF'),
      ],
      [result('...', 'integer')],
      'utf8.codepoint("ä") == 228',
    ),
    line(
      'utf8.codes',
      'For loops over characters.',
      [text, parameter('is_lax?', 'boolean', 'take numbers above 10FFFF')],
      [result('next', 'fun(): integer, integer')],
      'for place, code in utf8.codes("äö") do print(place, code) end',
    ),
    line(
      'utf8.len',
      'How many characters a text has; nil and the place of the first byte that is wrong.',
      [
        text,
        integer('first?', '1 unless given'),
        integer('last?', '-1 unless given'),
        parameter('is_lax?', 'boolean', 'take numbers above 10FFFF'),
      ],
      [result('count', 'integer?'), result('place', 'integer?')],
      'utf8.len("äö") == 2',
    ),
    line(
      'utf8.offset',
      'The byte at which the n-th character begins.',
      [text, integer('n', 'which character'), integer('from?', 'a byte')],
      [result('place', 'integer?')],
      'utf8.offset("äö", 2) == 3',
    ),
  ],
  fields: [field('charpattern', 'string', 'a pattern that matches one character')],
}
