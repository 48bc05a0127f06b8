import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld } from '../test/world.ts'

const programs = [
  'local t = {} for i = 1, 1e9 do t[i % 100 + 1] = { i, tostring(i), ("x"):rep(i % 50) } end',
  'kept = kept or {} for i = 1, 1e9 do kept["k" .. i % 500] = function() return i end end',
  'local t = {} for i = 1, 300 do t[i] = i * 7 % 301 end while true do table.sort(t, function(a, b) local s = ("y"):rep(20) .. a return a < b end) end',
  'while true do pcall(function() local s = ("abc"):gsub("%w", function(c) return c:upper():rep(30) end) error({ s }) end) end',
  'local function f(n) if n == 0 then while true do local x = { n } end end return 1 + f(n - 1) end f(150)',
  'while true do local s = {} for i = 1, 50 do s[#s + 1] = tostring(i * 1.5) end text = table.concat(s, ",") end',
  'while true do local t = json.decode(json.encode({ { 1 }, { "x" } })) end',
  'for i = 1, 1e9 do object = make() object.value = i end',
  'wait() while true do pcall(wait, ("x"):rep(100)) end',
  'local t = {} while true do pcall(function() while true do t[#t + 1] = ("x"):rep(9e5) .. #t end end) end',
]

test('three thousand cut-offs leave a Lua state that is right and has lost no memory', async () => {
  const { sandbox, run, values } = await startWorld({ limits: { cutOffs: 1e9 } })
  sandbox.defineClass<{ value: number }>({
    name: 'Box',
    set: (box, _, value) => void (box.value = value.number(1, 'value')),
  })
  sandbox.setGlobal('make', () => sandbox.toLua('Box', { value: 0 }))
  sandbox.setGlobal('wait', () => Promise.resolve())
  let seed = 1
  const below = (limit: number) => (seed = (seed * 48_271) % 2_147_483_647) % limit
  /** Cuts off fifteen hundred handlers, each at another place; answers what is still held after all that can be freed is freed. */
  const soak = async () => {
    for (let round = 0; round < 1500; round++) {
      const budget = sandbox.createBudget('event')
      Object.assign(budget, { left: 500 + below(40_000) })
      const outcome = await sandbox.runFile('a.lua', programs[below(programs.length)]!, budget)
      assert.ok(!outcome.ok && outcome.error.code === 'limit.instructions')
      if (round % 100 === 0) assert.ok((await run('local t = { 2, 1 } table.sort(t) assert(t[1] == 1)')).ok)
    }
    await values('kept, text, object = nil')
    for (let run = 0; run < 4; run++) sandbox.collectGarbage()
    return sandbox.usage().memoryBytes
  }

  // The first round leaves tables of the platform and idle stacks at the size they needed.
  const before = await soak()
  const after = await soak()
  assert.ok(after - before < 4096, `${after - before} bytes are lost`)
  const { cutOffs, waiting, functions, objects } = sandbox.usage()
  assert.deepEqual({ cutOffs, waiting, functions, objects }, { cutOffs: 3000, waiting: 0, functions: 0, objects: 1 })
  assert.deepEqual(
    await values(`
      local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
      local t = {}
      for i = 1, 1000 do t[i] = i * 7919 % 1009 end
      table.sort(t)
      for i = 2, #t do assert(t[i - 1] <= t[i]) end
      return fib(20), (('a b c'):gsub('%w', '%0%0')), ('%.2f'):format(0.125)`),
    [6765, 'aa bb cc', '0.12'],
  )
})

test('a thousand calls that begin in one turn share one stack', async () => {
  const { run, values } = await startWorld({ limits: { memoryBytes: 4_194_304 } })
  const outcomes = await Promise.all(Array.from({ length: 1000 }, () => run('count = (count or 0) + 1')))
  assert.ok(outcomes.every(({ ok }) => ok))
  assert.deepEqual(await values('return count'), [1000])
})
