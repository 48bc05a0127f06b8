import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { apiKeys, apps, dashboard, reviews, safety, teams, versions } from '@mosis/api'
import type { Need, Version } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import type { SampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())

const look = ({ call }: Pick<Caller, 'call'>) => call(dashboard.getDashboard, {})
const kinds = (needs: readonly Need[]) => needs.map(({ kind }) => kind)
const ref = (app: SampleApp, version: Version) => ({ app_id: app.id, version_id: version.id })
const named = (app: SampleApp, name: string, version: Version) => ({
  ...ref(app, version),
  app_name: name,
  version: version.version,
  version_code: version.version_code,
})

test('whoever has just come has an empty dashboard and nothing to do', async () => {
  assert.deepEqual(await look(await server.developer()), {
    numbers: { apps: 0, published: 0, in_review: 0, downloads: 0, teams: 1 },
    needs: [],
    apps: [],
  })
})

test('a version is followed from the draft through the queue to the store', async () => {
  const app = await startSampleApp(server, 'com.dash.clock')
  const overview = () => app.developer.call(dashboard.getAppOverview, { params: { app_id: app.id } })
  const draft = await app.draft(1)
  assert.deepEqual((await look(app.developer)).needs, [{ kind: 'submit', ...named(app, 'Clock', draft) }])

  await app.submit(draft)
  await server.settle()
  const waiting = await look(app.developer)
  assert.deepEqual(waiting.needs, [])
  const [shown] = waiting.apps
  assert.deepEqual([shown?.newest?.state, shown?.newest?.review?.position], ['in_review', 1])
  assert.match(shown?.newest?.review?.waiting ?? '', /next one in the queue/)
  assert.equal(waiting.numbers.in_review, 1)

  const params = { review_id: shown?.newest?.review?.id ?? '' }
  await app.reviewer.call(reviews.writeToDeveloper, { params, body: { text: 'What is it for?' } })
  const [reply] = (await overview()).needs
  assert.deepEqual(reply, { kind: 'reply', ...named(app, 'Clock', draft), at: server.clock.now() })
  server.clock.advance(1000)
  await app.developer.call(reviews.writeToThread, { params: ref(app, draft), body: { text: 'For time' } })
  assert.deepEqual((await overview()).needs, [], 'it is the reviewers’ turn')

  await app.approve(draft)
  assert.deepEqual((await look(app.developer)).needs, [{ kind: 'publish', ...named(app, 'Clock', draft) }])
  await app.developer.call(versions.publishVersion, { params: ref(app, draft) })
  const done = await look(app.developer)
  assert.deepEqual(done.needs, [])
  assert.deepEqual(done.numbers, { apps: 1, published: 1, in_review: 0, downloads: 0, teams: 1 })
  assert.deepEqual(done.apps[0]?.published, { version: '1.0.1', version_code: 1 })
  const { offered, counts, transfer, suspension } = await overview()
  assert.deepEqual(
    { offered, counts, transfer, suspension },
    {
      offered: {
        production: { version_id: draft.id, version: '1.0.1', version_code: 1, published_at: server.clock.now() },
        rollout: null,
        beta: null,
      },
      counts: { versions: 1, testers: 0, languages: 1, downloads: 0 },
      transfer: null,
      suspension: null,
    },
  )
})

test('a rollout in stages, a halted version and a version that was sent back wait for the developer', async () => {
  const app = await startSampleApp(server, 'com.dash.notes')
  await app.published(1)
  const second = await app.draft(2)
  await app.submit(second, { rollout_percent: 20 })
  await app.approve(second)
  await app.developer.call(versions.publishVersion, { params: ref(app, second) })
  const { needs, apps: shown } = await look(app.developer)
  const since = server.clock.now()
  assert.deepEqual(needs, [{ kind: 'rollout', ...named(app, 'Notes', second), percent: 20, since }])
  assert.deepEqual(shown[0]?.rollout, { version: '1.0.2', percent: 20 })

  await app.developer.call(versions.haltVersion, { params: ref(app, second), body: {} })
  const third = await app.draft(3, { files: { 'assets/scripts/app.lua': 'local x = ' } })
  await app.submit(third)
  await server.settle()
  const [fix, halted] = (await look(app.developer)).needs
  assert.deepEqual(halted, { kind: 'halted', ...named(app, 'Notes', second) })
  assert.ok(fix?.kind === 'fix' && fix.errors > 0)
  assert.deepEqual(
    { ...fix, errors: 0, warnings: 0 },
    { kind: 'fix', ...named(app, 'Notes', third), state: 'failed', errors: 0, warnings: 0 },
  )
})

test('a quarantine comes first, and says whether there is an appeal; a suspension says why', async () => {
  const app = await startSampleApp(server, 'com.dash.bad')
  const version = await app.published(1)
  const reasons = { reason_code: 'malware' as const, reason: 'It sends contacts', public_reason: 'Harmful' }
  const params = ref(app, version)
  await app.reviewer.call(safety.quarantineVersion, { params, body: reasons })
  const read = async () => (await look(app.developer)).needs.find(({ kind }) => kind === 'quarantine')
  const quarantine = { kind: 'quarantine', ...named(app, 'Bad', version), reason_code: 'malware' }
  const ends_at = new Date(Date.parse(server.clock.now()) + 72 * 3_600_000).toISOString()
  assert.deepEqual(await read(), { ...quarantine, ends_at, may_appeal: true })
  await app.developer.call(safety.appealQuarantine, { params, body: { text: 'It does not' } })
  assert.deepEqual(await read(), { ...quarantine, ends_at, may_appeal: false })

  const ada = await server.admin()
  const why = { reason_code: 'policy' as const, reason: 'Again', public_reason: 'Against the rules' }
  await ada.call(safety.suspendApp, { params: { app_id: app.id }, body: why })
  const { needs, suspension } = await app.developer.call(dashboard.getAppOverview, { params: { app_id: app.id } })
  assert.deepEqual(kinds(needs), ['quarantine', 'suspended'])
  assert.deepEqual(suspension, { at: server.clock.now(), reason_code: 'policy', reason: 'Against the rules' })
})

test('invitations, offered apps, ending keys and an address that is not confirmed wait too, for those who may answer', async () => {
  const giver = await startSampleApp(server, 'com.dash.given')
  const olga = await server.developer('Olga')
  const team = await olga.call(teams.createTeam, { body: { name: 'Olgas' } })
  const viewer = await server.developer('Vera')
  const invitation = { params: { team_id: team.id }, body: { email: viewer.account.email, role: 'viewer' as const } }
  const { id: invitation_id, expires_at } = await olga.call(teams.invite, invitation)
  assert.deepEqual((await look(viewer)).needs, [
    { kind: 'invitation', invitation_id, team_name: 'Olgas', role: 'viewer', invited_by: 'Olga', expires_at },
  ])
  await viewer.call(teams.acceptInvitation, { body: { invitation_id } })

  await giver.developer.call(teams.transferApp, { params: { app_id: giver.id }, body: { team_id: team.id } })
  const [offer] = (await look(olga)).needs
  assert.ok(offer?.kind === 'transfer')
  assert.deepEqual(
    [offer.app_id, offer.app_name, offer.from_team, offer.to_team],
    [giver.id, 'Given', 'Dana', { id: team.id, name: 'Olgas' }],
  )
  assert.deepEqual((await look(viewer)).needs, [], 'a viewer cannot answer for the team')
  const { transfer } = await giver.developer.call(dashboard.getAppOverview, { params: { app_id: giver.id } })
  assert.equal(transfer?.to_team, 'Olgas')
  await olga.call(teams.acceptTransfer, { params: { app_id: giver.id } })
  assert.deepEqual((await look(viewer)).apps[0]?.role, 'viewer')
  assert.deepEqual((await look(giver.developer)).apps, [], 'what was given away is not shown any more')

  const body = { name: 'CI', scopes: ['apps:read' as const], expires_in_days: 7 }
  const { id: api_key_id } = await olga.call(apiKeys.createApiKey, { body })
  await olga.call(apiKeys.createApiKey, { body: { ...body, name: 'Long', expires_in_days: 90 } })
  const [ending, ...others] = (await look(olga)).needs
  assert.ok(ending?.kind === 'api_key' && others.length === 0)
  assert.deepEqual([ending.api_key_id, ending.name], [api_key_id, 'CI'])

  await server.deps.db
    .updateTable('account')
    .set({ email_verified_at: null })
    .where('id', '=', olga.account.id)
    .execute()
  assert.deepEqual(kinds((await look(olga)).needs), ['verify_email', 'api_key'])
})

test('a viewer is told nothing to do that only others may', async () => {
  const app = await startSampleApp(server, 'com.dash.team')
  const { id: team_id } = await app.developer.call(teams.createTeam, { body: { name: 'Seen' } })
  await app.developer.call(teams.transferApp, { params: { app_id: app.id }, body: { team_id } })
  const viewer = await server.developer('Vic')
  const invited = { params: { team_id }, body: { email: viewer.account.email, role: 'viewer' as const } }
  const { id: invitation_id } = await app.developer.call(teams.invite, invited)
  await viewer.call(teams.acceptInvitation, { body: { invitation_id } })
  await app.draft(1)
  assert.deepEqual(kinds((await look(app.developer)).needs), ['submit'])
  const seen = await look(viewer)
  assert.deepEqual([seen.needs, seen.apps.map(({ id }) => id)], [[], [app.id]])
})

test('the dashboard shows twelve apps, those that changed last, and counts all', async () => {
  const maker = await server.developer('Max')
  for (let number = 1; number <= 13; number += 1) {
    server.clock.advance(1000)
    await maker.call(apps.createApp, { body: { id: `com.many.n${number}`, name: `N${number}` } })
  }
  server.clock.advance(1000)
  await maker.call(apps.updateApp, { params: { app_id: 'com.many.n3' }, body: { description: 'Changed' } })
  const { numbers, apps: shown } = await look(maker)
  assert.equal(numbers.apps, 13)
  assert.deepEqual([shown.length, shown[0]?.id, shown[1]?.id], [12, 'com.many.n3', 'com.many.n13'])
  assert.ok(!shown.some(({ id }) => id === 'com.many.n1'))
})
