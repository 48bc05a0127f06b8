import { sign, verify } from 'node:crypto'
import { findPointFault, isCanonicalScalar } from './curve.ts'
import { PackageError, type PackageErrorDetails } from './errors.ts'
import { importPublicKey, readPrivateKey, readPublicKey } from './keys.ts'
import type { Signer } from './package.ts'

const signatureBytes = 64
const exactBase64 = /^[A-Za-z0-9+/]{86}==$/
/** Stands in front of every text that is signed for somebody else, so that no such text can be a MANIFEST.MF. */
const textPrefix = 'mosis-text-v1\n'

/** Signs exact bytes with Ed25519: the same key and bytes give the same signature. */
export function signBytes(privateKeyPem: string, bytes: Uint8Array): Buffer {
  return sign(null, bytes, readPrivateKey(privateKeyPem))
}

/** Refuses a signature in another than its one encoding, or one that does not fit. */
export function checkSignature(
  signer: Signer,
  bytes: Uint8Array,
  signature: Buffer,
  details: PackageErrorDetails = {},
): void {
  const pointFault = findPointFault(signature.subarray(0, 32))
  if (pointFault !== undefined)
    throw new PackageError('signature-not-canonical', { ...details, is: `an R that is ${pointFault}` })
  if (!isCanonicalScalar(signature.subarray(32))) {
    throw new PackageError('signature-not-canonical', {
      ...details,
      is: 'an S that is not below the order of the curve',
    })
  }
  if (!verify(null, bytes, importPublicKey(signer), signature)) throw new PackageError('signature-wrong', details)
}

/** Reads CERT.SIG: 64 raw bytes, or their base64 with at most one line feed. Buffer.from alone would skip junk. */
export function readSignature(bytes: Uint8Array, details: PackageErrorDetails = {}): Buffer {
  if (bytes.length === signatureBytes) return Buffer.from(bytes)
  const signature = decodeSignature(Buffer.from(bytes).toString('latin1').replace(/\n$/, ''))
  if (signature === undefined)
    throw new PackageError('signature-syntax', { ...details, is: `${bytes.length} bytes of another form` })
  return signature
}

/** The 64 bytes of a signature in base64, or undefined when it is not exactly that. */
export function decodeSignature(base64: string): Buffer | undefined {
  if (!exactBase64.test(base64)) return undefined
  const signature = Buffer.from(base64, 'base64')
  return signature.toString('base64') === base64 ? signature : undefined
}

/** Signs a text that somebody else chose, as proof of having the key. The signature can never serve as that of a package. */
export function signText(privateKeyPem: string, text: string): string {
  return signBytes(privateKeyPem, Buffer.from(textPrefix + text)).toString('base64')
}

/** Whether a signature, in base64, fits these bytes and the key, as CERT.SIG fits MANIFEST.MF; a public key that is refused throws. */
export function verifyBytes(publicKeyPem: string, bytes: Uint8Array, signature: string): boolean {
  const decoded = decodeSignature(signature)
  const signer = readPublicKey(publicKeyPem)
  return decoded !== undefined && isSignatureOf(signer, bytes, decoded)
}

/** Whether a signature made by signText fits the text and the key; a public key that is refused throws. */
export function verifyText(publicKeyPem: string, text: string, signature: string): boolean {
  const bytes = decodeSignature(signature)
  const signer = readPublicKey(publicKeyPem)
  return bytes !== undefined && isSignatureOf(signer, Buffer.from(textPrefix + text), bytes)
}

function isSignatureOf(signer: Signer, bytes: Uint8Array, signature: Buffer): boolean {
  if (findPointFault(signature.subarray(0, 32)) !== undefined) return false
  return isCanonicalScalar(signature.subarray(32)) && verify(null, bytes, importPublicKey(signer), signature)
}
