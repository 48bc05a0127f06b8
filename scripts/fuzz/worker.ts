// Reads one input after the other, in a thread of its own: whatever happens to it, the thread that started it can tell.
import { parentPort, workerData } from 'node:worker_threads'
import { compareWaiting, fuzzOnce, newFuzzing, type Fault } from './fuzzing.ts'
import { targetSets } from './targets.ts'

/** What the thread is told. */
export interface Task {
  set: string
  targets?: readonly string[]
  seconds: number
  seed: number
  /** The number of inputs read, whether one is being read, which target, its length, and the input itself. */
  shared: SharedArrayBuffer
  /** Read only this. */
  input?: Uint8Array
}

/** What it answers at the end. */
export interface Answer {
  fault?: Fault
  rows: { name: string; inputs: number; accepted: number; ways: number }[]
}

const { set, targets, seconds, seed, shared, input } = workerData as Task
const head = new Int32Array(shared, 0, 4)
const kept = new Uint8Array(shared, 16)
const all = (await targetSets[set]?.()) ?? []
const fuzzings = all
  .filter(({ name }) => targets?.includes(name) ?? true)
  .map((target) => newFuzzing(input ? { ...target, starts: [Buffer.from(input)] } : target, seed))

const until = performance.now() + seconds * 1000
let fault: Fault | undefined
while (!fault && (input ? fuzzings.some(({ inputs }) => inputs === 0) : performance.now() < until)) {
  // Each has the same time, and a sequence of its own, which depends on the seed alone.
  const fuzzing = fuzzings.reduce((a, b) => (b.ms < a.ms ? b : a))
  fault = await fuzzOnce(fuzzing, (input) => {
    kept.set(input)
    head[3] = input.length
    head[2] = all.indexOf(fuzzing.target)
    Atomics.store(head, 1, 1)
    Atomics.add(head, 0, 1)
  })
  Atomics.store(head, 1, 0)
}
for (const fuzzing of fuzzings) fault ??= compareWaiting(fuzzing)
const rows = fuzzings.map(({ target, inputs, accepted, ways }) => ({
  name: target.name,
  inputs,
  accepted,
  ways: ways.size,
}))
parentPort?.postMessage({ fault, rows } satisfies Answer)
