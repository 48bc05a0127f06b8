// `npm run fuzz -- format --seconds 60`: changes good inputs at random and reads them. Nothing may crash, hang or take much
// memory, and what is accepted must mean the same to independent readers. A bad input is kept as a file; the run ends with 1.
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { targetSets } from './fuzz/targets.ts'
import type { Answer, Task } from './fuzz/worker.ts'

const maxInputBytes = 2 * 2 ** 20
const maxResidentBytes = 2 * 2 ** 30
const hangMs = 10_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string', multiple: true },
    input: { type: 'string' },
  },
})
const [set = 'format'] = positionals
const seconds = Number(values.seconds)
const seed = Number(values.seed)
const load = Object.hasOwn(targetSets, set) ? targetSets[set] : undefined
if (!load || !(seconds > 0) || !Number.isInteger(seed)) {
  process.stderr.write(
    `Use: npm run fuzz -- ${Object.keys(targetSets).join(' | ')} [--seconds N] [--seed N] [--target NAME] [--input FILE]\n`,
  )
  process.exit(2)
}
const names = (await load()).map(({ name }) => name)

const shared = new SharedArrayBuffer(16 + maxInputBytes)
const head = new Int32Array(shared, 0, 4)
const task: Task = {
  set,
  seconds,
  seed,
  shared,
  targets: values.target,
  input: values.input === undefined ? undefined : readFileSync(values.input),
}
process.stdout.write(`Fuzzing ${set}: ${(values.target ?? names).join(', ')} for ${seconds} s, seed ${seed}\n`)
const worker = new Worker(new URL('fuzz/worker.ts', import.meta.url), {
  workerData: task,
  resourceLimits: { maxOldGenerationSizeMb: 512 },
})

let lastCount = -1
let lastChange = performance.now()
const watch = setInterval(() => {
  const count = Atomics.load(head, 0)
  if (count !== lastCount || Atomics.load(head, 1) === 0) lastChange = performance.now()
  lastCount = count
  const memory = process.memoryUsage.rss()
  if (performance.now() - lastChange > hangMs) refuse(currentTarget(), currentInput(), `No end after ${hangMs} ms`)
  if (memory > maxResidentBytes)
    refuse(currentTarget(), currentInput(), `The process has taken ${memory} bytes of memory`)
}, 250)

worker.on('error', (error) => refuse(currentTarget(), currentInput(), error.stack ?? error.message))
worker.on('message', ({ fault, rows }: Answer) => {
  clearInterval(watch)
  for (const { name, inputs, accepted, ways } of rows) {
    process.stdout.write(`${name.padEnd(16)} ${inputs} inputs, ${accepted} accepted, ${ways} different ways\n`)
  }
  if (fault) refuse(fault.target, Buffer.from(fault.input), fault.message)
  process.stdout.write('No fault\n')
})

function currentTarget(): string {
  return names[head[2] ?? 0] ?? set
}

function currentInput(): Buffer {
  return Buffer.from(shared, 16, head[3])
}

function refuse(target: string, input: Buffer, message: string): never {
  const file = join(tmpdir(), `mosis-fuzz-${target}-${seed}.bin`)
  writeFileSync(file, input)
  process.stderr.write(`${target}: ${message}\n`)
  process.stderr.write(
    `The input is kept in ${file}\nAgain: npm run fuzz -- ${set} --target ${target} --input ${file}\n`,
  )
  process.exit(1)
}
