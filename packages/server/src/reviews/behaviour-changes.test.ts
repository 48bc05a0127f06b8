import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Behaviour } from '@mosis/api'
import { alarmsOf, compareBehaviour, notesOf, unwatched } from './behaviour-changes.ts'

function behaviour(more: Partial<Behaviour> = {}): Behaviour {
  return { ...unwatched('', ''), ended: 'finished', problem: null, ...more }
}

test('dates, random parts and line numbers make no difference between two versions', () => {
  const before = behaviour({
    files: [{ path: 'log-2026-01-02.txt', size_bytes: 1 }],
    databases: [{ path: 'u-3fa9c1d27be0.db', size_bytes: 4096 }],
    errors: [{ code: 'lua.error', message: 'assets/app.lua:12: no value', path: 'assets/app.lua', line: 12 }],
    calls: { 'storage.write': 3 },
    screens: ['assets/main.rml'],
  })
  const now = behaviour({
    files: [
      { path: 'log-2027-11-21.txt', size_bytes: 90 },
      { path: 'log-2027-11-22.txt', size_bytes: 90 },
    ],
    databases: [{ path: 'u-99999999aaaa.db', size_bytes: 8192 }],
    errors: [{ code: 'lua.error', message: 'assets/app.lua:7: no value', path: 'assets/app.lua', line: 7 }],
    calls: { 'storage.write': 1 },
    screens: ['assets/main.rml', 'assets/more.rml'],
  })
  assert.deepEqual(compareBehaviour(before, now), [])
})

test('what is new is told in a sentence each, the permissions and hosts before the rest', () => {
  const now = behaviour({
    ended: 'limit',
    problem: { code: 'limit.cut_offs', message: 'Stop the app' },
    permissions: ['camera'],
    hosts: ['evil.example.com'],
    calls: { 'network.request': 2 },
    files: [{ path: 'facade.txt', size_bytes: 1 }],
    databases: [{ path: 'main.db', size_bytes: 4096 }],
    errors: [{ code: 'lua.error', message: 'no value' }],
  })
  assert.deepEqual(
    compareBehaviour(behaviour(), now).map(({ kind, what, about }) => [kind, what, about]),
    [
      ['end', 'limit.cut_offs', 'Was cut off when it was tried: Stop the app'],
      ['permission', 'camera', 'Asks for the permission camera'],
      ['host', 'evil.example.com', 'Tries to connect to evil.example.com'],
      ['call', 'network.request', 'Calls network.request'],
      ['file', 'facade.txt', 'Writes the file facade.txt'],
      ['database', 'main.db', 'Keeps the database main.db'],
      ['error', 'no value', 'Runs into no value'],
    ],
  )
  assert.deepEqual(compareBehaviour(now, behaviour()), [])
  assert.deepEqual(alarmsOf(unwatched('timeout', 'It was not through')), [
    { kind: 'end', what: 'timeout', about: 'Could not be tried to the end: It was not through' },
  ])
})

test('an alarm in parts names the problem by its code, and what the app itself said as it was', () => {
  const crashed = behaviour({ ended: 'crashed', problem: { code: 'lua.error', message: 'main.lua:3: no value' } })
  assert.deepEqual(notesOf(crashed), [
    { code: 'trial.crashed', facts: { problem: 'lua.error', said: 'main.lua:3: no value' } },
  ])
  const slow = behaviour({ ended: 'limit', problem: { code: 'limit.instructions', message: 'Used too many' } })
  assert.deepEqual(notesOf(slow), [{ code: 'trial.limit', facts: { problem: 'limit.instructions' } }])
  assert.deepEqual(notesOf(behaviour()), [])
})
