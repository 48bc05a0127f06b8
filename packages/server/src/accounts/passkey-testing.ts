// A passkey in memory, for tests: what a browser and its authenticator do together, with everything that may be wrong as an option.
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { NewPasskeyResponse, PasskeyCreation, PasskeyRequest, PasskeyResponse } from '@mosis/api'
import { isoCBOR } from '@simplewebauthn/server/helpers'

export interface TestPasskeyOptions {
  /** Where the page is that asks. */
  origin: string
  /** Whether the device has recognised its owner. */
  isUserVerified?: boolean
  /** 0 for passkeys that are copied between devices. */
  counter?: number
}

export interface TestPasskey {
  /** Changes with every use; set it back to act as a copy of the device. */
  counter: number
  /** Of the next answers. */
  origin: string
  isUserVerified: boolean
  rpId: string | undefined
  /** `isCertified`: with a true statement of the device's maker, which nobody asked for. */
  create: (options: PasskeyCreation, how?: { isCertified?: boolean }) => NewPasskeyResponse
  get: (options: PasskeyRequest) => PasskeyResponse
}

/** Makes a device with room for one passkey. */
export function createTestPasskey({ origin, isUserVerified = true, counter = 1 }: TestPasskeyOptions): TestPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytesOf(x)],
    [-3, bytesOf(y)],
  ])
  const id = randomBytes(16)
  let userHandle = ''

  const passkey: TestPasskey = {
    counter,
    origin,
    isUserVerified,
    rpId: undefined,
    create(options, { isCertified = false } = {}) {
      userHandle = options.user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const authData = dataOf(options.rp.id, Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(cose)]))
      const clientDataJSON = clientData('webauthn.create', options.challenge)
      // WebAuthn 8.6: what the maker signs.
      const point = Buffer.concat([Buffer.from([4]), bytesOf(x), bytesOf(y)])
      const signed = Buffer.concat([Buffer.alloc(1), authData.subarray(0, 32), hashOf(clientDataJSON), id, point])
      const statement: [string, Uint8Array | Uint8Array[]][] = [
        ['sig', new Uint8Array(sign('sha256', signed, maker.key))],
        ['x5c', [maker.certificate]],
      ]
      const attestation = new Map<string, string | Uint8Array | Map<string, Uint8Array | Uint8Array[]>>([
        ['fmt', isCertified ? 'fido-u2f' : 'none'],
        ['attStmt', new Map(isCertified ? statement : [])],
        ['authData', new Uint8Array(authData)],
      ])
      return {
        ...named,
        response: {
          clientDataJSON,
          attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    get({ challenge, rpId }) {
      const clientDataJSON = clientData('webauthn.get', challenge)
      const authenticatorData = dataOf(rpId)
      const signature = sign('sha256', Buffer.concat([authenticatorData, hashOf(clientDataJSON)]), privateKey)
      return {
        ...named,
        response: {
          clientDataJSON,
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle,
        },
      }
    },
  }
  const named = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' as const }

  function clientData(type: string, challenge: string): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin: passkey.origin, crossOrigin: false })).toString(
      'base64url',
    )
  }

  /** WebAuthn 6.1: whose page, what the device has checked, how often it was used, and a new key if there is one. */
  function dataOf(rpId: string, credential = Buffer.alloc(0)): Buffer {
    const hash = createHash('sha256')
      .update(passkey.rpId ?? rpId)
      .digest()
    const flags = 0x01 | (passkey.isUserVerified ? 0x04 : 0) | (credential.length > 0 ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(passkey.counter)
    if (passkey.counter > 0) passkey.counter += 1
    return Buffer.concat([hash, Buffer.from([flags]), count, credential])
  }

  return passkey
}

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

const hashOf = (base64url: string) => createHash('sha256').update(Buffer.from(base64url, 'base64url')).digest()

/** The maker of certified devices; its certificate is its own and ends in 2126. */
const maker = {
  key: createPrivateKey({
    key: Buffer.from(
      'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGistLYRjxIVJ6FA9dRFU4roSm2Su6LK78txweM61VX+hRANCAASywIQBnbCsggjbpJ0f8Gouz8k7u+f/7V31vsxLl0NNFP8Khwelt/lHCS1YxrJQLA0HFxm6x5F5IGNlalmu1uG2',
      'base64',
    ),
    format: 'der',
    type: 'pkcs8',
  }),
  certificate: new Uint8Array(
    Buffer.from(
      'MIIBjDCCATOgAwIBAgIUY6rotX53uelNVJ251BWcWHYL4F8wCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQTWFrZXIgb2YgZGV2aWNlczAgFw0yNjExMjExMjQzNDJaGA8yMTI2MTAyODEyNDM0MlowGzEZMBcGA1UEAwwQTWFrZXIgb2YgZGV2aWNlczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLLAhAGdsKyCCNuknR/wai7PyTu75//tXfW+zEuXQ00U/wqHB6W3+UcJLVjGslAsDQcXGbrHkXkgY2VqWa7W4bajUzBRMB0GA1UdDgQWBBTHSjj/oue7UXMy5H2ovbVH6EjG3zAfBgNVHSMEGDAWgBTHSjj/oue7UXMy5H2ovbVH6EjG3zAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIA3U95FBMFB4AQdRxoOcPF047Dh13JpHxhOQj3eHA1Q1AiAH8wjlufmqINJW75x4BSwsOQC6X1yIHS/4pqoabcGIxA==',
      'base64',
    ),
  ),
}
