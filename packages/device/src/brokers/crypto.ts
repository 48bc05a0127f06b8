import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { CryptoBroker } from '@mosis/sandbox'

/** Digests and randomness of this computer. */
export const crypto: CryptoBroker = {
  digest: (algorithm, data) => createHash(algorithm).update(data).digest(),
  hmac: (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
  randomBytes: (sizeBytes) => randomBytes(sizeBytes),
  uuid: () => randomUUID(),
}
