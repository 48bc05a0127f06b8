import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { BrokerError } from '@mosis/sandbox'
import { createStorage } from './storage.ts'

function openStorage(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'mosis-storage-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const app = join(root, 'app')
  mkdirSync(app)
  const folders = { data: join(app, 'data'), cache: join(app, 'cache'), temp: join(app, 'temp'), staging: app }
  const open = () => createStorage({ ...folders, databaseBytes: () => 1000 })
  return { root, folders, open, storage: open() }
}

const fails = (code: string) => (error: unknown) => {
  assert.ok(error instanceof BrokerError, String(error))
  assert.equal(error.code, code, error.message)
  return true
}

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (data: Uint8Array) => Buffer.from(data).toString()

test('files are written, read in pieces, added to, listed and deleted', (t) => {
  const { storage } = openStorage(t)
  storage.write('notes/a/one.txt', bytes('hello'))
  storage.append('notes/a/one.txt', bytes(' world'))
  storage.append('notes/two.txt', bytes('2'))
  storage.mkdir('empty/inner')
  assert.equal(text(storage.read('notes/a/one.txt', 0, 100)), 'hello world')
  assert.equal(text(storage.read('notes/a/one.txt', 6, 3)), 'wor')
  assert.equal(text(storage.read('notes/a/one.txt', 50, 3)), '')
  assert.deepEqual(storage.list('notes').sort(), ['a', 'two.txt'])
  assert.deepEqual(storage.list('').sort(), ['empty', 'notes'])
  const stat = storage.stat('notes/a/one.txt')
  assert.deepEqual([stat?.sizeBytes, stat?.isDirectory], [11, false])
  assert.equal(storage.stat('notes')?.isDirectory, true)
  assert.equal(storage.stat('nothing/here'), undefined)
  assert.throws(() => storage.delete('notes'), fails('storage.not_empty'))
  storage.delete('notes/a/one.txt')
  storage.delete('notes/a')
  assert.throws(() => storage.delete('notes/a'), fails('storage.not_found'))
})

test('what is in the way is named by its kind', (t) => {
  const { storage } = openStorage(t)
  storage.write('file', bytes('x'))
  storage.mkdir('folder')
  assert.throws(() => storage.write('folder', bytes('x')), fails('storage.is_directory'))
  assert.throws(() => storage.append('cache', bytes('x')), fails('storage.is_directory'))
  assert.throws(() => storage.read('folder', 0, 1), fails('storage.is_directory'))
  assert.throws(() => storage.read('nothing', 0, 1), fails('storage.not_found'))
  assert.throws(() => storage.write('file/inner', bytes('x')), fails('storage.not_directory'))
  assert.throws(() => storage.list('file'), fails('storage.not_directory'))
  assert.throws(() => storage.list('nothing'), fails('storage.not_found'))
  assert.throws(() => storage.mkdir('file'), fails('storage.exists'))
})

test('cache and temp lie apart, count apart, and show in the list once they hold something', (t) => {
  const { storage, folders, open } = openStorage(t)
  storage.write('keep', bytes('12345'))
  storage.write('cache/image', bytes('123'))
  storage.write('temp/session', bytes('12'))
  storage.write('cached', bytes('1'))
  assert.deepEqual(storage.usage(), { keptBytes: 1006, cacheBytes: 5 })
  assert.deepEqual(storage.list('').sort(), ['cache', 'cached', 'keep', 'temp'])
  assert.equal(readFileSync(join(folders.cache, 'image'), 'utf8'), '123')
  storage.write('keep', bytes('1'))
  storage.append('cache/image', bytes('4567'))
  storage.delete('temp/session')
  assert.deepEqual(storage.usage(), { keptBytes: 1002, cacheBytes: 7 })
  assert.deepEqual(open().usage(), storage.usage(), 'counted anew it is the same')
})

test('no path leads out of the storage', (t) => {
  const { storage, root } = openStorage(t)
  writeFileSync(join(root, 'secret'), 'secret')
  for (const path of [
    '../secret',
    'a/../../secret',
    '../../secret',
    '/etc/passwd',
    'a//b',
    './secret',
    'a\\..\\b',
    'a\0b',
  ]) {
    assert.throws(() => storage.read(path, 0, 10), fails('storage.io'), path)
    assert.throws(() => storage.write(path, bytes('x')), fails('storage.io'), path)
    assert.throws(() => storage.list(path), fails('storage.io'), path)
  }
  assert.equal(readFileSync(join(root, 'secret'), 'utf8'), 'secret')
})

test('a link planted in the data is never followed', (t) => {
  const { storage, root, folders, open } = openStorage(t)
  const outside = join(root, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret'), 'secret')
  symlinkSync(outside, join(folders.data, 'folder'))
  symlinkSync(join(outside, 'secret'), join(folders.data, 'file'))
  symlinkSync(join(outside, 'new'), join(folders.data, 'dangling'))
  assert.throws(() => storage.read('folder/secret', 0, 10), fails('storage.io'))
  assert.throws(() => storage.write('folder/new', bytes('x')), fails('storage.io'))
  assert.throws(() => storage.delete('folder/secret'), fails('storage.io'))
  assert.throws(() => storage.read('file', 0, 10), fails('storage.not_found'))
  assert.throws(() => storage.append('file', bytes('x')), fails('storage.io'))
  assert.throws(() => storage.append('dangling', bytes('x')), fails('storage.io'))
  assert.equal(storage.stat('file'), undefined)
  assert.deepEqual(storage.list(''), [])
  assert.equal(open().usage().keptBytes, 1000)
  // Replacing the link itself is fine: the file is the app's own then.
  storage.write('file', bytes('mine'))
  assert.deepEqual(readdirSync(outside), ['secret'])
  assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 'secret')
})

test('the folders of the app replaced by links are refused', (t) => {
  const { storage, root, folders } = openStorage(t)
  const outside = join(root, 'outside')
  mkdirSync(outside)
  rmSync(folders.cache, { recursive: true })
  symlinkSync(outside, folders.cache)
  assert.throws(() => storage.write('cache/a', bytes('x')), fails('storage.io'))
  assert.equal(existsSync(join(outside, 'a')), false)
})

test('a write leaves no half file and nothing beside it', (t) => {
  const { storage, folders } = openStorage(t)
  storage.write('a', bytes('old'))
  storage.write('a', bytes('new'))
  assert.deepEqual(readdirSync(folders.staging).sort(), ['cache', 'data', 'temp'])
  assert.equal(readFileSync(join(folders.data, 'a'), 'utf8'), 'new')
})
