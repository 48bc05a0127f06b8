/** A review that waited and does no more. */
export interface PastReview {
  /** Its place in the queue, as texts compare. */
  key: string
  /** Milliseconds since 1970. */
  openedMs: number
  endedMs: number
  /** Somebody decided it; the others were taken back. */
  isDecided: boolean
}

export interface Estimate {
  /** ISO 8601 UTC. */
  from: string
  to: string
  /** How likely it is that the decision falls between them. */
  confidence: number
}

/** With fewer decided reviews there is nothing to say. */
const fewest = 5
/** Of everything that was seen, as much is compared with: what had about as many before it. */
const comparedShare = 0.3
const fewestCompared = 40
const wantedConfidence = 0.9
/** From so many on, (n − 1) / (n + 1) is more than is wanted. */
const enough = 20
/** Left out at each end: less than half of the rest, since the queue to come is never quite the one that was. */
const tailShare = 0.036

/** How long a review still waited for each place, when it had so many before it. */
interface Seen {
  ahead: number
  perPlaceMs: number
}

/**
 * Says when a review will be decided, from how long others took for each place in the queue. Nothing is assumed about reviewers,
 * nights, or what is decided out of turn: all of it is in the times themselves.
 */
export function createEstimate(past: readonly PastReview[]): (ahead: number, now: string) => Estimate | undefined {
  const decided = past.filter(({ isDecided }) => isDecided).length
  if (decided < fewest) return () => undefined
  const seen = lookBack(past)
  // Of n waits and one to come, each is as likely to be the shortest, the second …: so the next one lies between the lowest and
  // the highest of n with probability (n − 1) / (n + 1), and few waits cannot promise more.
  const confidence = Math.min(wantedConfidence, (decided - 1) / (decided + 1))
  return (ahead, now) => {
    const distance = ({ ahead: other }: Seen) => Math.abs(Math.log((other + 1) / (ahead + 1)))
    const perPlace = seen
      .toSorted((one, other) => distance(one) - distance(other))
      .slice(0, Math.max(fewestCompared, Math.round(seen.length * comparedShare)))
      .map(({ perPlaceMs }) => perPlaceMs)
      .toSorted((one, other) => one - other)
    const at = (share: number) => new Date(Date.parse(now) + valueAt(perPlace, share) * (ahead + 1)).toISOString()
    const tail = decided < enough ? 0 : tailShare
    return { from: at(tail), to: at(1 - tail), confidence: Math.round(confidence * 100) / 100 }
  }
}

/**
 * What somebody would have seen who looked whenever a review came: how many were before each one that waited then, and how much
 * longer it took.
 */
function lookBack(past: readonly PastReview[]): Seen[] {
  return past.flatMap(({ openedMs: atMs }) => {
    const waiting = past
      .filter(({ openedMs, endedMs }) => openedMs <= atMs && atMs < endedMs)
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    return waiting.flatMap(({ endedMs, isDecided }, ahead) =>
      isDecided ? [{ ahead, perPlaceMs: (endedMs - atMs) / (ahead + 1) }] : [],
    )
  })
}

/** The value below which this share of the sorted values lies, between two of them in proportion. */
function valueAt(sorted: readonly number[], share: number): number {
  const index = share * (sorted.length - 1)
  const [low = 0, high = low] = [sorted[Math.floor(index)], sorted[Math.ceil(index)]]
  return low + (high - low) * (index - Math.floor(index))
}
