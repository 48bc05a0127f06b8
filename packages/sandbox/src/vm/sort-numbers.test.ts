import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { startWorld } from '../../test/world.ts'
import type { World } from '../../test/world.ts'

/** Sorts a list twice: as the app calls it, and with a function, which is always Lua's own way. */
const both = `
function both(make)
  local list, other = make(), make()
  local ok, message = pcall(table.sort, list)
  local fine, complaint = pcall(table.sort, other, function(a, b) return a < b end)
  assert(ok == fine, tostring(message) .. ' | ' .. tostring(complaint))
  if not ok then return 'refused' end
  assert(#list == #other)
  for i = 1, #list do
    assert(list[i] == other[i] and math.type(list[i]) == math.type(other[i]), i)
  end
  local counts = {}
  for _, value in ipairs(make()) do counts[value] = (counts[value] or 0) + 1 end
  for _, value in ipairs(list) do counts[value] = counts[value] - 1 end
  for _, count in pairs(counts) do assert(count == 0) end
  return 'sorted'
end`

async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld({ limits: { loadInstructions: 2_000_000_000, loadWallMs: 60_000 } })
  try {
    await world.values(both, 'load')
    await work(world)
  } finally {
    await world.sandbox.stop()
  }
}

const literal = (value: number) => `(${Object.is(value, -0) ? '-0.0' : value})`.replaceAll('e+', 'e')
const integers = fc.array(
  fc.maxSafeInteger().map((value) => literal(value)),
  { maxLength: 300 },
)
const floats = fc.array(
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => (Number.isInteger(value) ? `${literal(value)}*1.0` : literal(value))),
  { maxLength: 300 },
)
const anything = fc.array(
  fc.oneof(
    fc.maxSafeInteger().map(literal),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(literal),
    fc.constantFrom(
      'math.maxinteger',
      'math.mininteger',
      '1 << 53',
      '-(1 << 53)',
      '(1 << 53) + 1',
      'math.huge',
      '-math.huge',
      '0.0',
    ),
  ),
  { maxLength: 60 },
)

test('lists of numbers are sorted as Lua sorts them, whatever kind they are', () =>
  withWorld(async ({ values }) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(integers, floats, anything), async (list) => {
        const [outcome] = await values(`return both(function() return { ${list.join(', ')} } end)`, 'load')
        assert.equal(outcome, 'sorted')
      }),
      { numRuns: 150 },
    )
  }))

test('lists that grew, shrank, have holes or lie elsewhere are sorted as well', () =>
  withWorld(async ({ values }) => {
    for (const make of [
      'local t = {} for i = 1, 1000 do t[i] = (i * 7919) % 1009 end return t',
      'local t = {} for i = 1000, 1, -1 do t[i] = (i * 7919) % 1009 + 0.5 end return t',
      'local t = { n = 1, 9, 8, 7 } for i = 4, 70 do t[i] = -i end for i = 70, 20, -1 do t[i] = nil end return t',
      'local t = { 3, 2, 1, nil, 5 } t[6] = 4 return t',
      'local t = {} for i = 1, 20 do table.insert(t, 1, i) end for i = 1, 7 do table.remove(t, 2) end return t',
      'local t = table.pack(5, 4, 3, 2, 1) t.n = nil return t',
      'local t = {} t[3] = 1 t[2] = 2 t[1] = 3 return t',
      'return { 5 }',
      'return {}',
    ]) {
      const [outcome] = await values(`return both(function() ${make} end)`, 'load')
      assert.ok(outcome === 'sorted' || outcome === 'refused', make)
    }
  }))

test('what cannot be compared is refused in the words of Lua, and nothing else is taken for numbers', () =>
  withWorld(async ({ values, failure }) => {
    assert.match(
      await failure('table.sort({ 1, 2, "3" })', 'load'),
      /attempt to compare (?:number with string|string with number)/,
    )
    assert.match(await failure('table.sort({ 1, {}, 2 })', 'load'), /attempt to compare/)
    assert.match(await failure('table.sort(5)', 'load'), /bad argument #1 to 'sort' \(table expected, got number\)/)
    assert.match(
      await failure('table.sort({ 2, 1 }, 7)', 'load'),
      /bad argument #2 to 'sort' \(function expected, got number\)/,
    )
    const [words, nans, none] = await values(
      `local words = { 'pear', 'apple', 'fig' } table.sort(words)
      local nans = { 3, 0 / 0, 1 } local ok = pcall(table.sort, nans)
      return table.concat(words, ' '), #nans, select('#', table.sort({ 2, 1 }))`,
      'load',
    )
    assert.deepEqual([words, nans, none], ['apple fig pear', 3, 0])
  }))

test('it is paid for before it begins: a list too large for the budget is cut off as it was', () =>
  withWorld(async ({ run, values }) => {
    await values('list = {} for i = 1, 100000 do list[i] = -i end', 'load')
    assert.equal((await run('table.sort(list)', 'event')).ok, false)
    const [first, last] = await values('return list[1], list[100000]', 'load')
    assert.deepEqual([first, last], [-1, -100_000])
  }))
