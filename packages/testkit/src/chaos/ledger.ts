import { ApiError } from '@mosis/api'
import type { ErrorCode } from '@mosis/api'

/** What somebody asked of a version; each answer with 2xx is one change in the audit log. */
export type Deed =
  | 'upload'
  | 'delete'
  | 'submit'
  | 'cancel'
  | 'publish'
  | 'schedule'
  | 'unschedule'
  | 'halt'
  | 'resume'
  | 'withdraw'
  | 'appeal'
  | 'approve'
  | 'reject'
  | 'request_changes'
  | 'quarantine'
  | 'confirm_quarantine'
  | 'lift_quarantine'

/** What came of it: answered with 2xx, or cut off so that nobody knows. */
export interface Tally {
  done: number
  unknown: number
}

/** What a caller was promised, kept outside the portal. */
export interface Ledger {
  /** Calls whose answer is awaited. */
  readonly open: number
  readonly tallies: ReadonlyMap<string, ReadonlyMap<Deed, Tally>>
  /** The bytes of each acknowledged upload. */
  readonly packages: Map<string, { appId: string; sha256: string }>
  readonly refused: ReadonlyMap<string, number>
  readonly answered: number
  readonly cutOff: number
  /** What should not be; each once. */
  readonly lies: Set<string>
  /** Calls the portal and notes what it answered; undefined where it refused or the call was cut off. */
  ask: <Answer>(calling: () => Promise<Answer>) => Promise<Answer | undefined>
  /** The same for something that changes a version. */
  change: <Answer>(versionId: string, deed: Deed, calling: () => Promise<Answer>) => Promise<Answer | undefined>
  note: (versionId: string, deed: Deed, outcome: keyof Tally) => void
}

/** The portal was killed in the middle, ends, or is not there yet: what became of the call is not known. */
function isCutOff({ code, details }: ApiError): boolean {
  if (code === 'portal.unexpected_answer') return String(details.reason).startsWith('status 503')
  return code === 'portal.unreachable' || code === 'unavailable'
}

/** Answers that no caller should get, whatever the portal goes through. */
const bugs = new Set<ErrorCode>(['internal', 'portal.unexpected_answer', 'invalid_input', 'upload.not_found'])

export function createLedger(): Ledger {
  const tallies = new Map<string, Map<Deed, Tally>>()
  const refused = new Map<string, number>()
  const lies = new Set<string>()
  const counts = { open: 0, answered: 0, cutOff: 0 }
  function note(versionId: string, deed: Deed, outcome: keyof Tally): void {
    const ofVersion = tallies.get(versionId) ?? new Map<Deed, Tally>()
    tallies.set(versionId, ofVersion)
    const tally = ofVersion.get(deed) ?? { done: 0, unknown: 0 }
    ofVersion.set(deed, tally)
    tally[outcome] += 1
  }
  async function call<Answer>(calling: () => Promise<Answer>): Promise<{ answer: Answer } | 'refused' | 'unknown'> {
    counts.open += 1
    try {
      const answer = await calling()
      counts.answered += 1
      return { answer }
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      if (isCutOff(failure)) {
        counts.cutOff += 1
        return 'unknown'
      }
      counts.answered += 1
      refused.set(failure.code, (refused.get(failure.code) ?? 0) + 1)
      if (!bugs.has(failure.code)) return 'refused'
      lies.add(`The portal answered ${failure.code}: ${failure.message}`)
      return 'unknown'
    } finally {
      counts.open -= 1
    }
  }
  return {
    tallies,
    packages: new Map(),
    refused,
    lies,
    get open() {
      return counts.open
    },
    get answered() {
      return counts.answered
    },
    get cutOff() {
      return counts.cutOff
    },
    note,
    async ask(calling) {
      const outcome = await call(calling)
      return typeof outcome === 'string' ? undefined : outcome.answer
    },
    async change(versionId, deed, calling) {
      const outcome = await call(calling)
      if (outcome !== 'refused') note(versionId, deed, outcome === 'unknown' ? 'unknown' : 'done')
      return typeof outcome === 'string' ? undefined : outcome.answer
    },
  }
}
