import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { apps, reviews, teams } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import { createSampleApp, registerKey, samplePackage, samplePng, startSampleApp, upload } from '../versions/testing.ts'
import { toWords } from './search-words.ts'

const server = await startTestServer()
after(() => server.close())

const newApp = (id: string, name = 'Clock') => ({ body: { id, name } })

test('a new app is a draft of the own team and says all it was told', async () => {
  const { call } = await server.developer('Dana')
  const body = {
    id: 'com.dana.clock',
    name: ' Clock ',
    description: 'Tells the time',
    category: 'utilities' as const,
    tags: ['time', 'alarm'],
  }
  const app = await call(apps.createApp, { body })
  const { team_id, ...rest } = app
  assert.match(team_id, /^team_/)
  assert.deepEqual(rest, {
    ...body,
    team_name: 'Dana',
    role: 'owner',
    name: 'Clock',
    state: 'draft',
    key_id: null,
    published: null,
    icon_url: '/v1/apps/com.dana.clock/icon',
    download_count: 0,
    default_locale: 'en',
    contact_email: null,
    contact_url: null,
    privacy_url: null,
    created_at: server.clock.now(),
    updated_at: server.clock.now(),
  })
  assert.deepEqual(await call(apps.getApp, { params: { app_id: app.id } }), app)
})

test('an id belongs to one team: whoever comes second is refused, the owner too', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  await dana.call(apps.createApp, newApp('com.dana.once'))
  for (const { call } of [eve, dana]) {
    await assert.rejects(call(apps.createApp, newApp('com.dana.once')), {
      code: 'app.id_taken',
      message: 'The id com.dana.once belongs to somebody else',
    })
  }
})

test('of two developers who ask for an id at once, one gets it', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const answers = await Promise.allSettled([dana, eve].map(({ call }) => call(apps.createApp, newApp('com.both.app'))))
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('ids that are no package ids, and those of the platform, are refused', async () => {
  const { call } = await server.developer()
  for (const id of ['clock', 'Com.Example.Clock', 'com..clock', 'com.example.', `com.${'a'.repeat(200)}`]) {
    await assert.rejects(call(apps.createApp, newApp(id)), { code: 'invalid_input' }, id)
  }
  for (const id of ['com.mosis', 'com.mosis.store']) {
    await assert.rejects(call(apps.createApp, newApp(id)), { code: 'app.id_reserved' }, id)
  }
  assert.equal((await call(apps.createApp, newApp('com.mosisfan.app'))).id, 'com.mosisfan.app')
  const admin = await server.admin()
  assert.equal((await admin.call(apps.createApp, newApp('com.mosis.store'))).id, 'com.mosis.store')
})

test("somebody else's app is answered like one that does not exist", async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  await dana.call(apps.createApp, newApp('com.dana.secret'))
  for (const app_id of ['com.dana.secret', 'com.nobody.app']) {
    const params = { app_id }
    const notFound = { code: 'app.not_found', message: 'There is no such app' }
    await assert.rejects(eve.call(apps.getApp, { params }), notFound)
    await assert.rejects(eve.call(apps.updateApp, { params, body: { name: 'Mine' } }), notFound)
    await assert.rejects(eve.call(apps.deleteApp, { params }), notFound)
  }
  await assert.rejects(server.call(apps.getApp, { params: { app_id: 'com.dana.secret' } }), { code: 'auth.required' })
})

test('a change of the listing leaves alone what it does not name', async () => {
  const { call } = await server.developer()
  const params = { app_id: 'com.dana.listing' }
  const before = await call(apps.createApp, {
    body: { id: params.app_id, name: 'Old', description: 'Kept', tags: ['a'] },
  })
  server.clock.advance(1000)
  const after = await call(apps.updateApp, { params, body: { name: 'New', category: 'news' } })
  assert.deepEqual(after, { ...before, name: 'New', category: 'news', updated_at: server.clock.now() })
  assert.deepEqual(await call(apps.updateApp, { params, body: {} }), after)
  await assert.rejects(call(apps.updateApp, { params, body: { name: 'x'.repeat(31) } }), { code: 'invalid_input' })
})

test("the list has the own team's apps, the newest first, page by page", async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  await eve.call(apps.createApp, newApp('com.eve.other'))
  const ids = ['one', 'two', 'three', 'four', 'five'].map((word) => `com.dana.list.${word}`)
  for (const id of ids) {
    server.clock.advance(1)
    await dana.call(apps.createApp, newApp(id))
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await dana.call(apps.listApps, { query: { limit: 2, cursor } })
    assert.equal(page.total, 5)
    seen.push(...page.apps.map(({ id }) => id))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual(seen, ids.toReversed())
  assert.deepEqual(await dana.call(apps.listApps, { query: { status: 'published' } }), {
    apps: [],
    next_cursor: null,
    total: 0,
  })
  await assert.rejects(dana.call(apps.listApps, { query: { cursor: 'made-up' } }), { code: 'invalid_cursor' })
})

test('the list is searched by name and id, and sorted as asked', async () => {
  const { call } = await server.developer('Lena')
  for (const [id, name] of [
    ['com.lena.zebra', 'Atlas'],
    ['com.lena.atlas', 'Ärger'],
    ['com.lena.notes', 'Zoo'],
  ] as const) {
    server.clock.advance(1)
    await call(apps.createApp, newApp(id, name))
  }
  server.clock.advance(1)
  await call(apps.updateApp, { params: { app_id: 'com.lena.zebra' }, body: { description: 'Changed' } })
  const list = async (query: Parameters<typeof call<typeof apps.listApps>>[1]['query']) => {
    const { apps: found, total } = await call(apps.listApps, { query: query ?? {} })
    assert.equal(total, found.length)
    return found.map(({ id }) => id.slice('com.lena.'.length))
  }
  assert.deepEqual(await list({ sort: 'name' }), ['atlas', 'zebra', 'notes'], 'accents do not matter')
  assert.deepEqual(await list({ sort: 'updated' }), ['zebra', 'notes', 'atlas'])
  assert.deepEqual(await list({ q: 'ATLAS' }), ['atlas', 'zebra'])
  assert.deepEqual(await list({ q: '%' }), [])
})

test('an id is checked while it is typed: free, taken, reserved, or like that of a well-known app', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  await createSampleApp(dana, 'com.check.taken')
  const check = ({ call }: typeof eve, app_id: string, name?: string) =>
    call(apps.checkAppId, { params: { app_id }, query: { name } })
  const answer = { app_id: 'com.check.free', state: 'free', is_own: false, similar_to: [] }
  assert.deepEqual(await check(eve, 'com.check.free'), answer)
  assert.deepEqual(await check(eve, 'com.check.taken'), { ...answer, app_id: 'com.check.taken', state: 'taken' })
  assert.equal((await check(dana, 'com.check.taken')).is_own, true)
  assert.equal((await check(eve, 'com.mosis.clock')).state, 'reserved')
  assert.equal((await check(await server.admin(), 'com.mosis.clock')).state, 'free')
  await assert.rejects(check(eve, 'Clock'), { code: 'invalid_input' })

  const known = await startSampleApp(server, 'com.famous.messenger')
  await known.published(1)
  await server.deps.db.updateTable('app').set({ download_count: 1000 }).where('id', '=', known.id).execute()
  const famous = { id: known.id, name: 'Messenger' }
  assert.deepEqual((await check(eve, 'net.famous.messenqer')).similar_to, [{ ...famous, by: 'id' }])
  assert.deepEqual((await check(eve, 'net.eve.talk', 'Messengеr')).similar_to, [{ ...famous, by: 'name' }])
  assert.deepEqual((await check(known.developer, 'net.other.messenger', 'Messenger')).similar_to, [], 'an own one')
})

test('looking up ids without end is told to wait', async () => {
  const { call } = await server.developer('Nosy')
  const asked = Array.from({ length: 61 }, (_, index) =>
    call(apps.checkAppId, { params: { app_id: `com.nosy.n${index}` } }),
  )
  const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected')
  assert.equal(refused.length, 1)
})

test('the team sees the icon of the newest version before anything is published, and nobody else does', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const app_id = 'com.dana.icon'
  await createSampleApp(dana, app_id)
  const see = ({ call }: typeof eve) => call(apps.getAppIcon, { params: { app_id }, query: { size: '32' } })
  const drawn = await see(dana)
  assert.match(await drawn.text(), /^<svg .*>I<\/text>/s)
  assert.equal(drawn.headers.get('cache-control'), 'private, no-cache')
  const { privateKeyPem } = await registerKey(dana)
  await upload(dana, app_id, samplePackage({ id: app_id, privateKeyPem }))
  assert.ok(Buffer.from(await (await see(dana)).arrayBuffer()).equals(samplePng(32)))
  await assert.rejects(see(eve), { code: 'app.not_found' })
})

test("an app's log has what was done to it and its versions by its team, and hides which reviewer decided", async () => {
  const app = await startSampleApp(server, 'com.log.app')
  const params = { app_id: app.id }
  const version = await app.draft(1)
  await app.submit(version)
  await server.settle()
  const review_id = (await app.get(version)).review?.id ?? ''
  await app.reviewer.call(reviews.rejectReview, { params: { review_id }, body: { reason: 'Not like this' } })
  await startSampleApp(server, 'com.log.other', app)
  const { call, account } = app.developer
  const list = async (query: Parameters<typeof call<typeof apps.listAppEvents>>[1]['query'] = {}) =>
    (await call(apps.listAppEvents, { params, query })).events
  const events = await list()
  const by = (id: string | undefined) => (id === account.id ? 'dana' : (id ?? 'nobody'))
  assert.deepEqual(
    events.map(({ subject, action, actor }) => `${subject.type} ${action} ${by(actor?.id)}`),
    [
      'version reject nobody',
      'version pass nobody',
      'version check nobody',
      'version submit dana',
      'version upload dana',
      'app create dana',
    ],
  )
  assert.deepEqual(
    (await list({ subject_type: 'version', actor: account.id })).map(({ action }) => action),
    ['submit', 'upload'],
  )
  assert.deepEqual((await list({ action: 'create' })).length, 1)
  assert.deepEqual(await list({ actor: app.reviewer.account.id }), [], 'nor does asking for the reviewer tell')

  // What an earlier team did stays with it.
  const { id: team_id } = await call(teams.createTeam, { body: { name: 'Later' } })
  await call(teams.transferApp, { params, body: { team_id } })
  assert.deepEqual(
    (await list()).map(({ action }) => action),
    ['transfer'],
  )
})

test('an app that was never published can be deleted, and its id is free again', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const params = { app_id: 'com.dana.gone' }
  await dana.call(apps.createApp, newApp(params.app_id))
  await dana.call(apps.deleteApp, { params })
  await assert.rejects(dana.call(apps.deleteApp, { params }), { code: 'app.not_found' })
  assert.equal((await eve.call(apps.createApp, newApp(params.app_id))).id, params.app_id)
})

test('a member of the team may do what the role allows and no more', async () => {
  const [dana, vera] = [await server.developer('Dana'), await server.developer('Vera')]
  const { id: team_id } = await dana.call(teams.createTeam, { body: { name: 'Team' } })
  await dana.call(apps.createApp, { body: { id: 'com.dana.team', name: 'Clock', team_id } })
  const invited = { email: vera.account.email, role: 'viewer' as const }
  const { id: invitation_id } = await dana.call(teams.invite, { params: { team_id }, body: invited })
  await vera.call(teams.acceptInvitation, { body: { invitation_id } })
  const params = { app_id: 'com.dana.team' }
  assert.equal((await vera.call(apps.getApp, { params })).team_id, team_id)
  await assert.rejects(vera.call(apps.updateApp, { params, body: { name: 'No' } }), {
    code: 'auth.forbidden',
    message: "This account may not do that: it needs the role maintainer in the app's team",
  })
  assert.deepEqual(
    (await vera.call(apps.listApps, {})).apps.map(({ id }) => id),
    ['com.dana.team'],
  )
})

test('every change of an app is in the audit log with who did it', async () => {
  const { call, account } = await server.developer()
  const params = { app_id: 'com.dana.audited' }
  await call(apps.createApp, newApp(params.app_id))
  await call(apps.updateApp, { params, body: { name: 'Other' } })
  await call(apps.deleteApp, { params })
  const events = await server.deps.db
    .selectFrom('audit_event')
    .select(['actor_id', 'action', 'from_state', 'to_state'])
    .where('subject_id', '=', params.app_id)
    .orderBy('id')
    .execute()
  assert.deepEqual(
    events.map(({ actor_id, action, from_state, to_state }) => [actor_id, action, from_state, to_state]),
    [
      [account.id, 'create', null, 'draft'],
      [account.id, 'update', 'draft', 'draft'],
      [account.id, 'delete', 'draft', null],
    ],
  )
})

test('the words of a listing are compared without case, accents and full-width forms, in any script', () => {
  const words: [string, string[]][] = [
    ['  Ｃafé\t Ünïcode  CAFE ', ['cafe', 'unicode']],
    ['com.example.clock 1.0 100%', ['com', 'example', 'clock', '1', '0', '100']],
    ["can't; drop-table", ['can', 't', 'drop', 'table']],
    ['Ώρα Ёлка', ['ωρα', 'елка']],
    ['ゲーム 한국어', ['ゲーム', '한국어']],
    ['日本語辞書', ['日本語', '辞書']],
    ['⏰!?', ['⏰']],
    ['!?', []],
  ]
  for (const [text, expected] of words) assert.deepEqual(toWords(text), expected, text)
})
