import { ApiError } from '@mosis/api'
import type { ErrorCode } from '@mosis/api'
import type { Faults } from '../form.ts'

/** What each field should be, in words for people; the contract says the same for programs. */
const should: Partial<Record<string, string>> = {
  email: 'This should be an e-mail address, such as ada@example.com',
  name: 'This should be a name of 1 to 80 characters',
  password: 'This should have 10 to 256 characters',
  new_password: 'This should have 10 to 256 characters',
  code: 'This should be the code',
}

/** A sentence for each field that the contract does not take. */
export function faultsOf(issues: readonly { path: PropertyKey[]; message: string }[]): Faults {
  const faults: Faults = {}
  for (const { path, message } of issues) {
    const field = String(path[0])
    faults[field] = should[field] ?? message
  }
  return faults
}

/** Where a refusal is said on the page: the field, or `form` for above it; and what to do, where the page knows better. */
export type FaultPlaces = Partial<Record<ErrorCode, readonly [place: string, advice?: string]>>

/** What was wrong with a form that was sent. */
export interface Refused {
  faults: Faults
  status: number
}

export const unprocessable = 422

/** Does what a form asks. A refusal that has its place on the page comes back as a fault there; any other flies on. */
export async function trying<Result>(
  places: FaultPlaces,
  work: () => Promise<Result>,
): Promise<{ done: Result; refused?: undefined } | { refused: Refused }> {
  try {
    return { done: await work() }
  } catch (failure) {
    const [place, advice] = (failure instanceof ApiError && placeOf(places, failure)) || []
    if (!(failure instanceof ApiError) || place === undefined) throw failure
    const status = failure.code === 'rate_limited' ? failure.status : unprocessable
    return { refused: { faults: { [place]: `${failure.message}. ${advice ?? failure.fix}.` }, status } }
  }
}

/** Whoever has to wait finds the form as it was. */
function placeOf(places: FaultPlaces, { code }: ApiError): FaultPlaces[ErrorCode] {
  return code === 'rate_limited' ? ['form'] : places[code]
}
