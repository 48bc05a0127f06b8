import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endless, refused } from '../test/attack-programs.ts'
import { startWorld } from '../test/world.ts'

/** Long enough for a busy machine; an attack that is not stopped takes minutes. */
const mostMs = 3000
const wallMs = 400
const expectedAfter = 'fine 123 bcd'

for (const [name, program] of Object.entries(endless)) {
  test(`cut off in time: ${name}`, async () => {
    const { run, values } = await startWorld({ limits: { eventWallMs: wallMs } })
    const started = performance.now()
    const outcome = await run(program)
    const tookMs = performance.now() - started
    assert.ok(!outcome.ok, 'it should have been cut off')
    assert.match(outcome.error.code, /^limit\.(?:instructions|time)$/)
    assert.ok(tookMs < mostMs, `it took ${tookMs} ms`)
    assert.deepEqual(await values(stillWorks), [expectedAfter])
  })
}

for (const [name, [program, ...results]] of Object.entries(refused)) {
  test(`refused in time: ${name}`, async () => {
    const { values } = await startWorld({ limits: { eventWallMs: wallMs } })
    assert.deepEqual(await values(program), results)
    assert.deepEqual(await values(stillWorks), [expectedAfter])
  })
}

const stillWorks = `
  local t = { 3, 1, 2 }
  table.sort(t, function(a, b) return a < b end)
  return ('fine %s %s'):format(table.concat(t), (('abc'):gsub('.', function(c) return string.char(c:byte() + 1) end)))`

test('source that nests without end is refused by the compiler', async () => {
  const { failure, values } = await startWorld()
  for (const [open, close] of [
    ['(', ')'],
    ['{', '}'],
    ['do ', ' end'],
    ['f(', ')'],
    ['function() return ', ' end'],
    ['- ', ''],
  ] as const) {
    const source = open.startsWith('do') ? '' : 'return '
    assert.match(await failure(source + open.repeat(5000) + (source && '1') + close.repeat(5000)), /^lua.syntax: /)
  }
  assert.deepEqual(await values(stillWorks), [expectedAfter])
})

test('Lua values cannot reach into JavaScript', async () => {
  const { sandbox, values } = await startWorld()
  const target = { secret: 'hidden' }
  sandbox.defineClass<typeof target>({
    name: 'Target',
    get: (_, key) => (key === 'shown' ? 1 : undefined),
    methods: { go: () => 2 },
  })
  sandbox.setGlobal('target', sandbox.toLua('Target', target))
  sandbox.setGlobal('echo', (call) => call.value(1))
  const keys = [
    '__proto__',
    'constructor',
    'prototype',
    'secret',
    'toString',
    'hasOwnProperty',
    '__index',
    '__gc',
    '__metatable',
  ]
  for (const key of keys) {
    assert.deepEqual(
      await values(`return target['${key}'], string['${key}'], storage['${key}']`),
      [undefined, undefined, undefined],
      key,
    )
    const [ok] = await values(`return pcall(function() target['${key}'] = 1 end)`)
    assert.equal(ok, false)
    // As names in tables they are names like any other, on both sides.
    assert.deepEqual(await values(`return echo({ ['${key}'] = 'x' })['${key}']`), ['x'])
    assert.deepEqual(await values(`return json.decode(json.encode({ ['${key}'] = 'x' }))['${key}']`), ['x'])
  }
  await values('pcall(network.request, { ["__proto__"] = { polluted = 1 }, url = "https://example.com" })')
  await values('network.request { url = "https://example.com", headers = { ["__proto__"] = "polluted" } }')
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  assert.equal(target.secret, 'hidden')
})

test('methods check what they are called on', async () => {
  const { sandbox, values } = await startWorld()
  sandbox.defineClass({ name: 'One', methods: { go: () => 1 } })
  sandbox.defineClass({ name: 'Two', methods: { go: () => 2 } })
  sandbox.setGlobal('one', sandbox.toLua('One', {}))
  sandbox.setGlobal('two', sandbox.toLua('Two', {}))
  const message = 'argument.invalid: Cannot call One:go: call it on a One, with a colon'
  for (const wrong of ['one.go(two)', 'one.go()', 'one.go({})', 'one.go(1)', 'one.go(json.null)', 'one.go(print)']) {
    assert.deepEqual(await values(`return pcall(function() return ${wrong} end)`), [false, message], wrong)
  }
})

test('an app that breaks its own libraries breaks only itself', async () => {
  const { values, run } = await startWorld()
  await values('string.sub = nil table.concat = nil pcall = nil _G = nil string.gsub = string.gsub')
  assert.deepEqual(await values('return (("abc"):gsub("%a", function(c) return c .. c end))'), ['aabbcc'])
  await values('for name in next, { string = 1, table = 1, print = 1, error = 1, json = 1 } do _ENV[name] = nil end')
  assert.ok((await run('return 1')).ok)
})
