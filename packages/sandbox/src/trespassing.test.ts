import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reaching, trespassing } from '../test/attack-programs.ts'
import { startWorld } from '../test/world.ts'

for (const [name, [expression, answer]] of Object.entries(trespassing)) {
  test(`refused: ${name}`, async () => {
    const { values, requests, sockets, asked } = await startWorld({
      network: { allowedDomains: ['example.com', '*.example.com'] },
    })
    const [ok, first, second] = await values(`return pcall(function() return ${expression} end)`)
    // What the world refuses comes as nil and a message, or in the field `error`; what is wrong is raised.
    const told = ok !== true ? first : first instanceof Map ? first.get('error') : (second ?? first)
    assert.match(typeof told === 'string' ? told : told === undefined ? 'nil' : JSON.stringify(told), answer)
    assert.deepEqual({ requests, sockets, asked }, { requests: [], sockets: [], asked: [] })
    assert.deepEqual(await values('return 1 + 1'), [2])
  })
}

for (const [name, [expression, answer]] of Object.entries(reaching)) {
  test(`out of reach: ${name}`, async () => {
    const { values } = await startWorld()
    const [, told] = await values(`return pcall(function() return ${expression} end)`)
    if (answer === undefined) assert.equal(told, undefined)
    else assert.match(typeof told === 'string' ? told : JSON.stringify(told), answer)
    assert.deepEqual(await values('return 1 + 1'), [2])
  })
}
