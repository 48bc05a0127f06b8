import { createHash, createPrivateKey, sign } from 'node:crypto'
import type { Cases } from './cases.ts'
import { sampleFiles, sampleManifest, signedPackage, testKey } from './sample.ts'

/** What a link states, and by which keys it is signed instead of the right ones. */
interface Link {
  app?: string
  index?: number | string
  previous?: string
  from: number
  to: number
  minVersionCode?: number | string
  signedByOld?: number
  signedByNew?: number
  prefix?: string
}

const none = Buffer.alloc(32).toString('base64')

/** A lineage written by hand. */
export function buildLineage(links: readonly Link[]): string {
  let text = 'Lineage-Version: 1\n'
  let previous = none
  for (const [place, link] of links.entries()) {
    const fields =
      `App: ${link.app ?? sampleManifest.id}\nIndex: ${link.index ?? place + 1}\nPrevious: ${link.previous ?? previous}\n` +
      `Old-Key: ${keyText(link.from)}\nNew-Key: ${keyText(link.to)}\nMin-Version-Code: ${link.minVersionCode ?? place + 2}\n`
    const signed = Buffer.from(`${link.prefix ?? 'mosis-lineage-v1\n'}${fields}`)
    const whole = `${fields}Old-Signature: ${signBy(link.signedByOld ?? link.from, signed)}\nNew-Signature: ${signBy(link.signedByNew ?? link.to, signed)}\n`
    text += `\n${whole}`
    previous = createHash('sha256').update(whole).digest('base64')
  }
  return text
}

function keyText(key: number): string {
  return testKey(key).spki.toString('base64')
}

function signBy(key: number, bytes: Buffer): string {
  return sign(null, bytes, createPrivateKey(testKey(key).privateKeyPem)).toString('base64')
}

/** The sample, signed by the key of this number, with a lineage. */
export function withLineage(lineage: string, key: number): Buffer {
  return signedPackage(sampleFiles, { key, lineage })
}

const oneLink: Link = { from: 2, to: 1 }
const right = buildLineage([oneLink])

function wrong(...links: Link[]): Buffer {
  return withLineage(buildLineage(links), links.at(-1)?.to ?? 1)
}

/** Every case about META-INF/LINEAGE. */
export const lineageCases: Cases = {
  'lineage-syntax': {
    'carriage-returns': withLineage(right.replaceAll('\n', '\r\n'), 1),
    empty: withLineage('', 1),
    'head-only': withLineage('Lineage-Version: 1\n', 1),
    'index-with-zero': wrong({ ...oneLink, index: '01' }),
    'line-end-at-end': withLineage(`${right}\n`, 1),
    'unknown-line': withLineage(right.replace('Old-Sig', 'Note: x\nOld-Sig'), 1),
    'version-2': withLineage(right.replace('Version: 1', 'Version: 2'), 1),
  },
  'lineage-too-long': {
    '17-links': wrong(...Array.from({ length: 17 }, (_, index) => ({ from: index + 10, to: index + 11 }))),
  },
  'lineage-broken': {
    'back-to-an-old-key': wrong({ from: 1, to: 2 }, { from: 2, to: 1 }),
    'index-0-missing': wrong({ ...oneLink, index: 2 }),
    'key-to-itself': wrong({ from: 1, to: 1 }),
    'other-app-on-the-way': wrong({ from: 3, to: 2, app: 'com.example.other' }, oneLink),
    'other-digest-before': wrong({ from: 3, to: 2 }, { ...oneLink, previous: none }),
    'other-key-before': wrong({ from: 3, to: 4 }, oneLink),
    'version-code-goes-back': wrong({ from: 3, to: 2, minVersionCode: 9 }, { ...oneLink, minVersionCode: 8 }),
    'version-code-too-high': wrong({ ...oneLink, minVersionCode: 2_147_483_648 }),
  },
  'lineage-signature-wrong': {
    'new-key-did-not-sign': wrong({ ...oneLink, signedByNew: 3 }),
    'old-key-did-not-sign': wrong({ ...oneLink, signedByOld: 1 }),
    'other-prefix': wrong({ ...oneLink, prefix: 'mosis-text-v1\n' }),
  },
  'lineage-other-app': { 'manifest-has-another-id': wrong({ ...oneLink, app: 'com.example.other' }) },
  'lineage-other-key': { 'ends-with-another-key': withLineage(right, 3) },
}
