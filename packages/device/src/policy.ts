import { compareVersions, MOSIS_VERSION } from '@mosis/format'
import type { Package, Signer } from '@mosis/format'
import { DeviceError } from './errors.ts'
import type { InstalledApp, KnownApp } from './registry.ts'

/** What was promised about a package before its bytes came: by the person who asked for it, or by the store. */
export interface Expected {
  id?: string
  sha256?: string
  size_bytes?: number
  key_id?: string
  version_code?: number
}

/** What the device knows of the app so far. */
export interface Before {
  installed: InstalledApp | undefined
  known: KnownApp | undefined
}

/** A verified package: what a device keeps about it is there for certain. */
export interface SignedPackage {
  pkg: Package
  signer: Signer
  sha256: string
  mfSha256: string
}

/** Refuses bytes that are not the promised ones, before anything of them is read. */
export function requireExpectedBytes(id: string, is: { sha256: string; size_bytes: number }, expected: Expected): void {
  requireSame(id, 'size', is.size_bytes, expected.size_bytes)
  requireSame(id, 'SHA-256', is.sha256, expected.sha256)
}

/** Refuses a package that is not the promised one. */
export function requireExpectedPackage({ pkg: { manifest }, signer }: SignedPackage, expected: Expected): void {
  const id = expected.id ?? manifest.id
  requireSame(id, 'id in the package', manifest.id, expected.id)
  requireSame(id, 'signer', signer.keyId, expected.key_id)
  requireSame(id, 'version_code', manifest.version_code, expected.version_code)
}

function requireSame<T extends string | number>(id: string, what: string, is: T, should: T | undefined) {
  if (should !== undefined && is !== should) throw new DeviceError('device.package_mismatch', { id, what, is, should })
}

/**
 * Decides whether a package may be installed over what is there. `same` means that these bytes are installed already; a
 * refusal is thrown and names what is and what should be.
 */
export function decide(
  { pkg, signer, sha256 }: SignedPackage,
  { installed, known }: Before,
  { acceptPermissions = false }: { acceptPermissions?: boolean },
): 'install' | 'update' | 'same' {
  const { id, version_code, min_mosis_version, permissions } = pkg.manifest
  // The key is known from the first install on, also after an uninstall: else a removal would let another signer in.
  if (known && known.key_id !== signer.keyId && !leadsHereFrom(pkg, known.key_id)) {
    throw new DeviceError('device.signer_changed', { id, is: signer.keyId, should: known.key_id })
  }
  requireMosisVersion(id, min_mosis_version)
  if (installed?.sha256 === sha256) return 'same'
  const lowest = installed ? installed.version_code + 1 : (known?.highest_version_code ?? 1)
  if (version_code < lowest) throw new DeviceError('device.not_newer', { id, is: version_code, should: lowest })
  if (!installed) return 'install'
  const more = permissions.filter((name) => !installed.permissions.includes(name))
  if (more.length > 0 && !acceptPermissions) throw new DeviceError('device.needs_consent', { id, permissions: more })
  return 'update'
}

/** Refuses an app that was made for a later Mosis. */
export function requireMosisVersion(id: string, minimum: string): void {
  if (!fitsMosisVersion(minimum)) {
    throw new DeviceError('device.version_too_old', { id, is: MOSIS_VERSION, should: minimum })
  }
}

/** True when this Mosis is late enough for an app that asks for `minimum`. */
export function fitsMosisVersion(minimum: string): boolean {
  return compareVersions(minimum, MOSIS_VERSION) <= 0
}

/** True when the trusted key agreed to a change that ends in the signer's key; the links' signatures are checked. */
function leadsHereFrom({ manifest, lineage }: Package, keyId: string): boolean {
  return lineage.some((link) => link.oldKeyId === keyId && link.appId === manifest.id)
}
