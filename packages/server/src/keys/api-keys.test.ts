import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, apiKeys, apps, createClient, keys } from '@mosis/api'
import type { NewApiKey, Scope } from '@mosis/api'
import { enqueue } from '../jobs/queue.ts'
import { startTestServer, testBaseUrl } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { hintOf, isApiKeyText, makeApiKeyText } from './api-key-text.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code
const dayMs = 24 * 60 * 60_000

function make(
  { call }: Caller,
  { scopes = ['apps:read'], ...rest }: { scopes?: Scope[]; app_ids?: string[]; expires_in_days?: number } = {},
): Promise<NewApiKey> {
  return call(apiKeys.createApiKey, { body: { name: 'CI', scopes, ...rest } })
}

const withKey = (server: TestServer, key: string) =>
  createClient({ baseUrl: testBaseUrl, token: key, fetch: server.fetch })

test('a key has a prefix, 256 random bits and a checksum, so that a scanner tells it from other text', () => {
  const key = makeApiKeyText()
  assert.match(key, /^mk_live_[0-9A-Za-z]{49}$/)
  assert.equal(isApiKeyText(key), true)
  assert.notEqual(makeApiKeyText(), key)
  for (let at = 0; at < key.length; at += 1) {
    const other = key[at] === 'x' ? 'y' : 'x'
    assert.equal(isApiKeyText(key.slice(0, at) + other + key.slice(at + 1)), false, `a mistake at ${at}`)
  }
  for (const text of ['', 'mk_live_', key.slice(0, -1), `${key}0`, ` ${key}`, key.replace('live', 'test')]) {
    assert.equal(isApiKeyText(text), false, text)
  }
  assert.equal(hintOf(key), `mk_live_…${key.slice(-6)}`)
})

test(
  'a key is shown once and stored as a hash, works as Bearer and in X-API-Key, and its use is noted to the minute',
  withServer(async (server) => {
    const dana = await server.developer()
    const made = await make(dana)
    assert.deepEqual(made, {
      id: made.id,
      name: 'CI',
      hint: hintOf(made.key),
      scopes: ['apps:read'],
      app_ids: null,
      trusted_publisher_id: null,
      created_at: '2026-01-02T03:04:05.000Z',
      expires_at: '2026-04-02T03:04:05.000Z',
      last_used_at: null,
      revoked_at: null,
      key: made.key,
    })
    const rows = await server.deps.db.selectFrom('api_key').selectAll().execute()
    assert.ok(!JSON.stringify(rows).includes(made.key.slice('mk_live_'.length, -6)))

    assert.deepEqual(await withKey(server, made.key)(apps.listApps, {}), { apps: [], next_cursor: null, total: 0 })
    const answer = await server.inject({ url: '/v1/apps', headers: { 'x-api-key': made.key } })
    assert.equal(answer.statusCode, 200)
    const { api_keys } = await dana.call(apiKeys.listApiKeys, {})
    assert.deepEqual(await server.call(apiKeys.describeApiKey, { body: { key: made.key } }), {
      name: 'CI',
      hint: made.hint,
      scopes: ['apps:read'],
      app_ids: null,
      expires_at: made.expires_at,
    })
    const unknown = server.call(apiKeys.describeApiKey, { body: { key: makeApiKeyText() } })
    await assert.rejects(unknown, refusedWith('auth.invalid_api_key'))
    const { key: _key, ...listed } = made
    assert.deepEqual(api_keys, [{ ...listed, last_used_at: server.clock.now() }])
  }),
)

test(
  'a key does what its scopes say, and never what needs a person',
  withServer(async (server) => {
    const dana = await server.developer()
    const reader = withKey(server, (await make(dana)).key)
    await assert.rejects(
      reader(apps.createApp, { body: { id: 'com.example.clock', name: 'Clock' } }),
      refusedWith('auth.forbidden'),
    )
    await assert.rejects(reader(keys.listSigningKeys, {}), refusedWith('auth.forbidden'))
    const all: Scope[] = [
      'apps:read',
      'apps:write',
      'versions:upload',
      'versions:publish',
      'telemetry:read',
      'keys:manage',
    ]
    const everything = withKey(server, (await make(dana, { scopes: all })).key)
    assert.equal((await everything(apps.createApp, { body: { id: 'com.example.clock', name: 'Clock' } })).name, 'Clock')
    for (const refused of [
      () => everything(apiKeys.listApiKeys, {}),
      () => everything(apiKeys.createApiKey, { body: { name: 'more', scopes: ['apps:read'] } }),
    ]) {
      await assert.rejects(refused, refusedWith('auth.session_required'))
    }
  }),
)

test(
  'a key for some apps sees no other one',
  withServer(async (server) => {
    const dana = await server.developer()
    for (const id of ['com.example.clock', 'com.example.maps']) {
      await dana.call(apps.createApp, { body: { id, name: 'An app' } })
    }
    const { key } = await make(dana, { scopes: ['apps:read', 'apps:write'], app_ids: ['com.example.clock'] })
    const call = withKey(server, key)
    assert.equal((await call(apps.getApp, { params: { app_id: 'com.example.clock' } })).id, 'com.example.clock')
    await assert.rejects(call(apps.getApp, { params: { app_id: 'com.example.maps' } }), refusedWith('app.not_found'))
    await assert.rejects(
      call(apps.updateApp, { params: { app_id: 'com.example.maps' }, body: { name: 'Mine' } }),
      refusedWith('app.not_found'),
    )
    assert.deepEqual(
      (await call(apps.listApps, {})).apps.map(({ id }) => id),
      ['com.example.clock'],
    )
    const eve = await server.developer('Eve')
    await assert.rejects(make(eve, { app_ids: ['com.example.clock'] }), refusedWith('app.not_found'))
  }),
)

test(
  'a revoked key is refused at once, also by another process within a second, and revoking twice changes nothing',
  withServer(async (server) => {
    const dana = await server.developer()
    const { key, id } = await make(dana)
    const call = withKey(server, key)
    await call(apps.listApps, {})
    await dana.call(apiKeys.revokeApiKey, { params: { api_key_id: id } })
    await assert.rejects(call(apps.listApps, {}), refusedWith('auth.invalid_api_key'))
    await dana.call(apiKeys.revokeApiKey, { params: { api_key_id: id } })

    const other = await make(dana)
    await withKey(server, other.key)(apps.listApps, {})
    // As another process does it: this one learns it from the database alone.
    await server.deps.db
      .updateTable('api_key')
      .set({ revoked_at: server.clock.now() })
      .where('id', '=', other.id)
      .execute()
    server.clock.advance(1001)
    await assert.rejects(withKey(server, other.key)(apps.listApps, {}), refusedWith('auth.invalid_api_key'))
  }),
)

test(
  'rotating gives a key with the same rights; the old one ends at once or after the overlap, and not a second later',
  withServer(async (server) => {
    const dana = await server.developer()
    const first = await make(dana, { scopes: ['apps:read', 'telemetry:read'] })
    const rotate = (id: string, overlap_minutes: number) =>
      dana.call(apiKeys.rotateApiKey, { params: { api_key_id: id }, body: { overlap_minutes } })
    const second = await rotate(first.id, 0)
    assert.deepEqual([second.name, second.scopes], [first.name, first.scopes])
    await assert.rejects(withKey(server, first.key)(apps.listApps, {}), refusedWith('auth.invalid_api_key'))
    await assert.rejects(rotate(first.id, 0), refusedWith('api_key.ended'))
    const third = await rotate(second.id, 10)
    await withKey(server, second.key)(apps.listApps, {})
    await withKey(server, third.key)(apps.listApps, {})
    server.clock.advance(10 * 60_000)
    await assert.rejects(withKey(server, second.key)(apps.listApps, {}), refusedWith('auth.invalid_api_key'))
    await withKey(server, third.key)(apps.listApps, {})
  }),
)

test(
  'a key ends at its time, and its owner is warned once, a week before',
  withServer(async (server) => {
    const dana = await server.developer()
    const { key } = await make(dana, { expires_in_days: 30 })
    const warnings = async () => {
      await enqueue(server.deps.db, 'api_key.sweep', {})
      await server.settle()
      return server.outbox.filter(({ name }) => name === 'api_key_ends').length
    }
    server.clock.advance(22 * dayMs)
    assert.equal(await warnings(), 0)
    server.clock.advance(dayMs)
    assert.equal(await warnings(), 1)
    assert.equal(await warnings(), 1)
    await withKey(server, key)(apps.listApps, {})
    server.clock.advance(7 * dayMs)
    await assert.rejects(withKey(server, key)(apps.listApps, {}), refusedWith('auth.invalid_api_key'))
  }),
)

test(
  'whoever finds a key in public can end it; a text that is no key answers the same',
  withServer(async (server) => {
    const dana = await server.developer()
    const { key } = await make(dana)
    const report = (text: string) =>
      server.call(apiKeys.reportLeakedApiKey, { body: { key: text, found_at: 'https://git.example.com/x' } })
    await report(makeApiKeyText())
    await report('no key at all')
    await withKey(server, key)(apps.listApps, {})
    await report(key)
    await assert.rejects(withKey(server, key)(apps.listApps, {}), refusedWith('auth.invalid_api_key'))
    await server.settle()
    const leaked = server.outbox.filter(({ name }) => name === 'api_key_leaked')
    assert.deepEqual(
      leaked.map(({ to }) => to),
      [dana.account.email],
    )
  }),
)

test(
  'keys are made, seen and ended by their own account only, and no more than fifty work at a time',
  withServer(async (server) => {
    const [dana, eve] = [await server.developer(), await server.developer('Eve')]
    const { id } = await make(dana)
    assert.deepEqual((await eve.call(apiKeys.listApiKeys, {})).api_keys, [])
    const params = { api_key_id: id }
    for (const refused of [
      () => eve.call(apiKeys.revokeApiKey, { params }),
      () => eve.call(apiKeys.renameApiKey, { params, body: { name: 'Mine' } }),
      () => eve.call(apiKeys.rotateApiKey, { params, body: {} }),
    ]) {
      await assert.rejects(refused, refusedWith('api_key.not_found'))
    }
    assert.equal((await dana.call(apiKeys.renameApiKey, { params, body: { name: 'Laptop' } })).name, 'Laptop')
    for (let count = 1; count < 50; count += 1) await make(dana)
    await assert.rejects(make(dana), refusedWith('api_key.too_many'))
    await dana.call(apiKeys.revokeApiKey, { params })
    await make(dana)
  }),
)
