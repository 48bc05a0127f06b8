import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld } from '../test/world.ts'

const mebibyte = 1_048_576

test('an app gets 16 MiB to the byte, and may catch that there is no more', async () => {
  const { sandbox, values } = await startWorld()
  const before = sandbox.usage().memoryBytes
  const [ok, message] = await values(
    `local kept = {}
     local ok, message = pcall(function()
       for i = 1, 1e6 do kept[i] = ('x'):rep(1000) .. i end
     end)
     local filled = #kept
     kept = nil
     return ok, message, filled`,
    'load',
  )
  assert.deepEqual([ok, message], [false, 'limit.memory: not enough memory (16 MB)'])
  const peak = sandbox.usage().peakMemoryBytes
  assert.ok(peak <= 16 * mebibyte && peak > 16 * mebibyte - 2048, `the peak was ${peak}`)
  // Everything can be had back.
  sandbox.collectGarbage()
  assert.ok(sandbox.usage().memoryBytes < before + 20_000)
})

test('an app that runs out of memory without catching it is told so, and goes on afterwards', async () => {
  const { failure, values } = await startWorld()
  const hungry = 'local kept = {} for i = 1, 1e6 do kept[i] = ("x"):rep(100000) .. i end'
  assert.equal(await failure(hungry), 'limit.memory: not enough memory (16 MB)')
  assert.deepEqual(await values('return ("x"):rep(1000000):len()'), [1_000_000])
})

test('a string of 1,048,576 bytes passes and one more is refused, however it is made', async () => {
  const { sandbox, run, values } = await startWorld()
  sandbox.setGlobal('bytes', (call) => new Uint8Array(call.integer(1, 'size')))
  sandbox.setGlobal('text', (call) => 'x'.repeat(call.integer(1, 'size')))
  const ways: Record<string, string> = {
    'string.rep': 'return #("x"):rep(n)',
    'string.rep with a separator': 'return #("x"):rep(2, ("y"):rep(n - 2))',
    'the operator ..': 'local half = ("x"):rep(n // 2) return #(half .. ("y"):rep(n - #half))',
    'table.concat': 'local half = ("x"):rep(n // 2) return #table.concat({ half, ("y"):rep(n - #half) })',
    'string.format': 'local half = ("x"):rep(n // 2) return #string.format("%s%s", half, ("y"):rep(n - #half))',
    'gsub with a text': 'return #(("ab"):gsub("a", ("x"):rep(n - 1)))',
    'gsub with a table':
      'local half = ("x"):rep(n // 2) return #(("ab"):gsub("%a", { a = half, b = ("y"):rep(n - #half) }))',
    'gsub with a function': 'return #(("ab"):gsub("a", function() return ("x"):rep(n - 1) end))',
    'bytes of the host': 'return #bytes(n)',
    'text of the host': 'return #text(n)',
    'json.encode': 'return #json.encode(("x"):rep(n - 2))',
  }
  for (const [way, program] of Object.entries(ways)) {
    const outcome = await run(`local n = ${mebibyte} ${program}`, 'load')
    assert.deepEqual(outcome, { ok: true, values: [mebibyte] }, way)
    const [ok, message] = await values(`local n = ${mebibyte + 1} return pcall(function() ${program} end)`, 'load')
    assert.deepEqual([ok, message], [false, 'limit.string: string too long (1 MB)'], way)
  }
})

test('a string that is too long without being caught is told as that', async () => {
  const { failure } = await startWorld()
  assert.equal(await failure('local s = ("x"):rep(2 ^ 20) s = s .. "y"'), 'limit.string: string too long (1 MB)')
})

test('a table that Lua grows holds 100,000 entries and at most 131,072 of each kind', async () => {
  const { values } = await startWorld()
  const grow = (entry: string) =>
    values(
      `local t, n = {}, 0 local ok, e = pcall(function() for i = 1, 1e6 do ${entry} n = i end end) return n, ok, e`,
      'load',
    )
  const message = 'limit.table: table too large (131,072 entries) or calls too deep'
  assert.deepEqual(await grow('t[i] = true'), [131_072, false, message])
  assert.deepEqual(await grow('t[i + 0.5] = true'), [131_072, false, message])
})

test('a table that the host makes holds exactly 100,000 entries', async () => {
  const { sandbox, values } = await startWorld()
  sandbox.setGlobal('list', (call) => Array.from({ length: call.integer(1, 'size') }, () => true))
  assert.deepEqual(await values('return #list(100000)', 'load'), [100_000])
  assert.deepEqual(await values('return pcall(list, 100001)', 'load'), [
    false,
    'limit.table: table too large (100,000 entries)',
  ])
})

test('budgets: loading may run 10,000,000 instructions, an event 1,000,000, a timer 500,000', async () => {
  const { sandbox, run } = await startWorld()
  for (const [kind, limit] of [
    ['load', 10_000_000],
    ['event', 1_000_000],
    ['timer', 500_000],
  ] as const) {
    const before = sandbox.usage().instructions
    const outcome = await run('while true do end', kind)
    assert.ok(!outcome.ok && outcome.error.code === 'limit.instructions')
    const used = sandbox.usage().instructions - before
    assert.ok(used >= limit && used < limit + 300, `${kind} ended after ${used}`)
  }
})

test('what runs too long without being counted is ended by the clock of the machine', async () => {
  const { run } = await startWorld({ limits: { eventWallMs: 50 } })
  // Comparing long strings is one instruction each time.
  const outcome = await run(
    'local a, b = ("x"):rep(1e6 - 1) .. "a", ("x"):rep(1e6 - 1) .. "b" while true do local c = a < b end',
  )
  assert.ok(!outcome.ok && outcome.error.code === 'limit.time')
  assert.equal(outcome.error.message, 'limit.time: An event handler may run 50 ms; it was cut off')
})
