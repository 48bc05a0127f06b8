import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld } from '../../test/world.ts'

test('files are written, read, listed, described and deleted', async () => {
  const { values } = await startWorld()
  assert.deepEqual(
    await values(
      'return storage.write("data/a.txt", "one"), storage.append("data/a.txt", " two\\0\\xff"), storage.mkdir("data/deep/er")',
    ),
    [true, true, true],
  )
  assert.deepEqual(
    await values(
      'return storage.read("data/a.txt") == "one two\\0\\xff", storage.read("data/a.txt", 4, 3), storage.read("data/a.txt", 100)',
    ),
    [true, 'two', ''],
  )
  assert.deepEqual(
    await values('return table.concat(storage.list("data/"), " "), table.concat(storage.list(""), " ")'),
    ['a.txt deep', 'data'],
  )
  assert.deepEqual(
    await values(
      'local s = storage.stat("data/a.txt") return s.size, math.type(s.modified), s.is_dir, storage.stat("data").is_dir',
    ),
    [9, 'integer', false, true],
  )
  assert.deepEqual(
    await values(
      'return storage.exists("data/a.txt"), storage.delete("data/a.txt"), storage.exists("data/a.txt"), storage.exists("")',
    ),
    [true, true, false, true],
  )
})

test('failures of the disk are answered, not raised', async () => {
  const { values } = await startWorld()
  const cases: [string, string][] = [
    ['storage.read("none")', 'storage.not_found: Cannot read "none": there is no such file'],
    ['storage.read("dir")', 'storage.is_directory: Cannot read "dir": it is a directory'],
    ['storage.delete("none")', 'storage.not_found: There is no "none"'],
    ['storage.delete("dir")', 'storage.not_empty: "dir" is not empty'],
    ['storage.list("none")', 'storage.not_found: There is no "none"'],
    ['storage.stat("none")', 'storage.not_found: Cannot find "none"'],
    ['storage.write("dir", "x")', 'storage.is_directory: "dir" is a directory'],
    ['storage.write("dir/file/x", "x")', 'storage.not_directory: "dir/file" is a file'],
  ]
  await values('storage.write("dir/file", "x")')
  for (const [call, message] of cases) assert.deepEqual(await values(`return ${call}`), [undefined, message], call)
})

test('a path that not every device can store, or that leads out, is refused', async () => {
  const { sandbox, values, raised } = await startWorld()
  const wrong = [
    '',
    '/',
    '/etc/passwd',
    '../x',
    'a/../b',
    './a',
    'a//b',
    'a/.',
    'a\\b',
    'c:x',
    'a\0b',
    'a\nb',
    'what?',
    'a*',
    'a|b',
    '<a>',
    'a"b',
    'con',
    'data/NUL.txt',
    'COM1',
    'a.',
    'a ',
    'e\u0301',
    'a'.repeat(257),
    'ä'.repeat(128),
    'a/b/c/d/e/f/g/h/i/j/k/l',
  ]
  sandbox.setGlobal('path', '')
  for (const path of wrong) {
    sandbox.setGlobal('path', path)
    assert.match(await raised('storage.write(path, "x")'), /^storage\.path_invalid: /, path)
  }
  for (const path of [
    'a',
    'a/',
    'data/x.y',
    'über/größe.txt',
    'a/b/c/d/e/f/g/h/i/j/k',
    '.hidden',
    'console',
    'a'.repeat(255),
    '__proto__',
  ]) {
    sandbox.setGlobal('path', path)
    assert.deepEqual(
      await values('return storage.write(path, "x"), storage.read(path), storage.delete(path)'),
      [true, 'x', true],
      path,
    )
  }
  assert.ok(
    sandbox.audit
      .entries()
      .some(({ action, reason }) => action === 'storage.write' && reason === 'storage.path_invalid'),
  )
})

test('quotas hold for what is kept and for the cache apart', async () => {
  const { values, told } = await startWorld({
    limits: { storageBytes: 100, cacheBytes: 50, fileBytes: 80, directoryEntries: 3 },
  })
  const [ok, tooLarge] = await values('return storage.write("a", ("x"):rep(81))')
  assert.deepEqual([ok, tooLarge], [undefined, 'storage.too_large: Cannot write "a": a file holds at most 80 bytes'])
  assert.deepEqual(
    await values(
      'return storage.write("a", ("x"):rep(80)), storage.write("a", ("x"):rep(70)), storage.append("a", ("x"):rep(10))',
    ),
    [true, true, true],
  )
  assert.deepEqual(await values('return storage.write("b", ("x"):rep(21))'), [
    undefined,
    'storage.quota_exceeded: Cannot write "b": 80 of 100 bytes for files and databases are used. Delete something first',
  ])
  assert.deepEqual(
    await values('return storage.write("cache/b", ("x"):rep(30)), storage.write("temp/b", ("x"):rep(20))'),
    [true, true],
  )
  assert.match(
    await told('storage.append("temp/b", "x")'),
    /^storage\.quota_exceeded: .* for cache and temporary files/,
  )
  assert.deepEqual(await values('return storage.write("cache/c", ""), storage.write("cache/d", "")'), [true, true])
  const full = 'storage.directory_full: Cannot make "cache/e": its directory holds 3 entries already'
  assert.deepEqual(await values('return storage.write("cache/e", "")'), [undefined, full])
  assert.deepEqual(await values('return storage.mkdir("cache/e")'), [undefined, full])
  assert.deepEqual(await values('return storage.write("cache/e/f", "")'), [undefined, full])
})

test('a file larger than a string is read piece by piece', async () => {
  const { values } = await startWorld()
  const results = await values(
    `local half = ('x'):rep(600000)
     storage.write('big', half) storage.append('big', half)
     local whole, message = storage.read('big')
     return whole, message:match('^[%w._]+'), #storage.read('big', 600000), #storage.read('big', 0, 1048576), storage.stat('big').size`,
    'load',
  )
  assert.deepEqual(results, [undefined, 'storage.too_large', 600_000, 1_048_576, 1_200_000])
})

test('storage and databases need the permission in the manifest', async () => {
  const { sandbox, values, raised } = await startWorld({ declared: [] })
  const [ok, message] = await values('return pcall(storage.exists, "a")')
  assert.deepEqual(
    [ok, message],
    [
      false,
      'permission.denied: Cannot call storage.exists: the permission "storage" is not granted. The manifest does not declare it. Add "storage" to "permissions"',
    ],
  )
  assert.match(await raised('database.open("a.db")'), /^permission\.denied/)
  assert.deepEqual(
    sandbox.audit.entries().map(({ action, subject, reason }) => [action, subject, reason]),
    [
      ['storage.exists', 'storage', 'permission.denied'],
      ['database.open', 'storage', 'permission.denied'],
    ],
  )
})
