import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countChanges, cutIntoRuns, cutIntoSections } from './difference-pieces.ts'

const repeat = (line: string, count: number) => Array.from({ length: count }, () => line)

test('neighbours of one sign are one run, numbered as each file counts', () => {
  const hunk = { before_start: 7, after_start: 9, lines: [' same', '-old', '-older', '+new', ' end'] }
  const [[piece] = []] = cutIntoSections([hunk])
  assert.deepEqual(piece && cutIntoRuns(piece), [
    { sign: ' ', lines: ['same'], before: [7], after: [9] },
    { sign: '-', lines: ['old', 'older'], before: [8, 9], after: [] },
    { sign: '+', lines: ['new'], before: [], after: [10] },
    { sign: ' ', lines: ['end'], before: [10], after: [11] },
  ])
})

test('a remark on the end of a file is a line of neither', () => {
  const lines = ['-old', '\\ No newline at end of file', '+new', '+last']
  const [[piece] = []] = cutIntoSections([{ before_start: 3, after_start: 3, lines }])
  assert.deepEqual(piece && cutIntoRuns(piece).map(({ sign, before, after }) => [sign, before, after]), [
    ['-', [3], []],
    ['\\', [], []],
    ['+', [], [3, 4]],
  ])
})

test('a long hunk goes on in its next pieces with the right numbers, and nothing of it is lost', () => {
  const long = { before_start: 1, after_start: 5, lines: [...repeat('-gone', 30), ...repeat('+come', 130)] }
  const short = { before_start: 90, after_start: 200, lines: repeat(' same', 7) }
  const sections = cutIntoSections([long, short])
  const pieces = sections.flat()
  assert.deepEqual(
    pieces.flatMap(({ lines }) => lines),
    [...long.lines, ...short.lines],
  )
  assert.deepEqual(
    pieces.map(({ hunk, at, before, after }) => [hunk === long ? 'long' : 'short', at, before, after]),
    [
      ['long', 0, 1, 5],
      ['long', 25, 26, 5],
      ['long', 50, 31, 25],
      ['long', 75, 31, 50],
      ['long', 100, 31, 75],
      ['long', 125, 31, 100],
      ['long', 150, 31, 125],
      ['short', 0, 90, 200],
    ],
  )
  assert.ok(sections.length > 1)
  assert.deepEqual(countChanges([long, short]), { added: 130, removed: 30 })
})
