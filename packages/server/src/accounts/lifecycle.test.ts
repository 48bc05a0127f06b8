import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError } from '@mosis/api'
import type { ErrorCode } from '@mosis/api'
import { startTestServer, testPassword } from '../testing.ts'
import type { TestServer } from '../testing.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: ErrorCode) => (failure: unknown) => {
  assert.ok(failure instanceof ApiError)
  assert.equal(failure.code, code)
  return true
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const newPassword = 'four words not together'
const registration = { email: 'dana@example.com', password: testPassword, name: 'Dana' }

/** The token of the newest mail of this name. */
async function tokenOf({ outbox, settle }: TestServer, name: string, to?: string): Promise<string> {
  await settle()
  const mail = outbox.findLast((mail) => mail.name === name && (to === undefined || mail.to === to))
  assert.ok(mail?.url !== undefined, `no mail ${name}`)
  return new URL(mail.url).searchParams.get('token') ?? ''
}

/** Names of the mails since this was asked the last time, with whom they went to. */
async function takeMails({ outbox, settle }: TestServer): Promise<string[]> {
  await settle()
  return outbox.splice(0).map(({ name, to }) => `${name} ${to}`)
}

test(
  'the link of the first mail proves the address, once, and only the newest link works',
  withServer(async (server) => {
    const { call, callWith } = server
    const { access_token, user } = await call(accounts.register, { body: registration })
    assert.equal(user.email_verified, false)
    const dana = callWith(access_token)
    const first = await tokenOf(server, 'verify_email')
    await dana(accounts.sendVerification, {})
    const second = await tokenOf(server, 'verify_email')
    await assert.rejects(call(accounts.verifyEmail, { body: { token: first } }), refusedWith('account.invalid_link'))
    assert.deepEqual(await call(accounts.verifyEmail, { body: { token: second } }), { email: registration.email })
    assert.equal((await dana(accounts.me, {})).email_verified, true)
    await assert.rejects(call(accounts.verifyEmail, { body: { token: second } }), refusedWith('account.invalid_link'))
    await assert.rejects(dana(accounts.sendVerification, {}), refusedWith('account.email_verified'))
  }),
)

test(
  'links expire: that of a new account after a day, that of a new password after an hour',
  withServer(async (server) => {
    const { call, clock } = server
    await call(accounts.register, { body: registration })
    const verify = await tokenOf(server, 'verify_email')
    clock.advance(dayMs)
    await assert.rejects(call(accounts.verifyEmail, { body: { token: verify } }), refusedWith('account.invalid_link'))
    await call(accounts.forgotPassword, { body: { email: registration.email } })
    const token = await tokenOf(server, 'reset_password')
    clock.advance(hourMs)
    await assert.rejects(
      call(accounts.resetPassword, { body: { token, password: newPassword } }),
      refusedWith('account.invalid_link'),
    )
  }),
)

test(
  'a link is good for its own purpose only',
  withServer(async (server) => {
    const { call } = server
    await call(accounts.register, { body: registration })
    await call(accounts.forgotPassword, { body: { email: registration.email } })
    const reset = await tokenOf(server, 'reset_password')
    const verify = await tokenOf(server, 'verify_email')
    for (const attempt of [
      () => call(accounts.verifyEmail, { body: { token: reset } }),
      () => call(accounts.confirmEmail, { body: { token: verify } }),
      () => call(accounts.undoEmailChange, { body: { token: reset } }),
      () => call(accounts.resetPassword, { body: { token: verify, password: newPassword } }),
      () => call(accounts.resetPassword, { body: { token: 'x'.repeat(32), password: newPassword } }),
    ]) {
      await assert.rejects(attempt, refusedWith('account.invalid_link'))
    }
  }),
)

test(
  'mails that somebody asks for are counted, for each mailbox and for who asks',
  withServer(async ({ inject }) => {
    const forgot = async (email: string, remoteAddress: string) =>
      (await inject({ method: 'POST', url: '/v1/auth/password/forgot', payload: { email }, remoteAddress })).statusCode
    const toOne: number[] = []
    for (let n = 0; n < 7; n += 1) toOne.push(await forgot('dana@example.com', `198.51.${n}.1`))
    assert.deepEqual(toOne, [204, 204, 204, 204, 204, 429, 429])
    const fromOne: number[] = []
    for (let n = 0; n < 22; n += 1) fromOne.push(await forgot(`somebody${n}@example.com`, '203.0.113.1'))
    assert.deepEqual(fromOne.slice(19), [204, 429, 429])
  }),
)

test(
  'asking for a new password answers and does the same for every address, and only an account gets a mail',
  withServer(async (server) => {
    const { inject, deps } = server
    await server.call(accounts.register, { body: registration })
    await takeMails(server)
    const answers = []
    for (const email of [registration.email, 'nobody@example.com']) {
      const response = await inject({ method: 'POST', url: '/v1/auth/password/forgot', payload: { email } })
      const { date: _date, 'x-request-id': _id, ...headers } = response.headers
      answers.push({ status: response.statusCode, body: response.body, headers })
      // One row in the queue, whoever it is for: whether there is an account is looked up when nobody waits any more.
      const jobs = await deps.db.selectFrom('job').select('name').where('state', '=', 'ready').execute()
      assert.deepEqual(
        jobs.map(({ name }) => name),
        ['account.forgot_password'],
      )
      if (email === registration.email) assert.deepEqual(await takeMails(server), [`reset_password ${email}`])
    }
    assert.deepEqual(answers[0], answers[1])
    assert.deepEqual(await takeMails(server), [])
  }),
)

test(
  'a new password by mail ends every session, kills every other link and is told',
  withServer(async (server) => {
    const { call, callWith, developer, outbox } = server
    const dana = await developer()
    const { email } = dana.account
    const other = await call(accounts.login, { body: { email, password: testPassword } })
    await call(accounts.forgotPassword, { body: { email } })
    const older = await tokenOf(server, 'reset_password')
    await call(accounts.forgotPassword, { body: { email } })
    const token = await tokenOf(server, 'reset_password')
    outbox.length = 0
    const reset = (token: string) => call(accounts.resetPassword, { body: { token, password: newPassword } })
    await assert.rejects(reset(older), refusedWith('account.invalid_link'))
    const results = await Promise.allSettled([reset(token), reset(token), reset(token)])
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1, 'the link works once')
    for (const access of [dana.tokens.access_token, other.access_token]) {
      await assert.rejects(callWith(access)(accounts.me, {}), refusedWith('auth.invalid_token'))
    }
    await assert.rejects(
      call(accounts.login, { body: { email, password: testPassword } }),
      refusedWith('auth.wrong_credentials'),
    )
    assert.deepEqual(await takeMails(server), [`password_changed ${email}`])
    await call(accounts.login, { body: { email, password: newPassword } })
  }),
)

test(
  'whoever registers with an address of somebody else loses every way in when its owner sets a password',
  withServer(async (server) => {
    const { call, callWith, deps, clock } = server
    const { access_token, user } = await call(accounts.register, { body: registration })
    const at = { account_id: user.id, created_at: clock.now() }
    const { db } = deps
    await db
      .insertInto('oauth_identity')
      .values({ ...at, provider: 'github', subject: '1', email: '', name: '' })
      .execute()
    await db
      .insertInto('totp')
      .values({ ...at, secret: 'x', confirmed_at: clock.now(), last_step: 0 })
      .execute()
    await call(accounts.forgotPassword, { body: { email: registration.email } })
    const token = await tokenOf(server, 'reset_password')
    await call(accounts.resetPassword, { body: { token, password: newPassword } })
    await assert.rejects(callWith(access_token)(accounts.me, {}), refusedWith('auth.invalid_token'))
    assert.deepEqual(await db.selectFrom('oauth_identity').select('subject').execute(), [])
    const body = { email: registration.email, password: newPassword }
    assert.equal((await call(accounts.login, { body })).user.email_verified, true)
  }),
)

test(
  'a new password by mail leaves the second factor of a proved account switched on',
  withServer(async (server) => {
    const { call, developer, deps, clock } = server
    const { account } = await developer()
    const totp = {
      account_id: account.id,
      secret: 'x',
      confirmed_at: clock.now(),
      last_step: 0,
      created_at: clock.now(),
    }
    await deps.db.insertInto('totp').values(totp).execute()
    await call(accounts.forgotPassword, { body: { email: account.email } })
    const token = await tokenOf(server, 'reset_password')
    await call(accounts.resetPassword, { body: { token, password: newPassword } })
    await assert.rejects(
      call(accounts.login, { body: { email: account.email, password: newPassword } }),
      refusedWith('auth.second_factor_required'),
    )
  }),
)

test(
  'changing the password takes the current one, ends the other sessions and is told',
  withServer(async (server) => {
    const { call, callWith, developer } = server
    const dana = await developer()
    const { email } = dana.account
    const other = await call(accounts.login, { body: { email, password: testPassword } })
    await takeMails(server)
    const change = (current_password: string | undefined) =>
      dana.call(accounts.changePassword, { body: { current_password, new_password: newPassword } })
    for (const wrong of ['wrong password', undefined, '']) {
      await assert.rejects(change(wrong), refusedWith('account.wrong_password'))
    }
    await change(testPassword)
    await dana.call(accounts.me, {})
    await assert.rejects(callWith(other.access_token)(accounts.me, {}), refusedWith('auth.invalid_token'))
    assert.deepEqual(await takeMails(server), [`password_changed ${email}`])
    await call(accounts.login, { body: { email, password: newPassword } })
  }),
)

test(
  'of two password changes at once one wins',
  withServer(async ({ developer }) => {
    const { call } = await developer()
    const results = await Promise.allSettled(
      ['first new password', 'second new password'].map((new_password) =>
        call(accounts.changePassword, { body: { current_password: testPassword, new_password } }),
      ),
    )
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  }),
)

test(
  'a stolen session cannot guess the password by changing it',
  withServer(async ({ developer }) => {
    const { call } = await developer()
    const codes: string[] = []
    for (let n = 0; n < 12; n += 1) {
      const body = { current_password: `guess ${n}`, new_password: newPassword }
      await call(accounts.changePassword, { body }).catch((failure: ApiError) => codes.push(failure.code))
    }
    assert.deepEqual(codes.slice(9), ['account.wrong_password', 'rate_limited', 'rate_limited'])
  }),
)

test(
  'an account without a password gets its first one by a recent sign-in only',
  withServer(async ({ developer, deps, clock, call, callWith }) => {
    const [late, early] = [await developer(), await developer()]
    // As accounts that only ever signed in elsewhere.
    await deps.db.updateTable('account').set({ password_hash: null }).execute()
    assert.equal((await early.call(accounts.me, {})).has_password, false)
    const body = { new_password: newPassword }
    await early.call(accounts.changePassword, { body })
    assert.equal((await early.call(accounts.me, {})).has_password, true)
    clock.advance(16 * minuteMs)
    const { access_token } = await call(accounts.refresh, { body: { refresh_token: late.tokens.refresh_token } })
    await assert.rejects(
      callWith(access_token)(accounts.changePassword, { body }),
      refusedWith('auth.recent_sign_in_required'),
    )
  }),
)

test(
  'passwords that are tried first are refused, with the reason at their field',
  withServer(async (server) => {
    const { call, developer } = server
    const { call: dana, account } = await developer('Dana Developer')
    const weak = [
      'password123!',
      '1234567890',
      'qwertyuiop',
      'aaaaaaaaaaaa',
      account.email,
      'DANA DEVELOPER',
      'abcdefghij',
    ]
    for (const password of weak) {
      const body = { current_password: testPassword, new_password: password }
      await assert.rejects(dana(accounts.changePassword, { body }), (failure: unknown) => {
        assert.ok(failure instanceof ApiError)
        assert.equal(failure.code, 'account.weak_password', password)
        assert.deepEqual(
          failure.errors.map(({ pointer }) => pointer),
          ['/new_password'],
        )
        return true
      })
    }
    await assert.rejects(
      call(accounts.register, {
        body: { email: 'anna.bell@example.com', name: 'Anna', password: 'Anna.Bell@example.com' },
      }),
      refusedWith('account.weak_password'),
    )
  }),
)

test(
  'a new address counts once its link was opened, and the old one is told',
  withServer(async (server) => {
    const { call, developer } = server
    const dana = await developer()
    const old = dana.account.email
    await takeMails(server)
    await assert.rejects(
      dana.call(accounts.changeEmail, { body: { email: old.toUpperCase() } }),
      refusedWith('account.same_email'),
    )
    await dana.call(accounts.changeEmail, { body: { email: 'Other@example.com' } })
    await server.settle()
    const token = await tokenOf(server, 'email_change_confirm', 'other@example.com')
    assert.equal((await dana.call(accounts.me, {})).email, old)
    assert.deepEqual(await takeMails(server), ['email_change_confirm other@example.com', `email_change_asked ${old}`])
    assert.deepEqual(await call(accounts.confirmEmail, { body: { token } }), { email: 'other@example.com' })
    const { email, email_verified } = await dana.call(accounts.me, {})
    assert.deepEqual({ email, email_verified }, { email: 'other@example.com', email_verified: true })
    assert.deepEqual(await takeMails(server), [`email_changed ${old}`])
    await assert.rejects(call(accounts.confirmEmail, { body: { token } }), refusedWith('account.invalid_link'))
    await call(accounts.login, { body: { email: 'other@example.com', password: testPassword } })
  }),
)

test(
  'a change of the address that waits is shown to its owner, who can give it up',
  withServer(async (server) => {
    const { call, developer, clock } = server
    const { call: dana, account } = await developer()
    const now = { email: account.email, email_verified: true }
    assert.deepEqual(await dana(accounts.getEmail, {}), { ...now, pending: null })
    await dana(accounts.changeEmail, { body: { email: 'other@example.com' } })
    const token = await tokenOf(server, 'email_change_confirm')
    assert.deepEqual(await dana(accounts.getEmail, {}), {
      ...now,
      pending: { email: 'other@example.com', asked_at: clock.now(), expires_at: '2026-01-03T03:04:05.000Z' },
    })
    await dana(accounts.dropEmailChange, {})
    await dana(accounts.dropEmailChange, {})
    assert.deepEqual(await dana(accounts.getEmail, {}), { ...now, pending: null })
    await assert.rejects(call(accounts.confirmEmail, { body: { token } }), refusedWith('account.invalid_link'))
  }),
)

test(
  'an address that is taken is answered like any other, and stays where it is',
  withServer(async (server) => {
    const { call, developer, inject } = server
    const dana = await developer()
    const eve = await developer('Eve')
    const headers = { authorization: `Bearer ${eve.tokens.access_token}` }
    const ask = async (email: string) => {
      const { statusCode, body } = await inject({ method: 'POST', url: '/v1/auth/email', payload: { email }, headers })
      return { statusCode, body }
    }
    assert.deepEqual(await ask(dana.account.email), await ask('free@example.com'))
    await ask(dana.account.email)
    const token = await tokenOf(server, 'email_change_confirm', dana.account.email)
    await assert.rejects(call(accounts.confirmEmail, { body: { token } }), refusedWith('account.email_taken'))
    assert.equal((await dana.call(accounts.me, {})).email, dana.account.email)
  }),
)

test(
  'two accounts that take one address at once do not both get it',
  withServer(async (server) => {
    const { call, developer } = server
    const tokens: string[] = []
    for (const name of ['Dana', 'Eve']) {
      const caller = await developer(name)
      await caller.call(accounts.changeEmail, { body: { email: 'shared@example.com' } })
      tokens.push(await tokenOf(server, 'email_change_confirm'))
    }
    const results = await Promise.allSettled(tokens.map((token) => call(accounts.confirmEmail, { body: { token } })))
    const refused = results.filter((result) => result.status === 'rejected')
    assert.equal(refused.length, 1)
    assert.ok(refusedWith('account.email_taken')(refused[0]?.reason))
  }),
)

test(
  'the owner of the old address takes a stolen account back, and the thief is out',
  withServer(async (server) => {
    const { call, callWith, developer, deps, clock } = server
    const { account } = await developer()
    const thief = await call(accounts.login, { body: { email: account.email, password: testPassword } })
    const steal = callWith(thief.access_token)
    await steal(accounts.changeEmail, { body: { email: 'thief@example.com' } })
    await call(accounts.confirmEmail, { body: { token: await tokenOf(server, 'email_change_confirm') } })
    const undo = await tokenOf(server, 'email_changed', account.email)
    await steal(accounts.changePassword, { body: { current_password: testPassword, new_password: newPassword } })
    const at = { account_id: account.id, created_at: clock.now() }
    const identity = { ...at, provider: 'github', subject: '1', email: '', name: '' } as const
    await deps.db.insertInto('oauth_identity').values(identity).execute()
    await call(accounts.forgotPassword, { body: { email: 'thief@example.com' } })
    const thiefsReset = await tokenOf(server, 'reset_password', 'thief@example.com')

    clock.advance(6 * dayMs)
    await call(accounts.register, { body: { email: account.email, name: 'Squatter', password: newPassword } })
    assert.deepEqual(await call(accounts.undoEmailChange, { body: { token: undo } }), { email: account.email })
    await assert.rejects(
      call(accounts.resetPassword, { body: { token: thiefsReset, password: newPassword } }),
      refusedWith('account.invalid_link'),
    )
    for (const email of [account.email, 'thief@example.com']) {
      for (const password of [testPassword, newPassword]) {
        await assert.rejects(call(accounts.login, { body: { email, password } }), refusedWith('auth.wrong_credentials'))
      }
    }
    assert.deepEqual(await deps.db.selectFrom('oauth_identity').select('subject').execute(), [])
    const token = await tokenOf(server, 'reset_password', account.email)
    await call(accounts.resetPassword, { body: { token, password: 'mine again for ever' } })
    const back = await call(accounts.login, { body: { email: account.email, password: 'mine again for ever' } })
    assert.equal(back.user.id, account.id)
    await assert.rejects(call(accounts.undoEmailChange, { body: { token: undo } }), refusedWith('account.invalid_link'))
  }),
)

test(
  'the way back ends after a week, and an address that was never proved gets none',
  withServer(async (server) => {
    const { call, callWith, developer, clock } = server
    const dana = await developer()
    await dana.call(accounts.changeEmail, { body: { email: 'new@example.com' } })
    await call(accounts.confirmEmail, { body: { token: await tokenOf(server, 'email_change_confirm') } })
    const token = await tokenOf(server, 'email_changed')
    clock.advance(7 * dayMs)
    await assert.rejects(call(accounts.undoEmailChange, { body: { token } }), refusedWith('account.invalid_link'))

    const { access_token } = await call(accounts.register, { body: registration })
    await takeMails(server)
    await callWith(access_token)(accounts.changeEmail, { body: { email: 'right@example.com' } })
    await call(accounts.confirmEmail, { body: { token: await tokenOf(server, 'email_change_confirm') } })
    assert.deepEqual(await takeMails(server), ['email_change_confirm right@example.com'])
  }),
)

test(
  'a name changes with that of the personal team, and hostile ones are refused at their field',
  withServer(async ({ developer, deps, inject }) => {
    const { call, account, tokens } = await developer()
    const changed = await call(accounts.updateMe, { body: { name: '  Dan\u0061 \u00a0 M\u00fcller ' } })
    assert.deepEqual(changed, { ...account, name: 'Dana Müller' })
    const teams = await deps.db.selectFrom('team').select('name').execute()
    assert.deepEqual(
      teams.map(({ name }) => name),
      ['Dana Müller'],
    )
    for (const name of ['D\u0430na', 'Dana\u202e', 'Dana\0', '', 'x'.repeat(1000), 7, null]) {
      const response = await inject({
        method: 'PATCH',
        url: '/v1/auth/me',
        payload: { name, role: 'admin', email: 'eve@example.com', email_verified: true },
        headers: { authorization: `Bearer ${tokens.access_token}` },
      })
      assert.equal(response.statusCode, 400, JSON.stringify(name))
      const { code, errors } = response.json<{ code: string; errors: { pointer: string }[] }>()
      assert.deepEqual([code, errors[0]?.pointer], ['invalid_input', '/name'])
    }
    assert.deepEqual(await call(accounts.me, {}), changed)
  }),
)

test(
  'what must be recent is refused to an older sign-in',
  withServer(async ({ developer, clock, call, callWith }) => {
    const dana = await developer()
    clock.advance(16 * minuteMs)
    const { access_token } = await call(accounts.refresh, { body: { refresh_token: dana.tokens.refresh_token } })
    const later = callWith(access_token)
    for (const attempt of [
      () => later(accounts.changeEmail, { body: { email: 'new@example.com' } }),
      () => later(accounts.exportAccount, {}),
      () => later(accounts.deleteAccount, { body: { email: dana.account.email } }),
    ]) {
      await assert.rejects(attempt, refusedWith('auth.recent_sign_in_required'))
    }
  }),
)
