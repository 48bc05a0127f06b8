import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateSigningKey, readPackage, writePackage } from '@mosis/format'
import { newMachine } from './testing.ts'

const manifest = {
  id: 'com.example.large',
  name: 'Large',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
}

/** 24 MiB that do not shrink: two threads read it where there are two processors. */
function largePackage(): Buffer {
  const files = new Map([
    ['manifest.json', Buffer.from(JSON.stringify(manifest))],
    ['assets/main.rml', Buffer.from('<rml></rml>')],
  ])
  for (let file = 0; file < 24; file++) {
    const sound = Buffer.alloc(1024 * 1024)
    let state = file + 1
    for (let at = 0; at < sound.length; at += 4) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      sound.writeUInt32LE(state, at)
    }
    sound.write('OggS\0', 'latin1')
    files.set(`assets/sound-${file}.ogg`, sound)
  }
  return writePackage(files, { privateKeyPem: generateSigningKey().privateKeyPem })
}

test('a large package is verified with the facts and the refusals of a small one', async (t) => {
  const { json, mosis, write } = newMachine(t)
  const bytes = largePackage()
  const { sha256, signer } = readPackage(bytes)
  write('large.mosis', bytes)
  const good = await json('verify', 'large.mosis')
  assert.deepEqual([good.exit, good['sha256'], good['key_id']], [0, sha256, signer?.keyId])
  assert.match(
    (await mosis('verify', 'large.mosis')).stdout,
    /^Good com\.example\.large 1\.0\.0: signature and 26 files/,
  )
  const changed = Buffer.from(bytes)
  changed[12 * 1024 * 1024]! ^= 1
  write('changed.mosis', changed)
  const bad = await json('verify', 'changed.mosis')
  assert.deepEqual([bad.exit, (bad['error'] as { code: string }).code], [3, 'data-crc'])
})

test('what is no package file is refused before it is read', async (t) => {
  const { json, write } = newMachine(t)
  write('app/manifest.json', '{}')
  write('huge.mosis', Buffer.alloc(52_428_801))
  const codeOf = async (path: string) => ((await json('verify', path))['error'] as { code: string }).code
  assert.equal(await codeOf('app'), 'usage.wrong')
  assert.equal(await codeOf('none.mosis'), 'file.not_found')
  assert.equal(await codeOf('huge.mosis'), 'package-too-large')
})
