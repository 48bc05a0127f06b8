import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { people } from '@mosis/api'
import type { Role } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'

const server = await startTestServer()
after(() => server.close())

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
  assert.deepEqual(
    [...first.accounts, ...second.accounts],
    made.map(({ account }) => account),
  )
  assert.deepEqual((await find({ q: made[1]?.account.email ?? '' })).accounts, [made[1]?.account])
  assert.deepEqual((await find({ q: 'quentin', role: 'admin' })).accounts, [])
  for (const q of ['%', '_', '\\', "'"]) assert.deepEqual((await find({ q })).accounts, [], q)
})
