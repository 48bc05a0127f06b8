import assert from 'node:assert/strict'
import test from 'node:test'
import { moved } from './moved.ts'

test('a thing is moved up or down and the others keep their order', () => {
  const apps = ['clock', 'notes', 'weather', 'bubble']
  assert.deepEqual(moved(apps, 2, 1), ['clock', 'weather', 'notes', 'bubble'])
  assert.deepEqual(moved(apps, 0, 3), ['notes', 'weather', 'bubble', 'clock'])
  assert.deepEqual(moved(apps, 3, 0), ['bubble', 'clock', 'notes', 'weather'])
  assert.deepEqual(apps, ['clock', 'notes', 'weather', 'bubble'])
})

test('a thing that is not there moves nothing', () => {
  assert.deepEqual(moved(['clock', 'notes'], 2, 0), ['clock', 'notes'])
})
