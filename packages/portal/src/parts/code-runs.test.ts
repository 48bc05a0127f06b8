import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutIntoRuns, markLines } from './code-runs.ts'
import type { Marker } from './code-runs.ts'

const marker = (key: string, line: number, kind: Marker['kind']): Marker => ({ key, line, kind, title: key })

test('a line is marked with the gravest thing that was found in it, and keeps all of them', () => {
  const [hint, error, note] = [marker('hint', 4, 'info'), marker('error', 4, 'bad'), marker('note', 9, 'good')]
  assert.deepEqual(
    [...markLines([9, 2], [error, hint, note], 7)],
    [
      [7, { mark: undefined, markers: [] }],
      [9, { mark: 'good', markers: [note] }],
      [2, { mark: 'chosen', markers: [] }],
      [4, { mark: 'bad', markers: [error, hint] }],
    ],
  )
})

test('a marked line stands for itself between runs of the others', () => {
  const marked = markLines([12], [], 13)
  const runs = cutIntoRuns(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 10, marked, 2)
  assert.deepEqual(
    runs.map(({ firstLine, lines, marked }) => [firstLine, lines.join(''), marked && (marked.mark ?? 'gone to')]),
    [
      [10, 'ab', undefined],
      [12, 'c', 'chosen'],
      [13, 'd', 'gone to'],
      [14, 'ef', undefined],
      [16, 'g', undefined],
    ],
  )
})

test('a marked line at either end leaves no empty run', () => {
  const firstLines = [1, 2].map((chosen) =>
    cutIntoRuns(['a', 'b'], 1, markLines([chosen], [], undefined), 9).map(({ firstLine }) => firstLine),
  )
  assert.deepEqual(firstLines, [
    [1, 2],
    [1, 2],
  ])
})
