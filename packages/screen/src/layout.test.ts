import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createReportedLayout } from './layout.ts'
import { sampleDocument } from './sample-document.ts'

test('a reported layout knows what was told last, and nothing of what is gone or was never told', () => {
  const { get } = sampleDocument('<p id="a"/><p id="b"/>')
  const names = new Map([
    [get('a'), 1],
    [get('b'), 2],
  ])
  const layout = createReportedLayout({ idOf: (element) => names.get(element) })
  assert.equal(layout.boxOf(get('a')), undefined)
  layout.report([[1, 10, 20, 30, 40, 1, 2, 28, 36, 50, 60]], [])
  assert.deepEqual(layout.boxOf(get('a')), {
    x: 10,
    y: 20,
    width: 30,
    height: 40,
    clientLeft: 1,
    clientTop: 2,
    clientWidth: 28,
    clientHeight: 36,
    scrollWidth: 50,
    scrollHeight: 60,
  })
  assert.equal(layout.boxOf(get('b')), undefined)
  assert.equal(layout.boxOf(get('body')), undefined)
  layout.report([], [1])
  assert.equal(layout.boxOf(get('a')), undefined)
})
