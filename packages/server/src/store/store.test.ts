import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { apps, store, versions } from '@mosis/api'
import type { StoreApp } from '@mosis/api'
import { readPackage } from '@mosis/format'
import { startTestServer } from '../testing.ts'
import { samplePackage, samplePng, startSampleApp } from '../versions/testing.ts'
import type { SampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())

const made: Record<string, SampleApp> = {}

/** Four published apps, the oldest first; `com.store.later` needs a newer Mosis, `com.store.alarm` has no icon. */
before(async () => {
  const listings = [
    {
      id: 'com.store.clock',
      name: 'Clock',
      description: 'Tells the time',
      category: 'utilities',
      tags: ['time', 'a"b'],
    },
    { id: 'com.store.alarm', name: 'ärger Alarm', description: 'Wakes you', category: 'utilities', tags: ['time'] },
    { id: 'com.store.notes', name: 'Notes', description: 'Remembers 100% of it', category: 'productivity', tags: [] },
    { id: 'com.store.later', name: 'Later', description: 'From tomorrow', category: 'news', tags: ['timeless'] },
  ] as const
  const manifests: Record<string, Record<string, unknown>> = {
    'com.store.clock': { permissions: ['storage'] },
    'com.store.alarm': { icons: {} },
    'com.store.later': { min_mosis_version: '1.10.0' },
  }
  for (const { id, tags, ...listing } of listings) {
    server.clock.advance(60_000)
    const app = await startSampleApp(server, id)
    await app.developer.call(apps.updateApp, { params: { app_id: id }, body: { ...listing, tags: [...tags] } })
    await app.published(1, { manifest: manifests[id] ?? {} })
    made[id] = app
  }
  const draft = await startSampleApp(server, 'com.store.draft')
  await draft.approved(1)
})

const ids = (list: { apps: StoreApp[] }) => list.apps.map(({ id }) => id.replace('com.store.', ''))
const list = (query: NonNullable<Parameters<typeof server.call<typeof store.listStoreApps>>[1]['query']>) =>
  server.call(store.listStoreApps, { query })

test('the store says of an app everything a device checks before it installs', async () => {
  const { key, developer } = made['com.store.clock'] as SampleApp
  const manifest = { permissions: ['storage'] }
  const bytes = samplePackage({ id: 'com.store.clock', privateKeyPem: key.privateKeyPem, manifest })
  const pkg = readPackage(bytes)
  const app = await server.call(store.getStoreApp, { params: { app_id: 'com.store.clock' } })
  const { published_at, track, offers, listing, ...rest } = app
  assert.deepEqual(rest, {
    id: 'com.store.clock',
    name: 'Clock',
    description: 'Tells the time',
    developer: developer.account.name,
    category: 'utilities',
    tags: ['time', 'a"b'],
    version: '1.0.1',
    version_code: 1,
    min_mosis_version: '1.0.0',
    permissions: ['storage'],
    release_notes: '',
    size_bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mf_sha256: pkg.mfSha256,
    key_id: key.keyId,
    download_count: 0,
    icon_url: '/v1/store/apps/com.store.clock/icon',
    download_url: '/v1/store/apps/com.store.clock/download',
  })
  assert.match(published_at, /^2026-01-02T/)
  assert.deepEqual([track, offers, listing.locale], ['production', [], 'en'])
  assert.deepEqual((await list({ q: 'tells' })).apps, [{ ...rest, published_at }])
})

test('apps without a published version are not in the store', async () => {
  for (const app_id of ['com.store.draft', 'com.store.nobody']) {
    for (const endpoint of [store.getStoreApp, store.downloadStoreApp, store.getStoreIcon]) {
      await assert.rejects(
        server.call(endpoint, { params: { app_id } }),
        { code: 'store.app_not_found' },
        endpoint.name,
      )
    }
  }
})

test('the list comes in three orders, page by page', async () => {
  assert.deepEqual(ids(await list({})), ['later', 'notes', 'alarm', 'clock'])
  assert.deepEqual(ids(await list({ sort: 'name' })), ['alarm', 'clock', 'later', 'notes'])
  await server.deps.db.updateTable('app').set({ download_count: 5 }).where('id', '=', 'com.store.notes').execute()
  assert.deepEqual(ids(await list({ sort: 'downloads' })).slice(0, 1), ['notes'])
  for (const sort of ['newest', 'name', 'downloads'] as const) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ sort, limit: 1, cursor })
      seen.push(...ids(page))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(seen, ids(await list({ sort })), sort)
  }
  const { next_cursor } = await list({ sort: 'name', limit: 1 })
  await assert.rejects(list({ sort: 'newest', limit: 1, cursor: next_cursor ?? '' }), { code: 'invalid_cursor' })
})

test('a search needs every word of it at the beginning of some word of the listing', async () => {
  const found: Record<string, string[]> = {
    clock: ['clock'],
    'CLO time': ['clock'],
    'time wakes': ['alarm'],
    arger: ['alarm'],
    ÄRGER: ['alarm'],
    'com.store.notes': ['notes'],
    '100%': ['notes'],
    '%': [],
    _: [],
    lock: [],
    'clock notes': [],
    "'; drop table app; --": [],
    dana: ['later', 'notes', 'alarm', 'clock'],
    '   ': ['later', 'notes', 'alarm', 'clock'],
  }
  for (const [q, expected] of Object.entries(found)) assert.deepEqual(ids(await list({ q })), expected, q)
})

test('a search follows the listing', async () => {
  const { call } = (made['com.store.alarm'] as SampleApp).developer
  const params = { app_id: 'com.store.alarm' }
  await call(apps.updateApp, { params, body: { description: 'Rings a bell' } })
  assert.deepEqual([ids(await list({ q: 'bell' })), ids(await list({ q: 'wakes' }))], [['alarm'], []])
  await call(apps.updateApp, { params, body: { description: 'Wakes you' } })
})

test('a word that very many apps have is found in the order of the list, together with a rare one too', async () => {
  const { db } = server.deps
  const row = await db.selectFrom('app').selectAll().where('id', '=', 'com.store.clock').executeTakeFirstOrThrow()
  const others = Array.from({ length: 600 }, (_, index) => `com.many.app${index}`)
  // Drafts, so that no other test meets them in the store.
  for (const id of others)
    await db
      .insertInto('app')
      .values({ ...row, id, state: 'draft', published_version_id: null })
      .execute()
  await db
    .insertInto('search_word')
    .values(others.map((app_id) => ({ word: 'tells', app_id })))
    .execute()
  assert.deepEqual(ids(await list({ q: 'tells' })), ['clock'])
  assert.deepEqual(ids(await list({ q: 'tells tomorrow' })), [])
  assert.deepEqual(ids(await list({ q: 'tells clock' })), ['clock'])
  await db.deleteFrom('app').where('id', 'in', others).execute()
})

test('category, tag and the version of the device narrow the list down', async () => {
  assert.deepEqual(ids(await list({ category: 'utilities' })), ['alarm', 'clock'])
  assert.deepEqual(ids(await list({ tag: 'time' })), ['alarm', 'clock'])
  assert.deepEqual(ids(await list({ tag: 'a"b' })), ['clock'])
  assert.deepEqual(ids(await list({ tag: 'tim' })), [])
  assert.deepEqual(ids(await list({ tag: 'TIME' })), [])
  assert.deepEqual(ids(await list({ mosis_version: '1.9.0' })), ['notes', 'alarm', 'clock'])
  assert.deepEqual(ids(await list({ mosis_version: '1.10.0' })), ['later', 'notes', 'alarm', 'clock'])
  await assert.rejects(list({ category: 'games' as 'news' }), { code: 'invalid_input' })
})

test('updates name what is newer than the device has, by either name of the list', async () => {
  const { published } = made['com.store.notes'] as SampleApp
  const version = await published(7)
  const check = async (query: { packages?: string; pkgs?: string; mosis_version?: string }) => {
    const { updates } = await server.call(store.checkUpdates, { query })
    return updates.map(({ id, version_code }) => `${id.replace('com.store.', '')}@${version_code}`)
  }
  assert.deepEqual(await check({ packages: 'com.store.notes@1,com.store.clock@1,com.store.draft,com.nobody.app@1' }), [
    'notes@7',
  ])
  assert.deepEqual(await check({ packages: 'com.store.notes@7,com.store.clock@2' }), [])
  assert.deepEqual(await check({ packages: 'com.store.clock,com.store.notes@6' }), ['clock@1', 'notes@7'])
  assert.deepEqual(await check({ pkgs: 'com.store.clock', packages: 'com.store.notes@1' }), ['clock@1', 'notes@7'])
  assert.deepEqual(await check({ packages: 'com.store.later', mosis_version: '1.9.9' }), [])
  assert.deepEqual(await check({ packages: 'com.store.later', mosis_version: '2.0.0' }), ['later@1'])
  assert.deepEqual(await check({ packages: '' }), [])
  assert.deepEqual(await check({}), [])
  const { updates } = await server.call(store.checkUpdates, { query: { packages: 'com.store.notes@1' } })
  assert.deepEqual(updates, [
    {
      id: 'com.store.notes',
      name: 'Notes',
      version: version.version,
      version_code: 7,
      size_bytes: version.size_bytes,
      sha256: version.sha256,
      mf_sha256: updates[0]?.mf_sha256,
      key_id: version.key_id,
      permissions: [],
      release_notes: '',
      download_url: '/packages/com.store.notes/7/com.store.notes-1.0.7.mosis',
      track: 'production',
      rollout: null,
    },
  ])
})

const many = (count: number) => Array.from({ length: count }, (_, index) => `com.a.b${index}@1`).join(',')

test('a list of packages that is not one is refused with what is wrong', async () => {
  assert.deepEqual(await server.call(store.checkUpdates, { query: { packages: many(200) } }), { updates: [] })
  const refused = [
    { packages: 'com.store.clock@x' },
    { packages: 'Clock' },
    { packages: 'com.store.clock@0' },
    { packages: many(201) },
    { packages: many(150), pkgs: many(51) },
  ]
  for (const query of refused) {
    await assert.rejects(
      server.call(store.checkUpdates, { query }),
      (error: { code: string; errors: { pointer: string }[] }) => {
        assert.equal(error.code, 'invalid_input')
        assert.match(error.errors[0]?.pointer ?? '', /^\/query\/packages/)
        return true
      },
    )
  }
})

test('a download leads to the package and counts; a device that is too old is told', async () => {
  const params = { app_id: 'com.store.later' }
  const response = await server
    .call(store.downloadStoreApp, { params, query: { mosis_version: '1.10.0' } })
    .catch((error: unknown) => error)
  assert.ok(response instanceof Response || response instanceof Error)
  const answer = await server.inject({ url: '/v1/store/apps/com.store.later/download' })
  assert.deepEqual(
    [answer.statusCode, answer.headers.location],
    [302, '/packages/com.store.later/1/com.store.later-1.0.1.mosis'],
  )
  const before = (await server.call(store.getStoreApp, { params })).download_count
  await server.inject({ url: '/v1/store/apps/com.store.later/download' })
  await server.inject({ method: 'HEAD', url: '/v1/store/apps/com.store.later/download' })
  assert.equal((await server.call(store.getStoreApp, { params })).download_count, before + 1)
  await assert.rejects(server.call(store.downloadStoreApp, { params, query: { mosis_version: '1.9.0' } }), {
    code: 'store.version_too_old',
    message: 'The app needs Mosis 1.10.0 and the device has 1.9.0',
  })
})

test('a package is served whole, in a range, by its head, or not again', async () => {
  const { key } = made['com.store.clock'] as SampleApp
  const manifest = { permissions: ['storage'] }
  const bytes = samplePackage({ id: 'com.store.clock', privateKeyPem: key.privateKeyPem, manifest })
  const url = '/packages/com.store.clock/1/com.store.clock-1.0.1.mosis'
  const tag = `"${createHash('sha256').update(bytes).digest('hex')}"`
  const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    server.inject({ url, method, headers })

  const whole = await get()
  assert.equal(whole.statusCode, 200)
  assert.ok(whole.rawPayload.equals(bytes))
  assert.deepEqual(
    ['etag', 'content-length', 'accept-ranges', 'content-disposition', 'cache-control', 'content-type'].map(
      (name) => whole.headers[name],
    ),
    [
      tag,
      String(bytes.length),
      'bytes',
      'attachment; filename="com.store.clock-1.0.1.mosis"',
      'public, max-age=86400, immutable',
      'application/vnd.mosis.package',
    ],
  )

  const part = await get({ range: 'bytes=10-19', 'if-range': tag })
  assert.deepEqual([part.statusCode, part.headers['content-range']], [206, `bytes 10-19/${bytes.length}`])
  assert.ok(part.rawPayload.equals(bytes.subarray(10, 20)))
  const end = await get({ range: 'bytes=-5' })
  assert.ok(end.rawPayload.equals(bytes.subarray(-5)))
  assert.equal((await get({ range: 'bytes=10-19', 'if-range': '"other"' })).statusCode, 200)

  const outside = await get({ range: `bytes=${bytes.length}-` })
  assert.deepEqual(
    [outside.statusCode, outside.headers['content-range'], outside.json<{ code: string }>().code],
    [416, `bytes */${bytes.length}`, 'package.range_not_satisfiable'],
  )

  const same = await get({ 'if-none-match': tag })
  assert.deepEqual([same.statusCode, same.rawPayload.length, same.headers.etag], [304, 0, tag])

  const head = await get({}, 'HEAD')
  assert.deepEqual(
    [head.statusCode, head.headers['content-length'], head.rawPayload.length],
    [200, String(bytes.length), 0],
  )
})

test('only packages that devices may have are served, under their very name', async () => {
  const app = await startSampleApp(server, 'com.serve.states')
  const [old, current] = [await app.published(1), await app.published(2)]
  const draft = await app.draft(3)
  const statusOf = async ({ version_code, version }: { version_code: number; version: string }) =>
    (await server.inject({ url: `/packages/${app.id}/${version_code}/${app.id}-${version}.mosis` })).statusCode
  assert.deepEqual([await statusOf(old), await statusOf(current), await statusOf(draft)], [200, 200, 404])
  const ref = (version: { id: string }) => ({ app_id: app.id, version_id: version.id })
  await app.developer.call(versions.haltVersion, { params: ref(current) })
  await app.developer.call(versions.withdrawVersion, { params: ref(old) })
  assert.deepEqual([await statusOf(old), await statusOf(current)], [404, 404])
  await app.developer.call(versions.resumeVersion, { params: ref(current) })
  assert.equal(await statusOf(current), 200)
  assert.equal(await statusOf({ ...current, version: '9.9.9' }), 404)
  const answer = await server.inject({ url: `/packages/${app.id}/9999999999/x.mosis` })
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [404, 'package.not_found'])
  await server.deps.db.updateTable('app').set({ state: 'suspended' }).where('id', '=', app.id).execute()
  assert.equal(await statusOf(current), 404)
  await assert.rejects(server.call(store.getStoreApp, { params: { app_id: app.id } }), { code: 'store.app_not_found' })
})

const icon = (id: string, query: string, headers: Record<string, string> = {}) =>
  server.inject({ url: `/v1/store/apps/${id}/icon${query}`, headers })

test("an app's icon is its own in the size asked for, or one drawn from its name", async () => {
  for (const size of [32, 64, 128]) {
    const answer = await icon('com.store.clock', `?size=${size}`)
    assert.equal(answer.headers['content-type'], 'image/png')
    assert.ok(answer.rawPayload.equals(samplePng(size)))
    const again = await icon('com.store.clock', `?size=${size}`, { 'if-none-match': String(answer.headers.etag) })
    assert.equal(again.statusCode, 304)
  }
  assert.ok((await icon('com.store.clock', '')).rawPayload.equals(samplePng(64)))
  const drawn = await icon('com.store.alarm', '')
  assert.match(String(drawn.headers['content-type']), /^image\/svg\+xml/)
  assert.match(drawn.body, /^<svg [^>]*>.*>Ä<\/text><\/svg>\n$/s)
  const again = await icon('com.store.alarm', '', { 'if-none-match': String(drawn.headers.etag) })
  assert.equal(again.statusCode, 304)
  assert.equal((await icon('com.store.clock', '?size=48')).statusCode, 400)
})

test('the store tells the versions that everybody was offered, in the language of whoever reads', async () => {
  const app = await startSampleApp(server, 'com.store.history')
  const first = await app.published(1)
  const params = { app_id: app.id }
  await app.developer.call(versions.putWhatsNew, {
    params: { ...params, version_id: first.id },
    body: { texts: { de: 'Die erste', en: 'The first one' } },
  })
  const second = await app.published(2)
  const beta = await app.draft(3)
  await app.submit(beta, { track: 'beta' })
  await app.approve(beta)
  await app.developer.call(versions.publishVersion, { params: { ...params, version_id: beta.id } })
  await app.draft(4)
  const list = async (query: { locale?: string; limit?: number; cursor?: string } = {}) =>
    server.call(store.listStoreVersions, { params, query })
  const { versions: all } = await list({ locale: 'de-AT' })
  assert.deepEqual(
    all.map(({ version, is_offered, release_notes }) => [version, is_offered, release_notes]),
    [
      ['1.0.2', true, ''],
      ['1.0.1', false, 'Die erste'],
    ],
  )
  const page = await list({ limit: 1 })
  assert.equal((await list({ limit: 1, cursor: page.next_cursor ?? '' })).versions[0]?.version, '1.0.1')
  await app.developer.call(versions.withdrawVersion, { params: { ...params, version_id: first.id } })
  assert.deepEqual(
    (await list()).versions.map(({ version }) => version),
    ['1.0.2'],
    'what was taken back is not shown',
  )
  await app.developer.call(versions.haltVersion, { params: { ...params, version_id: second.id } })
  await assert.rejects(list(), { code: 'store.app_not_found' })
})
