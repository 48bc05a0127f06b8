import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apps } from '@mosis/api'
import { findIdFault, toIdPart } from './id-fault.ts'

const ids: [string, ReturnType<typeof findIdFault>][] = [
  ['com.example.clock', undefined],
  ['a.b', undefined],
  ['com.example2.clock3', undefined],
  ['', 'empty'],
  ['clock', 'one_part'],
  ['com', 'one_part'],
  ['Com.example.clock', 'capitals'],
  ['com..clock', 'dots'],
  ['com.example.', 'dots'],
  ['.com.example', 'dots'],
  ['com.2example', 'digit_first'],
  ['4.com', 'digit_first'],
  ['com.my-app', 'characters'],
  ['com.my app', 'characters'],
  ['com.größe', 'characters'],
  [`com.${'a'.repeat(124)}`, undefined],
  [`com.${'a'.repeat(125)}`, 'too_long'],
]

test('an id is refused while it is typed exactly where the portal would refuse it, with the reason', () => {
  for (const [id, fault] of ids) {
    assert.equal(findIdFault(id), fault, id)
    assert.equal(apps.AppRef.safeParse({ app_id: id }).success, fault === undefined, id)
  }
})

test('an id is proposed from the name of an app', () => {
  assert.deepEqual(['My Clock!', 'Café 24', '2048', '時計'].map(toIdPart), ['myclock', 'cafe24', '', ''])
})
