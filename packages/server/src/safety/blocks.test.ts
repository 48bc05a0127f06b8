import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { reviews, safety, store, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { createDevice } from '@mosis/device'
import { startTestServer, testBaseUrl } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'

const server = await startTestServer()
const admin = await server.admin()
const folder = await mkdtemp(join(tmpdir(), 'mosis-blocks-'))
after(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const ref = ({ app_id, id }: Version) => ({ app_id, version_id: id })
const words = { reason: 'Found by a scan', public_reason: 'It steals passwords' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const harmful = 'local secret = "0e8d"\n'
const withHarm = { files: { 'assets/scripts/harm.lua': harmful } }

const isOffered = (app_id: string) =>
  server.call(store.getStoreApp, { params: { app_id } }).then(
    () => true,
    () => false,
  )

test('a blocked file is found in the store, refused at upload, before approval and before publishing', async () => {
  const [bad, good, waiting, ready, old] = [
    await startSampleApp(server, 'com.block.bad'),
    await startSampleApp(server, 'com.block.good'),
    await startSampleApp(server, 'com.block.waiting'),
    await startSampleApp(server, 'com.block.ready'),
    await startSampleApp(server, 'com.block.old'),
  ]
  const [published] = [await bad.published(1, withHarm), await good.published(1)]
  const approved = await ready.approved(1, withHarm)
  const inReview = await waiting.draft(1, withHarm)
  await waiting.submit(inReview)
  // What was replaced before is in nobody's quarantine, but is not given out any more either.
  const replaced = await old.published(1, withHarm)
  await old.published(2)
  const address = `/packages/com.block.old/1/com.block.old-${replaced.version}.mosis`
  assert.equal((await server.inject(address)).statusCode, 200)
  // As if it had come before files were listed.
  await server.deps.db.deleteFrom('version_file').where('version_id', '=', published.id).execute()
  await server.settle()

  const body = { kind: 'file' as const, value: sha256(harmful), ...words }
  const block = await admin.call(safety.createBlock, { body })
  await assert.rejects(admin.call(safety.createBlock, { body }), { code: 'block.exists' })
  await server.settle()
  assert.deepEqual([await isOffered('com.block.bad'), await isOffered('com.block.good')], [false, true])
  const held = await admin.call(safety.getQuarantine, { params: ref(published) })
  // An admin stands behind it already: it does not end by itself.
  assert.deepEqual([held.state, held.reason_code, held.opened_by], ['confirmed', 'blocked', null])
  server.clock.advance(1000)
  const lift = { reason_code: 'mistake' as const, ...words }
  await assert.rejects(admin.call(safety.liftQuarantine, { params: ref(published), body: lift }), {
    code: 'quarantine.by_block',
  })
  await assert.rejects(bad.draft(2, withHarm), { code: 'package.blocked', message: /It steals passwords/ })
  await assert.rejects(ready.developer.call(versions.publishVersion, { params: ref(approved) }), {
    code: 'package.blocked',
  })
  const { review } = await waiting.get(inReview)
  await assert.rejects(waiting.reviewer.call(reviews.approveReview, { params: { review_id: review?.id ?? '' } }), {
    code: 'package.blocked',
  })
  assert.equal((await server.inject(address)).statusCode, 404)
  await assert.rejects(old.developer.call(versions.publishVersion, { params: ref(replaced) }), {
    code: 'package.blocked',
  })
  const { revocations } = await server.call(safety.getRevocations, {})
  const stopped = revocations.filter(({ id }) => id.startsWith(block.id))
  assert.deepEqual(
    new Set(stopped.map((revocation) => revocation.sha256)),
    new Set([published.sha256, replaced.sha256]),
  )

  await admin.call(safety.removeBlock, { params: { block_id: block.id } })
  await server.settle()
  assert.equal((await bad.get(published)).state, 'halted')
  await bad.developer.call(versions.resumeVersion, { params: ref(published) })
  assert.equal(await isOffered('com.block.bad'), true)
  await assert.rejects(admin.call(safety.removeBlock, { params: { block_id: block.id } }), { code: 'block.not_found' })
  // Blocked anew: the row of before is history.
  assert.notEqual((await admin.call(safety.createBlock, { body })).id, block.id)
})

test('a blocked key and a blocked package are refused and taken out of the store', async () => {
  const [one, two] = [await startSampleApp(server, 'com.block.key'), await startSampleApp(server, 'com.block.package')]
  const [byKey, byHash] = [await one.published(1), await two.published(1)]
  await admin.call(safety.createBlock, { body: { kind: 'key', value: byKey.key_id, ...words } })
  await admin.call(safety.createBlock, { body: { kind: 'package', value: byHash.sha256, ...words } })
  await server.settle()
  assert.deepEqual([await isOffered('com.block.key'), await isOffered('com.block.package')], [false, false])
  await assert.rejects(one.draft(2), { code: 'package.blocked', message: /the key/ })
  // Only these very bytes are meant.
  assert.equal((await two.published(2)).state, 'published')
  const { blocks } = await admin.call(safety.listBlocks, { query: { kind: 'key' } })
  assert.deepEqual(
    blocks.map(({ value }) => value),
    [byKey.key_id],
  )
})

test('a device of the portal stops what two people put into quarantine, and runs it again when it is lifted', async (t) => {
  const { id, developer, reviewer, published } = await startSampleApp(server, 'com.block.device')
  const version = await published(1)
  const dataRoot = join(folder, 'device')
  const device = await createDevice({ dataRoot, portalUrl: testBaseUrl, fetch: server.fetch })
  t.after(() => device.close())
  const url = `/packages/${id}/1/${id}-${version.version}.mosis`
  await device.apps.install({ id, url, sha256: version.sha256 })
  const params = ref(version)
  const body = { reason_code: 'malware' as const, ...words }
  await reviewer.call(safety.quarantineVersion, { params, body })
  await device.updates.check()
  const warned = await device.runApp({ appId: id })
  await warned.started
  await (await server.reviewer()).call(safety.confirmQuarantine, { params })
  await device.updates.check()
  assert.equal((await warned.stopped).reason, 'stopped')
  await assert.rejects(device.runApp({ appId: id }), { code: 'device.revoked', message: /It steals passwords/ })
  await reviewer.call(safety.liftQuarantine, { params, body })
  await developer.call(versions.resumeVersion, { params })
  await device.updates.check()
  const running = await device.runApp({ appId: id })
  await running.started
  await running.stop()
})

test('the list of revocations is not sent again to who has it', async () => {
  const first = await server.inject('/v1/store/revocations')
  const tag = String(first.headers.etag)
  assert.equal(first.headers['cache-control'], 'public, max-age=60')
  const again = await server.inject({ url: '/v1/store/revocations', headers: { 'if-none-match': tag } })
  assert.equal(again.statusCode, 304)
  await admin.call(safety.createBlock, { body: { kind: 'package', value: sha256('other'), ...words } })
  const changed = await server.inject({ url: '/v1/store/revocations', headers: { 'if-none-match': tag } })
  assert.equal(changed.statusCode, 200)
})
