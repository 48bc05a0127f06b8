import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { glueBytes, startWorld } from '../../test/world.ts'

const edges = [0n, 1n, 9n, 10n, 99n, 100n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n]
const asLua = (integer: bigint) => (integer === -(2n ** 63n) ? 'math.mininteger' : `${integer}`)

/** The same number by every way to a text, and between others in one text. */
const program = (integers: readonly bigint[]) => `
  local out = {}
  for _, n in ipairs({ ${integers.map(asLua).join(', ')} }) do
    out[#out + 1] = '<' .. n .. n .. '>' .. tostring(n) .. (n | 0)
    out[#out + 1] = n
    out[#out + 1] = select(2, pcall(error, n, 0)) .. '/' .. select(2, pcall(function() local x = n; return x.y.z end))
  end
  return table.concat(out, ' ')`

test('whole numbers become the same texts as by the C library', async () => {
  const original = await WebAssembly.compile(new Uint8Array(glueBytes))
  const [there, here] = await Promise.all([startWorld({ glue: original }), startWorld()])
  const check = async (integers: readonly bigint[]) =>
    assert.deepEqual(await here.values(program(integers)), await there.values(program(integers)))
  await check([...edges, ...edges.map((edge) => -edge), -(2n ** 63n), 1n - 2n ** 63n])
  const digits = Array.from({ length: 19 }, (_, count) => 10n ** BigInt(count))
  await check(digits.flatMap((ten) => [ten - 1n, ten, ten + 1n, -ten]))
  await fc.assert(fc.asyncProperty(fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { maxLength: 20 }), check), {
    numRuns: 60,
  })
  await Promise.all([there.sandbox.stop(), here.sandbox.stop()])
})

test('what has a fraction is printed as ever, and counts and limits stay what they were', async () => {
  const original = await WebAssembly.compile(new Uint8Array(glueBytes))
  const worlds = await Promise.all([startWorld({ glue: original }), startWorld()])
  const source = `
    local n = 0
    for i = 1, 2000 do n = n + #('item ' .. i .. ' of ' .. i / 7 .. ' and ' .. -i) end
    return n, 1e15 .. '', 2^53 .. '', 1/0 .. '', 0.1 .. '', -0.0 .. ''`
  const [there, here] = await Promise.all(
    worlds.map(async ({ sandbox, values }) => [await values(source), sandbox.usage()]),
  )
  assert.deepEqual(here, there)
})
