import assert from 'node:assert/strict'
import test from 'node:test'
import { toCsvText } from './csv.ts'

test('what would break a line or a column stands in quotes, each line ends as RFC 4180 has it', () => {
  const text = toCsvText([
    ['what', 'why'],
    ['Halted, at once', 'He said "no"'],
    ['two\nlines', 3],
  ])
  assert.equal(text, 'what,why\r\n"Halted, at once","He said ""no"""\r\n"two\nlines",3\r\n')
})

test('what somebody wrote is no formula in a spreadsheet', () => {
  assert.equal(toCsvText([['=1+1', '@SUM(A1)', '-2', -2]]), "'=1+1,'@SUM(A1),'-2,-2\r\n")
})
