import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { apps, reviews, store, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { extendLineage } from '@mosis/format'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import { sweepStorage } from './sweep.ts'
import { registerKey, startSampleApp } from './testing.ts'

const server = await startTestServer()
after(() => server.close())

const ref = (version: Version) => ({ app_id: version.app_id, version_id: version.id })

async function offeredVersion(app_id: string): Promise<string | undefined> {
  const { updates } = await server.call(store.checkUpdates, { query: { packages: app_id } })
  return updates[0]?.version
}

test('a version goes from draft to the store and says on the way where it is', async () => {
  const { id, draft, submit, get, developer, reviewer } = await startSampleApp(server, 'com.way.whole')
  const version = await draft(1)
  const submitted = await submit(version, { release_notes: 'First one' })
  assert.deepEqual(submitted, {
    ...version,
    state: 'submitted',
    release_notes: 'First one',
    submitted_at: server.clock.now(),
  })
  await server.settle()
  const inReview = await get(version)
  assert.equal(inReview.state, 'in_review')
  assert.equal(inReview.review?.state, 'open')
  assert.equal(await offeredVersion(id), undefined)
  await reviewer.call(reviews.approveReview, {
    params: { review_id: inReview.review?.id ?? '' },
    body: { reason: 'Nice' },
  })
  const approved = await get(version)
  assert.deepEqual(
    [approved.state, approved.decided_at, approved.review?.reason],
    ['approved', server.clock.now(), 'Nice'],
  )
  assert.equal(await offeredVersion(id), undefined)
  server.clock.advance(1000)
  const published = await developer.call(versions.publishVersion, { params: ref(version) })
  assert.deepEqual([published.state, published.published_at], ['published', server.clock.now()])
  assert.equal(await offeredVersion(id), version.version)
  const app = await developer.call(apps.getApp, { params: { app_id: id } })
  assert.equal(app.state, 'published')
  assert.equal(app.key_id, version.key_id)
  assert.deepEqual(app.published, { version: version.version, version_code: 1 })
})

test('a version to be released when approved is in the store with the approval', async () => {
  const { id, draft, submit, get, reviewer } = await startSampleApp(server, 'com.way.release')
  const version = await draft(1)
  await submit(version, { release: 'when_approved' })
  await server.settle()
  const { review } = await get(version)
  await reviewer.call(reviews.approveReview, { params: { review_id: review?.id ?? '' } })
  assert.equal((await get(version)).state, 'published')
  assert.equal(await offeredVersion(id), version.version)
})

test('a newer version supersedes the one before, and publishing that again rolls back', async () => {
  const { id, published, get, developer } = await startSampleApp(server, 'com.way.back')
  const first = await published(1)
  const second = await published(2)
  assert.deepEqual([(await get(first)).state, await offeredVersion(id)], ['superseded', second.version])
  await developer.call(versions.publishVersion, { params: ref(first) })
  assert.deepEqual([(await get(second)).state, await offeredVersion(id)], ['superseded', first.version])
})

test('a halted version is offered to nobody until it is resumed', async () => {
  const { id, published, developer } = await startSampleApp(server, 'com.way.halt')
  const version = await published(1)
  const halted = await developer.call(versions.haltVersion, { params: ref(version), body: { reason: 'It crashes' } })
  assert.deepEqual([halted.state, await offeredVersion(id)], ['halted', undefined])
  assert.equal((await developer.call(apps.getApp, { params: { app_id: id } })).published, null)
  const resumed = await developer.call(versions.resumeVersion, { params: ref(version) })
  assert.deepEqual([resumed.state, await offeredVersion(id)], ['published', version.version])
})

test('a withdrawn version is gone for ever', async () => {
  const { id, published, developer } = await startSampleApp(server, 'com.way.withdraw')
  const version = await published(1)
  const withdrawn = await developer.call(versions.withdrawVersion, { params: ref(version) })
  assert.deepEqual([withdrawn.state, await offeredVersion(id)], ['withdrawn', undefined])
  for (const change of [versions.publishVersion, versions.resumeVersion, versions.withdrawVersion]) {
    await assert.rejects(developer.call(change, { params: ref(version) }), { code: 'version.wrong_state' })
  }
})

test('a submitted version can be taken back and handed in again; its open review ends', async () => {
  const { draft, submit, get, developer, reviewer } = await startSampleApp(server, 'com.way.cancel')
  const version = await draft(1)
  await submit(version)
  assert.equal((await developer.call(versions.cancelVersion, { params: ref(version) })).state, 'draft')
  await submit(version)
  await server.settle()
  const { review } = await get(version)
  const cancelled = await developer.call(versions.cancelVersion, { params: ref(version) })
  assert.deepEqual([cancelled.state, cancelled.review?.state, cancelled.submitted_at], ['draft', 'cancelled', null])
  const params = { review_id: review?.id ?? '' }
  await assert.rejects(reviewer.call(reviews.approveReview, { params }), {
    code: 'review.decided',
    message: 'This review was decided already: cancelled',
  })
  await submit(version)
  await server.settle()
  assert.equal((await get(version)).state, 'in_review')
})

test('what is not possible in a state is refused with the states in which it is', async () => {
  const { draft, submit, developer } = await startSampleApp(server, 'com.way.wrong')
  const version = await draft(1)
  await assert.rejects(developer.call(versions.publishVersion, { params: ref(version) }), {
    code: 'version.wrong_state',
    message: 'A version that is draft cannot be published',
    fix: 'Possible from: approved, scheduled, superseded',
  })
  await submit(version)
  await assert.rejects(submit(version), { code: 'version.wrong_state' })
  await assert.rejects(developer.call(versions.deleteVersion, { params: ref(version) }), {
    code: 'version.wrong_state',
  })
})

test('two callers who submit at once: one wins, one is told', async () => {
  const { draft, submit } = await startSampleApp(server, 'com.way.twice')
  const version = await draft(1)
  const answers = await Promise.allSettled([submit(version), submit(version)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const { jobs } = await server.deps.db
    .selectFrom('job')
    .select((query) => query.fn.countAll<number>().as('jobs'))
    .where('payload', '=', JSON.stringify({ versionId: version.id }))
    .executeTakeFirstOrThrow()
  assert.equal(jobs, 1)
})

test('two versions published at once leave one published, and the app names it', async () => {
  const { id, approved, get, developer } = await startSampleApp(server, 'com.way.both')
  const both = [await approved(1), await approved(2)]
  await Promise.all(both.map((version) => developer.call(versions.publishVersion, { params: ref(version) })))
  const states = await Promise.all(both.map(async (version) => (await get(version)).state))
  assert.deepEqual(states.sort(), ['published', 'superseded'])
  const { published } = await developer.call(apps.getApp, { params: { app_id: id } })
  const { versions: listed } = await developer.call(versions.listVersions, {
    params: { app_id: id },
    query: { state: 'published' },
  })
  assert.deepEqual(
    listed.map(({ version_code }) => version_code),
    [published?.version_code],
  )
})

test('a draft can be deleted: its version_code is free, and its bytes go once they are a day old', async () => {
  const { id, draft, developer } = await startSampleApp(server, 'com.way.delete')
  const version = await draft(3)
  const kept = await draft(4)
  await developer.call(versions.deleteVersion, { params: ref(version) })
  await assert.rejects(developer.call(versions.getVersion, { params: ref(version) }), { code: 'version.not_found' })
  await developer.call(versions.deleteVersion, { params: ref(kept) })
  const again = await draft(3, { files: { 'assets/new.json': '{}\n' } })
  assert.equal(again.version_code, 3)
  const { db, storage } = server.deps
  const isStored = async ({ sha256 }: Version) => (await storage.head(`packages/${sha256}.mosis`)) !== undefined
  await sweepStorage(db, storage, systemCall(new Date().toISOString(), 'test'))
  assert.deepEqual([await isStored(version), await isStored(again)], [true, true])
  // The age of a file is by the clock of the disk, which no test sets.
  const nextDay = new Date(Date.now() + 25 * 60 * 60 * 1000).toISOString()
  await sweepStorage(db, storage, systemCall(nextDay, 'test'))
  assert.deepEqual([await isStored(version), await isStored(again)], [false, true])
  assert.deepEqual(
    (await developer.call(versions.listVersions, { params: { app_id: id } })).versions.map(({ id }) => id),
    [again.id],
  )
})

test('the list has the highest version_code first, page by page, and by state', async () => {
  const { id, draft, submit, developer } = await startSampleApp(server, 'com.way.list')
  const params = { app_id: id }
  for (const code of [1, 2, 3]) await draft(code)
  const page = await developer.call(versions.listVersions, { params, query: { limit: 2 } })
  assert.deepEqual([page.versions.map(({ version_code }) => version_code), page.total], [[3, 2], 3])
  const rest = await developer.call(versions.listVersions, {
    params,
    query: { limit: 2, cursor: page.next_cursor ?? '' },
  })
  assert.deepEqual([rest.versions.map(({ version_code }) => version_code), rest.next_cursor], [[1], null])
  await submit(page.versions[0] as Version)
  const submitted = await developer.call(versions.listVersions, { params, query: { state: 'submitted' } })
  assert.deepEqual([submitted.versions.map(({ version_code }) => version_code), submitted.total], [[3], 1])
  const oldest = await developer.call(versions.listVersions, { params, query: { sort: 'oldest', track: 'production' } })
  assert.deepEqual(
    oldest.versions.map(({ version_code }) => version_code),
    [1, 2, 3],
  )
  assert.equal((await developer.call(versions.listVersions, { params, query: { track: 'beta' } })).total, 0)
  await assert.rejects(developer.call(versions.listVersions, { params, query: { cursor: 'made-up' } }), {
    code: 'invalid_cursor',
  })
})

test('versions of another team are not there, by whatever address', async () => {
  const [mine, theirs] = [await startSampleApp(server, 'com.way.mine'), await startSampleApp(server, 'com.way.theirs')]
  const version = await theirs.draft(1)
  const { call } = mine.developer
  await assert.rejects(call(versions.listVersions, { params: { app_id: theirs.id } }), { code: 'app.not_found' })
  for (const endpoint of [
    versions.getVersion,
    versions.submitVersion,
    versions.publishVersion,
    versions.deleteVersion,
  ]) {
    await assert.rejects(call(endpoint, { params: ref(version) }), { code: 'app.not_found' }, endpoint.name)
    const params = { app_id: mine.id, version_id: version.id }
    await assert.rejects(call(endpoint, { params }), { code: 'version.not_found' }, endpoint.name)
  }
})

test("what a member's role does not allow is refused", async () => {
  const { developer, draft, approved } = await startSampleApp(server, 'com.way.roles')
  const ready = await approved(1)
  const version = await draft(2)
  const { call, account } = await server.developer('Vera')
  const { team_id } = await developer.call(apps.getApp, { params: { app_id: version.app_id } })
  const join = (role: 'viewer' | 'developer') =>
    server.deps.db
      .insertInto('team_member')
      .values({ team_id, account_id: account.id, role, created_at: server.clock.now() })
      .onConflict((conflict) => conflict.columns(['team_id', 'account_id']).doUpdateSet({ role }))
      .execute()
  await join('viewer')
  assert.equal((await call(versions.getVersion, { params: ref(version) })).state, 'draft')
  await assert.rejects(call(versions.submitVersion, { params: ref(version) }), { code: 'auth.forbidden' })
  await join('developer')
  assert.equal((await call(versions.submitVersion, { params: ref(version) })).state, 'submitted')
  for (const endpoint of [versions.publishVersion, versions.withdrawVersion]) {
    await assert.rejects(call(endpoint, { params: ref(ready) }), {
      code: 'auth.forbidden',
      message: "This account may not do that: it needs the role maintainer in the app's team",
    })
  }
  await server.settle()
})

test("the first approval fixes the app's key: a draft by another key cannot be submitted any more", async () => {
  const { developer, approved, draft, submit } = await startSampleApp(server, 'com.way.key')
  const other = await registerKey(developer)
  const byOther = await draft(1, { privateKeyPem: other.privateKeyPem })
  await approved(2)
  await assert.rejects(submit(byOther), { code: 'version.key_mismatch' })
})

test('of two versions by two keys in review, the second to be decided is refused', async () => {
  const { developer, reviewer, draft, submit, get } = await startSampleApp(server, 'com.way.keys')
  const other = await registerKey(developer)
  const both = [await draft(1), await draft(2, { privateKeyPem: other.privateKeyPem })]
  for (const version of both) await submit(version)
  await server.settle()
  const ids = await Promise.all(both.map(async (version) => (await get(version)).review?.id ?? ''))
  await reviewer.call(reviews.approveReview, { params: { review_id: ids[0] ?? '' } })
  await assert.rejects(reviewer.call(reviews.approveReview, { params: { review_id: ids[1] ?? '' } }), {
    code: 'version.key_mismatch',
  })
  assert.equal((await get(both[1] as Version)).state, 'in_review')
})

test('after a change of keys every version carries the way from the first key that a device may know', async () => {
  const { id, key: first, developer, published, draft } = await startSampleApp(server, 'com.way.handover')
  const [second, third] = [await registerKey(developer), await registerKey(developer)]
  const handOver = (from: typeof first, to: typeof first, minVersionCode: number, lineage?: string) =>
    extendLineage({
      appId: id,
      minVersionCode,
      oldPrivateKeyPem: from.privateKeyPem,
      newPrivateKeyPem: to.privateKeyPem,
      ...(lineage !== undefined && { lineage }),
    })
  const lineage = handOver(first, second, 2)
  const both = handOver(second, third, 3, lineage)
  await published(1)
  const bySecond = { privateKeyPem: second.privateKeyPem, lineage }
  await published(2, bySecond)
  await assert.rejects(draft(3), {
    code: 'version.key_mismatch',
    message: `The package is signed by key ${first.keyId}, and this app is signed by ${second.keyId}`,
  })
  // A device that still has version 1 knows the first key only.
  await assert.rejects(draft(3, { privateKeyPem: second.privateKeyPem }), {
    code: 'version.lineage_missing',
    message: `The package does not show how key ${first.keyId}, which devices know this app by, handed over to key ${second.keyId}, which signed it`,
  })
  assert.equal((await published(3, bySecond)).state, 'published')
  const half = handOver(second, third, 3)
  await assert.rejects(draft(4, { privateKeyPem: third.privateKeyPem, lineage: half }), {
    code: 'version.lineage_missing',
  })
  const last = await published(4, { privateKeyPem: third.privateKeyPem, lineage: both })
  assert.deepEqual([last.state, last.key_id], ['published', third.keyId])
  const { key_id } = await developer.call(apps.getApp, { params: { app_id: id } })
  assert.equal(key_id, third.keyId)
})

test('a draft without the lineage is stopped at each later step too', async () => {
  const { key: first, id, developer, published, draft, submit } = await startSampleApp(server, 'com.way.late')
  const second = await registerKey(developer)
  const lineage = extendLineage({
    appId: id,
    minVersionCode: 2,
    oldPrivateKeyPem: first.privateKeyPem,
    newPrivateKeyPem: second.privateKeyPem,
  })
  const bare = await draft(1, { privateKeyPem: second.privateKeyPem })
  await published(2)
  await published(3, { privateKeyPem: second.privateKeyPem, lineage })
  await assert.rejects(submit(bare), { code: 'version.lineage_missing' })
})

test('a suspended app publishes nothing', async () => {
  const { id, approved, developer, get } = await startSampleApp(server, 'com.way.suspended')
  const version = await approved(1)
  await server.deps.db.updateTable('app').set({ state: 'suspended' }).where('id', '=', id).execute()
  await assert.rejects(developer.call(versions.publishVersion, { params: ref(version) }), { code: 'app.suspended' })
  assert.equal((await get(version)).state, 'approved')
})

test('an app that was published cannot be deleted; one with mere drafts goes with them', async () => {
  const [kept, gone] = [await startSampleApp(server, 'com.way.kept'), await startSampleApp(server, 'com.way.gone')]
  await kept.published(1)
  await assert.rejects(kept.developer.call(apps.deleteApp, { params: { app_id: kept.id } }), { code: 'app.published' })
  await gone.submit(await gone.draft(1))
  await server.settle()
  await gone.developer.call(apps.deleteApp, { params: { app_id: gone.id } })
  await assert.rejects(gone.developer.call(apps.getApp, { params: { app_id: gone.id } }), { code: 'app.not_found' })
})
