import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerError, LuaError } from './index.ts'
import type { HostAnswer, LuaFunctionRef, Outcome } from './index.ts'
import { startWorld } from '../test/world.ts'
import type { World, WorldOptions } from '../test/world.ts'

interface Wait {
  name: string
  answer(value: HostAnswer): Promise<void>
  fail(error: Error): Promise<void>
}

/** A handler goes on some microtasks after its promise: a macrotask later it has. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}

/** A world in which `wait(name)` waits until the test answers it. */
async function startWaitingWorld(options?: WorldOptions): Promise<World & { waits: Wait[] }> {
  const world = await startWorld(options)
  const waits: Wait[] = []
  world.sandbox.setGlobal('wait', (call) => {
    const { promise, resolve, reject } = Promise.withResolvers<HostAnswer>()
    waits.push({
      name: call.text(1, 'name'),
      answer: (value) => (resolve(value), settled()),
      fail: (error) => (reject(error), settled()),
    })
    return promise
  })
  return { ...world, waits }
}

test('a promise suspends its handler only', async () => {
  const { sandbox, run, values, waits } = await startWaitingWorld()
  const waiting = run('order = "a" local got = wait("x") order = order .. got return order')
  assert.equal(sandbox.usage().waiting, 1)
  await values('order = order .. "b"')
  await waits[0]!.answer('c')
  assert.deepEqual(await waiting, { ok: true, values: ['abc'] })
  assert.equal(sandbox.usage().waiting, 0)
})

test('a failure of what was waited for is raised, or answered, as for a call that does not wait', async () => {
  const { run, waits } = await startWaitingWorld()
  const raised = run('local ok, message = pcall(wait, "x") return ok, message')
  await waits[0]!.fail(new LuaError('a.code', 'wrong use'))
  assert.deepEqual(await raised, { ok: true, values: [false, 'a.code: wrong use'] })
  const answered = run('return wait("x")')
  await waits[1]!.fail(new BrokerError('b.code', 'the world'))
  assert.deepEqual(await answered, { ok: true, values: [undefined, 'b.code: the world'] })
  const fault = run('return pcall(wait, "x")')
  await waits[2]!.fail(new TypeError('a bug'))
  assert.deepEqual(await fault, { ok: true, values: [false, 'internal: Cannot finish wait: the platform has a fault'] })
})

/** Waits wherever one can wait. */
const program = (id: number) => `
    local id, log = '${id}', {}
    local function check(got) assert(got == 'r' .. id, got) return got end
    local ok, text = pcall(function()
      return (string.gsub('abc', '.', function(c) return c .. check(wait(id)) end))
    end)
    assert(ok and text == 'ar' .. id .. 'br' .. id .. 'cr' .. id, text)
    local list = { 5, 3, 1, 4 }
    table.sort(list, function(a, b) check(wait(id)) return a < b end)
    assert(table.concat(list) == '1345')
    for word in ('x y'):gmatch('%a') do check(wait(id)) end
    local n = 0
    for got in function() n = n + 1 if n < 3 then return wait(id) end end do check(got) end
    local failed, message = xpcall(function() error(wait(id)) end, function(e) return e .. wait(id) end)
    assert(not failed and message:find('r' .. id, 1, true), message)
    check(import('scripts/' .. id .. '.lua'))
    return ('%.3f'):format(id / 7), n`

test('fifty handlers wait at once, inside pcall, sort, gsub, gmatch, iterators, xpcall and import', async () => {
  const { sandbox, waits, run } = await startWaitingWorld()
  sandbox.setImport((path) => ({ path: `assets/${path}`, source: 'return wait((...):match("%d+"))' }))
  const outcomes: Promise<Outcome>[] = []
  for (let id = 0; id < 50; id++) outcomes.push(run(program(id)))
  assert.equal(sandbox.usage().waiting, 50)
  // Answered in an order of its own, so that the handlers go on mixed up.
  let seed = 1
  while (waits.length > 0) {
    seed = (seed * 48_271) % 2_147_483_647
    const [next] = waits.splice(seed % waits.length, 1)
    await next!.answer(`r${next!.name}`)
  }
  for (const [id, outcome] of (await Promise.all(outcomes)).entries()) {
    assert.deepEqual(outcome, { ok: true, values: [(id / 7).toFixed(3), 3] })
  }
  assert.equal(sandbox.usage().cutOffs, 0)
})

test('waiting does not count, and a handler keeps what it had left', async () => {
  const { run, waits } = await startWaitingWorld({ limits: { eventInstructions: 100_000 } })
  const outcome = run('for i = 1, 60000 do end wait("x") for i = 1, 60000 do end')
  for (let round = 0; round < 5; round++) assert.ok((await run('for i = 1, 60000 do end')).ok)
  await waits[0]!.answer(undefined)
  const ended = await outcome
  assert.ok(!ended.ok && ended.error.code === 'limit.instructions')
})

test('one handler too many that would wait gets an error and goes on', async () => {
  const { run, waits, sandbox } = await startWaitingWorld({ limits: { waitingHandlers: 3 } })
  const waiting = [run('return wait("1")'), run('return wait("2")'), run('return wait("3")')]
  const refused = await run('return pcall(wait, "4")')
  assert.deepEqual(refused, {
    ok: true,
    values: [false, 'limit.waiting: Cannot call wait: 3 handlers of this app wait already'],
  })
  for (const wait of waits.slice(0, 3)) await wait.answer(wait.name)
  assert.deepEqual(
    (await Promise.all(waiting)).map((outcome) => outcome.ok && outcome.values[0]),
    ['1', '2', '3'],
  )
  assert.equal(sandbox.usage().waiting, 0)
})

test('a stop ends all that waits, and what ends later does no harm', async () => {
  const { sandbox, run, waits } = await startWaitingWorld()
  const outcomes = [run('pcall(wait, "1") after = true'), run('wait("2") after = true')]
  const stopped = sandbox.stop()
  for (const outcome of await Promise.all(outcomes)) assert.ok(!outcome.ok && outcome.error.code === 'sandbox.stopped')
  await stopped
  for (const wait of waits) await wait.answer(1)
  assert.equal(sandbox.mustStop, undefined)
})

test('a handler may stop its own app, and may even wait for that', async () => {
  const { sandbox, run } = await startWorld()
  sandbox.setGlobal('quit', () => void sandbox.stop())
  sandbox.setGlobal('effect', () => assert.fail('nothing reaches the host any more'))
  const outcome = await run('quit() pcall(effect) while true do end')
  assert.ok(!outcome.ok && outcome.error.code === 'sandbox.stopped')
  const second = await startWorld()
  second.sandbox.setGlobal('quit', () => second.sandbox.stop())
  const waited = await second.run('pcall(quit) after = true')
  assert.ok(!waited.ok && waited.error.code === 'sandbox.stopped')
})

test('a handler that waits inside another handler lets that one go on', async () => {
  const { sandbox, values, waits } = await startWaitingWorld()
  await values('function inner() order = order .. "b" local got = wait("x") order = order .. got end')
  const inner = sandbox.getGlobal('inner') as LuaFunctionRef
  let ended: Promise<Outcome> | undefined
  let waitsSeen = 0
  sandbox.setGlobal('click', () => {
    ended = sandbox.call(inner, [], 'event', { onWait: () => waitsSeen++ })
  })
  assert.deepEqual(await values('order = "a" click() order = order .. "c" return order'), ['abc'])
  assert.equal(waitsSeen, 1)
  await waits[0]!.answer('d')
  assert.ok((await ended!).ok)
  assert.deepEqual(await values('return order'), ['abcd'])
})

test('an outer handler can wait for an inner one', async () => {
  const { sandbox, run, values, waits } = await startWaitingWorld()
  await values('function inner() return wait("x") end')
  const inner = sandbox.getGlobal('inner') as LuaFunctionRef
  sandbox.setGlobal('ask', async () => {
    const outcome = await sandbox.call(inner, [], 'event')
    return outcome.ok ? outcome.values[0] : outcome.error.message
  })
  const asked = run('return "got " .. ask()')
  assert.equal(sandbox.usage().waiting, 2)
  await waits[0]!.answer('it')
  assert.deepEqual(await asked, { ok: true, values: ['got it'] })
})

test('a host function cannot read its arguments any more once it has waited', async () => {
  const { sandbox, log, values } = await startWorld()
  sandbox.setGlobal('late', async (call) => {
    await Promise.resolve()
    return call.text(1, 'text')
  })
  assert.deepEqual(await values('return pcall(late, "x")'), [
    false,
    'internal: Cannot finish late: the platform has a fault',
  ])
  assert.match(log[0]!.text, /reads an argument after it waited/)
})

test('a handler cut off after a wait leaves the others alone', async () => {
  const { run, waits } = await startWaitingWorld()
  const endless = run('wait("1") while true do pcall(function() while true do end end) end')
  const other = run('local t = {} for i = 1, 3 do t[i] = wait("2") end return table.concat(t)')
  await waits[1]!.answer('a')
  await waits[0]!.answer(1)
  await waits[2]!.answer('b')
  await waits[3]!.answer('c')
  const cut = await endless
  assert.ok(!cut.ok && cut.error.code === 'limit.instructions' && cut.error.line === 1)
  assert.deepEqual(await other, { ok: true, values: ['abc'] })
})
