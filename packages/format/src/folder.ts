import { checkContents, type Source } from './contents.ts'
import { PackageError } from './errors.ts'
import { examine } from './examine.ts'
import { limits } from './limits.ts'
import type { Lint, Package } from './package.ts'
import { collisionFaults, metaInfPaths, pathFaults } from './paths.ts'
import { toBuffer } from './read.ts'
import { reportFault, stopAtFirstFault, type Report } from './report.ts'
import { findTotalFault, findSizeFaults } from './sizes.ts'

/** Files of an unpacked app by path; the caller reads the disk. */
export type Folder = ReadonlyMap<string, Uint8Array>

/** Entries that signing adds; a folder must leave room for them. */
export const signingEntries = 3

/** Reads an unpacked app by the rules of packages; throws at the first fault. */
export function readFolder(files: Folder): Package {
  return checkFolder(files, stopAtFirstFault) as Package // a fault throws
}

/** Reads an unpacked app and reports everything that is wrong. */
export function lintFolder(files: Folder): Lint {
  const problems: PackageError[] = []
  const pkg = checkFolder(files, (fault) => problems.push(fault))
  return { pkg: pkg ?? null, problems }
}

function checkFolder(files: Folder, report: Report): Package | undefined {
  // META-INF speaks of the archive it came from; a folder may have been changed since, so it says nothing here.
  const own = [...files].filter(([path]) => !metaInfPaths.includes(path))
  const mostFiles = limits.maxEntries - signingEntries
  if (own.length > mostFiles) {
    const should = `at most ${mostFiles}, since signing adds ${signingEntries}`
    reportFault(report, 'zip-too-many-entries', { is: `${own.length} files`, should })
    return undefined
  }
  const paths = new Set(own.map(([path]) => path))
  const sources = own.filter(([path, bytes]) => isReadable(path, bytes, report)).map(toSource)
  const totalFault = findTotalFault(own.map(([, bytes]) => bytes.length))
  if (totalFault) report(totalFault)
  for (const { path, code, is } of collisionFaults(paths)) reportFault(report, code, { path, is })
  const { manifest, files: checked } = checkContents(sources, paths, null, report)
  const sizeBytes = own.reduce((sum, [, bytes]) => sum + bytes.length, 0)
  return manifest && { manifest, files: checked, signer: null, lineage: [], sizeBytes, sha256: '', mfSha256: null }
}

function isReadable(path: string, bytes: Uint8Array, report: Report): boolean {
  const faults = [...pathFaults(path), ...findSizeFaults(path, bytes.length)]
  for (const { code, fix, ...facts } of faults) report(new PackageError(code, { path, ...facts }, { fix }))
  return faults.length === 0
}

function toSource([path, bytes]: [string, Uint8Array]): Source {
  const read = () => Buffer.from(bytes)
  return { path, sizeBytes: bytes.length, examine: () => examine(path, toBuffer(bytes)), read }
}
