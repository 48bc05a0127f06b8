import type { InputError } from '@mosis/api'
import type { Manifest } from '@mosis/format'

/** What the portal keeps of a package that was checked. */
export interface PackageFacts {
  manifest: Manifest
  sha256: string
  mfSha256: string
  sizeBytes: number
  keyId: string
  /** Keys that signed the app before, by the package's lineage, oldest first. */
  formerKeys: string[]
  icons: PackageIcon[]
  /** SHA-256 of each file in it. */
  files: string[]
}

/** A PNG file of the package, as its manifest names it. */
export interface PackageIcon {
  /** Pixels, as in the manifest: `64`. */
  size: string
  sha256: string
  bytes: Uint8Array
}

/** The verdict about a file that says it is a package. */
export type PackageCheck = { isValid: true; facts: PackageFacts } | { isValid: false; problems: InputError[] }
