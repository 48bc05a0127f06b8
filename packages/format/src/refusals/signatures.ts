import type { Refusal } from './refusal.ts'

const signAgain = 'Sign the package again: `mosis sign`'
const makeKey = 'Make a key with `mosis keys generate`, or `openssl genpkey -algorithm ed25519 -out signing_key.pem`'

/** Refusals of META-INF: digests, keys, signatures, lineage. */
export const signatureRefusals = {
  unsigned: {
    refusal: 'Cannot accept an unsigned package',
    explanation: 'Stores and devices take signed packages only; the signature says who made the app.',
    fix: 'Sign it: `mosis sign`',
  },
  'meta-inf-incomplete': {
    refusal: 'Cannot check the signature',
    explanation: 'META-INF/MANIFEST.MF, CERT.PEM and CERT.SIG belong together: a package has all three or none.',
    fix: signAgain,
  },
  'meta-inf-too-large': {
    refusal: 'Cannot accept a part of META-INF this large',
    explanation: 'MANIFEST.MF has at most 1 MiB, CERT.PEM 1 KiB, CERT.SIG 128 bytes, LINEAGE 10 KiB.',
    fix: signAgain,
  },
  'key-is-private': {
    refusal: 'Cannot accept a PRIVATE key here',
    explanation:
      'This is your private signing key. Whoever has it can publish as you; a package with it inside would have published it.',
    fix: 'Use the public key: `openssl pkey -in signing_key.pem -pubout`. If this file was shared already, make a new key and revoke this one',
  },
  'key-is-certificate': {
    refusal: 'Cannot accept an X.509 certificate as a key',
    explanation:
      'Nobody would check its dates, names and chain, so it would only look like trust. CERT.PEM holds the bare Ed25519 public key.',
    fix: 'Take the key out of it: `openssl x509 -in cert.pem -noout -pubkey > CERT.PEM`',
  },
  'key-other-algorithm': {
    refusal: 'Cannot accept a key of this algorithm',
    explanation: 'Packages are signed with Ed25519 only.',
    fix: makeKey,
  },
  'key-syntax': {
    refusal: 'Cannot read the public key',
    explanation:
      'The only accepted form is one PEM block: "-----BEGIN PUBLIC KEY-----", one line of 60 base64 characters, "-----END PUBLIC KEY-----", LF line ends, nothing before or after.',
    fix: 'Write it anew: `openssl pkey -in signing_key.pem -pubout > CERT.PEM`',
  },
  'key-not-canonical': {
    refusal: 'Cannot accept a key in this encoding',
    explanation:
      'The number in the key must be below the prime of the curve and the point must exist; one key has one form only.',
    fix: makeKey,
  },
  'key-weak': {
    refusal: 'Cannot accept a weak key',
    explanation: 'The point is not of prime order. With such keys a signature can fit texts that nobody signed.',
    fix: makeKey,
  },
  'signature-syntax': {
    refusal: 'Cannot read the signature',
    explanation: 'CERT.SIG is 64 raw bytes, or their base64 form of 88 characters with at most one line feed.',
    fix: signAgain,
  },
  'signature-not-canonical': {
    refusal: 'Cannot accept a signature in this encoding',
    explanation:
      'S must be below the order of the curve, and R a canonical point that is not of small order; one text has one signature.',
    fix: signAgain,
  },
  'signature-wrong': {
    refusal: 'Cannot confirm the signature',
    explanation: 'CERT.SIG is not a signature of these exact bytes of META-INF/MANIFEST.MF by the key in CERT.PEM.',
    fix: 'Do not install this package. As its developer: `mosis sign`',
  },
  'mf-syntax': {
    refusal: 'Cannot read META-INF/MANIFEST.MF',
    explanation:
      'The text has one fixed grammar: "Manifest-Version: 1.0", an optional "Created-By", then for each file an empty line, "Name: PATH" and "SHA-256-Digest: BASE64"; UTF-8, LF line ends.',
    fix: signAgain,
  },
  'mf-duplicate-name': {
    refusal: 'Cannot accept two digests for one file',
    explanation: 'Each file is listed once in META-INF/MANIFEST.MF.',
    fix: signAgain,
  },
  'file-not-listed': {
    refusal: 'Cannot accept a file that is not signed',
    explanation:
      'Every file outside META-INF must be listed in META-INF/MANIFEST.MF. This one was added after signing.',
    fix: 'Do not install this package. As its developer, make it anew: `mosis build`',
  },
  'listed-file-missing': {
    refusal: 'Cannot find a signed file',
    explanation:
      'META-INF/MANIFEST.MF lists a file that the package does not hold. It was removed or renamed after signing.',
    fix: 'Do not install this package. As its developer, make it anew: `mosis build`',
  },
  'digest-wrong': {
    refusal: 'Cannot accept a changed file',
    explanation: 'The SHA-256 digest of the file is not the signed one: it was changed after signing.',
    fix: 'Do not install this package. As its developer, make it anew: `mosis build`',
  },
  'private-key-syntax': {
    refusal: 'Cannot read the private key',
    explanation: 'A signing key is an unencrypted PKCS#8 PEM block, "-----BEGIN PRIVATE KEY-----".',
    fix: makeKey,
  },
  'private-key-encrypted': {
    refusal: 'Cannot read an encrypted private key',
    explanation: 'The key is protected with a passphrase, which is not asked for here.',
    fix: 'Decrypt it first: `openssl pkey -in encrypted.pem -out signing_key.pem`',
  },
  'private-key-is-public': {
    refusal: 'Cannot sign with a public key',
    explanation: 'Signing takes the private key; this is the public one.',
    fix: 'Give the file that starts with "-----BEGIN PRIVATE KEY-----"',
  },
  'private-key-other-algorithm': {
    refusal: 'Cannot sign with a key of this algorithm',
    explanation: 'Packages are signed with Ed25519 only.',
    fix: makeKey,
  },
  'lineage-syntax': {
    refusal: 'Cannot read META-INF/LINEAGE',
    explanation:
      'The text has one fixed grammar: "Lineage-Version: 1", then for each change of keys an empty line and eight fixed lines.',
    fix: 'Make the lineage anew with both private keys',
  },
  'lineage-too-long': {
    refusal: 'Cannot accept so many changes of keys',
    explanation: 'A lineage has at most 16 links.',
    fix: 'Ask the store for a recovery, which starts a new lineage',
  },
  'lineage-broken': {
    refusal: 'Cannot follow the lineage',
    explanation:
      'Links count up from 1, each names the digest of the one before, starts with the key where that one ended, never goes back in min_version_code, and no key comes twice.',
    fix: 'Make the lineage anew with both private keys',
  },
  'lineage-signature-wrong': {
    refusal: 'Cannot confirm a change of keys',
    explanation:
      'A link is signed twice: by the old key, which agrees, and by the new key, which proves that it is there.',
    fix: 'Make the lineage anew with both private keys',
  },
  'lineage-other-app': {
    refusal: 'Cannot accept the lineage of another app',
    explanation: 'Every link names the app it is for, which must be the id in manifest.json.',
    fix: 'Make a lineage for this app with both private keys',
  },
  'lineage-other-key': {
    refusal: 'Cannot accept a lineage that ends elsewhere',
    explanation: 'The last key of the lineage must be the key in CERT.PEM.',
    fix: 'Sign with the newest key, or add the missing link to the lineage',
  },
} as const satisfies Record<string, Refusal>
