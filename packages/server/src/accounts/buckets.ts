/** How much may come. */
export interface Bucket {
  /** How many at once. */
  burst: number
  /** How long until one more is allowed. */
  refillMs: number
}

/** A bucket and whose it is. */
export interface KeyedBucket extends Bucket {
  key: string
}

/** Where the levels of token buckets are kept. */
export interface Buckets {
  /** Takes one of each, or of none; then it gives how long to wait. */
  take: (wanted: readonly KeyedBucket[]) => Promise<number | undefined>
  giveBack: (taken: readonly KeyedBucket[]) => Promise<void>
  /** Removes what is full again. */
  sweep: () => Promise<void>
}

/** Levels are fractions, and sums of fractions are not exact: a bucket with this much has one left. */
export const oneLeft = 0.999_999
