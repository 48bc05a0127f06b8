import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { apps, store, teams, trustedPublishing } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())

const dayMs = 86_400_000
let count = 0

/** An owner with an app of the personal team, and somebody else with a team that the app may go to. */
async function startTransfer() {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  count += 1
  const id = `com.dana.transfer.n${count}`
  await dana.call(apps.createApp, { body: { id, name: 'Moving' } })
  const target = await eve.call(teams.createTeam, { body: { name: `Target ${count}` } })
  const params = { app_id: id }
  const offer = () => dana.call(teams.transferApp, { params, body: { team_id: target.id } })
  return { dana, eve, id, params, target, offer }
}

const join = async (owner: Caller, team_id: string, caller: Caller, role: 'owner' | 'maintainer') => {
  const { id } = await owner.call(teams.invite, { params: { team_id }, body: { email: caller.account.email, role } })
  await caller.call(teams.acceptInvitation, { body: { invitation_id: id } })
}
const mailsTo = async ({ account }: Caller) => {
  await server.settle()
  return server.outbox.filter(({ to }) => to === account.email).map(({ name }) => name)
}

test('whoever owns both teams moves an app at once', async () => {
  const { dana, id, params } = await startTransfer()
  const own = await dana.call(teams.createTeam, { body: { name: 'Own' } })
  const moved = await dana.call(teams.transferApp, { params, body: { team_id: own.id } })
  assert.deepEqual(moved, { app_id: id, to_team_id: own.id, state: 'done', expires_at: null })
  assert.equal((await dana.call(apps.getApp, { params })).team_id, own.id)
  await assert.rejects(dana.call(teams.transferApp, { params, body: { team_id: own.id } }), {
    code: 'transfer.same_team',
  })
  assert.ok((await mailsTo(dana)).includes('app_transferred'))
})

test('an app that is offered moves when an owner of the other team accepts', async () => {
  const { dana, eve, id, params, target, offer } = await startTransfer()
  const max = await server.developer('Max')
  await join(eve, target.id, max, 'maintainer')
  const before = await dana.call(apps.getApp, { params })
  const expires_at = new Date(Date.parse(server.clock.now()) + 7 * dayMs).toISOString()
  assert.deepEqual(await offer(), { app_id: id, to_team_id: target.id, state: 'offered', expires_at })
  assert.equal((await dana.call(apps.getApp, { params })).team_id, before.team_id)
  await assert.rejects(eve.call(apps.getApp, { params }), { code: 'app.not_found' })

  const shown = {
    app_id: id,
    app_name: 'Moving',
    from_team_id: before.team_id,
    from_team_name: 'Dana',
    to_team_id: target.id,
    to_team_name: target.name,
    offered_by: 'Dana',
    created_at: server.clock.now(),
    expires_at,
  }
  assert.deepEqual(await dana.call(teams.getTransfer, { params }), shown)
  const listed = { params: { team_id: target.id } }
  assert.deepEqual(await eve.call(teams.listTransfers, listed), { transfers: [shown] })

  await assert.rejects(max.call(teams.acceptTransfer, { params }), { code: 'auth.forbidden' })
  await assert.rejects((await server.developer('Mallory')).call(teams.acceptTransfer, { params }), {
    code: 'transfer.not_found',
  })
  const accepted = await eve.call(teams.acceptTransfer, { params })
  assert.deepEqual(accepted, { app_id: id, to_team_id: target.id, state: 'done', expires_at: null })
  assert.deepEqual(await max.call(apps.getApp, { params }), {
    ...before,
    team_id: target.id,
    team_name: target.name,
    role: 'maintainer',
  })
  await assert.rejects(dana.call(apps.getApp, { params }), { code: 'app.not_found' })
  await assert.rejects(eve.call(teams.acceptTransfer, { params }), { code: 'transfer.not_found' })
  for (const caller of [dana, eve]) {
    const mails = await mailsTo(caller)
    assert.ok(mails.includes('app_transfer_offered') && mails.includes('app_transferred'))
  }
  const { events } = await eve.call(teams.listTeamEvents, listed)
  assert.deepEqual(
    events.filter(({ subject }) => subject.id === id).map(({ action, from, to }) => [action, from, to]),
    [
      ['transfer', before.team_id, target.id],
      ['offer_transfer', before.team_id, target.id],
    ],
  )
})

test('an offer ends when it is declined, taken back, too old, or when who made it may not any more', async () => {
  const gone = { code: 'transfer.not_found' }
  {
    const { dana, eve, params, offer } = await startTransfer()
    await offer()
    await eve.call(teams.declineTransfer, { params })
    await assert.rejects(eve.call(teams.acceptTransfer, { params }), gone)
    await offer()
    await dana.call(teams.withdrawTransfer, { params })
    await assert.rejects(eve.call(teams.acceptTransfer, { params }), gone)
    await assert.rejects(dana.call(teams.withdrawTransfer, { params }), gone)
  }
  {
    const { eve, id, params, offer } = await startTransfer()
    await offer()
    await server.deps.db
      .updateTable('app_transfer')
      .set({ expires_at: server.clock.now() })
      .where('app_id', '=', id)
      .execute()
    await assert.rejects(eve.call(teams.acceptTransfer, { params }), gone)
  }
  {
    const [dana, mallory] = [await server.developer('Dana'), await server.developer('Mallory')]
    const team = await dana.call(teams.createTeam, { body: { name: 'Robbed' } })
    const params = { app_id: 'com.robbed.app' }
    await dana.call(apps.createApp, { body: { id: params.app_id, name: 'Robbed', team_id: team.id } })
    await join(dana, team.id, mallory, 'owner')
    const thief = await server.developer('Thief')
    const den = await thief.call(teams.createTeam, { body: { name: 'Den' } })
    await mallory.call(teams.transferApp, { params, body: { team_id: den.id } })
    await dana.call(teams.removeMember, { params: { team_id: team.id, account_id: mallory.account.id } })
    await assert.rejects(thief.call(teams.acceptTransfer, { params }), gone)
    assert.deepEqual(await thief.call(teams.listTransfers, { params: { team_id: den.id } }), { transfers: [] })
  }
})

test('only an owner gives an app away, and only to a team that is there', async () => {
  const { dana, params } = await startTransfer()
  const max = await server.developer('Max')
  const team = await dana.call(teams.createTeam, { body: { name: 'Shared' } })
  await dana.call(teams.transferApp, { params, body: { team_id: team.id } })
  await join(dana, team.id, max, 'maintainer')
  const [own] = (await max.call(teams.listTeams, {})).teams
  await assert.rejects(max.call(teams.transferApp, { params, body: { team_id: own?.id ?? '' } }), {
    code: 'auth.forbidden',
  })
  await assert.rejects(dana.call(teams.transferApp, { params, body: { team_id: 'team_doesnotexist' } }), {
    code: 'team.not_found',
  })
})

test("what the old team's CI may do ends when the app moves", async () => {
  const { dana, eve, id, params, offer } = await startTransfer()
  await dana.call(trustedPublishing.addTrustedPublisher, {
    params,
    body: { provider: 'github', repository: 'dana/clock', workflow: 'release.yml' },
  })
  await offer()
  await eve.call(teams.acceptTransfer, { params: { app_id: id } })
  assert.deepEqual(await eve.call(trustedPublishing.listTrustedPublishers, { params }), { trusted_publishers: [] })
})

test('a published app keeps its versions and key; the store names the new team', async () => {
  const sample = await startSampleApp(server, 'com.dana.moved')
  await sample.published()
  const params = { app_id: sample.id }
  const before = await sample.developer.call(apps.getApp, { params })
  const team = await sample.developer.call(teams.createTeam, { body: { name: 'Movers' } })
  await sample.developer.call(teams.transferApp, { params, body: { team_id: team.id } })
  assert.deepEqual(await sample.developer.call(apps.getApp, { params }), {
    ...before,
    team_id: team.id,
    team_name: 'Movers',
    updated_at: server.clock.now(),
  })
  assert.equal((await server.call(store.getStoreApp, { params })).developer, 'Movers')
  const found = await server.call(store.listStoreApps, { query: { q: 'movers' } })
  assert.deepEqual(
    found.apps.map(({ id }) => id),
    [sample.id],
  )
  // By the same key: its holder is a member of the new team too.
  assert.equal((await sample.draft(2)).state, 'draft')
})

test('of a transfer and a deletion at once, one happens', async () => {
  for (let index = 0; index < 5; index += 1) {
    const { dana, eve, params, offer } = await startTransfer()
    await offer()
    const [accepted, deleted] = await Promise.allSettled([
      eve.call(teams.acceptTransfer, { params }),
      dana.call(apps.deleteApp, { params }),
    ])
    assert.notEqual(accepted.status, deleted.status)
    const lost = [accepted, deleted].find((one) => one.status === 'rejected')
    assert.ok(lost?.status === 'rejected' && ['transfer.not_found', 'app.not_found'].includes(lost.reason.code))
  }
})

test('two apps that change places at once do not wait for each other for ever', async () => {
  const dana = await server.developer('Dana')
  const [one, other] = [
    await dana.call(teams.createTeam, { body: { name: 'One' } }),
    await dana.call(teams.createTeam, { body: { name: 'Other' } }),
  ]
  const ids = [one, other].map(({ id }, index) => ({ id: `com.dana.swap.n${index}`, team_id: id }))
  for (const { id, team_id } of ids) await dana.call(apps.createApp, { body: { id, name: 'Swap', team_id } })
  await Promise.all(
    ids.map(({ id, team_id }) =>
      dana.call(teams.transferApp, {
        params: { app_id: id },
        body: { team_id: team_id === one.id ? other.id : one.id },
      }),
    ),
  )
  const { apps: listed } = await dana.call(apps.listApps, { query: { team_id: one.id } })
  assert.deepEqual(
    listed.map(({ id }) => id),
    [ids[1]?.id],
  )
})
