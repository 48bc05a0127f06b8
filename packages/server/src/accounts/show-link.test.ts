import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts } from '@mosis/api'
import type { Input } from '@mosis/api'
import { testPassword } from '../testing.ts'
import type { TestServer } from '../testing.ts'
import { findSetupToken } from './setup.ts'
import { refusedWith, withServer } from './testing.ts'

type Purpose = Input<typeof accounts.showLink>['body']['purpose']

const invalid = refusedWith('account.invalid_link')

/** The token of the newest mail of this name. */
async function tokenOf({ outbox, settle }: TestServer, name: string): Promise<string> {
  await settle()
  return new URL(outbox.findLast((mail) => mail.name === name)?.url ?? '').searchParams.get('token') ?? ''
}

test(
  'a mailed link says whose it is as often as it is looked at, and works once all the same',
  withServer(async (server) => {
    const { call, developer } = server
    const dana = await developer()
    const { email } = dana.account
    const look = (purpose: Purpose, token: string) => call(accounts.showLink, { body: { purpose, token } })

    await dana.call(accounts.changeEmail, { body: { email: 'other@example.com' } })
    const change = await tokenOf(server, 'email_change_confirm')
    for (let n = 0; n < 3; n += 1) {
      assert.deepEqual(await look('change_email', change), { email: 'other@example.com' })
    }
    await call(accounts.confirmEmail, { body: { token: change } })
    await assert.rejects(look('change_email', change), invalid)
    const undo = await tokenOf(server, 'email_changed')
    assert.deepEqual(await look('undo_email_change', undo), { email })

    await call(accounts.forgotPassword, { body: { email: 'other@example.com' } })
    const reset = await tokenOf(server, 'reset_password')
    assert.deepEqual(await look('reset_password', reset), { email: 'other@example.com' })
    for (const purpose of ['verify_email', 'change_email', 'undo_email_change', 'set_up'] as const) {
      await assert.rejects(look(purpose, reset), invalid, purpose)
    }
    server.clock.advance(61 * 60_000)
    await assert.rejects(look('reset_password', reset), invalid)
  }),
)

test(
  'the one-time admin link is good until somebody is admin by it',
  withServer(async ({ call, deps }) => {
    const token = (await findSetupToken(deps.db, deps.tokens)) ?? ''
    const look = () => call(accounts.showLink, { body: { purpose: 'set_up', token } })
    assert.deepEqual(await look(), { email: null })
    await assert.rejects(call(accounts.showLink, { body: { purpose: 'set_up', token: `${token}x` } }), invalid)
    const ada = { email: 'ada@example.com', name: 'Ada', password: testPassword }
    const { user } = await call(accounts.register, { body: { ...ada, setup_token: token } })
    assert.equal(user.role, 'admin')
    await assert.rejects(look(), invalid)
    await assert.rejects(
      call(accounts.register, { body: { ...ada, email: 'eve@example.com', setup_token: token } }),
      refusedWith('account.wrong_setup_token'),
    )
    assert.equal((await deps.db.selectFrom('account').select('id').execute()).length, 1)
  }),
)
