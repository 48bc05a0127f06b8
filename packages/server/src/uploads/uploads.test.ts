import assert from 'node:assert/strict'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ApiError, accounts, apiKeys, teams, tusContentType, tusVersion, uploads, versions } from '@mosis/api'
import type { Client, UploadRef } from '@mosis/api'
import { limits } from '@mosis/format'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { createSampleApp, registerKey, samplePackage, upload } from '../versions/testing.ts'
import { uploadsFolder } from './sweep.ts'

const server = await startTestServer()
after(() => server.close())
const directory = join(server.deps.config.packagesDir, uploadsFolder)
const dayMs = 24 * 60 * 60_000

/** A developer with a registered key and an app of the given id. */
async function startApp(id: string) {
  const developer = await server.developer()
  const { privateKeyPem } = await registerKey(developer)
  await createSampleApp(developer, id)
  return { developer, id, privateKeyPem }
}

const begin = async (call: Client, app_id: string, size: number, more: Record<string, string> = {}) => {
  const headers = { 'tus-resumable': tusVersion, 'upload-length': String(size), ...more }
  const { id } = await call(uploads.createUpload, { params: { app_id } }, { headers })
  return { app_id, upload_id: id }
}

const send = (call: Client, params: UploadRef, offset: number, body: Uint8Array) =>
  call(
    uploads.continueUpload,
    { params, body },
    { headers: { 'tus-resumable': tusVersion, 'content-type': tusContentType, 'upload-offset': String(offset) } },
  )

async function head({ tokens }: Caller, { app_id, upload_id }: UploadRef) {
  const { statusCode, headers } = await server.inject({
    method: 'HEAD',
    url: `/v1/apps/${app_id}/uploads/${upload_id}`,
    headers: { authorization: `Bearer ${tokens.access_token}`, 'tus-resumable': tusVersion },
  })
  return { statusCode, headers, offset: Number(headers['upload-offset']) }
}

const statusOf = (call: Client, params: UploadRef) => call(uploads.getUpload, { params })
const unfinished = (): Promise<string[]> => readdir(directory)

test('a package that comes in pieces becomes the same draft version as one that comes whole', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.pieces.first')
  const bytes = samplePackage({ id, privateKeyPem })
  const params = await begin(developer.call, id, bytes.length, { 'upload-metadata': 'filename Y2xvY2subW9zaXM=' })
  assert.equal((await head(developer, params)).offset, 0)
  for (const [from, to] of [
    [0, 100],
    [100, 101],
    [101, bytes.length - 1],
  ] as const) {
    await send(developer.call, params, from, bytes.subarray(from, to))
    const { statusCode, headers, offset } = await head(developer, params)
    assert.deepEqual([statusCode, offset], [200, to])
    assert.equal(headers['upload-length'], String(bytes.length))
    assert.equal(headers['upload-metadata'], 'filename Y2xvY2subW9zaXM=')
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal((await statusOf(developer.call, params)).state, 'open')
  }
  await send(developer.call, params, bytes.length - 1, bytes.subarray(-1))
  const done = await statusOf(developer.call, params)
  // The upload in one request says of the same bytes that they are here already, and gives the version they made.
  assert.deepEqual(done, {
    id: params.upload_id,
    app_id: id,
    state: 'done',
    size_bytes: bytes.length,
    offset: bytes.length,
    version: await upload(developer, id, bytes),
    problem: null,
    created_at: server.clock.now(),
    expires_at: new Date(Date.parse(server.clock.now()) + dayMs).toISOString(),
  })
  assert.equal((await head(developer, params)).offset, bytes.length)
  assert.deepEqual(await unfinished(), [])
})

test('what the package is refused for is the answer to the last piece, and stays readable', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.pieces.refused')
  const bytes = Buffer.from(samplePackage({ id, privateKeyPem }))
  const middle = bytes.indexOf('assets/main.rml') + 60
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  const whole = await upload(developer, id, bytes).catch((error: unknown) => error)
  assert.ok(whole instanceof ApiError && whole.code === 'package.invalid')
  const params = await begin(developer.call, id, bytes.length)
  await send(developer.call, params, 0, bytes.subarray(0, 500))
  const isTheSame = (error: unknown) => {
    assert.ok(error instanceof ApiError)
    assert.deepEqual([error.code, error.errors], [whole.code, whole.errors])
    return true
  }
  await assert.rejects(send(developer.call, params, 500, bytes.subarray(500)), isTheSame)
  await assert.rejects(send(developer.call, params, bytes.length, Buffer.alloc(0)), isTheSame)
  const { state, problem, version } = await statusOf(developer.call, params)
  assert.deepEqual([state, problem?.code, version], ['refused', 'package.invalid', null])
  assert.deepEqual(await unfinished(), [])
  assert.equal((await developer.call(versions.listVersions, { params: { app_id: id } })).total, 0)
})

test('an end that was cut off before its answer is sent again and gives the same version', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.pieces.again')
  const bytes = samplePackage({ id, privateKeyPem })
  const params = await begin(developer.call, id, bytes.length)
  await send(developer.call, params, 0, bytes)
  const { version } = await statusOf(developer.call, params)
  // As after an end of the process between the version and the note that it was made.
  await server.deps.db
    .updateTable('upload')
    .set({ state: 'open', version_id: null })
    .where('id', '=', params.upload_id)
    .execute()
  await writeFile(join(directory, params.upload_id), bytes)
  assert.equal((await head(developer, params)).offset, bytes.length)
  // Also by a client that has no patience.
  await Promise.all([1, 2, 3, 4].map(() => send(developer.call, params, bytes.length, Buffer.alloc(0))))
  assert.deepEqual((await statusOf(developer.call, params)).version, version)
  assert.equal((await developer.call(versions.listVersions, { params: { app_id: id } })).total, 1)
})

test('a connection that breaks leaves what came, and the rest follows', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.pieces.cut')
  const bytes = samplePackage({ id, privateKeyPem, files: { 'assets/text.json': JSON.stringify('x'.repeat(400_000)) } })
  const params = await begin(developer.call, id, bytes.length)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const lines = [
    `PATCH /v1/apps/${id}/uploads/${params.upload_id} HTTP/1.1`,
    'host: portal.test',
    `authorization: Bearer ${developer.tokens.access_token}`,
    `tus-resumable: ${tusVersion}`,
    `content-type: ${tusContentType}`,
    'upload-offset: 0',
    `content-length: ${bytes.length}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const sent = Math.floor(bytes.length / 2)
  socket.write(bytes.subarray(0, sent))
  const size = async () => (await readFile(join(directory, params.upload_id))).length
  while ((await size()) < sent) await new Promise((resolve) => setImmediate(resolve))
  socket.destroy()
  assert.equal((await head(developer, params)).offset, sent)
  await send(developer.call, params, sent, bytes.subarray(sent))
  assert.equal((await statusOf(developer.call, params)).state, 'done')
})

test('an upload is there only for who began it: the account, or one API key', async () => {
  const { developer, id } = await startApp('com.pieces.owned')
  const keyed = async () => {
    const body = { name: 'CI', scopes: ['versions:upload' as const] }
    return server.callWith((await developer.call(apiKeys.createApiKey, { body })).key)
  }
  const [one, other] = [await keyed(), await keyed()]
  const mate = await server.developer('Mate')
  const { teams: all } = await developer.call(teams.listTeams, {})
  const member = { team_id: all[0]?.id ?? '', account_id: mate.account.id, role: 'owner' as const }
  await server.deps.db
    .insertInto('team_member')
    .values({ ...member, created_at: server.clock.now() })
    .execute()
  const stranger = await server.developer('Eve')
  const ofAccount = await begin(developer.call, id, 10)
  const ofKey = await begin(one, id, 10)
  const isHidden = { code: 'upload.not_found' }
  for (const [params, own, others] of [
    [ofAccount, developer.call, [one, other, mate.call]],
    [ofKey, one, [developer.call, other, mate.call]],
  ] as const) {
    for (const call of others) {
      await assert.rejects(statusOf(call, params), isHidden)
      await assert.rejects(send(call, params, 0, Buffer.from('x')), isHidden)
      const headers = { 'tus-resumable': tusVersion }
      await assert.rejects(call(uploads.deleteUpload, { params }, { headers }), isHidden)
    }
    await assert.rejects(statusOf(stranger.call, params), { code: 'app.not_found' })
    await send(own, params, 0, Buffer.from('x'))
    assert.equal((await statusOf(own, params)).offset, 1)
  }
})

const refused = async (work: Promise<unknown>, code: string, words?: RegExp) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.code, code)
    if (words) assert.match(error.message, words)
    return true
  })

test('what does not keep to the protocol is refused in words', async () => {
  const { developer, id } = await startApp('com.pieces.protocol')
  const { call } = developer
  const create = (headers: Record<string, string>) =>
    call(uploads.createUpload, { params: { app_id: id } }, { headers: { 'tus-resumable': tusVersion, ...headers } })
  await refused(create({ 'tus-resumable': '0.2.2', 'upload-length': '5' }), 'upload.unsupported_protocol', /"0.2.2"/)
  await refused(create({}), 'upload.malformed', /Upload-Length/)
  await refused(create({ 'upload-length': '-5' }), 'upload.malformed', /upload-length/)
  await refused(create({ 'upload-length': '5', 'upload-metadata': 'a b c' }), 'upload.malformed', /upload-metadata/)
  await refused(create({ 'upload-length': '5', 'upload-metadata': `a ${'AAAA'.repeat(1001)}` }), 'upload.malformed')
  await refused(create({ 'upload-defer-length': '1' }), 'upload.malformed')
  await refused(create({ 'upload-length': String(limits.maxPackageBytes + 1) }), 'upload.too_large')
  const params = await begin(call, id, 10)
  const patch = (headers: Record<string, string>, body = Buffer.from('12345')) => {
    const given = { 'tus-resumable': tusVersion, 'content-type': tusContentType, 'upload-offset': '0', ...headers }
    return call(uploads.continueUpload, { params, body }, { headers: given })
  }
  await refused(patch({ 'tus-resumable': '' }), 'upload.unsupported_protocol')
  await refused(patch({ 'content-type': 'application/octet-stream' }), 'upload.malformed', /content-type/)
  await refused(patch({ 'content-type': 'application/json' }), 'unsupported_media_type')
  await refused(patch({ 'upload-offset': 'x' }), 'upload.malformed', /upload-offset/)
  await refused(patch({ 'upload-offset': '3' }), 'upload.wrong_offset', /stands at byte 0/)
  await refused(patch({}, Buffer.alloc(11)), 'upload.too_large')
  assert.equal((await statusOf(call, params)).offset, 0)
  await patch({})
  await refused(patch({}), 'upload.wrong_offset', /stands at byte 5/)
})

test('of two requests that go on at the same place, one is taken, or both said the same', async () => {
  const { developer, id, privateKeyPem } = await startApp('com.pieces.twice')
  const bytes = samplePackage({ id, privateKeyPem })
  const params = await begin(developer.call, id, bytes.length)
  const answers = await Promise.allSettled([1, 2, 3].map(() => send(developer.call, params, 0, bytes)))
  assert.ok(answers.some(({ status }) => status === 'fulfilled'))
  for (const answer of answers) {
    if (answer.status === 'rejected') assert.equal((answer.reason as ApiError).code, 'upload.wrong_offset')
  }
  assert.equal((await statusOf(developer.call, params)).state, 'done')
  assert.equal((await developer.call(versions.listVersions, { params: { app_id: id } })).total, 1)
})

test('an account has a few unfinished uploads at the same time; giving one up makes room', async () => {
  const { developer, id } = await startApp('com.pieces.many')
  const made = []
  for (let count = 0; count < 10; count += 1) made.push(await begin(developer.call, id, 10))
  await assert.rejects(begin(developer.call, id, 10), { code: 'upload.too_many' })
  const [params] = made
  assert.ok(params)
  await developer.call(uploads.deleteUpload, { params }, { headers: { 'tus-resumable': tusVersion } })
  assert.ok(!(await unfinished()).includes(params.upload_id))
  await assert.rejects(statusOf(developer.call, params), { code: 'upload.not_found' })
  await begin(developer.call, id, 10)
})

test('after a day an upload is gone, and so are its bytes and those that nobody can go on with', async () => {
  const { developer, id } = await startApp('com.pieces.old')
  const params = await begin(developer.call, id, 10)
  await send(developer.call, params, 0, Buffer.from('12345'))
  const orphans = ['upl_orphanyoung', 'upl_orphanold']
  for (const name of orphans) await writeFile(join(directory, name), 'x')
  const now = new Date(server.clock.now())
  await utimes(join(directory, 'upl_orphanyoung'), now, now)
  const longAgo = new Date(now.getTime() - dayMs)
  await utimes(join(directory, 'upl_orphanold'), longAgo, longAgo)
  await utimes(join(directory, params.upload_id), now, now)
  const sweep = async () => {
    const job = {
      id: 'job_sweep',
      name: 'upload.sweep',
      payload: '{}',
      run_at: '',
      attempts: 0,
      state: 'ready' as const,
    }
    await server.deps.db.deleteFrom('job').where('id', '=', job.id).execute()
    await server.deps.db.insertInto('job').values(job).execute()
    await server.settle()
    return (await unfinished()).filter((name) => [...orphans, params.upload_id].includes(name)).sort()
  }
  assert.deepEqual(await sweep(), [params.upload_id, 'upl_orphanyoung'].sort())
  server.clock.advance(dayMs)
  const caller = await signInAgain(developer)
  await assert.rejects(statusOf(caller, params), { code: 'upload.not_found' })
  assert.deepEqual(await sweep(), [])
})

/** Access tokens do not live for a day. */
async function signInAgain({ account }: Caller): Promise<Client> {
  const body = { email: account.email ?? '', password: testPassword }
  const { access_token } = await server.call(accounts.login, { body })
  return server.callWith(access_token)
}

test('a client may ask what the portal can before it begins', async () => {
  const { statusCode, headers } = await server.inject({ method: 'OPTIONS', url: '/v1/apps/com.pieces.ask/uploads' })
  assert.equal(statusCode, 204)
  assert.deepEqual(
    ['tus-version', 'tus-extension', 'tus-max-size'].map((name) => headers[name]),
    [tusVersion, 'creation,termination,expiration', String(limits.maxPackageBytes)],
  )
})
