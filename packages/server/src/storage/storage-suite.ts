// The tests that every storage must pass, whatever it stores in.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { StorageError } from './storage.ts'
import type { Storage } from './storage.ts'

export interface TestedStorage {
  storage: Storage
  close: () => Promise<void>
}

const isRefusal = (code: string) => (failure: unknown) => failure instanceof StorageError && failure.code === code

async function keysIn(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of storage.list(prefix)) keys.push(key)
  return keys.sort()
}

/** Runs the suite; `open` gives an empty storage each time. */
export function testStorage(name: string, open: () => Promise<TestedStorage>): void {
  const scenario = (sentence: string, work: (storage: Storage) => Promise<void>) => {
    test(`${name}: ${sentence}`, async () => {
      const { storage, close } = await open()
      try {
        await work(storage)
      } finally {
        await close()
      }
    })
  }

  scenario('gives back exactly what was put, and says its size and hash', async (storage) => {
    const bytes = randomBytes(3 * 1024 * 1024 + 7)
    const put = await storage.put('packages/a.mosis', Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]))
    assert.deepEqual(put, { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length })
    assert.ok((await buffer(await storage.get('packages/a.mosis'))).equals(bytes))
    assert.deepEqual(await storage.head('packages/a.mosis'), { sizeBytes: bytes.length })
  })

  scenario('stores nothing at all as well', async (storage) => {
    assert.equal((await storage.put('empty', Readable.from([]))).sizeBytes, 0)
    assert.equal((await buffer(await storage.get('empty'))).length, 0)
  })

  scenario('gives a range with both ends included', async (storage) => {
    await storage.put('digits', Readable.from([Buffer.from('0123456789')]))
    assert.equal((await buffer(await storage.get('digits', { start: 2, end: 4 }))).toString(), '234')
    assert.equal((await buffer(await storage.get('digits', { start: 9, end: 9 }))).toString(), '9')
  })

  scenario('refuses to read what is not there, and says so for head', async (storage) => {
    await assert.rejects(storage.get('nothing'), isRefusal('not-found'))
    assert.equal(await storage.head('nothing'), undefined)
  })

  scenario('deletes, also what is not there', async (storage) => {
    await storage.put('a', Readable.from([Buffer.from('x')]))
    await storage.delete('a')
    await storage.delete('a')
    assert.equal(await storage.head('a'), undefined)
  })

  scenario('never changes what a key names', async (storage) => {
    await storage.put('a', Readable.from([Buffer.from('first')]))
    await storage.put('a', Readable.from([Buffer.from('second')]))
    assert.equal((await buffer(await storage.get('a'))).toString(), 'first')
  })

  scenario('stops at the allowed size and leaves nothing behind', async (storage) => {
    let sentBytes = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sentBytes += 1000
          yield Buffer.alloc(1000)
        }
      })(),
    )
    await assert.rejects(storage.put('big', endless, { maxBytes: 5000 }), (failure: unknown) => {
      assert.ok(failure instanceof StorageError)
      assert.equal(failure.code, 'too-large')
      assert.equal(failure.details.maxBytes, 5000)
      return true
    })
    assert.ok(sentBytes < 50_000, 'it went on reading')
    assert.equal(await storage.head('big'), undefined)
    await storage.put('exact', Readable.from([Buffer.alloc(5000)]), { maxBytes: 5000 })
  })

  scenario('keeps nothing of a sender that went away', async (storage) => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half')
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
      })(),
    )
    await assert.rejects(storage.put('half', broken), isRefusal('incomplete'))
    assert.deepEqual(await keysIn(storage), [])
  })

  scenario('lets received bytes be checked on the disk before they get a key', async (storage) => {
    const received = await storage.receive(Readable.from([Buffer.from('package')]))
    assert.equal(await readFile(received.path, 'utf8'), 'package')
    assert.deepEqual(await keysIn(storage), [])
    await received.keep(`packages/${received.sha256}.mosis`)
    await received.discard()
    assert.deepEqual(await keysIn(storage), [`packages/${received.sha256}.mosis`])
    assert.ok(!existsSync(received.path))
  })

  scenario('forgets received bytes that are discarded', async (storage) => {
    const received = await storage.receive(Readable.from([Buffer.from('package')]))
    await received.discard()
    assert.ok(!existsSync(received.path))
    assert.deepEqual(await keysIn(storage), [])
  })

  scenario('removes bytes whose receiver ended, and no others', async (storage) => {
    const received = await storage.receive(Readable.from([Buffer.from('package')]))
    await storage.discardUnfinished(new Date(Date.now() - 60_000))
    assert.ok(existsSync(received.path))
    await storage.discardUnfinished(new Date(Date.now() + 60_000))
    assert.ok(!existsSync(received.path))
  })

  scenario('takes the same bytes from many senders at once', async (storage) => {
    const bytes = randomBytes(200_000)
    await Promise.all(Array.from({ length: 8 }, () => storage.put('packages/same', Readable.from([bytes]))))
    assert.ok((await buffer(await storage.get('packages/same'))).equals(bytes))
    assert.deepEqual(await keysIn(storage), ['packages/same'])
  })

  scenario('lists keys by what they begin with', async (storage) => {
    for (const key of ['packages/a', 'packages/b', 'icons/c']) await storage.put(key, Readable.from([Buffer.from(key)]))
    assert.deepEqual(await keysIn(storage, 'packages/'), ['packages/a', 'packages/b'])
    assert.deepEqual(await keysIn(storage), ['icons/c', 'packages/a', 'packages/b'])
  })

  scenario('refuses every key that could name something else', async (storage) => {
    const keys = [
      '',
      '/etc/passwd',
      '../a',
      'a/../b',
      'a//b',
      'a/',
      '.tmp/x',
      'A',
      'a\\b',
      'a\0b',
      'c:x',
      'ä',
      'x'.repeat(301),
    ]
    for (const key of keys) {
      await assert.rejects(
        async () => storage.put(key, Readable.from([Buffer.from('x')])),
        isRefusal('bad-key'),
        JSON.stringify(key),
      )
      await assert.rejects(async () => storage.get(key), isRefusal('bad-key'), JSON.stringify(key))
    }
    assert.deepEqual(await keysIn(storage), [])
  })
}
