import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { test } from 'node:test'
import { lintPackage, packageErrors, PackageError, publicKeyOf, readPackage, readPublicKey } from '../index.ts'
import { listVectors, vectorsFolder } from './vectors.ts'

const files = globSync('**/*.*', { cwd: vectorsFolder })
  .map((file) => file.replaceAll(sep, '/'))
  .filter((file) => /\.(?:mosis|pem|json)$/.test(file))
  .sort()

test('every refusal code has a vector, and every folder of vectors is a refusal code', () => {
  const folders = new Set(files.filter((file) => file.startsWith('invalid/')).map((file) => basename(dirname(file))))
  assert.deepEqual(folders, new Set(Object.keys(packageErrors)))
})

test('the stored vectors are those that the maker makes', () => {
  const made = listVectors()
  assert.deepEqual(made.map(({ file }) => file).sort(), files)
  for (const { file, bytes } of made)
    assert.ok(readFileSync(join(vectorsFolder, file)).equals(bytes), `${file} is stale: run src/vectors/make.ts`)
})

for (const file of files) {
  const code = file.startsWith('valid/') ? undefined : basename(dirname(file))
  test(`${file} is ${code === undefined ? 'accepted' : 'refused with its code'}`, () => {
    const bytes = load(file)
    assert.equal(
      findCode(() => readVector(file, bytes)),
      code,
    )
    if (!file.endsWith('.pem')) assertLint(file, bytes, code)
  })
}

/** A lint finds what the device found, whatever else it finds. */
function assertLint(file: string, bytes: Buffer, code: string | undefined): void {
  const { pkg, problems } = lintPackage(bytes, { allowUnsigned: isUnsigned(file) })
  if (code === undefined) {
    assert.deepEqual(problems, [])
    assert.ok(pkg)
  } else assert.equal(problems[0]?.code, code)
}

function readVector(file: string, bytes: Buffer): unknown {
  if (file.endsWith('.private.pem')) return publicKeyOf(bytes.toString())
  if (file.endsWith('.pem')) return readPublicKey(bytes.toString())
  return readPackage(bytes, { allowUnsigned: isUnsigned(file) })
}

function isUnsigned(file: string): boolean {
  return file.includes('.unsigned.')
}

function load(file: string): Buffer {
  const bytes = readFileSync(join(vectorsFolder, file))
  if (!file.endsWith('.json')) return bytes
  const recipe = JSON.parse(bytes.toString()) as { repeat_byte: number; size_bytes: number }
  return Buffer.alloc(recipe.size_bytes, recipe.repeat_byte)
}

function findCode(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof PackageError) return error.code
    throw error
  }
}
