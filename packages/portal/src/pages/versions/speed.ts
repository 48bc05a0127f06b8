/** How far something was at a moment; both count up. */
interface Sample {
  at: number
  bytes: number
}

const windowMs = 6000
const leastMs = 800

/** Measures how fast bytes go, over the last seconds: a moment's stutter does not show, a lasting change does. */
export class Speed {
  #samples: Sample[] = []

  add(sample: Sample): void {
    this.#samples = [...this.#samples.filter(({ at }) => at > sample.at - windowMs), sample]
  }

  /** Nothing that was measured before counts: there was a pause. */
  reset(): void {
    this.#samples = []
  }

  /** Bytes per second; undefined until enough is known. */
  get bytesPerSecond(): number | undefined {
    const [first] = this.#samples
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.at - first.at < leastMs) return undefined
    const speed = ((last.bytes - first.bytes) / (last.at - first.at)) * 1000
    return speed > 0 ? speed : undefined
  }
}
