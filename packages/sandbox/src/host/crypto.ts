import type { Arguments } from '../arguments.ts'
import type { DigestAlgorithm } from '../brokers.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import { encodeBase64 } from './base64.ts'

const algorithms: readonly DigestAlgorithm[] = ['md5', 'sha256', 'sha512']

/** `crypto`: digests are lower-case hex, random bytes base64. */
export function cryptoModule({ brokers: { crypto }, sandbox }: ModuleHost): HostModule {
  const { randomBytes } = sandbox.limits

  const digest = (algorithm: DigestAlgorithm) => (call: Arguments) => {
    const data = call.bytes(1, 'data')
    call.charge(200 + (data.length >> 2))
    return hex(crypto.digest(algorithm, data))
  }

  return {
    md5: digest('md5'),
    sha256: digest('sha256'),
    sha512: digest('sha512'),
    hmac(call) {
      const name = call.text(1, 'algorithm')
      const algorithm = algorithms.find((known) => known === name)
      if (algorithm === undefined)
        return call.wrong(1, 'algorithm', `"${name}"`, algorithms.map((known) => `"${known}"`).join(' or '))
      const key = call.bytes(2, 'key')
      const data = call.bytes(3, 'data')
      call.charge(400 + ((key.length + data.length) >> 2))
      return hex(crypto.hmac(algorithm, key, data))
    },
    random(call) {
      const size = call.integer(1, 'bytes', { min: 1, max: randomBytes })
      call.charge(200 + size)
      return encodeBase64(crypto.randomBytes(size))
    },
    uuid(call) {
      call.charge(200)
      return crypto.uuid()
    },
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
