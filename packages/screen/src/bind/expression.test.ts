import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelRead } from './data-model.ts'
import { ExpressionError } from './expression-tokens.ts'
import { readActions, readAddress, readExpression, type Surroundings } from './expression.ts'
import { toText } from './model-values.ts'

const data: Record<string, ModelRead> = {
  n: 3,
  half: 0.5,
  name: 'Ann',
  empty: '',
  yes: true,
  no: false,
  'list.size': 2,
  'list.0.title': 'first',
  'list.1.title': 'second',
  big: 9007199254740993n,
}

const around: Surroundings = {
  read: (path) => data[path.join('.')],
  translate: (key, args) => `<${key}${[...args].map(([name, value]) => ` ${name}=${String(value)}`).join('')}>`,
}

const values = (text: string) => toText(readExpression(text).evaluate(around))

test('expressions calculate, compare, choose and join as in RmlUi', () => {
  const expected: Record<string, string> = {
    '1 + 2 * 3': '7',
    '(1 + 2) * 3': '9',
    '-n + 10 / 4': '-0.5',
    '10 - 4 - 3': '3',
    "'a' + 1 + 2": 'a12',
    "1 + 2 + 'a'": '3a',
    '0.1 + 0.2': '0.3',
    '1 / 3': '0.333333',
    'n == 3': '1',
    "n == '3'": '1',
    "name != 'Ann'": '0',
    'n < 3 || n >= 3 && yes': '1',
    '!yes': '0',
    '!!name': '1',
    '!-n': '0',
    'yes ? name : empty': 'Ann',
    "no ? 'a' : n > 5 ? 'b' : 'c'": 'c',
    "no ? 'a' : 'b' | to_upper": 'B',
    'list.size': '2',
    'list[0].title': 'first',
    'list[n - 2].title': 'second',
    'missing.thing': '',
    'missing + 1': '1',
    "missing == ''": '1',
    'name | to_upper': 'ANN',
    'name | to_lower': 'ann',
    'to_upper(name)': 'ANN',
    '2.5 | round': '3',
    '-2.5 | round': '-3',
    '3.14159 | format(2)': '3.14',
    '3 | format(2)': '3.00',
    '3.10 | format(2, true)': '3.1',
    '100 | format(0, true)': '100',
    "'it\\'s'": "it's",
    '"double"': 'double',
    "t('hello')": '<hello>',
    "t('count', 'n', n) + '!'": '<count n=3>!',
    big: '9007199254740993',
    'empty || no': '0',
    true: '1',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((text) => [text, values(text)])), expected)
})

test('an expression says which variables it shows', () => {
  assert.deepEqual([...readExpression("a.b[i].c + (d ? t('e') : f.size) | format(g)").names], ['a', 'i', 'd', 'f', 'g'])
  assert.deepEqual([...readAddress('rows[i].name').names], ['rows', 'i'])
})

test('what cannot be read is refused with what is wrong', () => {
  const wrong: Record<string, RegExp> = {
    '': /it ends where a value should be/,
    '1 +': /it ends where a value should be/,
    '1 2': /"2" stands where the end should be/,
    '(1': /it ends where "\)" should be/,
    "'abc": /has no end/,
    'a # b': /"#" has no meaning here/,
    'a | nothing': /there is no function "nothing"/,
    'a ? b': /it ends where ":" should be/,
    'a = b': /"=" stands where the end should be/,
    "t('a', 'b')": /t needs a key/,
    [`${'('.repeat(100)}1`]: /nested more than 32 deep/,
    ['1+'.repeat(3000)]: /it has 6000 characters/,
  }
  for (const [text, message] of Object.entries(wrong)) {
    assert.throws(
      () => readExpression(text),
      (error) => error instanceof ExpressionError && message.test(error.message),
      text,
    )
  }
  assert.throws(() => readActions('a = '), ExpressionError)
  assert.throws(() => readActions('; ;'), /it is empty/)
  assert.throws(() => readActions('a b'), /"b" stands where "=" or "\(" should be/)
  assert.throws(() => readAddress('a + b'), ExpressionError)
})

test('long chains of operators do not use up the stack', () => {
  assert.equal(values(`0${'+1'.repeat(1900)}`), '1900')
  assert.equal(values(`${'!'.repeat(3900)}yes`), '1')
})
