import { createHash, createPrivateKey, sign } from 'node:crypto'
import type { Cases } from './cases.ts'
import { manifestWith, sampleFiles, signedEntries, signedPackage, testKey, toPem, type Signing } from './sample.ts'
import { buildZip } from './zip-builder.ts'

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const right = testKey(1).publicKeyPem

function signed(signing: Signing): Buffer {
  return signedPackage(sampleFiles, signing)
}

function withoutParts(...without: string[]): Buffer {
  return signed({ without: without.map((name) => `META-INF/${name}`) })
}

/** CERT.PEM with the 32 bytes of a point in it. */
function keyOf(point: string): string {
  return toPem('PUBLIC KEY', Buffer.concat([spkiPrefix, Buffer.from(point, 'hex')]))
}

const neutral = `01${'00'.repeat(31)}`
/** With the neutral point as key this one signature fits every text in OpenSSL. */
const fitsEverything = Buffer.from(neutral + '00'.repeat(32), 'hex')

function weak(point: string): Buffer {
  return signed({ certPem: keyOf(point), certSig: () => `${fitsEverything.toString('base64')}\n` })
}

const weakPoints: Record<string, string> = {
  neutral: neutral,
  'order-2': `ec${'ff'.repeat(30)}7f`,
  'order-4': '00'.repeat(32),
  'order-4-sign': `${'00'.repeat(31)}80`,
  'order-8-a': '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'order-8-b': '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'order-8-c': 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'order-8-d': 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
}

// The first test key plus a point of order 8: it lies on the curve, is not small, and not of prime order.
const mixedPoint = '8ee3d54ee6f487e84c92866a0a3091441ee887946bc19fdfc12e89547b72bdda'

const rsa = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDU8EIlvzgDpIG0N9b/5LVlgmw1
ePGKkFvmlP2GB1ivcoMLiNnnQpmHBesVhotJz2Sy/lL8MBOpMo5kDjaUjpqhcZvK
uM65IH/jOpFtyvFu0MhtMShOpnteWjSE9GyCFEApD0uJWJj16Tt3PLW41fpHaqgb
dUHhuAwnPDyv8pphOQIDAQAB
-----END PUBLIC KEY-----
`
const p256 = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQxoYFI2nS+BQg9NBjHmEhuXqmaOt
yx210IMRxwlSMLwShf34Du1dwmVlGhkC+4hIDsTnYGkm9BhoCi/2y3Dhxg==
-----END PUBLIC KEY-----
`
const p256Private = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgleNbYMPyksLb35El
3GIBOlpY+8RU3i3h3qJ+8TPLKHuhRANCAARDGhgUjadL4FCD00GMeYSG5eqZo63L
HbXQgxHHCVIwvBKF/fgO7V3CZWUaGQL7iEgOxOdgaSb0GGgKL/bLcOHG
-----END PRIVATE KEY-----
`
const encrypted = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjlmZPrWD2RZQICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEB1QHUyor81FMV/dxTm+mWIEQHit
ykUSUmdUmK/kW+PN9Uen/P7h71Guw3rF93uSA9RCzLopT6Pl7Mt2LpVXUGOy3ihX
CbitPBzIsCbOUVBPd0A=
-----END ENCRYPTED PRIVATE KEY-----
`
const certificate = `-----BEGIN CERTIFICATE-----
MIIBNjCB6aADAgECAhRY5qDX/VUVqceFySv0Wj66FqPcSjAFBgMrZXAwETEPMA0G
A1UEAwwGdmVjdG9yMB4XDTI2MTEyMTA5MzgzM1oXDTI2MTEyMjA5MzgzM1owETEP
MA0GA1UEAwwGdmVjdG9yMCowBQYDK2VwAyEACtsGhg9FhLAI7VO2EJnpOlDMTGeF
WGylaNC9qJP3IrejUzBRMB0GA1UdDgQWBBTC9NZNUsTvMz5KEpj3VAuCkGjmyjAf
BgNVHSMEGDAWgBTC9NZNUsTvMz5KEpj3VAuCkGjmyjAPBgNVHRMBAf8EBTADAQH/
MAUGAytlcANBAGpTAPGFCNxJzNEkM6zZL+eT/+QN0I0VGm9EwBgtP96xNEUaFp2k
+dNEqHJHOMUIY06PgX1jhZwfNcqpU9YkbAw=
-----END CERTIFICATE-----
`

const keyCases: Cases = {
  unsigned: { 'no-meta-inf': withoutParts('MANIFEST.MF', 'CERT.PEM', 'CERT.SIG') },
  'meta-inf-incomplete': {
    'lineage-only.unsigned': buildZip(
      signedEntries(sampleFiles, { lineage: 'x' }).filter(
        ({ name }) => name === 'META-INF/LINEAGE' || !String(name).startsWith('META-INF/'),
      ),
    ),
    'no-digests': withoutParts('MANIFEST.MF'),
    'no-key': withoutParts('CERT.PEM'),
    'no-signature': withoutParts('CERT.SIG'),
    'signature-only.unsigned': withoutParts('MANIFEST.MF', 'CERT.PEM'),
  },
  'meta-inf-too-large': {
    'key-of-1025-bytes': signed({ certPem: right.padEnd(1025, '\n') }),
    'signature-of-129-bytes': signed({ certSig: () => Buffer.alloc(129) }),
    'lineage-of-10241-bytes': signed({ lineage: 'x'.repeat(10_241) }),
  },
  'key-is-private': {
    'in-package': signed({ certPem: testKey(1).privateKeyPem }),
    'alone.pem': testKey(1).privateKeyPem,
  },
  'key-is-certificate': { 'in-package': signed({ certPem: certificate }), 'alone.pem': certificate },
  'key-other-algorithm': {
    'p-256.pem': p256,
    rsa: signed({ certPem: rsa }),
    'x25519.pem': toPem(
      'PUBLIC KEY',
      Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), Buffer.alloc(32, 9)]),
    ),
  },
  'key-syntax': {
    'bits-left-over': signed({ certPem: changeBeforePadding(right) }),
    'carriage-returns.pem': right.replaceAll('\n', '\r\n'),
    empty: signed({ certPem: '' }),
    'no-line-ends.pem': right.replaceAll('\n', ''),
    'raw-bytes': signed({ certPem: testKey(1).spki }),
    'text-behind': signed({ certPem: `${right}hidden\n` }),
    'text-in-front': signed({ certPem: `hidden\n${right}` }),
    'two-keys': signed({ certPem: right + testKey(2).publicKeyPem }),
    'two-line-ends.pem': `${right}\n`,
  },
  'key-not-canonical': {
    'negative-zero.pem': keyOf(`ee${'ff'.repeat(31)}`),
    'not-on-curve.pem': keyOf(`02${'00'.repeat(31)}`),
    prime: signed({ certPem: keyOf(`ed${'ff'.repeat(30)}7f`) }),
    'prime-and-1': signed({ certPem: keyOf(`ee${'ff'.repeat(30)}7f`), certSig: () => fitsEverything }),
  },
  'key-weak': {
    ...Object.fromEntries(Object.entries(weakPoints).map(([name, point]) => [name, weak(point)])),
    'mixed-order': signed({ certPem: keyOf(mixedPoint) }),
    'neutral-with-sign.pem': keyOf(`01${'00'.repeat(30)}80`),
  },
  'private-key-syntax': { 'not-a-key.private.pem': 'not a key\n', 'open-ssh.private.pem': openSsh() },
  'private-key-encrypted': { 'passphrase.private.pem': encrypted },
  'private-key-is-public': { 'public.private.pem': right },
  'private-key-other-algorithm': { 'p-256.private.pem': p256Private },
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** S + L instead of S: the same number for a careless verifier. */
function addOrder(signature: Buffer): Buffer {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`)
  const sum = Buffer.from((s + order).toString(16).padStart(64, '0'), 'hex').reverse()
  return Buffer.concat([signature.subarray(0, 32), sum])
}

function withR(point: string): (signature: Buffer) => Buffer {
  return (signature) => Buffer.concat([Buffer.from(point, 'hex'), signature.subarray(32)])
}

const wrongSignatureCases: Cases = {
  'signature-syntax': {
    '63-bytes': signed({ certSig: (signature) => signature.subarray(1) }),
    '65-bytes': signed({ certSig: (signature) => Buffer.concat([signature, Buffer.from('\n')]) }),
    'base64-bits-left-over': signed({ certSig: (signature) => changeBeforePadding(signature.toString('base64')) }),
    'base64-carriage-return': signed({ certSig: (signature) => `${signature.toString('base64')}\r` }),
    'base64-two-line-ends': signed({ certSig: (signature) => `${signature.toString('base64')}\n\n` }),
    'base64-url-alphabet': signed({
      certSig: (signature) => `${signature.toString('base64').replaceAll(/[+/]/g, '_')}\n`.replace(/^./, '-'),
    }),
    'base64-without-padding': signed({ certSig: (signature) => signature.toString('base64').slice(0, 86) }),
    empty: signed({ certSig: () => '' }),
    hex: signed({ certSig: (signature) => signature.toString('hex') }),
  },
  'signature-not-canonical': {
    'r-above-prime': signed({ certSig: withR(`ee${'ff'.repeat(30)}7f`) }),
    'r-of-order-8': signed({ certSig: withR(weakPoints['order-8-a'] ?? '') }),
    'r-neutral': signed({ certSig: withR(neutral) }),
    's-plus-order': signed({ certSig: addOrder }),
  },
  'signature-wrong': {
    'bit-of-r': signed({ certSig: (signature) => Buffer.from(signature).fill((signature[1] ?? 0) ^ 1, 1, 2) }),
    'bit-of-s': signed({ certSig: (signature) => Buffer.from(signature).fill((signature[40] ?? 0) ^ 1, 40, 41) }),
    'created-by-changed': signed({
      createdBy: 'mosis-cli 1.0.0',
      changeMfAfterwards: (text) => text.replace('1.0.0', '1.0.1'),
    }),
    'line-end-added': signed({ changeMfAfterwards: (text) => `${text}\n` }),
    'other-key': signed({ certPem: testKey(2).publicKeyPem }),
    'signature-of-a-prefixed-text': signed({
      changeMf: (text) => `mosis-text-v1\n${text}`,
      changeMfAfterwards: (text) => text.slice(14),
    }),
  },
}

const digestOfNothing = createHash('sha256').digest('base64')

function mf(changeMf: (text: string) => string): Buffer {
  return signed({ changeMf })
}

const digestCases: Cases = {
  'mf-syntax': {
    'attribute-in-upper-case': mf((text) => text.replace('SHA-256-Digest', 'SHA-256-DIGEST')),
    'attribute-unknown': mf((text) => text.replace('\nName', 'Sealed: true\n\nName')),
    'byte-order-mark': mf((text) => `\ufeff${text}`),
    'carriage-returns': mf((text) => text.replaceAll('\n', '\r\n')),
    'continuation-line': mf((text) => text.replace('assets/main', 'assets/\n main')),
    'created-by-empty': signed({ createdBy: '' }),
    'created-by-too-long': signed({ createdBy: 'x'.repeat(121) }),
    'created-by-twice': signed({ createdBy: 'x\nCreated-By: y' }),
    'digest-bits-left-over': mf((text) => changeBeforePadding(text)),
    'digest-not-padded': mf((text) => text.replace('=', '')),
    'digest-of-other-length': mf((text) => text.replace(/(Digest: ).*/, '$1AAAA')),
    'digest-sha-1': mf((text) => text.replaceAll('SHA-256-Digest', 'SHA1-Digest')),
    empty: signed({ changeMf: () => '' }),
    'head-only': signed({ changeMf: () => 'Manifest-Version: 1.0\n' }),
    'last-line-end-missing': mf((text) => text.slice(0, -1)),
    'latin-1': latin1(),
    'no-empty-line': mf((text) => text.replace('\n\nName', '\nName')),
    'order-of-lines': mf((text) => text.replace(/(Name: .*)\n(SHA-256-Digest: .*)/, '$2\n$1')),
    'space-at-line-end': mf((text) => text.replace('=\n', '= \n')),
    'two-empty-lines': mf((text) => text.replace('\n\nName', '\n\n\nName')),
    'two-empty-lines-at-end': mf((text) => `${text}\n\n`),
    'version-1.1': mf((text) => text.replace('1.0', '1.1')),
  },
  'mf-duplicate-name': { 'same-digest': mf((text) => text + text.slice(text.lastIndexOf('\nName'))) },
  'file-not-listed': {
    added: buildZip([...signedEntries(sampleFiles), { name: 'assets/added.lua', data: Buffer.from('added()\n') }]),
    'name-in-other-case': signed({ changeMf: (text) => text.replace('assets/main', 'assets/Main') }),
  },
  'listed-file-missing': {
    'meta-inf-listed': mf((text) => `${text}\nName: META-INF/CERT.PEM\nSHA-256-Digest: ${digestOfNothing}\n`),
    'path-outside': mf((text) => `${text}\nName: ../x.lua\nSHA-256-Digest: ${digestOfNothing}\n`),
    removed: mf((text) => `${text}\nName: assets/removed.lua\nSHA-256-Digest: ${digestOfNothing}\n`),
  },
  'digest-wrong': {
    'manifest-changed': changed('manifest.json', manifestWith({ permissions: ['camera'] })),
    'script-changed': changed('assets/main.rml', 'evil\n'),
    'two-digests-swapped': mf(swapDigests),
  },
}

function changed(path: string, contents: string): Buffer {
  return buildZip(
    signedEntries(sampleFiles).map((entry) =>
      entry.name === path ? { ...entry, data: Buffer.from(contents) } : entry,
    ),
  )
}

function swapDigests(text: string): string {
  const [first = '', second = ''] = [...text.matchAll(/Digest: (.*)/g)].map(([, digest]) => digest)
  return text.replace(first, '?').replace(second, first).replace('?', second)
}

/** Created-By in Latin-1, rightly signed. */
function latin1(): Buffer {
  const text = Buffer.from('Manifest-Version: 1.0\nCreated-By: caf\u00e9\n', 'latin1')
  const signature = sign(null, text, createPrivateKey(testKey(1).privateKeyPem))
  return buildZip(
    signedEntries(sampleFiles).map((entry) => {
      if (entry.name === 'META-INF/MANIFEST.MF') return { ...entry, data: text }
      return entry.name === 'META-INF/CERT.SIG' ? { ...entry, data: signature } : entry
    }),
  )
}

/** Sets the bits of the last base64 letter that nobody reads. */
function changeBeforePadding(text: string): string {
  return text.replace(/([A-Za-z0-9+/])(=+)/, (_, letter: string, padding: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    return `${alphabet[alphabet.indexOf(letter) + 1] ?? ''}${padding}`
  })
}

function openSsh(): string {
  return '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB\n-----END OPENSSH PRIVATE KEY-----\n'
}

/** Every case about META-INF and keys but those of the lineage. */
export const signatureCases: Cases = { ...keyCases, ...wrongSignatureCases, ...digestCases }
