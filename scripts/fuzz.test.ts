import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { changeBytes } from './fuzz/change-bytes.ts'
import { compareWaiting, fuzzOnce, newFuzzing, type Fault } from './fuzz/fuzzing.ts'
import type { FuzzTarget } from './fuzz/target.ts'

const script = join(import.meta.dirname, 'fuzz.ts')

/** A reader of at most eight bytes, of which each number of A's is a way of its own. */
const target: FuzzTarget = {
  name: 'letters',
  starts: [Buffer.from('A')],
  maxBytes: 8,
  change: changeBytes,
  read(input) {
    const count = input.toString().split('A').length - 1
    if (count >= 4) throw new TypeError('Four are too many')
    return { way: String(count), isAccepted: count > 0 }
  },
}

async function run(target: FuzzTarget, seed: number, most: number): Promise<{ inputs: string[]; fault?: Fault }> {
  const fuzzing = newFuzzing(target, seed)
  const inputs: string[] = []
  let fault: Fault | undefined
  while (!fault && inputs.length < most) {
    fault = await fuzzOnce(fuzzing, (input) => inputs.push(input.toString('latin1')))
  }
  return { inputs, fault: fault ?? compareWaiting(fuzzing) }
}

function refuseTwoInARow(inputs: readonly Buffer[]): void {
  assert.ok(!inputs.some((input) => input.includes('AA')))
}

test('inputs that take a new way are changed further, until one breaks a promise', async () => {
  const { inputs, fault } = await run(target, 1, 20_000)
  assert.ok(fault)
  assert.match(fault.message, /TypeError: Four are too many/)
  assert.equal(fault.input.toString('latin1'), inputs.at(-1))
})

test('the same seed makes the same inputs, another one others', async () => {
  const [one, same, other] = [await run(target, 1, 300), await run(target, 1, 300), await run(target, 2, 300)]
  assert.deepEqual(one.inputs, same.inputs)
  assert.notDeepEqual(one.inputs, other.inputs)
})

test('a difference that shows only when many are compared is traced to its input', async () => {
  const { fault } = await run({ ...target, compareMany: refuseTwoInARow }, 1, 2000)
  assert.ok(fault?.input.includes('AA'))
})

test('a short run over the format finds nothing; a bad input would be read again from its file', () => {
  const { status, stdout } = spawnSync(process.execPath, [script, 'format', '--seconds', '2', '--seed', '1'], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stdout)
  assert.match(stdout, /^archive +\d+ inputs.*\n(?:.+\n)*icon +\d+ inputs.*\nNo fault\n$/m)
  const input = join(import.meta.dirname, '../packages/format/vectors/valid/minimal.mosis')
  const again = spawnSync(process.execPath, [script, 'format', '--target', 'archive', '--input', input], {
    encoding: 'utf8',
  })
  assert.match(again.stdout, /^archive +1 inputs, 1 accepted/m)
})

test('an unknown word ends with 2 and the words there are', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, 'everything'], { encoding: 'utf8' })
  assert.equal(status, 2)
  assert.match(stderr, /npm run fuzz -- format \| syntax \| review \| sandbox/)
})
