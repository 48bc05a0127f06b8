import assert from 'node:assert/strict'
import { test } from 'node:test'
import { glueBytes, startWorld } from '../../test/world.ts'

/** Ways to come to an instruction: loops, calls of all kinds, returns with and without values, errors, waits, callbacks of C functions. */
const programs = [
  'local n = 0 for i = 1, 12345 do n = n + i % 7 end return n',
  'local n = 0 for i = 10, 1, -0.25 do n = n + i end while n > 0 do n = n - 1 end repeat n = n + 1 until n > 99 return n',
  'local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(17)',
  'local function last(n) if n == 0 then return "end" end return last(n - 1) end return last(3000)',
  'local function all(...) return ... end local n = 0 for i = 1, 500 do n = n + select("#", all(i, all(i, i))) end return n',
  'local function none() end local function pair() return 1, 2 end for i = 1, 999 do none() local a, b = pair() end return 0',
  'local t = {} for i = 1, 700 do t[i] = i * 7919 % 701 end table.sort(t, function(a, b) return a > b end) return t[1], t[700]',
  'local n = 0 for _ = 1, 300 do n = n + (pcall(error, "x") and 1 or 0) n = n + (pcall(function() return 1 + {} end) and 1 or 0) end return n',
  'local n = 0 for k, v in pairs({ 3, 4, x = 5 }) do n = n + v end for i, v in ipairs({ 6, 7 }) do n = n + i * v end return n',
  'local out = ("a b c"):gsub("%a", function(letter) return letter .. later(letter) end) return out',
  'local fs = {} for i = 1, 90 do fs[i] = function() i = i + 1 return i end end local n = 0 for _, f in ipairs(fs) do n = n + f() end return n',
  'for i = 1, 400 do if i % 2 == 0 then goto continue end i = i << 1 ~ 3 ::continue:: end return #("x"):rep(40), 7 // 2, -7 % 3',
  'local function deep(n) return n == 0 and 0 or 1 + deep(n - 1) end return deep(150), deep(190)',
]

test('counting in place counts what the hook of Lua counts, instruction for instruction', async () => {
  const original = await WebAssembly.compile(new Uint8Array(glueBytes))
  const counted = await Promise.all([startWorld({ glue: original }), startWorld()])
  for (const { sandbox } of counted) sandbox.setGlobal('later', (call) => Promise.resolve(call.text(1, 'letter')))
  for (const program of programs) {
    const [there, here] = await Promise.all(
      counted.map(async ({ sandbox, values }) => [await values(program), sandbox.usage()]),
    )
    assert.deepEqual(here, there, program)
  }
})

test('a handler is cut off at the same instruction, wherever that is', async () => {
  const original = await WebAssembly.compile(new Uint8Array(glueBytes))
  const endless = [
    'while true do n = n + 1 end',
    'local function again() n = n + 1 return again() end again()',
    'local function count(...) n = n + 1 end while true do count(1, 2) end',
    'while true do pcall(function() n = n + 1 error() end) end',
    'local t = {} for i = 1, 3000 do t[i] = -i end while true do table.sort(t, function(a, b) n = n + 1 return a < b end) end',
  ]
  for (const eventInstructions of [1000, 1777, 54_321]) {
    const limits = { eventInstructions, cutOffs: 100 }
    const counted = await Promise.all([startWorld({ glue: original, limits }), startWorld({ limits })])
    for (const program of endless) {
      const [there, here] = await Promise.all(
        counted.map(async ({ run, sandbox }) => {
          const outcome = await run(`n = 0 ${program}`)
          assert.ok(!outcome.ok && outcome.error.code === 'limit.instructions')
          return [outcome, sandbox.getGlobal('n'), sandbox.usage().instructions]
        }),
      )
      assert.deepEqual(here, there, program)
    }
  }
})
