import type { RuleMode } from '@mosis/api'

/** What a thread is asked to review. */
export interface ReviewTask {
  path: string
  /** The rules that are not enforced; without it all are. */
  modes?: Readonly<Record<string, RuleMode>>
}
