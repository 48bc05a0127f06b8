import type { Decision } from '../../queries/reviews.ts'

/** What a reviewer has chosen and typed and not sent yet. */
export interface DecisionDraft extends Omit<Decision, 'outcome'> {
  /** Empty while nothing is chosen. */
  outcome: Decision['outcome'] | ''
}

export const emptyDraft: DecisionDraft = { outcome: '', reason: '', reason_codes: [], checklist: [] }

/** The decision's own words for what it lacks. */
interface Complaints {
  outcome: string
  tickFirst: string
  needReason: string
  needText: string
}

interface Fault {
  pointer: string
  code: string
  message: string
}

const fault = (pointer: string, message: string): readonly Fault[] => [{ pointer, code: '', message }]

/** What has to be mended before it can be sent, as the API would point to it; empty: it can. */
export function findFaults(
  { outcome, reason, reason_codes, checklist }: DecisionDraft,
  all: readonly Decision['checklist'][number][],
  say: Complaints,
): readonly Fault[] {
  if (outcome === '') return fault('/outcome', say.outcome)
  if (outcome === 'approve') {
    const missing = all.find((item) => !checklist.includes(item))
    return missing === undefined ? [] : fault(`/checklist/${missing}`, say.tickFirst)
  }
  const isSaid = reason.trim() !== ''
  if (outcome === 'escalate') return isSaid ? [] : fault('/reason', say.needText)
  // "Something else" says nothing by itself.
  return isSaid || reason_codes.some((code) => code !== 'other') ? [] : fault('/reason', say.needReason)
}
