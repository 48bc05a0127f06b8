import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld } from '../../test/world.ts'

test('a timer runs once, or again and again, until it is cancelled', async () => {
  const { values, clock } = await startWorld()
  await values(`
    seen = ''
    once = timer.after(30, function() seen = seen .. 'o' end)
    often = timer.every(20, function() seen = seen .. 'e' end)`)
  clock.advance(19)
  assert.deepEqual(await values('return seen'), [''])
  clock.advance(81)
  assert.deepEqual(await values('return seen, timer.cancel(once), timer.cancel(often), timer.cancel(often)'), [
    'eoeeee',
    false,
    true,
    false,
  ])
  clock.advance(1000)
  assert.deepEqual(await values('return seen'), ['eoeeee'])
})

test('a repeating timer comes every 16 ms at most, and a chain of timers lets time go on', async () => {
  const { values, clock } = await startWorld()
  await values(
    'n, m = 0, 0 timer.every(0, function() n = n + 1 end) local function again() m = m + 1 timer.after(0, again) end again()',
  )
  clock.advance(160)
  assert.deepEqual(await values('return n, m'), [10, 161])
})

test('a timer may cancel itself and others while it runs', async () => {
  const { values, clock, sandbox } = await startWorld()
  await values('n = 0 id = timer.every(20, function() n = n + 1 timer.cancel(id) end)')
  clock.advance(100)
  assert.deepEqual(await values('return n'), [1])
  assert.equal(sandbox.usage().functions, 0)
})

test('a repeating timer whose handler waits is not started a second time', async () => {
  const { sandbox, values, clock } = await startWorld()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  sandbox.setGlobal('wait', () => promise)
  await values('n = 0 timer.every(20, function() n = n + 1 wait() end)')
  clock.advance(100)
  assert.deepEqual(await values('return n'), [1])
  resolve(undefined)
  await new Promise((done) => setImmediate(done))
  clock.advance(20)
  assert.deepEqual(await values('return n'), [2])
})

test('an app has 256 timers, each with its own budget; errors are logged with their place', async () => {
  const { values, clock, log } = await startWorld()
  const [ok, message] = await values('return pcall(function() for i = 1, 257 do timer.after(50, print) end end)')
  assert.deepEqual([ok, message], [false, 'timer.too_many: Cannot call timer.after: 256 timers are running already'])
  clock.advance(50)
  await values('timer.after(1, function()\n error("no") end) timer.after(1, function() while true do end end)')
  clock.advance(10)
  await new Promise((done) => setImmediate(done))
  const errors = log.filter(({ level }) => level === 'error')
  assert.deepEqual(
    errors.map(({ code, path, line }) => [code, path, line]),
    [
      ['lua.error', 'assets/main.lua', 2],
      ['limit.instructions', 'assets/main.lua', 2],
    ],
  )
  assert.match(errors[1]!.text, /A timer may run 500,000 instructions/)
})

test('wrong delays are refused, and a stop ends all timers', async () => {
  const { values, sandbox, clock } = await startWorld()
  for (const delay of ['"x"', '0/0', '1e10', 'nil']) {
    assert.deepEqual((await values(`return pcall(timer.after, ${delay}, print)`))[0], false, delay)
  }
  await values('timer.every(20, function() error("late") end)')
  await sandbox.stop()
  clock.advance(100)
  assert.equal(sandbox.usage().functions, 0)
})
