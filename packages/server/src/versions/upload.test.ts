import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ApiError, keys, versions } from '@mosis/api'
import { extendLineage, generateSigningKey, limits } from '@mosis/format'
import { startTestServer } from '../testing.ts'
import { createSampleApp, registerKey, samplePackage, upload } from './testing.ts'

const server = await startTestServer()
after(() => server.close())

/** A developer with a registered key and an app of the given id. */
async function startApp(id: string) {
  const developer = await server.developer()
  const key = await registerKey(developer)
  await createSampleApp(developer, id)
  return { developer, key, id, privateKeyPem: key.privateKeyPem }
}

/** Everything that lies in the folder of packages, unfinished uploads too. */
async function storedFiles(): Promise<string[]> {
  const entries = await readdir(server.deps.config.packagesDir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

test('a signed package becomes a draft version that says what is in it', async () => {
  const { developer, key, id, privateKeyPem } = await startApp('com.upload.first')
  const manifest = { permissions: ['storage', 'camera'], min_mosis_version: '1.0.0' }
  const bytes = samplePackage({ id, version: '1.2.3', version_code: 7, privateKeyPem, manifest })
  const version = await upload(developer, id, bytes)
  const { id: versionId, sha256, ...rest } = version
  assert.match(versionId, /^ver_/)
  assert.deepEqual(rest, {
    app_id: id,
    version: '1.2.3',
    version_code: 7,
    state: 'draft',
    release: 'manual',
    release_at: null,
    track: 'production',
    rollout_percent: 100,
    release_notes: '',
    size_bytes: bytes.length,
    key_id: key.keyId,
    permissions: ['storage', 'camera'],
    min_mosis_version: '1.0.0',
    findings: null,
    review: null,
    created_at: server.clock.now(),
    submitted_at: null,
    decided_at: null,
    published_at: null,
  })
  const params = { app_id: id, version_id: versionId }
  assert.deepEqual(await developer.call(versions.getVersion, { params }), version)
  const stored = await storedFiles()
  assert.equal(stored.filter((path) => path.endsWith(`packages/${sha256}.mosis`)).length, 1)
})

test('a form with the file in it is as good as the bytes alone', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.form')
  const form = new FormData()
  form.set('package', new Blob([new Uint8Array(samplePackage({ id, privateKeyPem }))]), 'clock.mosis')
  const response = await server.fetch(`http://portal.test/v1/apps/${id}/versions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${developer.tokens.access_token}` },
    body: form,
  })
  assert.equal(response.status, 201)
})

test('other content types and forms without a file are refused', async () => {
  const { developer, id } = await startApp('com.upload.type')
  const send = async (headers: Record<string, string>, body: string | FormData) => {
    const authorization = `Bearer ${developer.tokens.access_token}`
    const url = `http://portal.test/v1/apps/${id}/versions`
    const response = await server.fetch(url, { method: 'POST', headers: { authorization, ...headers }, body })
    return [response.status, ((await response.json()) as { code: string }).code]
  }
  assert.deepEqual(await send({ 'content-type': 'application/json' }, '{}'), [415, 'unsupported_media_type'])
  assert.deepEqual(await send({ 'content-type': 'text/plain' }, 'PK'), [415, 'unsupported_media_type'])
  const form = new FormData()
  form.set('notes', 'no file')
  assert.deepEqual(await send({}, form), [400, 'malformed_body'])
})

test('a form that ends in the middle, or is none, is refused and leaves nothing behind', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.brokenform')
  const before = await storedFiles()
  const head = '--XX\r\ncontent-disposition: form-data; name="package"; filename="a.mosis"\r\n\r\n'
  const part = Buffer.concat([Buffer.from(head), samplePackage({ id, privateKeyPem })])
  for (const [type, body] of [
    ['multipart/form-data; boundary=XX', part],
    ['multipart/form-data; boundary=XX', part.subarray(0, -100)],
    ['multipart/form-data; boundary=XX', Buffer.from('no form at all')],
    ['multipart/form-data', part],
  ] as const) {
    const headers = { authorization: `Bearer ${developer.tokens.access_token}`, 'content-type': type }
    const answer = await server.inject({ method: 'POST', url: `/v1/apps/${id}/versions`, headers, payload: body })
    assert.equal(answer.statusCode, 400, answer.body)
    assert.match(answer.json<{ code: string }>().code, /^(upload\.incomplete|malformed_body)$/)
  }
  assert.deepEqual(await storedFiles(), before)
})

test('the same bytes again answer 200 with the version they made and change nothing', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.again')
  const bytes = samplePackage({ id, privateKeyPem })
  const first = await upload(developer, id, bytes)
  server.clock.advance(1000)
  const response = await server.fetch(`http://portal.test/v1/apps/${id}/versions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${developer.tokens.access_token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), first)
})

test('uploads of the same bytes at once make one version and all get it, wherever each one is', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.race')
  const bytes = samplePackage({ id, privateKeyPem })
  const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => upload(developer, id, bytes)))
  for (const other of others) assert.deepEqual(other, first)
  const { total } = await developer.call(versions.listVersions, { params: { app_id: id } })
  assert.equal(total, 1)
})

test('of two packages that claim the same version_code at once, one gets it', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.claim')
  const packages = ['1.0.0', '1.0.1'].map((version) => samplePackage({ id, version, version_code: 5, privateKeyPem }))
  const answers = await Promise.allSettled(packages.map((bytes) => upload(developer, id, bytes)))
  const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? [(answer.reason as ApiError).code] : []))
  assert.deepEqual(codes, ['version.exists'])
})

test('version_code rises, and a version is named once', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.code')
  await upload(developer, id, samplePackage({ id, version: '1.0.0', version_code: 10, privateKeyPem }))
  const send = (version: string, version_code: number) =>
    upload(developer, id, samplePackage({ id, version, version_code, privateKeyPem }))
  await assert.rejects(send('1.0.1', 9), {
    code: 'version.code_not_higher',
    message: 'version_code 9 is not higher than 10',
    fix: 'Set version_code to 11 or higher in manifest.json',
  })
  for (const [version, code] of [
    ['1.0.1', 10],
    ['1.0.0', 11],
  ] as const) {
    await assert.rejects(send(version, code), {
      code: 'version.exists',
      message: 'Version 1.0.0 (version_code 10) exists with other contents',
      fix: 'Raise version and set version_code to 11 or higher in manifest.json',
    })
  }
  assert.equal((await send('1.0.1', 11)).version_code, 11)
})

test('a package of another app is refused', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.here')
  await assert.rejects(upload(developer, id, samplePackage({ id: 'com.upload.there', privateKeyPem })), {
    code: 'version.app_mismatch',
    message: 'The package is com.upload.there and this app is com.upload.here',
  })
})

test('only a registered, unrevoked key of the own team may sign', async () => {
  const { developer, key, id } = await startApp('com.upload.keys')
  const stranger = await registerKey(await server.developer('Eve'))
  for (const { privateKeyPem, keyId } of [generateSigningKey(), stranger]) {
    const sent = upload(developer, id, samplePackage({ id, privateKeyPem }))
    await assert.rejects(sent, { code: 'version.key_not_registered', message: new RegExp(`signed by key ${keyId},`) })
  }
  const { signing_keys } = await developer.call(keys.listSigningKeys, {})
  await developer.call(keys.revokeSigningKey, { params: { key_id: signing_keys[0]?.id ?? '' } })
  await assert.rejects(upload(developer, id, samplePackage({ id, privateKeyPem: key.privateKeyPem })), {
    code: 'version.key_not_registered',
  })
})

test("another key than the app's needs a lineage from it", async () => {
  const { developer, key, id } = await startApp('com.upload.lineage')
  const next = await registerKey(developer)
  await server.deps.db.updateTable('app').set({ key_id: key.keyId }).where('id', '=', id).execute()
  await assert.rejects(upload(developer, id, samplePackage({ id, privateKeyPem: next.privateKeyPem })), {
    code: 'version.key_mismatch',
    message: `The package is signed by key ${next.keyId}, and this app is signed by ${key.keyId}`,
  })
  const lineage = extendLineage({
    appId: id,
    minVersionCode: 2,
    oldPrivateKeyPem: key.privateKeyPem,
    newPrivateKeyPem: next.privateKeyPem,
  })
  const bytes = samplePackage({ id, version_code: 2, privateKeyPem: next.privateKeyPem, lineage })
  assert.equal((await upload(developer, id, bytes)).key_id, next.keyId)
})

test('a package with a fault is refused with where, what and how to mend it', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.faulty')
  const good = samplePackage({ id, privateKeyPem })
  const flipped = Buffer.from(good)
  const middle = flipped.indexOf('assets/main.rml') + 60
  flipped[middle] = (flipped[middle] ?? 0) ^ 1
  const unsigned = samplePackage({ id })
  const hostile = { flipped, unsigned, cut: good.subarray(0, -30), noise: randomBytes(4096), empty: Buffer.from('PK') }
  for (const [name, bytes] of Object.entries(hostile)) {
    await assert.rejects(upload(developer, id, bytes), (error) => {
      assert.ok(error instanceof ApiError, name)
      assert.equal(error.code, 'package.invalid', name)
      assert.ok(error.errors.length > 0, name)
      for (const fault of error.errors) {
        assert.match(fault.code, /^[a-z]+(-[a-z0-9]+)*$/, name)
        assert.ok(fault.message !== '' && fault.fix !== '', name)
      }
      return true
    })
  }
  const { total } = await developer.call(versions.listVersions, { params: { app_id: id } })
  assert.equal(total, 0)
})

test('a file that claims to unpack to much more than it may is refused in a moment', async () => {
  const { developer, id } = await startApp('com.upload.bomb')
  const bomb = samplePackage({ id, files: { 'assets/big.json': `{"a": "${' '.repeat(9_000_000)}"}` } })
  // The sizes of the largest entry, in its own header and in the directory: now it says 4 GiB.
  const size = Buffer.alloc(4)
  size.writeUInt32LE(9_000_008)
  for (let at = bomb.indexOf(size); at !== -1; at = bomb.indexOf(size, at + 4)) bomb.writeUInt32LE(0xfffffff0, at)
  await assert.rejects(upload(developer, id, bomb), { code: 'package.invalid' })
})

test('more than 50 MiB is refused as soon as it is passed, and before a byte is read when it is announced', async () => {
  const { developer, id } = await startApp('com.upload.large')
  const large = Buffer.alloc(limits.maxPackageBytes + 1)
  await assert.rejects(upload(developer, id, large), {
    code: 'upload.too_large',
    message: `The package is larger than ${limits.maxPackageBytes} bytes`,
  })
  await withPort(async (port) => {
    const announced = await speak(port, id, developer.tokens.access_token, { 'content-length': '53000000' }, [])
    assert.match(announced, /^HTTP\/1\.1 413 [\s\S]*"code":"upload\.too_large"/)
    const piece = `100000\r\n${'x'.repeat(0x100000)}\r\n`
    const endless = Array.from({ length: 60 }, () => piece)
    const counted = await speak(port, id, developer.tokens.access_token, { 'transfer-encoding': 'chunked' }, endless)
    assert.match(counted, /^HTTP\/1\.1 413 [\s\S]*"code":"upload\.too_large"/)
  })
  assert.deepEqual(
    (await storedFiles()).filter((path) => path.includes('.tmp')),
    [],
  )
})

test('an upload that is cut in the middle leaves nothing behind', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.cut')
  const bytes = samplePackage({ id, privateKeyPem })
  const before = await storedFiles()
  await withPort(async (port) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(requestHead(id, developer.tokens.access_token, { 'content-length': `${bytes.length}` }))
    socket.write(bytes.subarray(0, bytes.length / 2))
    // The upload has begun when its file is there.
    while ((await storedFiles()).length === before.length) await new Promise((resolve) => setImmediate(resolve))
    socket.destroy()
    while ((await storedFiles()).length > before.length) await new Promise((resolve) => setImmediate(resolve))
  })
  assert.deepEqual(await storedFiles(), before)
  const { total } = await developer.call(versions.listVersions, { params: { app_id: id } })
  assert.equal(total, 0)
})

test('nobody uploads to an app of another team, and a byte is not read for it', async () => {
  const { id } = await startApp('com.upload.foreign')
  const eve = await server.developer('Eve')
  await assert.rejects(upload(eve, id, Buffer.alloc(10)), { code: 'app.not_found' })
  await withPort(async (port) => {
    const answer = await speak(port, id, eve.tokens.access_token, { 'content-length': '1000000' }, [])
    assert.match(answer, /^HTTP\/1\.1 404 /)
  })
})

test('a suspended app takes nothing in', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.upload.suspended')
  await server.deps.db.updateTable('app').set({ state: 'suspended' }).where('id', '=', id).execute()
  await assert.rejects(upload(developer, id, samplePackage({ id, privateKeyPem })), { code: 'app.suspended' })
})

/** The app on a real port, for what only a socket can do. */
let port: Promise<number> | undefined

async function withPort(work: (port: number) => Promise<void>): Promise<void> {
  port ??= server.app
    .listen({ port: 0, host: '127.0.0.1' })
    .then(() => (server.app.server.address() as AddressInfo).port)
  await work(await port)
}

function requestHead(id: string, token: string, headers: Record<string, string>): string {
  const lines = Object.entries({
    host: 'portal.test',
    authorization: `Bearer ${token}`,
    'content-type': 'application/octet-stream',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /v1/apps/${id}/versions HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** Sends as much of the body as the other side takes and answers what it says, until it closes. */
async function speak(
  port: number,
  id: string,
  token: string,
  headers: Record<string, string>,
  body: readonly string[],
): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  const closed = new Promise((resolve) => socket.once('close', resolve))
  // The portal ends a connection whose body it does not want to read.
  socket.on('error', () => undefined)
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
    if (/\r\n\r\n[\s\S]*\}/.test(answer)) socket.destroy()
  })
  socket.write(requestHead(id, token, { connection: 'close', ...headers }))
  for (const piece of body) {
    if (socket.destroyed) break
    if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  }
  await closed
  return answer
}
