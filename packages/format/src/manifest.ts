import type { Category } from './categories.ts'
import { PackageError } from './errors.ts'
import { readJson, toValue, type JsonNode } from './json.ts'
import { limits } from './limits.ts'
import { manifestFields, object, requiredFields, say } from './manifest-fields.ts'
import type { PermissionName } from './permissions.ts'
import { quote } from './quote.ts'
import { attempt, reportFault, stopAtFirstFault, type Report } from './report.ts'
import { compareVersions } from './versions.ts'

/** manifest.json after every rule was checked. */
export interface Manifest {
  $schema?: string
  id: string
  name: string
  version: string
  version_code: number
  entry: string
  min_mosis_version: string
  target_mosis_version?: string
  description?: string
  author?: ManifestAuthor
  /** Empty when the manifest asks for nothing. */
  permissions: PermissionName[]
  icons?: ManifestIcons
  category?: Category
  tags?: string[]
  orientation?: 'portrait' | 'landscape' | 'any'
  background_color?: string
  locales?: string[]
  default_locale?: string
  network?: ManifestNetwork
  /** Fields of other tools. */
  [field: `x-${string}`]: unknown
}

/** Who made the app. */
export interface ManifestAuthor {
  name?: string
  email?: string
  url?: string
}

/** Paths of icon files by size in pixels. */
export interface ManifestIcons {
  '32'?: string
  '64'?: string
  '128'?: string
}

/** What the app may reach. */
export interface ManifestNetwork {
  allowed_domains?: string[]
  allow_http?: boolean
  max_connections?: number
}

/** The name of the file in which a package is handed around. */
export function packageFileName(manifest: Pick<Manifest, 'id' | 'version'>): string {
  return `${manifest.id}-${manifest.version}.mosis`
}

/** Reads manifest.json by every rule that needs no other file; throws at the first fault. */
export function readManifest(bytes: Uint8Array): Manifest {
  return lintManifest(bytes, stopAtFirstFault) as Manifest // which throws rather than let it end without one
}

/** Reads manifest.json and reports everything that is wrong; undefined when there is no usable manifest. */
export function lintManifest(bytes: Uint8Array, report: Report): Manifest | undefined {
  let faults = 0
  const note: Report = (fault) => {
    faults += 1
    report(fault)
  }
  if (bytes.length > limits.maxManifestBytes) {
    reportFault(note, 'manifest-too-large', {
      path,
      is: `${bytes.length} bytes`,
      should: `at most ${limits.maxManifestBytes}`,
    })
    return undefined
  }
  const text = attempt(note, () => decode(bytes))
  const root = text === undefined ? undefined : attempt(note, () => readJson(text, note))
  if (root === undefined) return undefined
  if (root.type !== 'object') {
    reportFault(note, 'manifest-not-object', { path, line: root.line, column: root.column, is: root.type })
    return undefined
  }
  checkFields(root, note)
  for (const name of requiredFields) {
    if (!root.members.has(name)) say(note, 'manifest-missing-field', { ...root, pointer: `/${name}` })
  }
  checkTarget(root.members, note)
  checkDefaultLocale(root.members, note)
  const manifest = toValue(root) as Manifest // if there was no fault
  return faults > 0 ? undefined : { ...manifest, permissions: manifest.permissions ?? [] }
}

const path = 'manifest.json'
const checkFields = object(manifestFields)

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new PackageError('manifest-encoding', { path, is: 'a byte order mark', should: 'UTF-8 without one' })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new PackageError('manifest-encoding', { path, is: 'bytes that are not UTF-8' }, { cause })
  }
}

function checkTarget(members: ReadonlyMap<string, JsonNode>, report: Report): void {
  const min = members.get('min_mosis_version')
  const target = members.get('target_mosis_version')
  if (min?.type !== 'string' || target?.type !== 'string' || compareVersions(target.value, min.value) >= 0) return
  say(report, 'manifest-mosis-version', target, quote(target.value), `at least ${quote(min.value)}`)
}

function checkDefaultLocale(members: ReadonlyMap<string, JsonNode>, report: Report): void {
  const locales = members.get('locales')
  const locale = members.get('default_locale')
  if (locales?.type !== 'array' || locale?.type !== 'string') return
  const isListed = locales.items.some((item) => item.type === 'string' && item.value === locale.value)
  if (!isListed) say(report, 'manifest-locales', locale, quote(locale.value), 'one of locales')
}
