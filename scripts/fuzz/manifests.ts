import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { formatManifestMf, readManifestMf } from '../../packages/format/src/hashes.ts'
import { categories, manifestJsonSchema, permissions, readManifest } from '../../packages/format/src/index.ts'
import { lintManifest } from '../../packages/format/src/manifest.ts'
import { manifestFields } from '../../packages/format/src/manifest-fields.ts'
import { manifestWith } from '../../packages/format/src/vectors/sample.ts'
import { findFault, wayOf } from './archives.ts'
import { changeText, wordsOf } from './change-text.ts'
import type { FuzzTarget, Reading } from './target.ts'

const full = manifestWith({
  $schema: 'https://mosis.dev/schemas/manifest-v1.json',
  target_mosis_version: '1.2.0',
  description: 'A clock that says “tick”',
  author: { name: 'Ada Example', email: 'ada@example.com', url: 'https://example.com/ada', 'x-team': 3 },
  permissions: ['storage', 'network.internet'],
  icons: { '32': 'icons/icon-32.png', '64': 'icons/icon-64.png' },
  category: 'utilities',
  tags: ['time', 'Zeit'],
  orientation: 'portrait',
  background_color: '#00aaFF',
  locales: ['en', 'de', 'zh-Hant-TW'],
  default_locale: 'en',
  network: { allowed_domains: ['api.example.com', '*.cdn.example.com:8443'], allow_http: false, max_connections: 10 },
  'x-tool': { deep: [[[1.5e3, -0, null, true, '\u0000', '\u{1f600}']]] },
})
const manifests = [manifestWith(), full].map((text) => Buffer.from(text))
const json =
  '\\u0000 \\ud800 \\udc00 \\u0069 __proto__ constructor 1e3 1.0 -0 9007199254740993 1e999 {"a": [[ ]] // /* NaN "x-a":'
const words = [
  ...wordsOf(manifests),
  ...Object.keys(manifestFields),
  ...permissions.map(({ name }) => name),
  ...categories.map(({ name }) => name),
  ...`${json} ' \u00a0 \ufeff xn-- 127.0.0.1 ::1 *.`.split(' '),
]
const isValid = new Ajv2020({ strict: true, strictTypes: false }).compile(manifestJsonSchema)

/** manifest.json: what is accepted means the same to JSON.parse and keeps the JSON Schema; what is no JSON to us is none to it. */
export const manifestTarget: FuzzTarget = {
  name: 'manifest',
  starts: manifests,
  maxBytes: 70_000,
  change: (input, other, random) => changeText(input, other, random, words, 70_000),
  read(input) {
    const fault = findFault(() => readManifest(input))
    const problems: string[] = []
    lintManifest(input, ({ code }) => problems.push(code))
    assert.equal(problems[0], fault?.code, 'device and lint disagree')
    if (fault) return { way: wayOf(fault), isAccepted: false }
    return { way: `accepted ${Object.keys(readManifest(input)).sort().join(' ')}`, isAccepted: true }
  },
  compare(input) {
    const parsed = JSON.parse(input.toString()) as Record<string, unknown>
    assert.deepEqual(readManifest(input), { ...parsed, permissions: parsed['permissions'] ?? [] })
    assert.ok(isValid(parsed), `the schema refuses it: ${JSON.stringify(isValid.errors)}`)
  },
}

const digest = Buffer.alloc(32, 7).toString('base64')
const digests = new Map([
  ['assets/main.rml', digest],
  ['manifest.json', Buffer.alloc(32, 9).toString('base64')],
])
const lists = [formatManifestMf({ digests }), formatManifestMf({ createdBy: 'mosis-cli 1.0.0', digests })]
const listWords = [
  ...wordsOf(lists),
  'Name: ',
  'SHA-256-Digest: ',
  'Created-By: ',
  '\n\n',
  '\n ',
  '=',
  `Name: a\nSHA-256-Digest: ${digest}\n`,
]

/** META-INF/MANIFEST.MF: what is accepted is the written form of what was read, but for the order and one empty line at the end. */
export const manifestMfTarget: FuzzTarget = {
  name: 'manifest-mf',
  starts: lists,
  maxBytes: 20_000,
  change: (input, other, random) => changeText(input, other, random, listWords, 20_000),
  read(input): Reading {
    const fault = findFault(() => readManifestMf(input))
    if (fault) return { way: wayOf(fault), isAccepted: false }
    const { createdBy, digests } = readManifestMf(input)
    return {
      way: `accepted ${createdBy === undefined ? 'without' : 'with'} author, ${Math.min(digests.size, 5)} files`,
      isAccepted: true,
    }
  },
  compare: (input) => assert.equal(sortSections(formatManifestMf(readManifestMf(input))), sortSections(input)),
}

function sortSections(bytes: Buffer): string {
  const sections = bytes.toString().replace(/\n\n$/, '\n').split('\n\n')
  return sections
    .map((section) => section.trimEnd())
    .sort()
    .join('\n\n')
}
