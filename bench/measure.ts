/** One figure: absolute numbers swing with the machine, the ratio to `of` in the same run is what counts. */
export interface Measurement {
  what: string
  value: number
  unit: string
  ratio?: number
  of?: string
  /** What the ratio, or where there is none the value, should not pass. */
  goal?: number
}

/** The middle of several runs, in milliseconds. */
export async function medianMs(runs: number, work: () => unknown): Promise<number> {
  const { work: times } = await takeTurns(runs, { work })
  return median(times)
}

/** Runs several works turn about, so that all of them see the same machine; gives the milliseconds of each round. */
export async function takeTurns<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const begun = performance.now()
      await works[name]()
      times[name].push(performance.now() - begun)
    }
  }
  return times
}

/** The middle of the quotients of each round: a neighbour that takes the processor for a while changes both sides alike. */
export function medianRatio(ours: readonly number[], others: readonly number[]): number {
  return median(ours.map((value, round) => value / (others[round] ?? Number.NaN)))
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
