import type { PackageErrorCode } from '../errors.ts'

/**
 * Bytes by code and case. A case is a package; `x.unsigned.mosis` is read with unsigned packages allowed, `x.pem` is a public key,
 * `x.private.pem` a private one, `x.json` says how to make a package too large to keep.
 */
export type Cases = Partial<Record<PackageErrorCode, Record<string, Buffer | string>>>
