import { countCodePoints, findRefusedPathCharacter, nameCharacter } from './characters.ts'
import { limits } from './limits.ts'
import { quote } from './quote.ts'
import type { Fault } from './report.ts'

/** Extensions a file may have. */
export const allowedExtensions = 'rml rcss lua json png jpg jpeg tga webp ttf otf ogg wav mp3'.split(' ')

/** Extensions that may not even stand in the middle of a name. */
export const forbiddenExtensions =
  'exe dll so dylib sh bat ps1 py js zip tar gz cmd com scr msi jar apk 7z rar bz2 xz mosis'.split(' ')

/** Extensions under which keys are kept. */
const keyExtensions = new Set(['pem', 'key', 'p8', 'p12', 'pfx', 'jks'])

/** The only files META-INF may hold. */
export const metaInfPaths = ['META-INF/MANIFEST.MF', 'META-INF/CERT.PEM', 'META-INF/CERT.SIG', 'META-INF/LINEAGE']

const device = /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)$/i

/** Whether a name opens a device on Windows, whatever follows its first dot. */
export function isDeviceName(name: string): boolean {
  return device.test((name.split('.', 1)[0] ?? '').trimEnd())
}

const plainName = '(?!(?:con|prn|aux|nul|com\\d|lpt\\d)[./])[a-z\\d_-]{1,40}'
const plainPath = new RegExp(`^(?!meta-inf/)(?:${plainName}/){1,5}${plainName}\\.(?:${allowedExtensions.join('|')})$`)

const ownPaths = new Set(['manifest.json', ...metaInfPaths])

/** Whether a path is one of the format's own or of the kind nearly all are: one look tells that it keeps every rule. */
export function isPlainPath(path: string): boolean {
  return plainPath.test(path) || ownPaths.has(path)
}

/** Every rule the path of a file breaks, in the documented order. */
export function* pathFaults(path: string): Generator<Fault> {
  if (path === '') {
    yield { code: 'path-empty' }
    return
  }
  const tooLong = findLengthFault(path)
  if (tooLong) {
    yield tooLong
    return // a name of 64 KiB could break the other rules thousands of times
  }
  if (path.normalize('NFC') !== path) yield { code: 'path-not-normal' }
  if (path.includes('\\')) yield { code: 'path-backslash' }
  if (/^(?:\/|[a-z]:)/i.test(path))
    yield { code: 'path-absolute', is: path.startsWith('/') ? 'a "/" in front' : 'a drive in front' }
  const character = findRefusedPathCharacter(path)
  if (character !== undefined) yield { code: 'path-character', is: nameCharacter(character) }
  if (path.endsWith('/')) {
    yield { code: 'folder-entry' }
    return
  }
  yield* segmentFaults(path)
  yield* placeFaults(path)
  if (!metaInfPaths.includes(path)) yield* extensionFaults(path)
}

function findLengthFault(path: string): Fault | undefined {
  const codePoints = countCodePoints(path)
  const sizeBytes = utf8Bytes(path)
  const longest =
    sizeBytes <= limits.maxSegmentBytes ? sizeBytes : Math.max(...path.split('/', limits.maxPathBytes).map(utf8Bytes))
  if (codePoints > limits.maxPathCodePoints) {
    return { code: 'path-too-long', is: `${codePoints} characters`, should: `at most ${limits.maxPathCodePoints}` }
  }
  if (sizeBytes > limits.maxPathBytes)
    return { code: 'path-too-long', is: `${sizeBytes} bytes`, should: `at most ${limits.maxPathBytes}` }
  if (longest <= limits.maxSegmentBytes) return undefined
  return { code: 'path-too-long', is: `one part of ${longest} bytes`, should: `at most ${limits.maxSegmentBytes}` }
}

/** Each rule once, for the first part that breaks it. */
function* segmentFaults(path: string): Generator<Fault> {
  const segments = path.split('/')
  const isEmpty = segments.slice(1).includes('') // in front it is an absolute path, said already
  const dots = segments.find((segment) => segment === '.' || segment === '..')
  const edge = segments.find((segment) => /^ |[ .]$/.test(segment) && segment !== '.' && segment !== '..')
  const deviceName = segments.find(isDeviceName)
  if (isEmpty) yield { code: 'path-segment-empty' }
  if (dots !== undefined) yield { code: 'path-traversal', is: quote(dots) }
  if (edge !== undefined) yield { code: 'path-space-or-dot', is: `the part ${quote(edge)}` }
  if (deviceName !== undefined) yield { code: 'path-device-name', is: `the part ${quote(deviceName)}` }
}

function* placeFaults(path: string): Generator<Fault> {
  const slash = path.indexOf('/')
  const top = slash < 0 ? path : path.slice(0, slash)
  if (top === 'META-INF') {
    if (!metaInfPaths.includes(path)) yield { code: 'meta-inf-file' }
  } else if (foldPath(top) === 'meta-inf') yield { code: 'meta-inf-name', is: quote(top), should: '"META-INF"' }
  else if (slash < 0 && path !== 'manifest.json') yield { code: 'file-outside-folder' }
}

function* extensionFaults(path: string): Generator<Fault> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const parts = name.split('.')
  const extension = parts.length > 1 ? (parts.at(-1) ?? '') : ''
  const forbidden = parts.slice(1).find((part) => forbiddenExtensions.includes(part.toLowerCase()))
  if (forbidden !== undefined)
    yield { code: 'extension-forbidden', is: `".${quote(forbidden).slice(1, -1)}" in the name` }
  else if (parts.length === 2 && parts[0] === '') {
    yield { code: 'extension-unknown', is: 'no name before the dot', should: `something like "name${name}"` }
  } else if (!allowedExtensions.includes(extension)) {
    const lower = extension.toLowerCase()
    const fix = allowedExtensions.includes(lower) ? `Rename it to end in ".${lower}"` : findKeyFix(lower)
    yield {
      code: 'extension-unknown',
      is: extension ? `a ".${quote(extension).slice(1, -1)}" file` : 'no extension',
      fix,
    }
  }
}

function findKeyFix(extension: string): string | undefined {
  if (!keyExtensions.has(extension)) return undefined
  return 'Move keys out of the project: with your private key anybody can publish as you. Was it shared already? `mosis keys rotate`'
}

const ascii = /^[\0-\x7f]*$/

/** The form in which names are compared: equal forms would be one file on Windows or macOS. */
export function foldPath(path: string): string {
  // For ASCII the long way comes to the same; it would load the tables of Unicode.
  return ascii.test(path) ? path.toLowerCase() : path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** Every pair of paths that cannot stand side by side: `path` is the later one of the list. */
export function* collisionFaults(paths: Iterable<string>): Generator<Fault & { path: string }> {
  const list = [...paths].filter((path) => path.length <= limits.maxPathBytes) // longer ones are refused already, and slow
  const forms = list.map(foldPath)
  if (areApart(forms)) return
  const exact = new Set<string>()
  const folded = new Map<string, string>()
  for (const [index, path] of list.entries()) {
    const form = forms[index] ?? path
    const other = folded.get(form)
    if (exact.has(path)) yield { code: 'duplicate-entry', path }
    else if (other !== undefined) yield { code: 'path-collision', path, is: `${quote(other)} beside it` }
    exact.add(path)
    if (other === undefined) folded.set(form, path)
  }
  const known = new Map<string, string | undefined>()
  for (const [index, path] of list.entries()) {
    const file = findFileAbove(forms[index] ?? path, folded, known)
    if (file !== undefined)
      yield { code: 'path-file-as-folder', path, is: `${quote(folded.get(file) ?? file)} as a file beside it` }
  }
}

/** Whether no two forms are equal and none is a folder of another, as in nearly every package; a quick look, that may say no too often. */
function areApart(forms: readonly string[]): boolean {
  const known = new Set(forms)
  const folders = new Set(forms.map((form) => form.slice(0, Math.max(0, form.lastIndexOf('/')))))
  if (known.size < forms.length || folders.size > 100) return false
  return [...folders].every((folder) => {
    const names = folder.split('/')
    return names.length < 20 && names.every((_, index) => !known.has(names.slice(0, index + 1).join('/')))
  })
}

/** The outermost folder of a path that is a file too; what was found for a folder is kept, since most files share theirs. */
function findFileAbove(
  form: string,
  folded: ReadonlyMap<string, string>,
  known: Map<string, string | undefined>,
): string | undefined {
  const slash = form.lastIndexOf('/')
  if (slash < 0) return undefined
  const folder = form.slice(0, slash)
  if (!known.has(folder))
    known.set(folder, findFileAbove(folder, folded, known) ?? (folded.has(folder) ? folder : undefined))
  return known.get(folder)
}

/** Orders paths by their UTF-8 bytes. */
export function comparePaths(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return orderOfUnit(left) - orderOfUnit(right)
  }
  return a.length - b.length
}

/** In UTF-8 what surrogates stand for comes after U+FFFF, in UTF-16 before U+E000. */
function orderOfUnit(unit: number): number {
  if (unit >= 0xe000) return unit - 0x0800
  return unit >= 0xd800 ? unit + 0x2000 : unit
}

const encoder = new TextEncoder()

function utf8Bytes(text: string): number {
  return encoder.encode(text).length
}
