import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { findKeyFault } from './curve.ts'
import { PackageError, type PackageErrorDetails } from './errors.ts'
import type { Signer } from './package.ts'
import { quote } from './quote.ts'

/** What comes before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const spkiBytes = 44
const exactPem = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n?$/

/**
 * Reads a public key in its only accepted form. createPublicKey is not asked: it takes text around the key,
 * several keys, trailing bytes, and even a private key.
 */
export function readPublicKey(pem: string, details: PackageErrorDetails = {}): Signer {
  const base64 = exactPem.exec(pem)?.[1]
  const spki = Buffer.from(base64 ?? '', 'base64')
  const isExact =
    spki.length === spkiBytes && spki.toString('base64') === base64 && spki.subarray(0, 12).equals(spkiPrefix)
  if (!isExact) throw refuseKey(pem, details)
  const fault = findKeyFault(spki.subarray(spkiPrefix.length))
  if (fault === 'weak') throw new PackageError('key-weak', details)
  if (fault === 'not-canonical') throw new PackageError('key-not-canonical', details)
  return signerOf(spki)
}

/** Reads a private key: any unencrypted PKCS#8 PEM of Ed25519, since only its owner can hand it in. */
export function readPrivateKey(pem: string): KeyObject {
  if (/BEGIN (?:PUBLIC KEY|CERTIFICATE)/.test(pem)) throw new PackageError('private-key-is-public')
  if (/ENCRYPTED/.test(pem)) throw new PackageError('private-key-encrypted')
  const key = importPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new PackageError('private-key-other-algorithm', {
      is: quote(String(key.asymmetricKeyType)),
      should: '"ed25519"',
    })
  }
  return key
}

/** The public key that belongs to a private one. */
export function publicKeyOf(privateKeyPem: string): Signer {
  return signerOf(createPublicKey(readPrivateKey(privateKeyPem)).export({ format: 'der', type: 'spki' }))
}

/** Makes a new signing key. Whoever calls keeps the private part safe. */
export function generateSigningKey(): Signer & { privateKeyPem: string } {
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { format: 'pem', type: 'spki' },
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
  })
  return { privateKeyPem: privateKey, ...publicKeyOf(privateKey) }
}

/** The key for node:crypto of a key that was read before. */
export function importPublicKey({ publicKeyPem }: Signer): KeyObject {
  return createPublicKey(publicKeyPem)
}

/** The key behind 44 bytes of SubjectPublicKeyInfo, checked as strictly as a PEM. */
export function readSpki(base64: string, details: PackageErrorDetails = {}): Signer {
  return readPublicKey(toPem(base64), details)
}

/** The 44 bytes of a key in base64. */
export function spkiOf({ publicKeyPem }: Signer): string {
  return publicKeyPem.split('\n')[1] ?? ''
}

function signerOf(spki: Buffer): Signer {
  return { keyId: createHash('sha256').update(spki).digest('hex'), publicKeyPem: toPem(spki.toString('base64')) }
}

function toPem(base64: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`
}

function importPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem' })
  } catch (cause) {
    throw new PackageError('private-key-syntax', {}, { cause })
  }
}

/** Says what the text is instead, since the wrong file is the likeliest mistake. */
function refuseKey(pem: string, details: PackageErrorDetails): PackageError {
  if (/PRIVATE KEY/.test(pem)) return new PackageError('key-is-private', details)
  if (/BEGIN (?:X509 |TRUSTED )?CERTIFICATE/.test(pem)) return new PackageError('key-is-certificate', details)
  const body = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n?$/.exec(pem)?.[1]
  const spki = Buffer.from(body ?? '', 'base64')
  // A SEQUENCE that holds the SEQUENCE of another algorithm.
  const isOther = spki.length > 2 && spki[0] === 0x30 && !spki.subarray(0, 12).equals(spkiPrefix)
  return new PackageError(isOther ? 'key-other-algorithm' : 'key-syntax', details)
}
