import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultLimits } from '../limits.ts'
import type { LuaValue } from '../values.ts'
import { glueBytes, seededBytes } from '../../test/world.ts'
import { pushChunk } from './chunks.ts'
import { setField } from './classes.ts'
import { compileGlue } from './engine.ts'
import { globalsKey, registryIndex } from './lua-api.ts'
import { startVm } from './start.ts'
import { CountedBudget } from './task.ts'
import { startTask } from './tasks.ts'
import { protect } from './vm.ts'

/** A Lua state that has Lua's own string functions too, as `original`. */
async function startWithOriginals(): Promise<(source: string) => Promise<LuaValue[]>> {
  const { vm } = startVm(await compileGlue(glueBytes), defaultLimits, seededBytes(1), () => undefined)
  const { lua, guard, engine } = vm
  protect(vm, (thread) => {
    guard.get_element(thread, registryIndex, globalsKey)
    setField(vm, thread, 'original', () => {
      lua.lua_pushcclosure(thread, engine.place(lua.luaopen_string), 0)
      lua.lua_pcallk(thread, 0, 1, 0, 0, 0)
    })
  })
  return async (source) => {
    const prepare = (thread: number) => (pushChunk(vm, thread, source, '@a.lua'), 1)
    const outcome = await startTask(vm, new CountedBudget('load', 1e9, 1e6), prepare, {})
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.values
  }
}

/** Compares every function's every result, errors included, on subjects and patterns put together from pieces. */
const compare = (seed: number, rounds: number) => `
  math.randomseed(${seed})
  local pieces = {
    '.', '%a', '%d', '%s', '%w', '%x', '%p', '%c', '%l', '%u', '%g', '%A', '%D', '%S', '%W', 'a', 'b', 'c', '1', ' ', '%%', '%.', '\\0', '\\xff',
    '[abc]', '[^abc]', '[a-c]', '[%a_]', '[^%s]', '[]]', '[^]]', '[a-]', '[%]]', '[a%-z]', '(', ')', '(a)', '(.)', '()', '(%a*)', '(.-)', '%1', '%2',
    '%b()', '%bab', '%f[%a]', '%f[%A]', '%f[^a]', '$', '^', '*', '+', '-', '?', '%', '[', '[a', '[a-c', '%b', '%bx', '%f', '%0', '-', '*',
  }
  local letters = { 'a', 'b', 'c', 'ab', 'abc', '1', '23', ' ', '(', ')', 'a(b)c', '_', '.', '%', '\\0', '\\xff', ']', '-', 'aaaa', '\\n' }
  local replacements = { '', 'x', '%0', '%1', '%%', '<%0%1>', '%2', '%', 'a%', '%9' }
  local function build(list, most)
    local parts = {}
    for i = 1, math.random(0, most) do parts[i] = list[math.random(#list)] end
    return table.concat(parts)
  end
  local function describe(ok, ...)
    local parts = { tostring(ok) }
    for i = 1, select('#', ...) do parts[#parts + 1] = ('%q'):format((select(i, ...))) end
    return table.concat(parts, ' ')
  end
  local function all(gmatch, subject, pattern, from)
    local parts = {}
    for a, b, c in gmatch(subject, pattern, from) do
      parts[#parts + 1] = ('%q %q %q'):format(a, b, c)
      if #parts > 50 then break end
    end
    return table.concat(parts, '; ')
  end
  local compared, failing = 0, 0
  local function same(name, what, mine, theirs)
    compared = compared + 1
    -- Where an error was raised is written differently; what it was is not.
    mine, theirs = mine:gsub('a%.lua:%d+: ', ''), theirs:gsub('a%.lua:%d+: ', '')
    if mine:sub(1, 5) == 'false' then failing = failing + 1 end
    assert(mine == theirs, ('%s %s: %s instead of %s'):format(name, what, mine, theirs))
  end
  for round = 1, ${rounds} do
    local subject, pattern = build(letters, 8), build(pieces, 4)
    local from, replacement = math.random(-4, 6), replacements[math.random(#replacements)]
    local what = ('%q %q %d %q'):format(subject, pattern, from, replacement)
    for _, name in ipairs { 'find', 'match' } do
      same(name, what, describe(pcall(string[name], subject, pattern, from)), describe(pcall(original[name], subject, pattern, from)))
    end
    same('plain find', what, describe(pcall(string.find, subject, pattern, from, true)), describe(pcall(original.find, subject, pattern, from, true)))
    same('gmatch', what, describe(pcall(all, string.gmatch, subject, pattern, from)), describe(pcall(all, original.gmatch, subject, pattern, from)))
    for _, limit in ipairs { 100, 1, 0 } do
      same('gsub', what, describe(pcall(string.gsub, subject, pattern, replacement, limit)), describe(pcall(original.gsub, subject, pattern, replacement, limit)))
      local map = { a = 'A', b = 1, c = false, ab = 'x' }
      same('gsub table', what, describe(pcall(string.gsub, subject, pattern, map, limit)), describe(pcall(original.gsub, subject, pattern, map, limit)))
      local function call(first, second) if first ~= 'b' then return tostring(first) .. tostring(second) end end
      same('gsub function', what, describe(pcall(string.gsub, subject, pattern, call, limit)), describe(pcall(original.gsub, subject, pattern, call, limit)))
    end
    local count = math.random(-1, 5)
    same('rep', what, describe(pcall(string.rep, subject, count, pattern)), describe(pcall(original.rep, subject, count, pattern)))
  end
  return compared, failing`

test('the string functions of the platform answer as Lua’s own do, byte for byte and error for error', async () => {
  const run = await startWithOriginals()
  const [compared, failing] = (await run(compare(1, 4000))) as [number, number]
  assert.equal(compared, 4000 * 14)
  assert.ok(failing > 1000 && failing < compared / 2, `${failing} errors were compared`)
})

/** Functions lie in different places. */
function withoutAddress(text: LuaValue): LuaValue {
  return typeof text === 'string' ? text.replace(/^function.*/, '') : text
}

test('wrong arguments are refused with Lua’s own words', async () => {
  const run = await startWithOriginals()
  const attempts = [
    ['find', ''],
    ['find', 'nil'],
    ['find', '"a", {}'],
    ['find', '"a", "a", "x"'],
    ['find', '"a", "a", 1.5'],
    ['match', 'type, "a"'],
    ['rep', '"a"'],
    ['rep', '"a", {}'],
    ['rep', '"a", 2, {}'],
    ['gsub', '"a"'],
    ['gsub', '"a", "b"'],
    ['gsub', '"a", "b", true'],
    ['gsub', '"a", "b", type, "x"'],
    ['gsub', '{}, "b", type'],
    ['gsub', '"abc", "%a", function() return {} end'],
    ['gsub', '"abc", "%a", { a = type }'],
    ['gmatch', '"a"'],
    ['gmatch', '"a", "b", {}'],
    ['find', '12321, 3, 2'],
    ['gsub', '12321, 3, 4, "1"'],
  ] as const
  for (const [name, parameters] of attempts) {
    const [mine, theirs] = await run(`
      local function told(of) return select(2, pcall(function() local a, b = of.${name}(${parameters}) return tostring(a) .. tostring(b):gsub('0x%x+', '') end)) end
      return told(string), told(original)`)
    assert.equal(withoutAddress(mine), withoutAddress(theirs), `${name}(${parameters})`)
  }
  assert.deepEqual(
    await run(
      'return select(2, pcall(function() return ("x"):rep({}) end)), select(2, pcall(function() return ("x").rep({}, 1) end))',
    ),
    [
      "a.lua:1: bad argument #1 to 'rep' (number expected, got table)",
      "a.lua:1: bad argument #1 to 'rep' (string expected, got table)",
    ],
  )
})

test('a callback of gsub may replace very many pieces', async () => {
  const run = await startWithOriginals()
  assert.deepEqual(
    await run(
      'local s, n = ("ab"):rep(100000):gsub("%a", function(c) return c end) return #s, n, s == ("ab"):rep(100000)',
    ),
    [200_000, 200_000, true],
  )
})
