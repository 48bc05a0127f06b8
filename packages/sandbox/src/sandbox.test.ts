import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SandboxError, createSandbox, listOf, recordOf } from './index.ts'
import type { LuaFunctionRef, LuaValue } from './index.ts'
import { startWorld } from '../test/world.ts'

test('exactly the kept globals exist', async () => {
  const { values } = await startWorld()
  const [names] = await values(`
    local function names(t)
      local list = {}
      for name in pairs(t) do list[#list + 1] = name end
      table.sort(list)
      return table.concat(list, ' ')
    end
    return { G = names(_G), string = names(string), table = names(table), utf8 = names(utf8), math = names(math) }`)
  assert.deepEqual(recordOf(names as Map<string, LuaValue>), {
    __proto__: null,
    G:
      '_G _VERSION assert base64 crypto database error import ipairs json math network next pairs pcall permissions print select ' +
      'storage string table timer tonumber tostring type unpack utf8 xpcall',
    string: 'byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper',
    table: 'concat insert move pack remove sort unpack',
    utf8: 'char charpattern codepoint codes len offset',
    math:
      'abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad random randomseed ' +
      'sin sqrt tan tointeger type ult',
  })
})

test('the removed globals are gone, and no value leads to them', async () => {
  const { values } = await startWorld()
  const removed =
    'dofile loadfile load loadstring rawget rawset rawequal rawlen getmetatable setmetatable collectgarbage os io debug package ' +
    'require ffi jit newproxy coroutine warn'
  const [found] = await values(`
    local found = {}
    for name in ('${removed}'):gmatch('%a+') do if _G[name] ~= nil then found[#found + 1] = name end end
    if ('').dump or string.dump or _G._G ~= _G or unpack ~= table.unpack then found[#found + 1] = 'other' end
    return #found`)
  assert.equal(found, 0)
})

test('values cross in both directions without loss', async () => {
  const { sandbox, values } = await startWorld()
  const bytes = Uint8Array.of(0xff, 0, 0x80)
  const given: [string, Parameters<typeof sandbox.setGlobal>[1], LuaValue][] = [
    ['text', 'grüße 😀\0', 'grüße 😀\0'],
    ['bytes', bytes, bytes],
    ['whole', 2 ** 53 - 1, 2 ** 53 - 1],
    ['large', 2n ** 63n - 1n, 2n ** 63n - 1n],
    ['half', 0.5, 0.5],
    ['minus_zero', -0, -0],
    ['yes', true, true],
    ['nothing', null, undefined],
    [
      'list',
      [1, [2, 3]],
      new Map<number, LuaValue>([
        [1, 1],
        [
          2,
          new Map([
            [1, 2],
            [2, 3],
          ]),
        ],
      ]),
    ],
    ['record', { name: 'a' }, new Map([['name', 'a']])],
    ['map', new Map([[0.5, 'half']]), new Map([[0.5, 'half']])],
  ]
  for (const [name, value, expected] of given) {
    sandbox.setGlobal(name, value)
    assert.deepEqual(await values(`return ${name}`), [expected], name)
    assert.deepEqual(sandbox.getGlobal(name), expected, name)
  }
  assert.deepEqual(await values('return math.type(whole), math.type(half), math.type(minus_zero), #bytes, ...'), [
    'integer',
    'float',
    'float',
    3,
  ])
  assert.deepEqual(
    listOf(
      new Map([
        [1, 'a'],
        [2, 'b'],
      ]),
    ),
    ['a', 'b'],
  )
  assert.equal(listOf(new Map([[2, 'b']])), undefined)
  assert.equal(recordOf(new Map([[2, 'b']])), undefined)
})

test('what has no form on the other side is refused', async () => {
  const { sandbox, values } = await startWorld()
  sandbox.setGlobal('take', (call) => void call.value(1))
  sandbox.setGlobal('give', (call) => (call.truth(1) ? (new Date() as never) : (Symbol('no') as never)))
  const [refused] = await values(`
    local own = {}
    own.own = own
    local deep = {}
    for i = 1, 40 do deep = { deep } end
    local messages = {}
    for _, attempt in ipairs {
      function() take(own) end, function() take(deep) end, function() take { [{}] = 1 } end, function() take { ['\\xff'] = 1 } end,
      function() give(true) end, function() give(false) end,
    } do messages[#messages + 1] = select(2, pcall(attempt)) end
    return messages`)
  assert.deepEqual(listOf(refused as never), [
    'value.unsupported: Cannot carry over a table that contains itself',
    'value.unsupported: Cannot carry over a table nested more than 32 deep',
    'value.unsupported: Cannot carry over a key that is neither a string, a number nor a boolean',
    'value.unsupported: Cannot carry over a key that is not valid UTF-8',
    'value.unsupported: Cannot carry over an object of a JavaScript class',
    'value.unsupported: Cannot carry over a JavaScript symbol',
  ])
  assert.equal(sandbox.usage().functions, 0)
})

test('an error tells its file, its line and the calls that led to it', async () => {
  const { sandbox } = await startWorld()
  const outcome = await sandbox.runFile(
    'assets/scripts/a-rather-long-name-that-lua-itself-would-cut-off-in-its-messages.lua',
    'local function inner()\n  error("boom")\nend\nfunction outer()\n  inner()\nend\nouter()',
    'load',
  )
  const path = 'assets/scripts/a-rather-long-name-that-lua-itself-would-cut-off-in-its-messages.lua'
  assert.ok(!outcome.ok)
  assert.deepEqual([outcome.error.code, outcome.error.path, outcome.error.line], ['lua.error', path, 2])
  assert.match(outcome.error.message, /:2: boom$/)
  assert.deepEqual(outcome.error.traceback.split('\n'), [
    '[platform]: in error',
    `${path}:2: in inner`,
    `${path}:5: in outer`,
    `${path}:7: in the file itself`,
  ])
})

test('a very deep stack is told by its two ends', async () => {
  const { run } = await startWorld()
  const outcome = await run(
    'local function f(n) if n == 0 then error("deep") end return 1 + f(n - 1) end local n = f(50000)',
  )
  assert.ok(!outcome.ok)
  const lines = outcome.error.traceback.split('\n')
  assert.equal(lines.length, 21)
  assert.match(lines[12]!, /^\(\d+ more\)$/)
  assert.equal(lines.at(-1), 'assets/main.lua:1: in the file itself')
})

test('the code in front of a raised message becomes the code of the outcome', async () => {
  const { run, failure } = await startWorld()
  const outcome = await run('local ok, e = pcall(storage.write, "/x", "") error(e, 0)')
  assert.ok(!outcome.ok)
  assert.equal(outcome.error.code, 'storage.path_invalid')
  assert.equal(await failure('error({})'), 'an error that is no text was raised')
  assert.equal(await failure('error()'), 'an error that is no text was raised')
})

test('source that cannot be read is told with its line, compiled chunks are refused', async () => {
  const { sandbox, run, failure } = await startWorld()
  const outcome = await sandbox.runFile('assets/main.rml', 'x =\n', 'load', { firstLine: 12 })
  assert.ok(!outcome.ok)
  assert.deepEqual([outcome.error.code, outcome.error.path, outcome.error.line], ['lua.syntax', 'assets/main.rml', 13])
  assert.match(await failure('\x1bLua'), /attempt to load a binary chunk/)
  assert.ok((await run('\ufeffreturn 1')).ok)
})

test('code of an attribute is a function with its parameters, and cannot close what is around it', async () => {
  const { sandbox, values } = await startWorld()
  const handler = sandbox.compileHandler(
    'result = event .. document',
    ['event', 'element', 'document'],
    'assets/main.rml',
    7,
  )
  assert.ok((await sandbox.call(handler, ['a', 'b', 'c'], 'event')).ok)
  assert.deepEqual(await values('return result'), ['ac'])
  handler.release()
  assert.equal(handler.isReleased, true)
  assert.throws(
    () => sandbox.compileHandler('end evil() do', ['event'], 'assets/main.rml', 7),
    (error: SandboxError) => error.code === 'lua.syntax' && error.line === 7 && error.path === 'assets/main.rml',
  )
  const failing = sandbox.compileHandler('\nerror("no")', [], 'assets/main.rml', 7)
  const outcome = await sandbox.call(failing, [], 'event')
  assert.ok(!outcome.ok && outcome.error.line === 8)
})

test('a call has run to its end when it returns, before its promise settles', async () => {
  const { sandbox, values } = await startWorld()
  await values('function count() n = (n or 0) + 1 return n end')
  const count = sandbox.getGlobal('count') as LuaFunctionRef
  const pending = sandbox.call(count, [], 'event')
  assert.equal(sandbox.getGlobal('n'), 1)
  assert.deepEqual(await pending, { ok: true, values: [1] })
})

test('functions among results are kept only on request', async () => {
  const { sandbox } = await startWorld()
  const source = 'return function() return 7 end, { f = print }'
  const plain = await sandbox.runFile('a.lua', source, 'load')
  assert.deepEqual(plain, { ok: true, values: [undefined, new Map([['f', undefined]])] })
  assert.equal(sandbox.usage().functions, 0)
  const kept = await sandbox.runFile('a.lua', source, 'load', { keepFunctions: true })
  assert.ok(kept.ok)
  const [fn] = kept.values as LuaFunctionRef[]
  assert.deepEqual(await sandbox.call(fn!, [], 'event'), { ok: true, values: [7] })
  assert.equal(sandbox.usage().functions, 2)
  fn!.release()
  fn!.release()
  assert.equal(sandbox.usage().functions, 1)
  const released = await sandbox.call(fn!, [], 'event')
  assert.ok(!released.ok && released.error.code === 'value.unsupported')
})

test('the host holds at most so many functions of an app', async () => {
  const { sandbox, values } = await startWorld({ limits: { functions: 3 } })
  sandbox.setGlobal('keep', (call) => void call.function(1, 'callback'))
  const [ok, message] = await values('for i = 1, 3 do keep(print) end return pcall(keep, print)')
  assert.deepEqual([ok, message], [false, 'limit.functions: the platform holds 3 functions of this app already'])
})

test('a wrong argument is told by function, number, name and expected type', async () => {
  const { sandbox, values } = await startWorld()
  sandbox.setModule('box', {
    put: (call) => void call.integer(2, 'size', { min: 1, max: 9 }),
    deep: { read: (call) => call.text(1, 'key') },
  })
  const cases: [string, string][] = [
    ['box.put(1, "x")', 'box.put: argument 2 (size) is a string, it should be a number'],
    ['box.put(1)', 'box.put: argument 2 (size) is missing, it should be a number'],
    ['box.put(1, 1.5)', 'box.put: argument 2 (size) is 1.5, it should be a whole number'],
    ['box.put(1, 0/0)', 'box.put: argument 2 (size) is not a number (nan), it should be a whole number'],
    ['box.put(1, 10)', 'box.put: argument 2 (size) is 10, it should be between 1 and 9'],
    ['box.deep.read({})', 'box.deep.read: argument 1 (key) is a table, it should be a string'],
    ['box.deep.read("\\xff")', 'box.deep.read: argument 1 (key) is not valid UTF-8, it should be text in UTF-8'],
  ]
  for (const [call, expected] of cases) {
    const [ok, message] = await values(`return pcall(function() ${call} end)`)
    assert.deepEqual([ok, message], [false, `argument.invalid: Cannot call ${expected}`])
  }
})

test('a fault of the host tells the app nothing of itself', async () => {
  const { sandbox, log, values } = await startWorld()
  sandbox.setGlobal('faulty', () => {
    throw new Error('/home/secret/path')
  })
  const [ok, message] = await values('return pcall(faulty)')
  assert.deepEqual([ok, message], [false, 'internal: Cannot finish faulty: the platform has a fault'])
  assert.match(log[0]!.text, /secret/)
})

test('import runs a file once, in its caller’s budget, and gives its value to everybody', async () => {
  const { sandbox, values, failure, run } = await startWorld()
  const files: Record<string, string> = {
    'assets/scripts/a.lua': 'runs = (runs or 0) + 1 return { name = ... }',
    'assets/scripts/nothing.lua': '',
    'assets/scripts/circle.lua': 'import("scripts/circle.lua")',
    'assets/scripts/broken.lua': '\nx = = 1',
    'assets/scripts/failing.lua': '\nerror("no")',
    'assets/scripts/endless.lua': 'if not again then again = true while true do end end return "second"',
  }
  sandbox.setImport((path) => {
    const source = files[`assets/${path}`]
    if (source === undefined) throw new SandboxError('argument.invalid', `Cannot import "${path}"`)
    return { path: `assets/${path}`, source }
  })
  assert.deepEqual(
    await values('local a, b = import("scripts/a.lua"), import("scripts/a.lua") return a == b, a.name, runs'),
    [true, 'assets/scripts/a.lua', 1],
  )
  assert.deepEqual(await values('return import("scripts/nothing.lua"), import("scripts/nothing.lua")'), [
    undefined,
    undefined,
  ])
  assert.match(await failure('import("scripts/circle.lua")'), /^import.circular: /)
  assert.match(await failure('import("scripts/missing.lua")'), /^argument.invalid: Cannot import/)
  assert.match(await failure('import(nil)'), /main.lua:1: bad argument #1 to 'import' \(string expected, got nil\)/)

  const broken = await run('import("scripts/broken.lua")')
  assert.ok(!broken.ok)
  assert.deepEqual(
    [broken.error.code, broken.error.path, broken.error.line],
    ['lua.syntax', 'assets/scripts/broken.lua', 2],
  )
  const failing = await run('\n\nimport("scripts/failing.lua")')
  assert.ok(!failing.ok)
  assert.deepEqual([failing.error.path, failing.error.line], ['assets/scripts/failing.lua', 2])
  assert.match(
    failing.error.traceback,
    /failing\.lua:2: in the file itself\n.*\n?assets\/main\.lua:3: in the file itself/,
  )
  // A file that was cut off is run again.
  assert.match(await failure('import("scripts/endless.lua")'), /^limit.instructions/)
  assert.deepEqual(await values('return import("scripts/endless.lua")'), ['second'])
})

test('all scripts of one load share one budget', async () => {
  const { sandbox } = await startWorld({ limits: { loadInstructions: 100_000 } })
  const budget = sandbox.createBudget('load')
  const loop = 'for i = 1, 40000 do end'
  assert.ok((await sandbox.runFile('a.lua', loop, budget)).ok)
  assert.ok((await sandbox.runFile('b.lua', loop, budget)).ok)
  assert.ok(budget.left > 0 && budget.left < 30_000)
  const third = await sandbox.runFile('c.lua', loop, budget)
  assert.ok(!third.ok && third.error.code === 'limit.instructions' && third.error.path === 'c.lua')
  const fourth = await sandbox.runFile('d.lua', loop, budget)
  assert.ok(!fourth.ok && fourth.error.code === 'limit.instructions')
  assert.equal(sandbox.usage().cutOffs, 1)
})

test('a handler inside a handler spends the outer one’s instructions, and only so many nest', async () => {
  const { sandbox, values, failure } = await startWorld({ limits: { nestedCalls: 4 } })
  const outcomes: string[] = []
  sandbox.setGlobal('click', () => {
    const fn = sandbox.getGlobal('handler') as LuaFunctionRef
    void sandbox.call(fn, [], 'event').then((outcome) => outcomes.push(outcome.ok ? 'ok' : outcome.error.code))
    fn.release()
  })
  await values('function handler() depth = (depth or 0) + 1 click() end handler()')
  assert.deepEqual(await values('return depth'), [4])
  assert.equal(outcomes.filter((code) => code === 'limit.nesting').length, 1)

  await values('function handler() for i = 1, 50000 do end end')
  assert.match(await failure('for i = 1, 1e6 do click() end'), /^limit.instructions/)
  assert.ok(sandbox.usage().instructions < 1_300_000)
  // The inner call that happened to use up the rest is not counted as a second one.
  assert.equal(sandbox.usage().cutOffs, 1)
})

test('five handlers cut off within a minute demand that the app is stopped', async () => {
  const { run, clock, sandbox, stopReasons } = await startWorld({ limits: { eventInstructions: 1000 } })
  for (let count = 0; count < 4; count++) await run('while true do end')
  clock.advance(60_001)
  for (let count = 0; count < 4; count++) await run('while true do end')
  assert.deepEqual(stopReasons, [])
  await run('while true do end')
  await run('while true do end')
  assert.equal(sandbox.mustStop?.code, 'limit.cut_offs')
  assert.equal(stopReasons.length, 1)
  assert.equal(sandbox.audit.entries().filter(({ action }) => action === 'cut-off').length, 10)
})

test('after a stop nothing runs any more and nothing is held', async () => {
  const { sandbox, run, values } = await startWorld()
  await values('function f() end')
  const fn = sandbox.getGlobal('f') as LuaFunctionRef
  await sandbox.stop()
  await sandbox.stop()
  assert.equal(sandbox.isStopped, true)
  const outcome = await run('return 1')
  assert.ok(!outcome.ok && outcome.error.code === 'sandbox.stopped')
  const called = await sandbox.call(fn, [], 'event')
  assert.ok(!called.ok && called.error.code === 'sandbox.stopped')
  fn.release()
  assert.throws(() => sandbox.setGlobal('x', 1), { code: 'sandbox.stopped' })
  assert.equal(sandbox.usage().memoryBytes, 0)
})

test('the same clock and seed give the same output', async () => {
  const program = `
    local seen = {}
    for key in pairs({ one = 1, two = 2, three = 3, four = 4, [{}] = 5 }) do seen[#seen + 1] = tostring(key) end
    local list = {}
    for i = 1, 500 do list[i] = math.random(1000) end
    table.sort(list)
    return table.concat(seen, ' '), table.concat(list, ' '), tostring({}), crypto.random(8), json.encode({ b = 1, a = 2 })`
  const first = await (await startWorld({ seed: 7 })).values(program)
  const again = await (await startWorld({ seed: 7 })).values(program)
  const other = await (await startWorld({ seed: 8 })).values(program)
  assert.deepEqual(again, first)
  assert.notDeepEqual(other[1], first[1])
})

test('numbers are written as Lua writes them, in handlers that wait too', async () => {
  const { sandbox, values } = await startWorld()
  sandbox.setGlobal('wait', () => Promise.resolve())
  const expected = ['0.001', '1e+300', '0.333', '0x1.8p+0', '-nan', '1e15', '3.0']
  const program = `
    return tostring(0.001), tostring(1e300), string.format('%.3f', 1 / 3), string.format('%a', 1.5), tostring(0/0),
      string.format('%.0e', 1e15):gsub('+', ''), 3.0 .. ''`
  const written = await values(program)
  assert.deepEqual(
    written.map((text) => (text === 'nan' ? '-nan' : text)),
    [...expected.slice(0, 5), '1e15', '3.0'],
  )
  assert.deepEqual(await values(`wait() ${program}`), written)
})

test('only the Lua that was tested is used', async () => {
  const { sandbox } = await startWorld()
  const brokers = { crypto: {} as never }
  const options = {
    brokers,
    clock: {} as never,
    random: () => new Uint8Array(32),
    log: () => undefined,
    grants: sandbox.grants,
  }
  await assert.rejects(createSandbox({ ...options, glue: new Uint8Array(100) }), { code: 'sandbox.wrong_engine' })
})
