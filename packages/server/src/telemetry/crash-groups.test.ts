import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupCrash } from './crash-groups.ts'

const crash = {
  type: 'lua_error',
  message: "assets/scripts/app.lua:42: attempt to index a nil value (field 'user')",
  stack_trace: [
    'stack traceback:',
    "\tassets/scripts/app.lua:42: in function 'showUser'",
    "\t[C]: in function 'pcall'",
    "\tassets/scripts/app.lua:80: in function 'onTap'",
  ].join('\n'),
}

test('the same fault at another line, address or id is the same group', () => {
  const group = groupCrash(crash)
  const moved = {
    ...crash,
    message: crash.message.replace('42', '57'),
    stack_trace: crash.stack_trace.replaceAll('42', '57'),
  }
  assert.equal(groupCrash(moved), group)
  assert.equal(groupCrash({ ...crash, message: `${crash.message}\nwith more below` }), group)
  assert.equal(
    groupCrash({ ...crash, message: 'no table: 0x55d0c8a1 for 550e8400-e29b-41d4-a716-446655440000' }),
    groupCrash({ ...crash, message: 'no table: 0x7fffb2c4 for 6ba7b810-9dad-11d1-80b4-00c04fd430c8' }),
  )
})

test('another type, message, function or way there is another group', () => {
  const groups = [
    crash,
    { ...crash, type: 'native' },
    { ...crash, message: crash.message.replace('user', 'name') },
    { ...crash, stack_trace: crash.stack_trace.replace('showUser', 'showName') },
    { ...crash, stack_trace: crash.stack_trace.replace('onTap', 'onShow') },
    { ...crash, stack_trace: '' },
  ].map(groupCrash)
  assert.equal(new Set(groups).size, groups.length)
})

test('frames far from the fault do not matter', () => {
  const frames = Array.from({ length: 30 }, (_, index) => `a.lua:${index}: in function 'f${'x'.repeat(index)}'`)
  const other = [...frames.slice(0, 5), ...frames.slice(6)]
  const [one, two] = [frames, other].map((lines) => groupCrash({ ...crash, stack_trace: lines.join('\n') }))
  assert.equal(one, two)
})
