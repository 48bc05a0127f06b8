import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { manifestJsonSchema, packageFileName, PackageError, readManifest } from './index.ts'
import { readArchive } from './archive.ts'
import { readJson, toValue } from './json.ts'
import { lintManifest } from './manifest.ts'
import { stopAtFirstFault } from './report.ts'
import { unpackEntry } from './unpack.ts'
import { listVectors } from './vectors/vectors.ts'
import { manifestWith, sampleManifest } from './vectors/sample.ts'

function lint(text: string): { code: string; pointer?: string; line?: number; column?: number; fix: string }[] {
  const problems: { code: string; pointer?: string; line?: number; column?: number; fix: string }[] = []
  lintManifest(Buffer.from(text), ({ code, fix, details: { pointer, line, column } }) =>
    problems.push({ code, pointer, line, column, fix }),
  )
  return problems
}

test('a manifest is read with permissions as an empty list when it has none', () => {
  const manifest = readManifest(Buffer.from(manifestWith({ 'x-tool': { a: [1.5, null] } })))
  assert.deepEqual(manifest, { ...sampleManifest, permissions: [], 'x-tool': { a: [1.5, null] } })
  assert.equal(packageFileName(manifest), 'com.example.clock-1.0.0.mosis')
})

test('every fault of a manifest says line, column, pointer and what to do', () => {
  const text = `{
  "id": "com.example.clock", "name": "Clock",
  "version": "1.0.0", "versionCode": 1, "entry": "assets/main.rml",
  "min_mosis_version": "1.0.0",
  "permissions": ["storage", "network", "locaton.fine"],
  "developer": { "name": "Ada" },
  "author": { "e_mail": "ada@example.com" }
}`
  assert.deepEqual(lint(text), [
    {
      code: 'manifest-unknown-field',
      pointer: '/versionCode',
      line: 3,
      column: 38,
      fix: 'Did you mean "version_code"?',
    },
    {
      code: 'manifest-permission',
      pointer: '/permissions/1',
      line: 5,
      column: 30,
      fix: 'Did you mean "network.internet"?',
    },
    {
      code: 'manifest-permission',
      pointer: '/permissions/2',
      line: 5,
      column: 41,
      fix: 'Did you mean "location.fine"?',
    },
    { code: 'manifest-unknown-field', pointer: '/developer', line: 6, column: 16, fix: 'Did you mean "author"?' },
    { code: 'manifest-unknown-field', pointer: '/author/e_mail', line: 7, column: 25, fix: 'Did you mean "email"?' },
    {
      code: 'manifest-missing-field',
      pointer: '/version_code',
      line: 1,
      column: 1,
      fix: 'Add the field to manifest.json',
    },
  ])
})

test('pointers escape slashes and tildes, columns count UTF-16 units', () => {
  const text = JSON.stringify({ ...sampleManifest, author: { name: '\u{1f600}', 'a/b~c': 7 } })
  assert.deepEqual(
    lint(text).map(({ pointer, line, column }) => ({ pointer, line, column })),
    [{ pointer: '/author/a~1b~0c', line: 1, column: text.indexOf('7') + 1 }],
  )
})

test('the JSON that is accepted means the same to JSON.parse, and what it accepts more is refused for a reason', () => {
  const reasons = new Set([
    'manifest-duplicate-key',
    'manifest-reserved-key',
    'manifest-surrogate',
    'manifest-too-deep',
  ])
  const valid = fc.json({ maxDepth: 5, stringUnit: 'binary' })
  const broken = fc
    .tuple(valid, fc.nat(), fc.constantFrom('', '"', ',', '{', ']', '\\', '0', 'e', '\n', '.5', '\\ud800', '__proto__'))
    .map(([json, at, piece]) => {
      const place = at % (json.length + 1)
      return json.slice(0, place) + piece + json.slice(place + 1)
    })
  fc.assert(
    fc.property(fc.oneof(valid, broken), (json) => {
      const own = outcome(() => toValue(readJson(json, stopAtFirstFault)))
      const other = outcome(() => JSON.parse(json) as unknown)
      if ('value' in own) assert.deepEqual(own, other)
      else if ('value' in other) assert.ok(reasons.has(own.code) || isInfinite(other.value), own.code)
      else assert.notEqual(own.code, 'manifest-reserved-key')
    }),
    { numRuns: 2000, seed: 3 },
  )
})

test('numbers beyond the range of doubles are refused, where JSON.parse gives infinity', () => {
  assert.deepEqual(
    lint(manifestWith().replace('"version_code": 1', '"version_code": 1e999')).map(({ code }) => code),
    ['manifest-syntax'],
  )
})

test('the JSON Schema accepts what the library accepts, and refuses what a schema can say', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: false, strictTypes: false })
  const isValid = ajv.compile(manifestJsonSchema)
  const onlyInLibrary = [
    /^manifest-(version-code|name|description)\/(point-zero|exponent|line-feed|two-lines|direction|zero-width-space|space-in-front)/,
    /^manifest-id\/device-name/,
    /^manifest-entry\/(absolute|in-meta-inf|traversal)/,
    /^manifest-mosis-version\/target-below-minimum/,
    /^manifest-author\/url-/,
    /^manifest-icons\/traversal/,
    /^manifest-locales\/default-not-listed/,
    /^manifest-network\/(bare-star|ip-address|ip-address-hexadecimal|ip-v6|one-label|path|port-too-high|scheme|star-inside)/,
    /^manifest-(duplicate-key|reserved-key|surrogate|too-deep|syntax|encoding|missing|too-large)\//,
  ]
  for (const { file, bytes } of listVectors()) {
    const name = file.replace(/^invalid\//, '')
    if (
      !file.endsWith('.mosis') ||
      !/^(valid\/|invalid\/manifest-)/.test(file) ||
      onlyInLibrary.some((form) => form.test(name))
    )
      continue
    assert.equal(isValid(manifestOf(bytes)), file.startsWith('valid/'), `${name}: ${ajv.errorsText(isValid.errors)}`)
  }
})

test('every part of the schema has a description, so that editors can show it', () => {
  for (const [name, property] of Object.entries(manifestJsonSchema.properties))
    assert.match(property.description, /^[A-Z].*\.$/, name)
})

test('manifest, permissions and errors need nothing of Node, so that browsers can use them', () => {
  const seen = new Set<string>()
  for (const entry of ['manifest.ts', 'permissions.ts', 'errors.ts', 'json-schema.ts', 'categories.ts', 'limits.ts'])
    collect(entry, seen)
  const own = dirname(fileURLToPath(import.meta.url))
  for (const file of seen)
    assert.doesNotMatch(readFileSync(join(own, file), 'utf8'), /from 'node:|\bBuffer\b|\bprocess\b/, file)
  assert.ok(seen.has('json.ts'))
})

function collect(file: string, seen: Set<string>): void {
  if (seen.has(file)) return
  seen.add(file)
  const own = dirname(fileURLToPath(import.meta.url))
  const text = readFileSync(join(own, file), 'utf8')
  for (const [, imported = ''] of text.matchAll(/from '(\.[^']+)'/g)) collect(join(dirname(file), imported), seen)
}

function manifestOf(bytes: Buffer): unknown {
  const entry = readArchive(bytes, stopAtFirstFault)?.entries.find(({ path }) => path === 'manifest.json')
  assert.ok(entry)
  return JSON.parse(unpackEntry(bytes, entry).toString()) as unknown
}

/** Whether a number became infinite on the way, which our reader refuses. */
function isInfinite(value: unknown): boolean {
  return JSON.stringify(value, (_, part: unknown) =>
    part === Infinity || part === -Infinity ? 'beyond' : part,
  ).includes('"beyond"')
}

function outcome(work: () => unknown): { value: unknown } | { code: string } {
  try {
    return { value: work() }
  } catch (error) {
    return { code: error instanceof PackageError ? error.code : String(error) }
  }
}
