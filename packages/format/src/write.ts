import { readArchive, type Entry } from './archive.ts'
import { packFile, writeArchive, type PackedFile } from './archive-write.ts'
import { PackageError } from './errors.ts'
import { readFolder, type Folder } from './folder.ts'
import { formatManifestMf } from './hashes.ts'
import { publicKeyOf } from './keys.ts'
import { limits } from './limits.ts'
import { readLineage } from './lineage.ts'
import type { Package } from './package.ts'
import { readPackage, toBuffer } from './read.ts'
import { stopAtFirstFault } from './report.ts'
import { signBytes } from './sign.ts'
import { unpackEntry } from './unpack.ts'

/** What is written into META-INF beside digests and signature. */
export interface SignOptions {
  /** The tool, like `mosis-cli 1.0.0`. */
  createdBy?: string
  /** The text of META-INF/LINEAGE after a change of keys. */
  lineage?: string
}

/** Makes a package of an app's files: the same files, key and options give the same bytes. */
export function writePackage(files: Folder, options: SignOptions & { privateKeyPem?: string } = {}): Buffer {
  const pkg = readFolder(files)
  const packed = [...pkg.files.values()].map((file) => packFile(file.path, file.read()))
  const metaInf = options.privateKeyPem === undefined ? [] : makeMetaInf(pkg, options.privateKeyPem, options)
  return finish([...packed, ...metaInf])
}

/**
 * Signs a package, or signs it anew: META-INF is replaced, the files keep their bytes. A package whose signature
 * does not fit is refused, since nobody should put a name under files that were changed on the way.
 */
export function signPackage(bytes: Uint8Array, privateKeyPem: string, options: SignOptions = {}): Buffer {
  const archiveBytes = toBuffer(bytes)
  const pkg = readPackage(archiveBytes, { allowUnsigned: true })
  const entries = readArchive(archiveBytes, stopAtFirstFault)?.entries ?? []
  const files = entries
    .filter(({ path }) => !path.startsWith('META-INF/'))
    .map((entry) => toPacked(archiveBytes, entry))
  const lineage = options.lineage ?? keepLineage(archiveBytes, entries, pkg, privateKeyPem)
  return finish([...files, ...makeMetaInf(pkg, privateKeyPem, { ...options, lineage })])
}

/** A lineage stays as long as it ends with the key that signs. */
function keepLineage(
  bytes: Buffer,
  entries: readonly Entry[],
  pkg: Package,
  privateKeyPem: string,
): string | undefined {
  const entry = entries.find(({ path }) => path === 'META-INF/LINEAGE')
  const isSameKey = pkg.lineage.at(-1)?.newKeyId === publicKeyOf(privateKeyPem).keyId
  return entry && isSameKey ? unpackEntry(bytes, entry).toString() : undefined
}

function toPacked(bytes: Buffer, entry: Entry): PackedFile {
  const { path, method, crc32, sizeBytes, dataOffset, packedBytes } = entry
  return { path, method, crc32, sizeBytes, data: bytes.subarray(dataOffset, dataOffset + packedBytes) }
}

function makeMetaInf(pkg: Package, privateKeyPem: string, { createdBy, lineage }: SignOptions): PackedFile[] {
  const { publicKeyPem, keyId } = publicKeyOf(privateKeyPem)
  if (lineage !== undefined) checkLineage(lineage, pkg.manifest.id, keyId)
  const digests = new Map(
    [...pkg.files.values()].map(({ path, sha256 }) => [path, Buffer.from(sha256, 'hex').toString('base64')]),
  )
  const manifestMf = formatManifestMf({ createdBy, digests })
  const signature = `${signBytes(privateKeyPem, manifestMf).toString('base64')}\n`
  const parts = [
    packFile('META-INF/MANIFEST.MF', manifestMf),
    packFile('META-INF/CERT.PEM', Buffer.from(publicKeyPem)),
    packFile('META-INF/CERT.SIG', Buffer.from(signature)),
  ]
  return lineage === undefined ? parts : [...parts, packFile('META-INF/LINEAGE', Buffer.from(lineage))]
}

function checkLineage(lineage: string, id: string, keyId: string): void {
  const last = readLineage(Buffer.from(lineage)).at(-1)
  if (last?.appId !== id) throw new PackageError('lineage-other-app', { is: last?.appId, should: id })
  if (last.newKeyId !== keyId) throw new PackageError('lineage-other-key', { is: last.newKeyId, should: keyId })
}

function finish(files: PackedFile[]): Buffer {
  if (files.length > limits.maxEntries) {
    throw new PackageError('zip-too-many-entries', { is: files.length, should: `at most ${limits.maxEntries}` })
  }
  const bytes = writeArchive(files)
  if (bytes.length <= limits.maxPackageBytes) return bytes
  throw new PackageError('package-too-large', {
    is: `${bytes.length} bytes`,
    should: `at most ${limits.maxPackageBytes}`,
  })
}
