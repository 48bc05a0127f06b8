import { PackageError } from './errors.ts'
import type { Examined } from './examine.ts'
import { lintManifest, type Manifest } from './manifest.ts'
import { iconSizes } from './manifest-fields.ts'
import type { PackageFile } from './package.ts'
import { comparePaths } from './paths.ts'
import { findIconFault } from './png.ts'
import { quote } from './quote.ts'
import { attempt, reportFault, type Report } from './report.ts'

/** A file before its contents were checked. */
export interface Source {
  path: string
  sizeBytes: number
  /** Looks at the contents once; throws a PackageError when the data is broken. */
  examine: () => Examined
  /** Contents that the caller may keep and change. */
  read: () => Buffer
}

/** What the files of a package turn out to be. */
export interface Contents {
  manifest: Manifest | undefined
  files: ReadonlyMap<string, PackageFile>
}

/**
 * Unpacks every file once and keeps nothing: digest, then manifest, then kinds of files and icons.
 * Kinds are looked at while the contents are at hand, but said in their documented place, after the manifest.
 */
export function checkContents(
  sources: readonly Source[],
  paths: ReadonlySet<string>,
  digests: ReadonlyMap<string, string> | null,
  report: Report,
): Contents {
  const files = new Map<string, PackageFile>()
  const contentFaults: PackageError[] = []
  for (const source of sources) {
    const { path, sizeBytes, read } = source
    const examined = attempt(report, () => source.examine())
    if (!examined) continue
    const { sha256, fault } = examined
    const signed = digests?.get(path)
    if (signed !== undefined && signed !== toBase64(sha256))
      reportFault(report, 'digest-wrong', { path, is: sha256, should: toHex(signed) })
    files.set(path, { path, sizeBytes, sha256, read })
    if (fault) contentFaults.push(new PackageError(fault.code, { path, should: fault.should }))
  }
  if (!paths.has('manifest.json')) reportFault(report, 'manifest-missing')
  const manifestBytes = files.get('manifest.json')?.read()
  const manifest = manifestBytes && lintManifest(manifestBytes, report)
  if (manifest) checkNamedFiles(manifest, paths, report)
  contentFaults.forEach(report)
  if (manifest) checkIcons(manifest, files, report)
  return { manifest, files: new Map([...files].sort(([a], [b]) => comparePaths(a, b))) }
}

function checkNamedFiles(manifest: Manifest, paths: ReadonlySet<string>, report: Report): void {
  if (!paths.has(manifest.entry)) reportFault(report, 'entry-missing', { pointer: '/entry', is: quote(manifest.entry) })
  for (const { size, path } of iconsOf(manifest)) {
    if (!paths.has(path)) reportFault(report, 'icon-missing', { pointer: `/icons/${size}`, is: quote(path) })
  }
}

function checkIcons(manifest: Manifest, files: ReadonlyMap<string, PackageFile>, report: Report): void {
  for (const { size, path } of iconsOf(manifest)) {
    const contents = files.get(path)?.read()
    const fault = contents && findIconFault(contents, Number(size))
    if (fault) reportFault(report, fault.code, { path, is: fault.is, should: fault.should })
  }
}

function iconsOf({ icons = {} }: Manifest): { size: string; path: string }[] {
  return iconSizes.flatMap((size) => {
    const path = icons[size]
    return path === undefined ? [] : [{ size, path }]
  })
}

function toBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64')
}

function toHex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex')
}
