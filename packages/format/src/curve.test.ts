import assert from 'node:assert/strict'
import { createPrivateKey, hash, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import * as noble from '@noble/ed25519'
import * as fc from 'fast-check'
import { findKeyFault, findPointFault, isCanonicalScalar } from './curve.ts'
import { PackageError } from './errors.ts'
import { generateSigningKey, readPublicKey } from './keys.ts'
import { checkSignature, signText, verifyText } from './sign.ts'
import { testKey } from './vectors/sample.ts'

noble.hashes.sha512 = (message) => new Uint8Array(hash('sha512', message, 'buffer'))

const prime = 2n ** 255n - 19n
const order = 2n ** 252n + 27742317777372353535851937790883648493n

function encode(number: bigint): Uint8Array {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse()
}

/** All points of which eight times is nothing, made from one of order eight. */
function smallPoints(): noble.Point[] {
  const generator = noble.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const points = [noble.Point.ZERO]
  while (points.length < 8) points.push((points.at(-1) ?? noble.Point.ZERO).add(generator))
  return points
}

function isGoodForNoble(encoded: Uint8Array): boolean {
  try {
    const point = noble.Point.fromBytes(encoded)
    return !point.isSmallOrder() && point.isTorsionFree()
  } catch {
    return false
  }
}

test('a key is accepted exactly when the oracle decodes it and finds it of prime order', () => {
  const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const atTheEdges = fc.tuple(fc.bigInt(-40n, 40n), fc.constantFrom(0n, prime, 2n ** 255n)).map(([step, base]) => {
    return encode((((base + step) % 2n ** 256n) + 2n ** 256n) % 2n ** 256n)
  })
  const ofSomebody = fc.bigInt(1n, order - 1n).map((scalar) => noble.Point.BASE.multiply(scalar).toBytes())
  const key = fc.oneof(anyBytes, atTheEdges, ofSomebody)
  fc.assert(
    fc.property(key, (encoded) => (findKeyFault(encoded) === undefined) === isGoodForNoble(encoded)),
    { numRuns: 300 },
  )
})

test('every point of small order is weak, and a key with such a part is weak too', () => {
  const good = noble.Point.fromBytes(testKey(1).spki.subarray(12))
  for (const [index, point] of smallPoints().entries()) {
    assert.equal(findPointFault(point.toBytes()), 'weak')
    assert.equal(findKeyFault(point.toBytes()), 'weak')
    assert.equal(findKeyFault(good.add(point).toBytes()), index === 0 ? undefined : 'weak')
  }
})

test('a second encoding of a small point is refused', () => {
  for (const y of [prime, prime + 1n]) {
    assert.equal(findPointFault(encode(y)), 'not-canonical')
    assert.equal(findPointFault(encode(y + 2n ** 255n)), 'not-canonical')
  }
})

test('a scalar is canonical below the order only', () => {
  assert.ok(isCanonicalScalar(encode(order - 1n)))
  assert.ok(!isCanonicalScalar(encode(order)))
  assert.ok(!isCanonicalScalar(encode(order + 1n)))
})

test('a signature that is accepted is one for the strict oracle too, also after random changes', async () => {
  const { privateKeyPem, publicKeyPem, spki } = testKey(1)
  const signer = readPublicKey(publicKeyPem)
  const change = fc.record({
    at: fc.nat(63),
    bits: fc.integer({ min: 0, max: 255 }),
    orders: fc.integer({ min: 0, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), change, async (message, { at, bits, orders }) => {
      const signature = sign(null, message, createPrivateKey(privateKeyPem))
      signature[at] = (signature[at] ?? 0) ^ bits
      const scalar =
        BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + BigInt(orders) * order
      if (scalar < 2n ** 256n) signature.set(encode(scalar), 32)
      const isAccepted = accepts(() => checkSignature(signer, message, signature))
      const isStrict = await noble.verifyAsync(signature, message, spki.subarray(12), { zip215: false })
      assert.equal(isAccepted, isStrict)
    }),
    { numRuns: 100 },
  )
})

test('a signed text is verified, and is never the signature of the bare bytes', () => {
  const key = generateSigningKey()
  const text = 'Manifest-Version: 1.0\n'
  const signature = signText(key.privateKeyPem, text)
  assert.ok(verifyText(key.publicKeyPem, text, signature))
  assert.ok(!verifyText(key.publicKeyPem, `${text} `, signature))
  assert.ok(!verifyText(key.publicKeyPem, text, `${signature}\n`))
  assert.ok(!verify(null, Buffer.from(text), key.publicKeyPem, Buffer.from(signature, 'base64')))
})

function accepts(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof PackageError) return false
    throw error
  }
}
