import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, apps, teams, versions } from '@mosis/api'
import type { TeamRole, TeamWithMembers } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { createSampleApp, registerKey, samplePackage, upload } from '../versions/testing.ts'
import { sweepInvitations } from './invitations.ts'

const server = await startTestServer()
after(() => server.close())

const dayMs = 86_400_000
const teamOf = ({ call }: Pick<Caller, 'call'>, name = 'Clockmakers') => call(teams.createTeam, { body: { name } })
const ref = ({ id }: { id: string }) => ({ team_id: id })
const memberRef = (team: { id: string }, { account }: Caller) => ({ ...ref(team), account_id: account.id })

/** The token in the last invitation that an address got. */
async function mailedToken(email: string): Promise<string> {
  await server.settle()
  const mail = server.outbox.findLast((mail) => mail.name === 'team_invitation' && mail.to === email)
  assert.ok(mail?.name === 'team_invitation', `no invitation went to ${email}`)
  return mail.data.token
}

async function join(owner: Caller, team: { id: string }, caller: Caller, role: TeamRole): Promise<TeamWithMembers> {
  await owner.call(teams.invite, { params: ref(team), body: { email: caller.account.email, role } })
  return caller.call(teams.acceptInvitation, { body: { token: await mailedToken(caller.account.email) } })
}

const appsOf = async ({ call }: Caller, query = {}) =>
  (await call(apps.listApps, { query })).apps.map(({ id }) => id).toSorted()
const rolesIn = ({ members }: TeamWithMembers) => members.map(({ name, role }) => `${name} ${role}`)
const mailsTo = async ({ account }: Caller) => {
  await server.settle()
  return server.outbox.filter(({ to }) => to === account.email).map(({ name }) => name)
}

test('everybody has a personal team; a further one is made, renamed and deleted by its owner', async () => {
  const dana = await server.developer('Dana')
  const made = await teamOf(dana)
  assert.deepEqual(
    { ...made, id: '' },
    {
      id: '',
      name: 'Clockmakers',
      is_personal: false,
      role: 'owner',
      created_at: server.clock.now(),
      members: [
        {
          account_id: dana.account.id,
          name: 'Dana',
          email: dana.account.email,
          role: 'owner',
          created_at: server.clock.now(),
        },
      ],
    },
  )
  const renamed = await dana.call(teams.renameTeam, { params: ref(made), body: { name: 'Time keepers' } })
  assert.deepEqual(renamed, { ...made, name: 'Time keepers' })
  const { teams: all } = await dana.call(teams.listTeams, {})
  assert.deepEqual(
    all.map(({ name, is_personal }) => [name, is_personal]),
    [
      ['Dana', true],
      ['Time keepers', false],
    ],
  )
  await dana.call(teams.deleteTeam, { params: ref(made) })
  await assert.rejects(dana.call(teams.getTeam, { params: ref(made) }), { code: 'team.not_found' })
})

test('a personal team stays that of one person, under that name', async () => {
  const dana = await server.developer('Dana')
  const [personal] = (await dana.call(teams.listTeams, {})).teams
  assert.ok(personal)
  const params = ref(personal)
  const refusal = { code: 'team.personal' }
  await assert.rejects(dana.call(teams.renameTeam, { params, body: { name: 'Other' } }), refusal)
  await assert.rejects(dana.call(teams.deleteTeam, { params }), refusal)
  const body = { email: 'eve@example.com', role: 'viewer' as const }
  await assert.rejects(dana.call(teams.invite, { params, body }), refusal)
  await assert.rejects(dana.call(teams.removeMember, { params: memberRef(personal, dana) }), {
    code: 'team.last_owner',
  })
})

test('names of teams that could be taken for something else are refused', async () => {
  const { call } = await server.developer()
  for (const name of ['', '   ', 'P\u0430ypal', 'Team\u202e', 'a\nb', 'https://evil.example', 'x'.repeat(81)]) {
    await assert.rejects(call(teams.createTeam, { body: { name } }), { code: 'invalid_input' }, JSON.stringify(name))
  }
})

test('an account owns at most 20 teams beside its own, also when it asks for many at once', async () => {
  const dana = await server.developer()
  const asked = await Promise.allSettled(Array.from({ length: 24 }, (_, index) => teamOf(dana, `Team ${index}`)))
  const refused = asked.filter(({ status }) => status === 'rejected')
  assert.equal(refused.length, 4)
  for (const one of refused) assert.equal(one.status === 'rejected' && one.reason.code, 'team.too_many')
})

test('an invitation goes by mail, gives nothing before it is accepted, and works once', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const team = await teamOf(dana)
  const body = { email: eve.account.email.toUpperCase(), role: 'developer' as const }
  const invitation = await dana.call(teams.invite, { params: ref(team), body })
  assert.deepEqual(
    { ...invitation, id: '' },
    {
      id: '',
      team_id: team.id,
      team_name: 'Clockmakers',
      email: eve.account.email,
      role: 'developer',
      invited_by: 'Dana',
      created_at: server.clock.now(),
      expires_at: new Date(Date.parse(server.clock.now()) + 7 * dayMs).toISOString(),
    },
  )
  const token = await mailedToken(eve.account.email)
  assert.equal(server.outbox.at(-1)?.url, `http://portal.test/auth/invitation?token=${token}`)
  await assert.rejects(eve.call(teams.getTeam, { params: ref(team) }), { code: 'team.not_found' })
  assert.deepEqual((await eve.call(teams.listMyInvitations, {})).invitations, [invitation])
  assert.deepEqual((await dana.call(teams.listInvitations, { params: ref(team) })).invitations, [invitation])
  assert.deepEqual(await server.call(teams.showInvitation, { body: { token } }), invitation)

  const joined = await eve.call(teams.acceptInvitation, { body: { token } })
  assert.deepEqual([joined.role, rolesIn(joined)], ['developer', ['Dana owner', 'Eve developer']])
  assert.deepEqual(await eve.call(teams.getTeam, { params: ref(team) }), joined)
  for (const call of [eve.call, (await server.developer('Mallory')).call]) {
    await assert.rejects(call(teams.acceptInvitation, { body: { token } }), { code: 'invitation.not_found' })
  }
  await server.settle()
  const told = server.outbox.findLast(({ to }) => to === dana.account.email)
  assert.ok(told?.name === 'team_joined')
  assert.deepEqual(told.data, {
    name: 'Dana',
    team: 'Clockmakers',
    member: 'Eve',
    email: eve.account.email,
    role: 'developer',
  })
})

test('the answer to an invitation does not tell whether the address has an account', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const team = await teamOf(dana)
  const ask = (email: string) => dana.call(teams.invite, { params: ref(team), body: { email, role: 'viewer' } })
  const known = await ask(eve.account.email)
  const unknown = await ask('nobody-at-all@example.com')
  assert.deepEqual({ ...known, id: '', email: '' }, { ...unknown, id: '', email: '' })
})

test('a second invitation of an address replaces the first, and so does taking it back or its end', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const team = await teamOf(dana)
  const ask = async (role: TeamRole) => {
    await dana.call(teams.invite, { params: ref(team), body: { email: eve.account.email, role } })
    return mailedToken(eve.account.email)
  }
  const refused = (token: string) =>
    assert.rejects(eve.call(teams.acceptInvitation, { body: { token } }), { code: 'invitation.not_found' })
  const first = await ask('owner')
  const second = await ask('viewer')
  await refused(first)
  const { invitations } = await dana.call(teams.listInvitations, { params: ref(team) })
  assert.deepEqual(
    invitations.map(({ role }) => role),
    ['viewer'],
  )
  const params = { ...ref(team), invitation_id: invitations[0]?.id ?? '' }
  await dana.call(teams.withdrawInvitation, { params })
  await refused(second)
  await assert.rejects(dana.call(teams.withdrawInvitation, { params }), { code: 'invitation.not_found' })
  const third = await ask('viewer')
  server.clock.advance(7 * dayMs)
  const [again, olga] = [await signInAgain(eve), await signInAgain(dana)]
  await assert.rejects(again(teams.acceptInvitation, { body: { token: third } }), { code: 'invitation.not_found' })
  assert.deepEqual((await again(teams.listMyInvitations, {})).invitations, [])
  assert.deepEqual((await olga(teams.listInvitations, { params: ref(team) })).invitations, [])
})

test('an invitation is accepted by its id only by whoever has proved the address', async () => {
  const [dana, mallory, eve] = [
    await server.developer('Dana'),
    await server.developer('Mallory'),
    await server.developer('Eve'),
  ]
  const team = await teamOf(dana)
  const invitation = await dana.call(teams.invite, {
    params: ref(team),
    body: { email: eve.account.email, role: 'owner' },
  })
  const body = { invitation_id: invitation.id }
  const notFound = { code: 'invitation.not_found' }
  await assert.rejects(mallory.call(teams.acceptInvitation, { body }), notFound)
  await assert.rejects(mallory.call(teams.declineInvitation, { body }), notFound)

  // Registered with somebody else's address, which the invitation goes to, and never confirmed.
  const victim = 'victim@example.com'
  const { id } = await dana.call(teams.invite, { params: ref(team), body: { email: victim, role: 'owner' } })
  const squatter = server.callWith(
    (
      await server.call(accounts.register, {
        body: { email: victim, name: 'Squatter', password: 'correct horse battery' },
      })
    ).access_token,
  )
  assert.deepEqual((await squatter(teams.listMyInvitations, {})).invitations, [])
  await assert.rejects(squatter(teams.acceptInvitation, { body: { invitation_id: id } }), notFound)

  assert.deepEqual((await eve.call(teams.acceptInvitation, { body })).role, 'owner')
})

test('a declined invitation leads nowhere', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const team = await teamOf(dana)
  await dana.call(teams.invite, { params: ref(team), body: { email: eve.account.email, role: 'viewer' } })
  const body = { token: await mailedToken(eve.account.email) }
  await eve.call(teams.declineInvitation, { body })
  await assert.rejects(eve.call(teams.acceptInvitation, { body }), { code: 'invitation.not_found' })
  assert.deepEqual((await dana.call(teams.listInvitations, { params: ref(team) })).invitations, [])
})

test('of two who accept one invitation at once, one joins', async () => {
  const [dana, eve, mallory] = [
    await server.developer('Dana'),
    await server.developer('Eve'),
    await server.developer('Mallory'),
  ]
  const team = await teamOf(dana)
  await dana.call(teams.invite, { params: ref(team), body: { email: eve.account.email, role: 'viewer' } })
  const body = { token: await mailedToken(eve.account.email) }
  const answers = await Promise.allSettled(
    [eve, mallory, eve, mallory].map(({ call }) => call(teams.acceptInvitation, { body })),
  )
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await dana.call(teams.getTeam, { params: ref(team) })).members.length, 2)
})

test('strangers cannot invite, and cannot use up what a team may send', async () => {
  const [dana, mallory] = [await server.developer('Dana'), await server.developer('Mallory')]
  const team = await teamOf(dana)
  const ask = ({ call }: Caller, email: string) =>
    call(teams.invite, { params: ref(team), body: { email, role: 'viewer' } })
  for (let index = 0; index < 60; index += 1) {
    await assert.rejects(ask(mallory, `m${index}@example.com`), { code: 'team.not_found' })
  }
  for (let index = 0; index < 20; index += 1) await ask(dana, `d${index}@example.com`)
  await assert.rejects(ask(dana, 'one-too-many@example.com'), { code: 'rate_limited' })
})

test('whoever is in the team already is not invited again', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const team = await teamOf(dana)
  await join(dana, team, eve, 'viewer')
  const body = { email: eve.account.email, role: 'owner' as const }
  await assert.rejects(dana.call(teams.invite, { params: ref(team), body }), { code: 'team.already_member' })
})

test('a changed role counts at once and is mailed; the last owner keeps it', async () => {
  const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
  const team = await teamOf(dana)
  await join(dana, team, eve, 'viewer')
  const rename = () => eve.call(teams.renameTeam, { params: ref(team), body: { name: 'Mine' } })
  await assert.rejects(rename(), {
    code: 'auth.forbidden',
    message: 'This account may not do that: it needs the role owner in the team',
  })
  const change = ({ call }: Caller, who: Caller, role: TeamRole) =>
    call(teams.changeMember, { params: memberRef(team, who), body: { role } })
  assert.equal((await change(dana, eve, 'owner')).role, 'owner')
  assert.equal((await rename()).name, 'Mine')
  assert.equal((await change(eve, dana, 'maintainer')).role, 'maintainer')
  await assert.rejects(change(dana, eve, 'viewer'), { code: 'auth.forbidden' })
  await assert.rejects(change(eve, eve, 'maintainer'), { code: 'team.last_owner' })
  await assert.rejects(eve.call(teams.removeMember, { params: memberRef(team, eve) }), { code: 'team.last_owner' })
  assert.ok((await mailsTo(dana)).includes('team_role_changed'))
  assert.ok((await mailsTo(eve)).includes('team_role_changed'))
})

test('members leave by themselves; who is removed has no rights left and is told', async () => {
  const [dana, eve, max] = [
    await server.developer('Dana'),
    await server.developer('Eve'),
    await server.developer('Max'),
  ]
  const team = await teamOf(dana)
  await join(dana, team, eve, 'viewer')
  await join(dana, team, max, 'maintainer')
  await assert.rejects(max.call(teams.removeMember, { params: memberRef(team, eve) }), { code: 'auth.forbidden' })
  await eve.call(teams.removeMember, { params: memberRef(team, eve) })
  await dana.call(teams.removeMember, { params: memberRef(team, max) })
  for (const { call } of [eve, max]) {
    await assert.rejects(call(teams.getTeam, { params: ref(team) }), { code: 'team.not_found' })
  }
  assert.deepEqual(rolesIn(await dana.call(teams.getTeam, { params: ref(team) })), ['Dana owner'])
  assert.ok((await mailsTo(max)).includes('team_removed'))
  assert.ok(!(await mailsTo(eve)).includes('team_removed'))
  await assert.rejects(dana.call(teams.removeMember, { params: memberRef(team, max) }), {
    code: 'team.member_not_found',
  })
})

test('an owner who is put out does not come back by an invitation of their own', async () => {
  const [dana, mallory] = [await server.developer('Dana'), await server.developer('Mallory')]
  const team = await teamOf(dana)
  await join(dana, team, mallory, 'owner')
  const accomplice = 'accomplice@example.com'
  await mallory.call(teams.invite, { params: ref(team), body: { email: accomplice, role: 'owner' } })
  const body = { token: await mailedToken(accomplice) }
  await dana.call(teams.removeMember, { params: memberRef(team, mallory) })
  await assert.rejects(mallory.call(teams.acceptInvitation, { body }), { code: 'invitation.not_found' })
})

test('two owners who demote or remove each other at once leave one', async () => {
  for (const remove of [false, true]) {
    const [dana, eve] = [await server.developer('Dana'), await server.developer('Eve')]
    const team = await teamOf(dana)
    await join(dana, team, eve, 'owner')
    const put = ({ call }: Caller, who: Caller) =>
      remove
        ? call(teams.removeMember, { params: memberRef(team, who) })
        : call(teams.changeMember, { params: memberRef(team, who), body: { role: 'viewer' } })
    const answers = await Promise.allSettled([put(dana, eve), put(eve, dana), put(dana, dana), put(eve, eve)])
    assert.ok(answers.some(({ status }) => status === 'fulfilled'))
    const owners = await server.deps.db
      .selectFrom('team_member')
      .select('account_id')
      .where('team_id', '=', team.id)
      .where('role', '=', 'owner')
      .execute()
    assert.equal(owners.length, 1)
  }
})

test('a team that has apps is not deleted, also when one is created at that very moment', async () => {
  const dana = await server.developer('Dana')
  const team = await teamOf(dana)
  const body = { id: 'com.clockmakers.first', name: 'First', team_id: team.id }
  assert.equal((await dana.call(apps.createApp, { body })).team_id, team.id)
  await assert.rejects(dana.call(teams.deleteTeam, { params: ref(team) }), {
    code: 'team.has_apps',
    message: 'A team that has apps cannot be deleted: it has 1',
  })
  for (let index = 0; index < 5; index += 1) {
    const other = await teamOf(dana, `Other ${index}`)
    const [created, deleted] = await Promise.allSettled([
      dana.call(apps.createApp, { body: { id: `com.clockmakers.race.n${index}`, name: 'Race', team_id: other.id } }),
      dana.call(teams.deleteTeam, { params: ref(other) }),
    ])
    assert.notEqual(created.status, deleted.status)
    const lost = [created, deleted].find((one) => one.status === 'rejected')
    assert.ok(lost?.status === 'rejected' && ['team.not_found', 'team.has_apps'].includes(lost.reason.code))
  }
})

test('apps of a team are listed to its members, and by team', async () => {
  const [dana, vera] = [await server.developer('Dana'), await server.developer('Vera')]
  const team = await teamOf(dana)
  await dana.call(apps.createApp, { body: { id: 'com.dana.own', name: 'Own' } })
  await dana.call(apps.createApp, { body: { id: 'com.dana.shared', name: 'Shared', team_id: team.id } })
  await join(dana, team, vera, 'viewer')
  assert.deepEqual(await appsOf(vera), ['com.dana.shared'])
  assert.deepEqual(await appsOf(dana), ['com.dana.own', 'com.dana.shared'])
  assert.deepEqual(await appsOf(dana, { team_id: team.id }), ['com.dana.shared'])
  const [foreign] = (await dana.call(teams.listTeams, {})).teams
  assert.deepEqual(await appsOf(vera, { team_id: foreign?.id }), [])
})

test('a package may be signed by a key of any member who may upload, and of nobody else', async () => {
  const [dana, dev, vera] = [
    await server.developer('Dana'),
    await server.developer('Dev'),
    await server.developer('Vera'),
  ]
  const team = await teamOf(dana)
  await join(dana, team, dev, 'developer')
  await join(dana, team, vera, 'viewer')
  const id = 'com.clockmakers.signed'
  await dana.call(apps.createApp, { body: { id, name: 'Signed', team_id: team.id } })
  const [ownersKey, viewersKey] = [await registerKey(dana), await registerKey(vera)]
  const signed = (privateKeyPem: string, version_code: number) => samplePackage({ id, version_code, privateKeyPem })
  assert.equal((await upload(dev, id, signed(ownersKey.privateKeyPem, 1))).state, 'draft')
  await assert.rejects(upload(dev, id, signed(viewersKey.privateKeyPem, 2)), { code: 'version.key_not_registered' })
  await assert.rejects(upload(vera, id, signed(ownersKey.privateKeyPem, 2)), { code: 'auth.forbidden' })
  // Whoever leaves the team takes the key along.
  await dana.call(teams.changeMember, { params: memberRef(team, dev), body: { role: 'owner' } })
  await dana.call(teams.removeMember, { params: memberRef(team, dana) })
  await assert.rejects(upload(dev, id, signed(ownersKey.privateKeyPem, 2)), { code: 'version.key_not_registered' })
})

test("the team's log tells who changed what in the team and its apps, to maintainers and owners", async () => {
  const [dana, max, dev] = [
    await server.developer('Dana'),
    await server.developer('Max'),
    await server.developer('Dev'),
  ]
  const team = await teamOf(dana)
  await join(dana, team, max, 'maintainer')
  await join(dana, team, dev, 'developer')
  const id = 'com.clockmakers.logged'
  await max.call(apps.createApp, { body: { id, name: 'Logged', team_id: team.id } })
  const key = await registerKey(dev)
  const version = await upload(dev, id, samplePackage({ id, privateKeyPem: key.privateKeyPem }))
  await dev.call(versions.submitVersion, { params: { app_id: id, version_id: version.id }, body: {} })
  await dana.call(teams.changeMember, { params: memberRef(team, dev), body: { role: 'viewer' } })

  const { events } = await max.call(teams.listTeamEvents, { params: ref(team), query: { limit: 100 } })
  assert.deepEqual(events.map(({ actor, action, from, to }) => [actor?.name, action, from, to]).toReversed(), [
    ['Dana', 'create', null, 'Clockmakers'],
    ['Dana', 'invite', null, 'maintainer'],
    ['Max', 'join', null, 'maintainer'],
    ['Dana', 'invite', null, 'developer'],
    ['Dev', 'join', null, 'developer'],
    ['Max', 'create', null, 'draft'],
    ['Dev', 'upload', null, 'draft'],
    ['Dev', 'submit', 'draft', 'submitted'],
    ['Dana', 'change_role', 'developer', 'viewer'],
  ])
  assert.ok(events.every(({ address, actor }) => address === null || actor?.name === 'Max'))
  assert.ok(!JSON.stringify(events).includes(max.account.email), 'the log keeps no whole address')
  await assert.rejects(dev.call(teams.listTeamEvents, { params: ref(team) }), { code: 'auth.forbidden' })
})

test("a team's new name is found in the store's search, and the old one is not", async () => {
  const dana = await server.developer('Dana')
  const team = await teamOf(dana, 'Oldname')
  await createSampleApp(dana, 'com.dana.words')
  const id = 'com.dana.renamed'
  await dana.call(apps.createApp, { body: { id, name: 'Renamed', team_id: team.id } })
  await dana.call(teams.renameTeam, { params: ref(team), body: { name: 'Newname' } })
  await server.settle()
  const words = await server.deps.db.selectFrom('search_word').select('word').where('app_id', '=', id).execute()
  assert.deepEqual(
    words.map(({ word }) => word).filter((word) => word.endsWith('name')),
    ['newname'],
  )
})

test('invitations that ended long ago are removed with the address in them', async () => {
  const dana = await server.developer('Dana')
  const team = await teamOf(dana)
  await dana.call(teams.invite, { params: ref(team), body: { email: 'forgotten@example.com', role: 'viewer' } })
  const kept = async () => {
    await sweepInvitations(server.deps.db, systemCall(server.clock.now(), 'req_sweep'))
    const rows = await server.deps.db.selectFrom('team_invitation').select('email').execute()
    return rows.filter(({ email }) => email === 'forgotten@example.com').length
  }
  server.clock.advance(36 * dayMs)
  assert.equal(await kept(), 1)
  server.clock.advance(1 * dayMs)
  assert.equal(await kept(), 0)
})

async function signInAgain({ account }: Caller): Promise<Caller['call']> {
  const body = { email: account.email, password: 'correct horse battery' }
  return server.callWith((await server.call(accounts.login, { body })).access_token)
}
