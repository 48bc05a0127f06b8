/** One step of a journey that held, and what it proved. */
export interface Step {
  name: string
  proved: string
  ms: number
}

/** Does one step; what it proves is told, and its value goes on to the next ones. */
export type DoStep = <T>(name: string, work: () => Promise<{ proved: string; value: T }>) => Promise<T>

/** Runs a journey: tells each step as it is done, and throws at the first one that does not hold, with its name. */
export async function runSteps(
  journey: (step: DoStep) => Promise<void>,
  tell: (step: Step) => void = () => undefined,
): Promise<Step[]> {
  const steps: Step[] = []
  await journey(async (name, work) => {
    const begun = performance.now()
    const { proved, value } = await work().catch((cause) => {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    })
    const done = { name, proved, ms: performance.now() - begun }
    steps.push(done)
    tell(done)
    return value
  })
  return steps
}

/** Runs a journey for people: a line for each step; the process ends with 1 when one does not hold. */
export async function showSteps(journey: (tell: (step: Step) => void) => Promise<Step[]>): Promise<void> {
  const begun = performance.now()
  try {
    const steps = await journey(({ name, proved, ms }) => {
      process.stdout.write(`✓ ${name.padEnd(46)} ${(ms / 1000).toFixed(1).padStart(5)} s  ${proved}\n`)
    })
    process.stdout.write(`\n${steps.length} steps, ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  } catch (cause) {
    process.stderr.write(`✗ ${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exitCode = 1
  }
}

/** Throws unless it holds; `what` says what should. */
export function must(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(`does not hold: ${what}`)
}
