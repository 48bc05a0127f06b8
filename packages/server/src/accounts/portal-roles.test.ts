import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, apiKeys, apps, people, sessions, teams } from '@mosis/api'
import type { Role } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'

const server = await startTestServer()
after(() => server.close())

const unlocked = { locked_at: null, locked_reason: null, authenticator_app: false }

const give = ({ call }: Caller, who: Caller, role: Role) =>
  call(people.changePortalRole, { params: { account_id: who.account.id }, body: { role } })
const mailsTo = async ({ account }: Caller) => {
  await server.settle()
  return server.outbox.filter(({ to }) => to === account.email).map(({ name }) => name)
}

test('an admin gives roles, which count at once; the last admin keeps the own one', async () => {
  const [ada, dana] = [await server.admin(), await server.developer('Dana')]
  await assert.rejects(dana.call(people.listAccounts, {}), { code: 'auth.forbidden' })
  await assert.rejects(give(dana, dana, 'admin'), { code: 'auth.forbidden' })
  assert.equal((await give(ada, dana, 'reviewer')).role, 'reviewer')
  await assert.rejects(dana.call(people.listAccounts, {}), { code: 'auth.forbidden' })
  assert.equal((await give(ada, dana, 'admin')).role, 'admin')
  assert.ok((await mailsTo(dana)).includes('portal_role_changed'))
  assert.ok((await dana.call(people.listAccounts, {})).accounts.length > 1)
  await Promise.allSettled([give(ada, dana, 'developer'), give(dana, ada, 'developer'), give(ada, ada, 'developer')])
  const admins = await server.deps.db.selectFrom('account').select('id').where('role', '=', 'admin').execute()
  assert.equal(admins.length, 1)
  const left = admins[0]?.id === ada.account.id ? ada : dana
  await assert.rejects(give(left, left, 'developer'), { code: 'account.last_admin' })
  const unknown = { params: { account_id: 'acc_doesnotexist' }, body: { role: 'admin' as const } }
  await assert.rejects(left.call(people.changePortalRole, unknown), { code: 'account.not_found' })
})

test('accounts are found by a part of name or address, page by page, and by role', async () => {
  const admin = await server.admin()
  const made = [await server.developer('Quentin'), await server.developer('Quentin'), await server.developer('Quentin')]
  const find = async (query: { q?: string; role?: 'admin' | 'developer'; limit?: number; cursor?: string }) =>
    admin.call(people.listAccounts, { query })
  const first = await find({ q: 'QUENT', limit: 2 })
  const second = await find({ q: 'QUENT', limit: 2, cursor: first.next_cursor ?? '' })
  const shown = made.map(({ account }) => ({ ...account, ...unlocked }))
  assert.deepEqual([...first.accounts, ...second.accounts], shown)
  assert.deepEqual((await find({ q: made[1]?.account.email ?? '' })).accounts, [shown[1]])
  assert.deepEqual((await find({ q: 'quentin', role: 'admin' })).accounts, [])
  for (const q of ['%', '_', '\\', "'"]) assert.deepEqual((await find({ q })).accounts, [], q)
})

test('accounts are sorted and narrowed, and one is seen with its teams and what signs in to it', async () => {
  const own = await startTestServer()
  const [admin, dana, eve] = [await own.admin(), await own.developer('Dana'), await own.developer('Aaron')]
  await own.deps.db.updateTable('account').set({ email_verified_at: null }).where('id', '=', eve.account.id).execute()
  const names = async (query: Parameters<typeof admin.call<typeof people.listAccounts>>[1]['query']) => {
    const { accounts, total } = await admin.call(people.listAccounts, { query: query ?? {} })
    assert.equal(total, accounts.length)
    return accounts.map(({ name }) => name)
  }
  assert.deepEqual(await names({ sort: 'newest' }), ['Aaron', 'Dana', 'Ada'])
  assert.deepEqual(await names({ sort: 'email' }), ['Aaron', 'Ada', 'Dana'])
  assert.deepEqual(await names({ verified: 'false' }), ['Aaron'])
  assert.deepEqual(await names({ verified: 'true' }), ['Ada', 'Dana'])

  const { id } = await dana.call(teams.createTeam, { body: { name: 'Clockmakers' } })
  await dana.call(apps.createApp, { body: { id: 'com.dana.clock', name: 'Clock', team_id: id } })
  await dana.call(apiKeys.createApiKey, { body: { name: 'CI', scopes: ['apps:read'] } })
  const found = await admin.call(people.getAccount, { params: { account_id: dana.account.id } })
  const { teams: found_teams, ...rest } = found
  assert.deepEqual(
    found_teams.map(({ name, is_personal, role, apps }) => [name, is_personal, role, apps]),
    [
      ['Dana', true, 'owner', 0],
      ['Clockmakers', false, 'owner', 1],
    ],
  )
  assert.deepEqual(rest, {
    ...dana.account,
    ...unlocked,
    second_factor: false,
    sessions: 1,
    last_used_at: own.clock.now(),
    api_keys: 1,
    signing_keys: 0,
  })
  await assert.rejects(admin.call(people.getAccount, { params: { account_id: 'acc_doesnotexist' } }), {
    code: 'account.not_found',
  })
  await own.close()
})

test('the log of changes is narrowed by who, what and when, and goes on from page to page within a time', async () => {
  const own = await startTestServer()
  const admin = await own.admin()
  const dana = await own.developer('Dana')
  const times: string[] = []
  for (const name of ['Dora', 'Dina', 'Dunja']) {
    own.clock.advance(60_000)
    times.push(own.clock.now())
    await dana.call(accounts.updateMe, { body: { name } })
  }
  const list = (query: Parameters<typeof admin.call<typeof sessions.listAudit>>[1]['query']) =>
    admin.call(sessions.listAudit, { query: query ?? {} })
  const [first = '', second = '', third = ''] = times
  const at = async (query: Parameters<typeof list>[0]) =>
    (await list({ action: 'rename', ...query })).events.map(({ at }) => at)
  assert.deepEqual(await at({ actor: dana.account.id }), [third, second, first])
  assert.deepEqual(await at({ actor: admin.account.id }), [])
  assert.deepEqual(await at({ from: second }), [third, second])
  assert.deepEqual(await at({ from: first, to: third }), [second, first])
  assert.deepEqual(
    await at({ from: second.replace('.000Z', 'Z') }),
    [third, second],
    'a moment is one however it is written',
  )
  assert.deepEqual(await at({ subject: dana.account.id, subject_type: 'account', to: second }), [first])
  assert.deepEqual(await at({ subject_type: 'session' }), [])
  const page = await list({ action: 'rename', from: first, limit: 2 })
  const rest = await list({ action: 'rename', from: first, limit: 2, cursor: page.next_cursor ?? '' })
  assert.deepEqual(
    [...page.events, ...rest.events].map((event) => event.at),
    [third, second, first],
  )
  const cursor = page.next_cursor ?? ''
  await assert.rejects(list({ action: 'rename', cursor }), { code: 'invalid_cursor' }, 'it belongs to the other list')
  const mine = await dana.call(sessions.listOwnAudit, { query: { action: 'rename', from: third } })
  assert.equal(mine.events.length, 1)
  await own.close()
})
