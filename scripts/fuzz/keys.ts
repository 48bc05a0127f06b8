import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import * as noble from '@noble/ed25519'
import { readPublicKey } from '../../packages/format/src/keys.ts'
import { readLineage } from '../../packages/format/src/lineage.ts'
import { checkSignature, readSignature } from '../../packages/format/src/sign.ts'
import { buildLineage } from '../../packages/format/src/vectors/lineage-cases.ts'
import { testKey, toPem } from '../../packages/format/src/vectors/sample.ts'
import { listVectors } from '../../packages/format/src/vectors/vectors.ts'
import { findFault, wayOf } from './archives.ts'
import { changeBytes } from './change-bytes.ts'
import { changeText, wordsOf } from './change-text.ts'
import type { Random } from './random.ts'
import type { FuzzTarget } from './target.ts'

noble.hashes.sha512 = (message) => new Uint8Array(hash('sha512', message, 'buffer'))

const pems = listVectors()
  .filter(({ file }) => file.endsWith('.pem'))
  .map(({ bytes }) => bytes)

/** CERT.PEM: what is accepted is a key of prime order for @noble/ed25519 and the same key for OpenSSL. */
export const keyTarget: FuzzTarget = {
  name: 'key',
  starts: pems,
  maxBytes: 2000,
  change: changeKey,
  read(input) {
    const fault = findFault(() => readPublicKey(input.toString('latin1')))
    return { way: fault ? wayOf(fault) : 'accepted', isAccepted: !fault }
  },
  compare(input) {
    const { publicKeyPem, keyId } = readPublicKey(input.toString('latin1'))
    const spki = createPublicKey(input).export({ format: 'der', type: 'spki' })
    assert.equal(hash('sha256', spki), keyId)
    assert.equal(publicKeyPem.trim(), input.toString().trim())
    const point = noble.Point.fromBytes(spki.subarray(12))
    assert.ok(!point.isSmallOrder() && point.isTorsionFree(), 'the oracle finds the key weak')
  },
}

/** Half of the time the text, half of the time the bytes of the key. */
function changeKey(input: Buffer, other: Buffer, random: Random): Buffer {
  if (random.percent(50)) return changeText(input, other, random, wordsOf(pems), 2000)
  const body = /-----BEGIN PUBLIC KEY-----\n([^-]*)\n-----END/.exec(input.toString('latin1'))?.[1] ?? ''
  return Buffer.from(toPem('PUBLIC KEY', changeBytes(Buffer.from(body, 'base64'), Buffer.alloc(44, 0xff), random)))
}

const message = Buffer.from('Manifest-Version: 1.0\n')
const { privateKeyPem, publicKeyPem, spki } = testKey(1)
const signer = readPublicKey(publicKeyPem)
const signature = sign(null, message, createPrivateKey(privateKeyPem))

/** CERT.SIG: what is accepted is a signature for the strict mode of @noble/ed25519 too. */
export const signatureTarget: FuzzTarget = {
  name: 'signature',
  starts: [signature, Buffer.from(signature.toString('base64')), Buffer.from(`${signature.toString('base64')}\n`)],
  maxBytes: 200,
  change: changeBytes,
  read(input) {
    const fault = findFault(() => checkSignature(signer, message, readSignature(input)))
    return { way: fault ? wayOf(fault) : 'accepted', isAccepted: !fault }
  },
  async compare(input) {
    const bytes = readSignature(input)
    assert.ok(verify(null, message, publicKeyPem, bytes))
    assert.ok(await noble.verifyAsync(bytes, message, spki.subarray(12), { zip215: false }))
  },
}

const keyNumbers = Array.from({ length: 6 }, (_, index) => index + 1)
const keyTexts = new Map(keyNumbers.map((number) => [testKey(number).spki.toString('base64'), number]))
const lineages = [
  buildLineage([{ from: 1, to: 2 }]),
  buildLineage([
    { from: 1, to: 2 },
    { from: 2, to: 3, minVersionCode: 7 },
    { from: 3, to: 4, minVersionCode: 7 },
  ]),
].map((text) => Buffer.from(text))
const lineageWords = [...wordsOf(lineages), ...keyTexts.keys(), '0', '17', '2147483648', 'com.example.other']

/** LINEAGE: what is accepted is a chain in which OpenSSL confirms both signatures of every link. */
export const lineageTarget: FuzzTarget = {
  name: 'lineage',
  starts: lineages,
  maxBytes: 12_000,
  change(input, other, random) {
    const changed = changeText(input, other, random, lineageWords, 12_000)
    return random.percent(60) ? signLinks(changed) : changed
  },
  read(input) {
    const fault = findFault(() => readLineage(input))
    return { way: fault ? wayOf(fault) : `accepted ${readLineage(input).length}`, isAccepted: !fault }
  },
  compare: assertIsChain,
}

/** Digests of links before and signatures made right again, wherever the keys are ours. */
function signLinks(input: Buffer): Buffer {
  const [head = '', ...links] = input.toString().split('\n\n')
  let previous = Buffer.alloc(32).toString('base64')
  const signed = links.map((link) => {
    const fields = link
      .replace(/^Previous: .*$/m, `Previous: ${previous}`)
      .replace(/^(?:Old|New)-Signature: .*\n?/gm, '')
    const text = fields.endsWith('\n') ? fields : `${fields}\n`
    const by = (name: string) => {
      const number = keyTexts.get(new RegExp(`^${name}-Key: (.*)$`, 'm').exec(text)?.[1] ?? '') ?? 1
      const key = createPrivateKey(testKey(number).privateKeyPem)
      return sign(null, Buffer.from(`mosis-lineage-v1\n${text}`), key).toString('base64')
    }
    const whole = `${text}Old-Signature: ${by('Old')}\nNew-Signature: ${by('New')}\n`
    previous = hash('sha256', whole, 'base64')
    return whole
  })
  return Buffer.from(
    [head, ...signed]
      .join('\n')
      .replace(/^(Lineage-Version: .*)\n/, '$1\n\n')
      .replaceAll(/\n(?=App: )/g, '\n\n')
      .replaceAll(/\n{3,}/g, '\n\n'),
  )
}

function assertIsChain(input: Buffer): void {
  const links = input.toString().split('\n\n').slice(1)
  const read = readLineage(input)
  assert.equal(read.length, links.length)
  for (const [index, link] of links.entries()) {
    const fields = Object.fromEntries(
      link
        .trimEnd()
        .split('\n')
        .map((line) => line.split(': ', 2)),
    )
    const signed = Buffer.from(`mosis-lineage-v1\n${link.slice(0, link.indexOf('Old-Signature: '))}`)
    for (const name of ['Old', 'New']) {
      const key = createPublicKey({ key: Buffer.from(fields[`${name}-Key`], 'base64'), format: 'der', type: 'spki' })
      assert.ok(
        verify(null, signed, key, Buffer.from(fields[`${name}-Signature`], 'base64')),
        `${name} of link ${index}`,
      )
    }
    if (index > 0) assert.equal(read[index]?.oldKeyId, read[index - 1]?.newKeyId)
    assert.equal(Number(fields['Index']), index + 1)
  }
}
