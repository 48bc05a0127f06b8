import { quote } from './quote.ts'
import { archiveRefusals } from './refusals/archive.ts'
import { manifestRefusals } from './refusals/manifest.ts'
import { nameRefusals } from './refusals/names.ts'
import type { Refusal } from './refusals/refusal.ts'
import { signatureRefusals } from './refusals/signatures.ts'

/** Every code with which something is refused, with words that hold for each case of it. */
export const packageErrors = { ...archiveRefusals, ...nameRefusals, ...signatureRefusals, ...manifestRefusals } as const

/** A stable name for one kind of refusal. */
export type PackageErrorCode = keyof typeof packageErrors

/** Where the fault is and what was found there. Lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface PackageErrorDetails {
  path?: string
  /** Byte in the package. */
  offset?: number
  line?: number
  column?: number
  /** JSON pointer into manifest.json. */
  pointer?: string
  is?: string | number
  should?: string | number
}

/** The one error of this library: something about a package, a key or a manifest is refused. */
export class PackageError extends Error {
  readonly code: PackageErrorCode
  readonly details: PackageErrorDetails
  readonly fix: string

  constructor(
    code: PackageErrorCode,
    details: PackageErrorDetails = {},
    options: { fix?: string; cause?: unknown } = {},
  ) {
    super(describe(code, details), options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'PackageError'
    this.code = code
    this.details = Object.fromEntries(Object.entries(details).filter(([, detail]) => detail !== undefined))
    this.fix = options.fix ?? packageErrors[code].fix
  }
}

/** What a code means, or undefined when no such code exists. */
export function explainPackageError(code: string): Refusal | undefined {
  return Object.hasOwn(packageErrors, code) ? packageErrors[code as PackageErrorCode] : undefined
}

function describe(code: PackageErrorCode, details: PackageErrorDetails): string {
  const { path, pointer, is, should } = details
  const place = [path === undefined ? '' : quote(path), pointer ? `field ${quote(pointer)}` : '']
    .filter(Boolean)
    .join(', ')
  const facts = [is === undefined ? '' : `found ${is}`, should === undefined ? '' : `expected ${should}`]
    .filter(Boolean)
    .join(', ')
  return [packageErrors[code].refusal, place, facts].filter(Boolean).join(': ') + describePlace(details)
}

function describePlace({ offset, line, column }: PackageErrorDetails): string {
  if (line !== undefined) return ` (line ${line}${column === undefined ? '' : `, column ${column}`})`
  return offset === undefined ? '' : ` (byte ${offset})`
}
