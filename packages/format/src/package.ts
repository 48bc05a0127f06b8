import type { PackageError } from './errors.ts'
import type { LineageLink } from './lineage.ts'
import type { Manifest } from './manifest.ts'

/** One file of a package; its contents are unpacked anew with every read and kept by nobody. */
export interface PackageFile {
  path: string
  sizeBytes: number
  /** Lower-case hex. */
  sha256: string
  read(): Buffer
}

/** Who signed. */
export interface Signer {
  /** SHA-256, in hex, of the 44 bytes of the public key (SubjectPublicKeyInfo). */
  keyId: string
  publicKeyPem: string
}

/** A package whose every rule was checked. The bytes it was read from must not change while it is used. */
export interface Package {
  manifest: Manifest
  /** Every file but those of META-INF, sorted by the UTF-8 bytes of the path. */
  files: ReadonlyMap<string, PackageFile>
  signer: Signer | null
  /** Changes of keys, oldest first; the last one ends with the signer's key. */
  lineage: readonly LineageLink[]
  /** Bytes of the archive; of a folder the sum of its files. */
  sizeBytes: number
  /** SHA-256 of the archive in hex, computed on first use; empty for a folder. */
  readonly sha256: string
  /** SHA-256 of META-INF/MANIFEST.MF in hex. */
  mfSha256: string | null
}

/** What was found by a reader that does not stop: a usable package if there is one, and everything that is wrong with it. */
export interface Lint {
  /** For showing and further checks only: a package with problems is never installed. */
  pkg: Package | null
  problems: PackageError[]
}
