import { createHash } from 'node:crypto'
import type { CryptoBroker } from '@mosis/sandbox'
import { crypto } from '../../brokers/crypto.ts'

/** Digests as ever, and chance that falls the same way for the same seed, so that two runs can be compared. */
export function createTrialCrypto(seed = 'mosis trial'): CryptoBroker {
  let drawn = 0
  const block = () => createHash('sha256').update(`${seed} ${drawn++}`).digest()
  const randomBytes = (sizeBytes: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(sizeBytes / 32) }, block)
    return new Uint8Array(Buffer.concat(blocks).subarray(0, sizeBytes))
  }
  return {
    ...crypto,
    randomBytes,
    uuid() {
      const hex = Buffer.from(randomBytes(16)).toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
    },
  }
}
