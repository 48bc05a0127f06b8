import { hash } from 'node:crypto'
import { PackageError } from './errors.ts'
import { readManifestMf } from './hashes.ts'
import { readPublicKey } from './keys.ts'
import { readLineage, type LineageLink } from './lineage.ts'
import type { Signer } from './package.ts'
import { attempt, reportFault, type Report } from './report.ts'
import { checkSignature, readSignature } from './sign.ts'

/** What META-INF says about a package. */
export interface MetaInf {
  signer: Signer | null
  lineage: readonly LineageLink[]
  /** Digest in base64 by path, or null when nothing is signed. */
  digests: ReadonlyMap<string, string> | null
  mfSha256: string | null
}

const manifestMfPath = 'META-INF/MANIFEST.MF'
const keyPath = 'META-INF/CERT.PEM'
const signaturePath = 'META-INF/CERT.SIG'
const lineagePath = 'META-INF/LINEAGE'
const nothing: MetaInf = { signer: null, lineage: [], digests: null, mfSha256: null }

/** Checks key, signature, digest list and lineage. Up to here a stranger without a key has cost a few milliseconds. */
export function readMetaInf(
  paths: ReadonlySet<string>,
  readPart: (path: string) => Buffer | undefined,
  allowUnsigned: boolean,
  report: Report,
): MetaInf {
  const missing = [manifestMfPath, keyPath, signaturePath].filter((path) => !paths.has(path))
  if (missing.length === 3 && !paths.has(lineagePath)) {
    if (!allowUnsigned) reportFault(report, 'unsigned')
    return nothing
  }
  for (const path of missing) reportFault(report, 'meta-inf-incomplete', { path, is: 'nothing' })
  const manifestMf = readPart(manifestMfPath)
  const signer = readSigner(readPart(keyPath), report)
  const signature = readPartOf(readPart(signaturePath), report, (bytes) =>
    readSignature(bytes, { path: signaturePath }),
  )
  if (manifestMf && signer && signature) {
    attempt(report, () => checkSignature(signer, manifestMf, signature, { path: signaturePath }))
  }
  const lineage = readPartOf(readPart(lineagePath), report, readLineage) ?? []
  checkLastKey(lineage, signer, report)
  return {
    signer: signer ?? null,
    lineage,
    digests: readPartOf(manifestMf, report, readManifestMf)?.digests ?? null,
    mfSha256: manifestMf ? hash('sha256', manifestMf) : null,
  }
}

/** Refuses a package whose files and signed names are not the same set. */
export function checkListed(paths: ReadonlySet<string>, digests: ReadonlyMap<string, string>, report: Report): void {
  for (const path of paths) {
    if (!path.startsWith('META-INF/') && !digests.has(path)) reportFault(report, 'file-not-listed', { path })
  }
  for (const path of digests.keys()) {
    if (path.startsWith('META-INF/') || !paths.has(path)) reportFault(report, 'listed-file-missing', { path })
  }
}

function readSigner(bytes: Buffer | undefined, report: Report): Signer | undefined {
  return readPartOf(bytes, report, (bytes) => readPublicKey(bytes.toString('latin1'), { path: keyPath }))
}

function readPartOf<Part>(bytes: Buffer | undefined, report: Report, read: (bytes: Buffer) => Part): Part | undefined {
  return bytes && attempt(report, () => read(bytes))
}

function checkLastKey(lineage: readonly LineageLink[], signer: Signer | undefined, report: Report): void {
  const last = lineage.at(-1)
  if (!last || !signer || last.newKeyId === signer.keyId) return
  report(
    new PackageError('lineage-other-key', {
      path: lineagePath,
      is: `the key ${last.newKeyId}`,
      should: `the signer ${signer.keyId}`,
    }),
  )
}
