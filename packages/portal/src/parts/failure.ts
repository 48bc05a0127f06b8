import type { FoundFault } from '../words/say-finding.ts'

/** What a part needs of a failure besides its words. */
export interface Failure {
  status: number | undefined
  requestId: string | undefined
  /** What is wrong with the fields; `isSaid`: in the page's own words already. */
  faults: readonly Fault[]
}

export interface Fault {
  pointer?: string
  fault: FoundFault
  isSaid: boolean
}

/** A check of the page itself: `error={{ errors: [{ pointer, message }] }}`. */
export interface PageChecks {
  errors: readonly { pointer?: string; message: string }[]
}

/** Reads whatever was thrown, or what a page found before it sent anything. */
export function readFailure(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) return { status: undefined, requestId: undefined, faults: [] }
  const { status, requestId, errors, code } = error as Record<string, unknown>
  return {
    status: typeof status === 'number' ? status : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    faults: Array.isArray(errors)
      ? errors.map((each) => toFault(each as FoundFault & { pointer?: string }, code === undefined))
      : [],
  }
}

const toFault = (fault: FoundFault & { pointer?: string }, isSaid: boolean): Fault => ({
  pointer: fault.pointer,
  fault,
  // Without a code it is no refusal of the server.
  isSaid: isSaid || !fault.code,
})
