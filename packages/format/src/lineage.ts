import { createHash } from 'node:crypto'
import { PackageError } from './errors.ts'
import { FixedText } from './fixed-text.ts'
import { publicKeyOf, readSpki, spkiOf } from './keys.ts'
import { limits } from './limits.ts'
import { idPattern } from './manifest-fields.ts'
import { checkSignature, decodeSignature, signBytes } from './sign.ts'

/** One change of an app's signing key, agreed by the old key and proved by the new. */
export interface LineageLink {
  appId: string
  /** 1 for the first change. */
  index: number
  oldKeyId: string
  oldPublicKeyPem: string
  newKeyId: string
  newPublicKeyPem: string
  /** Packages from this version_code on are refused when signed by an older key. */
  minVersionCode: number
}

/** What a change of keys needs: both private keys, and the lineage so far if there is one. */
export interface KeyChange {
  appId: string
  minVersionCode: number
  oldPrivateKeyPem: string
  newPrivateKeyPem: string
  lineage?: string
}

const path = 'META-INF/LINEAGE'
const head = 'Lineage-Version: 1\n'
/** Stands in front of what is signed, so that no signature of a link can serve for anything else. */
const signedPrefix = 'mosis-lineage-v1\n'
const noLinkBefore = Buffer.alloc(32).toString('base64')

/** Reads META-INF/LINEAGE and verifies every link; the caller compares app and last key with the package. */
export function readLineage(bytes: Uint8Array): LineageLink[] {
  const text = new FixedText(bytes, path, 'lineage-syntax')
  text.takeLine('Lineage-Version: ', /^1$/, '"1"')
  const links: LineageLink[] = []
  let digest = noLinkBefore
  do {
    text.takeEmptyLine()
    if (links.length === limits.maxLineageLinks) {
      throw new PackageError('lineage-too-long', {
        path,
        line: text.line,
        should: `at most ${limits.maxLineageLinks} links`,
      })
    }
    const read = readLink(text, digest, links)
    links.push(read.link)
    digest = read.digest
  } while (!text.isAtEnd())
  return links
}

/** Adds a change of keys to a lineage, or begins one; gives the whole text of META-INF/LINEAGE. */
export function extendLineage(change: KeyChange): string {
  const before = change.lineage ?? head
  const links = change.lineage === undefined ? [] : readLineage(Buffer.from(change.lineage))
  const fields =
    `App: ${change.appId}\nIndex: ${links.length + 1}\nPrevious: ${digestOfLastLink(change.lineage)}\n` +
    `Old-Key: ${spkiOf(publicKeyOf(change.oldPrivateKeyPem))}\nNew-Key: ${spkiOf(publicKeyOf(change.newPrivateKeyPem))}\n` +
    `Min-Version-Code: ${change.minVersionCode}\n`
  const signed = Buffer.from(signedPrefix + fields)
  const oldSignature = signBytes(change.oldPrivateKeyPem, signed).toString('base64')
  const newSignature = signBytes(change.newPrivateKeyPem, signed).toString('base64')
  const lineage = `${before}\n${fields}Old-Signature: ${oldSignature}\nNew-Signature: ${newSignature}\n`
  readLineage(Buffer.from(lineage)) // refuses what every reader would refuse: another app, a key that was used before
  return lineage
}

function readLink(
  text: FixedText,
  previous: string,
  links: readonly LineageLink[],
): { link: LineageLink; digest: string } {
  const start = text.at
  const { line } = text
  const key = /^[A-Za-z0-9+/]{59}=$/
  const appId = text.takeLine('App: ', idPattern, 'an app id')
  const index = Number(text.takeLine('Index: ', /^[1-9][0-9]?$/, 'a number from 1'))
  const statedPrevious = text.takeLine('Previous: ', /^[A-Za-z0-9+/]{43}=$/, 'a SHA-256 digest in base64')
  const oldKey = readSpki(text.takeLine('Old-Key: ', key, 'a key in base64'), { path, line: text.line - 1 })
  const newKey = readSpki(text.takeLine('New-Key: ', key, 'a key in base64'), { path, line: text.line - 1 })
  const minVersionCode = Number(text.takeLine('Min-Version-Code: ', /^[1-9][0-9]{0,9}$/, 'a version_code'))
  const signed = Buffer.from(signedPrefix + text.since(start))
  const link: LineageLink = {
    appId,
    index,
    oldKeyId: oldKey.keyId,
    oldPublicKeyPem: oldKey.publicKeyPem,
    newKeyId: newKey.keyId,
    newPublicKeyPem: newKey.publicKeyPem,
    minVersionCode,
  }
  const is = statedPrevious === previous ? findBreak(link, links) : 'the digest of another link'
  if (is !== undefined) throw new PackageError('lineage-broken', { path, line, is })
  for (const [label, signer] of [['Old-Signature: ', oldKey] as const, ['New-Signature: ', newKey] as const]) {
    const signature = decodeSignature(text.takeLine(label, /^[A-Za-z0-9+/]{86}==$/, 'a signature in base64'))
    if (signature === undefined) throw text.refuse('another form of base64', 'a canonical signature')
    checkLinkSignature(() => checkSignature(signer, signed, signature, { path, line: text.line - 1 }))
  }
  return { link, digest: createHash('sha256').update(text.since(start)).digest('base64') }
}

function findBreak(link: LineageLink, links: readonly LineageLink[]): string | undefined {
  const last = links.at(-1)
  if (link.index !== links.length + 1) return `the index ${link.index} instead of ${links.length + 1}`
  if (link.minVersionCode > limits.maxVersionCode) return `a version_code above ${limits.maxVersionCode}`
  const used = new Set([link.oldKeyId, ...links.map((earlier) => earlier.oldKeyId)])
  if (used.has(link.newKeyId)) return 'a new key that was used before'
  if (last === undefined) return undefined
  if (link.appId !== last.appId) return 'another app than in the link before'
  if (link.oldKeyId !== last.newKeyId) return 'another old key than the one the link before ended with'
  return link.minVersionCode < last.minVersionCode ? 'a lower version_code than the link before' : undefined
}

function checkLinkSignature(check: () => void): void {
  try {
    check()
  } catch (cause) {
    if (!(cause instanceof PackageError)) throw cause
    throw new PackageError('lineage-signature-wrong', cause.details, { cause })
  }
}

function digestOfLastLink(lineage: string | undefined): string {
  if (lineage === undefined) return noLinkBefore
  return createHash('sha256')
    .update(lineage.slice(lineage.lastIndexOf('\n\n') + 2))
    .digest('base64')
}
