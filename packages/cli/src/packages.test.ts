import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { readPackage } from '@mosis/format'
import { disk } from './files.ts'
import { newMachine } from './testing.ts'
import type { TestMachine } from './testing.ts'

/** A machine with a project in `app` and the default key. */
async function withApp(t: Parameters<typeof newMachine>[0]): Promise<TestMachine> {
  const machine = newMachine(t)
  await machine.mosis('init', 'app', '--yes')
  await machine.mosis('keys', 'generate')
  return machine
}

test('a key is made once, kept for its owner alone, and its private part is never printed', async (t) => {
  const { mosis, json, home } = newMachine(t)
  const made = await json('keys', 'generate')
  const path = String(made['path'])
  assert.equal(path, `${home}/config/keys/default.pem`)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal(statSync(`${home}/config/keys`).mode & 0o777, 0o700)
  const pem = disk.read(path).toString()
  assert.match(pem, /^-----BEGIN PRIVATE KEY-----\n/)
  const listed = await mosis('keys', 'list', '--json')
  for (const text of [JSON.stringify(made), listed.stdout]) assert.ok(!text.includes(pem.split('\n')[1] ?? pem))
  const again = await mosis('keys', 'generate')
  assert.equal(again.code, 6)
  assert.match(again.stderr, /key\.exists/)
  assert.equal(disk.read(path).toString(), pem)
  assert.equal((await mosis('keys', 'generate', '--name', '../evil')).code, 2)
})

test('build signs with the default key, prints path, size and SHA-256, and the package is good', async (t) => {
  const { mosis, json, read } = await withApp(t)
  const { code, stdout, stderr } = await mosis('build', 'app')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  const pkg = readPackage(read('com.example.app-1.0.0.mosis'))
  assert.match(stdout, /^Built App 1\.0\.0 \(version_code 1\)\n/)
  assert.ok(stdout.includes(`${pkg.sizeBytes} bytes`) && stdout.includes(pkg.sha256))
  assert.match(read('com.example.app-1.0.0.mosis').toString('latin1'), /META-INF\/CERT\.SIG/)
  const facts = await json('build', 'app', '--out', 'deep/er/x.mosis')
  assert.deepEqual(
    [facts['sha256'], facts['size_bytes'], facts['key_id']],
    [pkg.sha256, pkg.sizeBytes, pkg.signer?.keyId],
  )
  assert.deepEqual(read('deep/er/x.mosis'), read('com.example.app-1.0.0.mosis'))
})

test('the same project gives the same bytes with other times, modes, order and umask', async (t) => {
  const { json, path, mosis } = await withApp(t)
  const first = await json('build', 'app', '--out', 'a.mosis')
  renameSync(path('app'), path('old'))
  const names = execFileSync('find', ['old', '-type', 'f'], { cwd: path(), encoding: 'utf8' }).trim().split('\n')
  const machine = { path, mosis }
  for (const name of names.toReversed()) {
    disk.writeWhole(machine.path(name.replace('old', 'app')), disk.read(path(name)))
    utimesSync(path(name.replace('old', 'app')), 1, 1)
    chmodSync(path(name.replace('old', 'app')), 0o400)
  }
  const before = process.umask(0o077)
  t.after(() => process.umask(before))
  const second = await json('build', 'app', '--out', 'b.mosis')
  assert.equal(second['sha256'], first['sha256'])
})

test('.mosisignore, dot names and old packages stay out', async (t) => {
  const { mosis, json, write } = await withApp(t)
  const first = await json('build', 'app', '--out', 'a.mosis')
  write('app/README.md', 'for people')
  write('app/tests/one.lua', 'x = (')
  write('app/.git/config', 'x')
  write('app/node_modules/x/index.js', 'x')
  write('app/old.mosis', 'x')
  assert.equal((await json('build', 'app', '--out', 'b.mosis'))['sha256'], first['sha256'])
  write('app/assets/run.sh', 'x')
  const refused = await mosis('build', 'app')
  assert.equal(refused.code, 3)
  assert.match(refused.stderr, /^error [^\n]*assets\/run\.sh[^\n]* \(extension-forbidden\)\n {2}fix {2}/)
})

test('a build that fails leaves the old package as it was and nothing beside it', async (t) => {
  const { mosis, mosisIn, write, read, path } = await withApp(t)
  await mosis('build', 'app', '--out', 'x.mosis')
  const before = read('x.mosis')
  write('app/manifest.json', '{')
  assert.equal((await mosis('build', 'app', '--out', 'x.mosis')).code, 3)
  assert.deepEqual(read('x.mosis'), before)
  await mosis('init', 'other', '--yes')
  write('folder.mosis/keep', '')
  const { code, stderr } = await mosisIn({}, 'build', 'other', '--out', 'folder.mosis')
  assert.equal(code, 1)
  assert.match(stderr, /Cannot write .*folder\.mosis": it is a folder \(file\.not_writable\)/)
  assert.deepEqual(readdirSync(path()).sort(), ['app', 'folder.mosis', 'other', 'x.mosis'])
})

test('without a key build says which commands help; with several it wants to know which', async (t) => {
  const { mosis, json } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const none = await mosis('build', 'app')
  assert.equal(none.code, 5)
  assert.match(none.stderr, /key\.none\)\n.*mosis keys generate once.*--unsigned/)
  assert.equal((await json('build', 'app', '--unsigned'))['key_id'], null)
  await mosis('keys', 'generate', '--name', 'one')
  assert.equal((await mosis('build', 'app')).code, 0)
  const two = await json('keys', 'generate', '--name', 'two')
  assert.match((await mosis('build', 'app')).stderr, /key\.ambiguous\)\n.*--key one.*mosis config set key one/)
  assert.equal((await json('build', 'app', '--key', 'two'))['key_id'], two['key_id'])
  assert.equal((await json('build', 'app', '--key', String(two['path'])))['key_id'], two['key_id'])
  assert.equal((await mosis('build', 'app', '--key', 'three')).code, 5)
})

test('sign gives an unsigned package a signer and keeps its files; verify tells good from changed', async (t) => {
  const { mosis, json, read, write } = await withApp(t)
  await mosis('build', 'app', '--unsigned', '--out', 'x.mosis')
  const unsigned = await mosis('verify', 'x.mosis')
  assert.equal(unsigned.code, 3)
  assert.match(unsigned.stderr, /signature\.missing\)\n[\s\S]*mosis sign x\.mosis/)
  await mosis('sign', 'x.mosis')
  await mosis('build', 'app', '--out', 'y.mosis')
  assert.deepEqual(read('x.mosis'), read('y.mosis'))
  const good = await mosis('verify', 'x.mosis')
  assert.equal(good.code, 0)
  assert.match(good.stdout, /^Good com\.example\.app 1\.0\.0[\s\S]*your key default/)
  const other = await json('keys', 'generate', '--name', 'other')
  const wrong = await mosis('verify', 'x.mosis', '--key', 'other')
  assert.equal(wrong.code, 3)
  assert.match(wrong.stderr, /signature\.other_key/)
  write('other.pub.pem', String(other['public_key']))
  assert.equal((await mosis('verify', 'x.mosis', '--key', 'other.pub.pem')).code, 3)
  assert.equal((await mosis('verify', 'x.mosis', '--key', 'default')).code, 0)
  write('cert.pem', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n')
  assert.match((await mosis('verify', 'x.mosis', '--key', 'cert.pem')).stderr, /\(key-is-certificate\)\n.*openssl x509/)
  const bytes = read('x.mosis')
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  write('bad.mosis', bytes)
  for (const command of ['verify', 'sign']) assert.equal((await mosis(command, 'bad.mosis')).code, 3, command)
})

test('inspect shows the tree, sizes, permissions in words and the signer', async (t) => {
  const { mosis, json } = await withApp(t)
  await mosis('build', 'app', '--out', 'x.mosis')
  const { stdout } = await mosis('inspect', 'x.mosis')
  assert.match(stdout, /^App 1\.0\.0 \(version_code 1\) {2}com\.example\.app\n/)
  assert.match(stdout, / {2}├── assets\/\n {2}│ {3}├── scripts\/\n {2}│ {3}│ {3}└── app\.lua +\d+ B\n/)
  assert.match(stdout, /images +[\d.]+ kB +3 files/)
  assert.match(stdout, /storage {2}granted\n {4}Keep its own files/)
  const facts = await json('inspect', 'x.mosis')
  assert.ok(stdout.includes(`Signed by\n  ${String(facts['key_id'])}`))
  assert.match((await mosis('inspect', 'app')).stdout, /Signed by\n {2}nobody/)
})

test('diff puts new access first and names every changed file', async (t) => {
  const { mosis, json, read, write } = await withApp(t)
  await mosis('build', 'app', '--out', 'x.mosis')
  assert.equal((await json('diff', 'x.mosis', 'app'))['same'], true)
  const manifest = JSON.parse(read('app/manifest.json').toString()) as Record<string, unknown>
  const network = { allowed_domains: ['api.example.com'] }
  write(
    'app/manifest.json',
    JSON.stringify({ ...manifest, version: '1.1.0', permissions: ['storage', 'network.internet'], network }),
  )
  write('app/assets/new.lua', 'x = 1\n')
  const { code, stdout } = await mosis('diff', 'x.mosis', 'app')
  assert.equal(code, 0)
  assert.match(
    stdout,
    /^App 1\.0\.0 → 1\.1\.0\n\nAccess\n {2}\+ may now use network\.internet\n {2}\+ may now reach api\.example\.com\n/,
  )
  assert.match(stdout, /version +"1\.0\.0" → "1\.1\.0"/)
  assert.match(stdout, /\+ {2}assets\/new\.lua +6 B\n {2}~ {2}manifest\.json/)
})

test('links and paths that are nothing are refused, and a folder is never taken for a package', async (t) => {
  const { mosis, path } = await withApp(t)
  symlinkSync('/etc/passwd', path('app/assets/x.json'))
  const { code, stderr } = await mosis('build', 'app')
  assert.equal(code, 3)
  assert.match(stderr, /Cannot pack "assets\/x\.json": it is a link.*\(project\.unsafe_file\)/)
  assert.equal((await mosis('validate', 'app')).code, 3)
  assert.equal((await mosis('verify', 'app')).code, 2)
  assert.equal((await mosis('inspect', 'missing.mosis')).code, 5)
  assert.equal(existsSync(path('com.example.app-1.0.0.mosis')), false)
})

test('an ordinary ZIP of the project builds to the same bytes; a damaged or hostile one is refused', async (t) => {
  const { mosis, json, read, write, path } = await withApp(t)
  const wanted = await json('build', 'app', '--out', 'x.mosis')
  const files = readPackage(read('x.mosis')).files
  const entries = [...files.values()].map((file): [string, Buffer] => [`App 1/${file.path}`, file.read()])
  write('app.zip', zip([['App 1/', Buffer.alloc(0)], ...entries, ['App 1/.DS_Store', Buffer.from('x')]]))
  assert.equal((await json('build', 'app.zip', '--out', 'y.mosis'))['sha256'], wanted['sha256'])
  write('cut.zip', read('app.zip').subarray(0, -30))
  write('bomb.zip', zip([['manifest.json', Buffer.from('{}')]], 0xffff_ffff))
  write(
    'up.zip',
    zip([
      ['manifest.json', Buffer.from('{}')],
      ['../evil.json', Buffer.from('{}')],
    ]),
  )
  for (const name of ['cut.zip', 'bomb.zip', 'up.zip']) assert.equal((await mosis('build', name)).code, 3, name)
  assert.equal(existsSync(path('..', 'evil.json')), false)
})

/** A plain ZIP with stored entries, as other tools write it. */
function zip(entries: [string, Buffer][], packedBytes?: number): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, data] of entries) {
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt32LE(crc32(data), 10)
    head.writeUInt32LE(packedBytes ?? data.length, 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), data])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}
