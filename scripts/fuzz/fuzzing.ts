import { newRandom, type Random } from './random.ts'
import type { FuzzTarget, Reading } from './target.ts'

/** An input for which a promise was broken. */
export interface Fault {
  target: string
  message: string
  input: Buffer
}

/** What became of a target so far. */
export interface Fuzzing {
  readonly target: FuzzTarget
  readonly random: Random
  /** Starts, and what took a new way since. */
  readonly corpus: Buffer[]
  /** Those of them that were accepted: one change away from every refusal. */
  readonly good: Buffer[]
  readonly ways: Set<string>
  /** Accepted and not yet compared with what others make of them. */
  readonly waiting: Buffer[]
  inputs: number
  accepted: number
  ms: number
}

const maxMs = 1000
const maxCorpus = 800
const comparedAtOnce = 150

export function newFuzzing(target: FuzzTarget, seed: number): Fuzzing {
  const random = newRandom(seed, target.name)
  return { target, random, corpus: [], good: [], ways: new Set(), waiting: [], inputs: 0, accepted: 0, ms: 0 }
}

/** Tries the next input: first the starts as they are, then changed ones. `onInput` hears of each before it is read. */
export async function fuzzOnce(fuzzing: Fuzzing, onInput: (input: Buffer) => void): Promise<Fault | undefined> {
  const begun = performance.now()
  const input = nextInput(fuzzing)
  try {
    onInput(input)
    const reading = await readInTime(fuzzing.target, input)
    note(fuzzing, input, reading)
    if (reading.isAccepted) await fuzzing.target.compare?.(input)
  } catch (error) {
    return toFault(fuzzing.target, input, error)
  } finally {
    fuzzing.inputs += 1
    fuzzing.ms += performance.now() - begun
  }
  return fuzzing.waiting.length < comparedAtOnce ? undefined : compareWaiting(fuzzing)
}

/** Compares what is left; to be called at the end. */
export function compareWaiting(fuzzing: Fuzzing): Fault | undefined {
  const { target, waiting } = fuzzing
  const begun = performance.now()
  const inputs = waiting.splice(0)
  const fault = inputs.length === 0 ? undefined : findDifference(target, inputs)
  fuzzing.ms += performance.now() - begun
  return fault
}

function nextInput({ target, random, corpus, good, inputs }: Fuzzing): Buffer {
  const start = target.starts[inputs]
  if (start) return start
  const from = good.length > 0 && random.percent(60) ? good : corpus
  const changed = target.change(random.pick(from), random.pick(corpus), random)
  return changed.subarray(0, target.maxBytes)
}

/** A slow answer is asked for again: the machine may have been busy with something else. */
async function readInTime(target: FuzzTarget, input: Buffer): Promise<Reading> {
  let quickest = Infinity
  let reading: Reading | undefined
  for (let attempt = 0; attempt < 3; attempt++) {
    const begun = performance.now()
    reading = await target.read(input)
    quickest = Math.min(quickest, performance.now() - begun)
    if (quickest <= maxMs) return reading
  }
  throw new Error(`Reading took ${Math.round(quickest)} ms three times, at most ${maxMs} are allowed`)
}

function note(fuzzing: Fuzzing, input: Buffer, { way, isAccepted }: Reading): void {
  const { target, corpus, good, ways, waiting } = fuzzing
  const isStart = fuzzing.inputs < target.starts.length
  const isKept = isStart || (!ways.has(way) && corpus.length < maxCorpus)
  if (isKept) corpus.push(input)
  if (isKept && isAccepted) good.push(input)
  ways.add(way)
  if (!isAccepted) return
  fuzzing.accepted += 1
  if (target.compareMany) waiting.push(input)
}

function findDifference(target: FuzzTarget, inputs: readonly Buffer[]): Fault | undefined {
  try {
    target.compareMany?.(inputs)
    return undefined
  } catch (error) {
    const first = inputs.length === 1 ? undefined : inputs.map((input) => findDifference(target, [input])).find(Boolean)
    return first ?? toFault(target, Buffer.concat([...inputs]), error)
  }
}

function toFault(target: FuzzTarget, input: Buffer, error: unknown): Fault {
  return {
    target: target.name,
    input,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}
