import { findRefusedTextCharacter, countCodePoints } from './characters.ts'
import { PackageError } from './errors.ts'
import { FixedText } from './fixed-text.ts'
import { limits } from './limits.ts'
import { comparePaths } from './paths.ts'
import { quote } from './quote.ts'

/** What META-INF/MANIFEST.MF states. */
export interface ManifestMf {
  createdBy?: string
  /** Digest, in its base64 form, by path. */
  digests: ReadonlyMap<string, string>
}

const path = 'META-INF/MANIFEST.MF'
// 32 bytes in base64: the two bits that are left over in the last letter must be 0, so that a digest has one form.
const digestForm = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/

/** Reads META-INF/MANIFEST.MF by its fixed grammar; throws at the first byte that does not fit. */
export function readManifestMf(bytes: Uint8Array): ManifestMf {
  const text = new FixedText(bytes, path, 'mf-syntax')
  text.takeLine('Manifest-Version: ', /^1\.0$/, '"1.0"')
  const createdBy = text.continuesWith('Created-By: ') ? takeCreatedBy(text) : undefined
  const digests = new Map<string, string>()
  do {
    text.takeEmptyLine()
    const { line } = text
    const name = text.takeLine('Name: ', /^[^\r]+$/, 'a path')
    if (digests.has(name)) throw new PackageError('mf-duplicate-name', { path: name, line, is: 'listed twice' })
    digests.set(name, text.takeLine('SHA-256-Digest: ', digestForm, 'the 44 characters of a SHA-256 digest in base64'))
    // One more empty line may end the text, as tools for JAR files write it.
    if (text.continuesWith('\n') && !text.continuesWith('\nName')) {
      text.takeEmptyLine()
      if (!text.isAtEnd()) throw text.refuse('more text', '"Name: " or the end')
    }
  } while (!text.isAtEnd())
  return { createdBy, digests }
}

function takeCreatedBy(text: FixedText): string {
  const fault = text.refuse('another text', `1 to ${limits.maxCreatedByCodePoints} visible characters`)
  const createdBy = text.takeLine('Created-By: ', /^[^\r]+$/, 'a text')
  if (!isCreatedBy(createdBy)) throw fault
  return createdBy
}

/** Writes META-INF/MANIFEST.MF: the same files give the same bytes. */
export function formatManifestMf({ createdBy, digests }: ManifestMf): Buffer {
  if (createdBy !== undefined && !isCreatedBy(createdBy)) {
    throw new PackageError('mf-syntax', {
      is: `Created-By ${quote(createdBy)}`,
      should: `1 to ${limits.maxCreatedByCodePoints} visible characters`,
    })
  }
  const head = `Manifest-Version: 1.0\n${createdBy === undefined ? '' : `Created-By: ${createdBy}\n`}`
  const sections = [...digests]
    .sort(([a], [b]) => comparePaths(a, b))
    .map(([name, digest]) => `\nName: ${name}\nSHA-256-Digest: ${digest}\n`)
  return Buffer.from(head + sections.join(''))
}

function isCreatedBy(text: string): boolean {
  const length = countCodePoints(text)
  return length >= 1 && length <= limits.maxCreatedByCodePoints && findRefusedTextCharacter(text) === undefined
}
