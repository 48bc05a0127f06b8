import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { explainPackageError, limits, PackageError, packageErrors, permissions, readManifest } from './index.ts'
import { formatManifestMf, readManifestMf } from './hashes.ts'
import { comparePaths } from './paths.ts'
import { quote } from './quote.ts'
import { manifestWith } from './vectors/sample.ts'

test('every code has words for people: what could not be done, why, and what to do', () => {
  for (const [code, { refusal, explanation, fix }] of Object.entries(packageErrors)) {
    assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    assert.match(refusal, /^Cannot .*[^.]$/, code)
    assert.match(explanation, /\.$/, code)
    assert.match(fix, /^[A-Z].*[^.]$/, code)
  }
  assert.equal(explainPackageError('unsigned'), packageErrors.unsigned)
  assert.equal(explainPackageError('toString'), undefined)
})

test('a message says what was done, where, what is and what should be', () => {
  const error = new PackageError('entry-too-large', {
    path: 'img/logo.png',
    offset: 12,
    is: '9 bytes',
    should: 'at most 4',
  })
  assert.equal(
    error.message,
    'Cannot accept a file this large: "img/logo.png": found 9 bytes, expected at most 4 (byte 12)',
  )
  assert.equal(error.fix, 'Shrink or split the file')
})

test('a hostile name cannot write to the terminal of who reads the message', () => {
  assert.equal(quote('a\u001b[2Jb\u202e"\\'), '"a\\u{1b}[2Jb\\u{202e}\\"\\\\"')
  assert.equal(quote('x'.repeat(1000)).length, 303)
})

test('META-INF/MANIFEST.MF is read back as it was written, and written back as it was read', () => {
  const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64'))
  const name = fc.string({ minLength: 1 }).filter((text) => !/[\r\n]/.test(text) && text.isWellFormed())
  const createdBy = fc.option(fc.stringMatching(/^[ -~]{1,120}$/), { nil: undefined })
  const digests = fc.array(fc.tuple(name, digest), { minLength: 1 }).map((pairs) => new Map(pairs))
  fc.assert(
    fc.property(
      createdBy,
      digests,
      fc.nat(),
      fc.constantFrom('', '\n', ' ', 'x', '=', '\r', '\n\n'),
      (createdBy, digests, at, piece) => {
        const bytes = formatManifestMf({ createdBy, digests })
        const read = readManifestMf(bytes)
        assert.equal(read.createdBy, createdBy)
        assert.deepEqual(Object.fromEntries(read.digests), Object.fromEntries(digests))
        const text = bytes.toString()
        const changed = Buffer.from(text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1)))
        const again = tryReadManifestMf(changed)
        // Whatever is accepted is the written form of what was read, but for the order and one empty line at the end.
        if (again) assert.equal(sortLines(formatManifestMf(again)), sortLines(changed))
      },
    ),
    { numRuns: 500, seed: 6 },
  )
})

test('paths are ordered by their UTF-8 bytes', () => {
  const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed())
  fc.assert(
    fc.property(text, text, (a, b) => Math.sign(comparePaths(a, b)) === Buffer.compare(Buffer.from(a), Buffer.from(b))),
  )
})

test('all permissions can be asked for at once', () => {
  const names = permissions.map(({ name }) => name)
  assert.deepEqual(readManifest(Buffer.from(manifestWith({ permissions: names }))).permissions, names)
})

test('the README and the specification name every code and every limit', () => {
  const specification = readFileSync(new URL('../../../docs/format/specification.md', import.meta.url), 'utf8')
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  for (const code of Object.keys(packageErrors)) {
    assert.ok(specification.includes(`\`${code}\``), `${code} in the specification`)
    assert.ok(readme.includes(`\`${code}\``), `${code} in the README`)
  }
  for (const [name, limit] of Object.entries(limits))
    assert.ok(specification.includes(limit.toLocaleString('en-US')), `${name} ${limit}`)
})

function tryReadManifestMf(bytes: Buffer): ReturnType<typeof readManifestMf> | undefined {
  try {
    return readManifestMf(bytes)
  } catch (error) {
    if (error instanceof PackageError) return undefined
    throw error
  }
}

function sortLines(bytes: Buffer): string {
  return bytes
    .toString()
    .replace(/\n\n$/, '\n')
    .split('\n\n')
    .map((section) => section.trimEnd())
    .sort()
    .join('\n\n')
}
