import assert from 'node:assert/strict'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { admin, apps, reviews, safety, store, teams, versions } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { sweepStorage } from '../versions/sweep.ts'
import { samplePackage, startSampleApp, upload } from '../versions/testing.ts'
import type { SampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const reasons = { reason_code: 'policy' as const, reason: 'Not allowed', public_reason: 'Not allowed here' }

let ada: Caller
let clock: SampleApp
let notes: SampleApp
before(async () => {
  ada = await server.admin()
  clock = await startSampleApp(server, 'com.admin.clock')
  await clock.published(1)
  server.clock.advance(1000)
  notes = await startSampleApp(server, 'com.admin.notes', clock)
  await notes.published(1)
  server.clock.advance(1000)
  await startSampleApp(server, 'com.admin.draft', clock)
})

const listed = async (query: Parameters<typeof ada.call<typeof admin.listAllApps>>[1]['query']) =>
  (await ada.call(admin.listAllApps, { query: query ?? {} })).apps.map(({ id }) => id)

test('an admin sees the apps of all teams, narrowed and in the wanted order, with what is counted of each', async () => {
  const all = ['com.admin.draft', 'com.admin.notes', 'com.admin.clock']
  assert.deepEqual(await listed({}), all)
  assert.deepEqual(await listed({ sort: 'name' }), ['com.admin.clock', 'com.admin.draft', 'com.admin.notes'])
  assert.deepEqual(await listed({ q: 'NOTE' }), ['com.admin.notes'])
  assert.deepEqual(await listed({ q: 'admin.%' }), [], 'what stands for anything elsewhere is a letter here')
  assert.deepEqual(await listed({ state: 'draft' }), ['com.admin.draft'])
  assert.deepEqual(await listed({ reported: 'true' }), [])

  await server.call(safety.reportApp, { params: { app_id: clock.id }, body: { category: 'broken' } })
  assert.deepEqual(await listed({ reported: 'true' }), ['com.admin.clock'])
  assert.deepEqual(await listed({ reported: 'false' }), ['com.admin.draft', 'com.admin.notes'])
  const { apps: found, total } = await ada.call(admin.listAllApps, { query: { q: 'clock' } })
  const [app] = found
  assert.deepEqual([total, app?.team.name, app?.team.is_personal], [1, 'Dana', true])
  assert.deepEqual(
    { ...app, team: undefined, created_at: undefined, published_at: undefined },
    {
      id: 'com.admin.clock',
      name: 'Clock',
      state: 'published',
      team: undefined,
      published: { version: '1.0.1', version_code: 1 },
      versions: 1,
      downloads: 0,
      open_reports: 1,
      is_featured: false,
      similar_to: [],
      created_at: undefined,
      published_at: undefined,
    },
  )

  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await ada.call(admin.listAllApps, { query: { limit: 1, cursor } })
    pages.push(...page.apps.map(({ id }) => id))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual(pages, all)
})

test('the front of the store shows what an admin put there, in that order, and leaves out what is not offered', async () => {
  const put = (app_ids: string[]) => ada.call(admin.putFeatured, { body: { app_ids } })
  const shown = async () => (await server.call(store.listFeaturedApps, {})).apps.map(({ id }) => id)
  assert.deepEqual(await shown(), [])
  const { apps: first } = await put([notes.id, clock.id])
  assert.deepEqual(
    first.map(({ id, is_offered, added_by }) => [id, is_offered, added_by.name]),
    [
      [notes.id, true, 'Ada'],
      [clock.id, true, 'Ada'],
    ],
  )
  assert.deepEqual(await shown(), [notes.id, clock.id])
  server.clock.advance(1000)
  const { apps: turned } = await put([clock.id, notes.id])
  assert.deepEqual(await shown(), [clock.id, notes.id])
  assert.deepEqual(
    turned.map(({ added_at }) => added_at),
    first.map(({ added_at }) => added_at),
    'who is only moved was added before',
  )

  for (const app_id of ['com.admin.draft', 'com.admin.nobody']) {
    await assert.rejects(put([clock.id, app_id]), {
      code: 'featured.not_in_store',
      message: `The store has no app ${app_id}`,
    })
  }
  assert.deepEqual(await shown(), [clock.id, notes.id], 'a refused list changes nothing')
  await assert.rejects(put([clock.id, clock.id]), { code: 'invalid_input' })

  const params = { app_id: notes.id }
  await ada.call(safety.suspendApp, { params, body: reasons })
  assert.deepEqual(await shown(), [clock.id])
  const { apps: listed } = await ada.call(admin.listFeatured, {})
  assert.deepEqual(
    listed.map(({ id, state, is_offered }) => [id, state, is_offered]),
    [
      [clock.id, 'published', true],
      [notes.id, 'suspended', false],
    ],
  )
  // It may stay where it is, although it could not be put there now.
  await put([notes.id, clock.id])
  await ada.call(safety.restoreApp, { params, body: reasons })
  assert.deepEqual(await shown(), [notes.id, clock.id])
  await put([clock.id])
  assert.deepEqual(await shown(), [clock.id])

  const { events } = await notes.developer.call(apps.listAppEvents, { params, query: {} })
  const featuring = events.filter(({ action }) => action.endsWith('feature'))
  assert.deepEqual(
    featuring.map(({ action, actor }) => [action, actor]),
    [
      ['unfeature', null],
      ['feature', null],
    ],
    'the team learns it, but not by whom',
  )
})

test('two admins who put lists at once leave one of the lists', async () => {
  const other = await server.admin()
  const lists = [[clock.id, notes.id], [notes.id]]
  await Promise.all(
    [ada, other].map(({ call }, index) => call(admin.putFeatured, { body: { app_ids: lists[index] ?? [] } })),
  )
  const { apps: left } = await ada.call(admin.listFeatured, {})
  assert.ok(lists.some((list) => JSON.stringify(list) === JSON.stringify(left.map(({ id }) => id))))
})

test('the overview counts people, apps, versions, the queue and what happened after publishing', async () => {
  const draft = { ...clock, id: 'com.admin.draft' }
  const version = await upload(draft.developer, draft.id, samplePackage({ id: draft.id, ...key(draft) }))
  await draft.developer.call(versions.submitVersion, { params: { app_id: draft.id, version_id: version.id }, body: {} })
  await server.settle()
  await draft.developer.call(teams.createTeam, { body: { name: 'Clockmakers' } })
  server.clock.advance(60_000)
  const overview = await ada.call(admin.getPortalOverview, {})
  const { jobs, storage, backup, versions: states, accounts, ...rest } = overview
  assert.deepEqual(rest, {
    at: server.clock.now(),
    teams: 1,
    apps: { draft: 1, published: 2, suspended: 0 },
    downloads: 0,
    queue: {
      waiting: 1,
      claimed: 0,
      overdue: 0,
      escalated: 0,
      appeals: 0,
      oldest_at: rest.queue.oldest_at,
      checking: 0,
    },
    reports: { open: 1, apps: 1 },
    quarantines: { open: 0, confirmed: 0, appealed: 0 },
  })
  assert.deepEqual([states.published, states.in_review, states.withdrawn], [2, 1, 0])
  const { total, ...roles } = accounts
  assert.deepEqual(roles, { reviewers: 1, admins: 2, unverified: roles.unverified, new: total })
  assert.equal(jobs.dead, 0)
  assert.ok(storage.package_bytes > 1000 && (storage.free_bytes ?? 0) > 0)
  assert.equal(backup, null, 'neither PostgreSQL nor a database in memory is backed up here')

  // For 15 seconds everybody is told the same, so that a page that is left open costs next to nothing.
  const review = (await draft.developer.call(versions.listVersions, { params: { app_id: draft.id } })).versions[0]
  await clock.reviewer.call(reviews.claimReview, { params: { review_id: review?.review?.id ?? '' }, body: {} })
  assert.deepEqual(await ada.call(admin.getPortalOverview, {}), overview)
  server.clock.advance(15_000)
  assert.equal((await ada.call(admin.getPortalOverview, {})).queue.claimed, 1)
})

const key = ({ key }: SampleApp) => ({ privateKeyPem: key.privateKeyPem })

test('the settings say what each is and where it comes from, and tell no secret', async () => {
  const { settings } = await ada.call(admin.listSettings, {})
  const byName = new Map(settings.map((setting) => [setting.name, setting]))
  assert.deepEqual(
    ['BASE_URL', 'AUTO_APPROVE', 'MAIL_FROM', 'GITHUB_CLIENT_ID'].map((name) => {
      const { value, source } = byName.get(name) ?? {}
      return [name, value, source]
    }),
    [
      ['BASE_URL', 'http://portal.test', 'environment'],
      ['AUTO_APPROVE', '0', 'default'],
      ['MAIL_FROM', 'Mosis <portal@portal.test>', 'environment'],
      ['GITHUB_CLIENT_ID', null, 'default'],
    ],
  )
  const { value, source, is_secret } = byName.get('JWT_SECRET') ?? {}
  assert.deepEqual([value, source, is_secret], [null, 'environment', true])
  assert.ok(!JSON.stringify(settings).includes('a secret for tests'))
  assert.ok(!JSON.stringify(settings).includes('mail.test'), 'the address of a mail server may hold a password')
})

test('storage says what lies where and what the next sweep removes', async () => {
  const unwanted = await upload(
    clock.developer,
    clock.id,
    samplePackage({ id: clock.id, version_code: 9, ...key(clock) }),
  )
  await clock.developer.call(versions.deleteVersion, { params: { app_id: clock.id, version_id: unwanted.id } })
  const { kinds, databases, disks, sweep } = await ada.call(admin.getPortalStorage, {})
  const packages = kinds.find(({ kind }) => kind === 'packages')
  assert.equal(packages?.files, 4)
  assert.ok((packages?.bytes ?? 0) > 1000)
  assert.ok(databases.every(({ bytes }) => bytes > 4096))
  assert.deepEqual(disks.flatMap(({ holds }) => holds).sort(), ['backups', 'data', 'packages'])
  assert.ok(disks.every(({ free_bytes, total_bytes }) => free_bytes > 0 && free_bytes < total_bytes))
  assert.equal(sweep.files, 0, 'what came today may belong to an upload that is not finished')

  server.clock.advance(Date.now() - Date.parse(server.clock.now()) + 2 * dayMs)
  const { call } = await server.admin()
  const found = (await call(admin.getPortalStorage, {})).sweep
  assert.equal(found.files, 1)
  assert.ok(found.bytes > 500)
  await sweepStorage(server.deps.db, server.deps.storage, systemCall(server.clock.now(), 'test'))
  server.clock.advance(minuteMs)
  const after = await call(admin.getPortalStorage, {})
  assert.equal(after.sweep.files, 0)
  assert.equal(after.kinds.find(({ kind }) => kind === 'packages')?.bytes, (packages?.bytes ?? 0) - found.bytes)
})

test('a backup is made when an admin asks, is listed, and a file that was cut since is told', async (context) => {
  if (server.deps.config.databaseUrl !== null) {
    const { call } = await server.admin()
    assert.equal((await call(admin.listBackups, {})).is_supported, false)
    await assert.rejects(call(admin.makeBackup, {}), { code: 'backup.not_supported' })
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'mosis-backups-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  const kept = await startTestServer({ databasePath: join(folder, 'portal.db'), backupsDir: folder })
  const { call } = await kept.admin()
  const none = await call(admin.listBackups, {})
  assert.deepEqual(none, {
    is_supported: true,
    kept: 7,
    is_running: false,
    next_at: none.next_at,
    last: null,
    backups: [],
  })

  const job = await call(admin.makeBackup, {})
  assert.deepEqual([job.name, job.state], ['database.backup', 'ready'])
  assert.equal((await call(admin.makeBackup, {})).id, job.id, 'whoever asks twice gets one')
  assert.equal((await call(admin.listBackups, {})).is_running, true)
  const at = kept.clock.now()
  await kept.settle()
  const made = await call(admin.listBackups, {})
  assert.deepEqual([made.is_running, made.last], [false, { at, is_good: true, error: null }])
  const [backup] = made.backups
  assert.deepEqual([backup?.created_at, backup?.state, made.backups.length], [at, 'good', 1])
  assert.ok((backup?.bytes ?? 0) > 100_000)
  kept.clock.advance(60_000)
  assert.deepEqual((await call(admin.getPortalOverview, {})).backup, { last_at: at, failed_at: null })

  await truncate(join(folder, backup?.name ?? ''), 8192)
  assert.equal((await call(admin.listBackups, {})).backups[0]?.state, 'damaged')

  // A folder that the next one cannot be written to.
  await rm(folder, { recursive: true, force: true })
  await writeFile(folder, '')
  await call(admin.makeBackup, {})
  await kept.settle()
  assert.ok(kept.takeErrors().length > 0)
  kept.clock.advance(60_000)
  const { backup: failed } = await call(admin.getPortalOverview, {})
  assert.equal(failed?.last_at, at, 'the last good one is not forgotten')
  assert.notEqual(failed?.failed_at, null)
  await kept.close()
})
