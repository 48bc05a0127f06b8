import { createHash, sign } from 'node:crypto'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { buildPng } from './png-builder.ts'
import { buildZip, type ZipEntry, type ZipFrame } from './zip-builder.ts'

/** Files by path; nothing here goes through the library under test. */
export type Files = Record<string, string | Buffer>

/** A key of its own for each number; it is public, so it signs nothing but vectors. */
export function testKey(number: number): { privateKeyPem: string; publicKeyPem: string; spki: Buffer } {
  const seed = createHash('sha256').update(`mosis vector key ${number}`).digest()
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const privateKeyPem = toPem('PRIVATE KEY', pkcs8)
  const spki = createPublicKey(privateKeyPem).export({ format: 'der', type: 'spki' })
  return { privateKeyPem, publicKeyPem: toPem('PUBLIC KEY', spki), spki }
}

export function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

export const sampleManifest = {
  id: 'com.example.clock',
  name: 'Clock',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
}

/** manifest.json with some fields changed; undefined removes one. */
export function manifestWith(changes: Record<string, unknown> = {}): string {
  return `${JSON.stringify({ ...sampleManifest, ...changes }, null, 2)}\n`
}

/** The smallest app. */
export const sampleFiles: Files = {
  'assets/main.rml': '<rml>\n<head><title>Clock</title></head>\n<body>12:00</body>\n</rml>\n',
  'manifest.json': manifestWith(),
}

/** The smallest app with icons in all sizes. */
export const sampleWithIcons: Files = {
  ...sampleFiles,
  'icons/icon-128.png': buildPng(128),
  'icons/icon-32.png': buildPng(32),
  'icons/icon-64.png': buildPng(64),
  'manifest.json': manifestWith({
    icons: { '32': 'icons/icon-32.png', '64': 'icons/icon-64.png', '128': 'icons/icon-128.png' },
  }),
}

/** What a vector changes about META-INF. */
export interface Signing {
  key?: number
  createdBy?: string
  /** The text that is signed, made from the right one. */
  changeMf?: (text: string) => string
  /** The text that stands in the package but was not signed. */
  changeMfAfterwards?: (text: string) => string
  certPem?: string | Buffer
  certSig?: (signature: Buffer) => string | Buffer
  lineage?: string
  without?: string[]
}

/** The entries of a signed package, sorted by name. */
export function signedEntries(files: Files, signing: Signing = {}): ZipEntry[] {
  const key = testKey(signing.key ?? 1)
  const right = manifestMf(files, signing.createdBy)
  const signedText = signing.changeMf?.(right) ?? right
  const signature = sign(null, Buffer.from(signedText), createPrivateKey(key.privateKeyPem))
  const metaInf: Files = {
    'META-INF/MANIFEST.MF': signing.changeMfAfterwards?.(signedText) ?? signedText,
    'META-INF/CERT.PEM': signing.certPem ?? key.publicKeyPem,
    'META-INF/CERT.SIG': signing.certSig?.(signature) ?? `${signature.toString('base64')}\n`,
    ...(signing.lineage === undefined ? {} : { 'META-INF/LINEAGE': signing.lineage }),
  }
  return toEntries({ ...metaInf, ...files }).filter(({ name }) => !signing.without?.includes(String(name)))
}

/** A signed package. */
export function signedPackage(files: Files, signing: Signing = {}, frame: ZipFrame = {}): Buffer {
  return buildZip(signedEntries(files, signing), frame)
}

export function toEntries(files: Files): ZipEntry[] {
  return Object.entries(files)
    .map(([name, data]) => ({ name, data: Buffer.from(data) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}

function manifestMf(files: Files, createdBy?: string): string {
  const sections = toEntries(files).map(
    ({ name, data }) => `\nName: ${String(name)}\nSHA-256-Digest: ${digest(data)}\n`,
  )
  return `Manifest-Version: 1.0\n${createdBy === undefined ? '' : `Created-By: ${createdBy}\n`}${sections.join('')}`
}

function digest(data: Buffer): string {
  return createHash('sha256').update(data).digest('base64')
}
