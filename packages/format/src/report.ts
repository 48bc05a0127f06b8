import { PackageError, type PackageErrorCode, type PackageErrorDetails } from './errors.ts'

/** What happens to a fault: a device throws it, a lint notes it and goes on. */
export type Report = (fault: PackageError) => void

/** A rule that is broken; whoever knows the place makes an error of it. */
export interface Fault {
  code: PackageErrorCode
  is?: string | number
  should?: string | number
  fix?: string
}

/** Reports a fault that stops nothing by itself. */
export function reportFault(
  report: Report,
  code: PackageErrorCode,
  details: PackageErrorDetails = {},
  options: { fix?: string; cause?: unknown } = {},
): void {
  report(new PackageError(code, details, options))
}

/** Runs a check that stops the package at its first fault. */
export function stopAtFirstFault(fault: PackageError): never {
  throw fault
}

/** Runs work that throws at its first fault, and hands that fault on: undefined says that there was one. */
export function attempt<Result>(report: Report, work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof PackageError)) throw error
    report(error)
    return undefined
  }
}
