import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mock, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { accounts, ApiError, reviews } from '@mosis/api'
import { startTestServer, testPassword } from '../testing.ts'
import type { TestServer } from '../testing.ts'
import { hashPassword, mostPasswordsAtOnce, verifyPassword } from './password.ts'
import { findSetupToken } from './setup.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

const registration = { email: 'Dana@Example.com', password: testPassword, name: 'Dana' }

test(
  'an account that registers is signed in, with its address in lower case and a team of its own',
  withServer(async ({ call, callWith, deps }) => {
    const tokens = await call(accounts.register, { body: registration })
    assert.deepEqual(
      { ...tokens, access_token: '', refresh_token: '' },
      {
        access_token: '',
        token_type: 'Bearer',
        expires_in: 900,
        refresh_token: '',
        user: {
          id: tokens.user.id,
          email: 'dana@example.com',
          name: 'Dana',
          role: 'developer',
          created_at: '2026-01-02T03:04:05.000Z',
          email_verified: false,
          has_password: true,
        },
      },
    )
    assert.deepEqual(await callWith(tokens.access_token)(accounts.me, {}), tokens.user)
    const [team] = await deps.db
      .selectFrom('team_member')
      .innerJoin('team', 'team.id', 'team_id')
      .select(['account_id', 'role', 'name', 'is_personal'])
      .execute()
    assert.deepEqual({ ...team }, { account_id: tokens.user.id, role: 'owner', name: 'Dana', is_personal: 1 })
  }),
)

test(
  'an e-mail address has one account, however it is written and however many register at once',
  withServer(async ({ call }) => {
    const attempts = ['dana@example.com', 'DANA@example.com', 'Dana@Example.COM'].map((email) =>
      call(accounts.register, { body: { ...registration, email } }).then(
        () => 'made',
        (failure: unknown) => (failure as ApiError).code,
      ),
    )
    assert.deepEqual((await Promise.all(attempts)).sort(), ['account.email_taken', 'account.email_taken', 'made'])
  }),
)

test(
  'what is wrong with a registration is said field by field',
  withServer(async ({ inject }) => {
    const payload = { email: 'nobody', password: 'short', name: '   ' }
    const response = await inject({ method: 'POST', url: '/v1/auth/register', payload })
    assert.equal(response.statusCode, 400)
    const { code, errors } = response.json<{ code: string; errors: { pointer: string }[] }>()
    assert.equal(code, 'invalid_input')
    assert.deepEqual(
      errors.map(({ pointer }) => pointer),
      ['/email', '/password', '/name'],
    )
  }),
)

test(
  'signing in takes the right password and nothing else, and does not say which part was wrong',
  withServer(async ({ call }) => {
    await call(accounts.register, { body: registration })
    const { user } = await call(accounts.login, { body: { email: 'DANA@example.com', password: testPassword } })
    assert.equal(user.email, 'dana@example.com')
    for (const body of [
      { email: 'dana@example.com', password: `${testPassword}x` },
      { email: 'dana@example.com', password: '' },
      { email: 'nobody@example.com', password: testPassword },
    ]) {
      await assert.rejects(call(accounts.login, { body }), refusedWith('auth.wrong_credentials'))
    }
  }),
)

test(
  'a sign-in hashes once, whether the account is there, has no password, was deleted or never was',
  withServer(async ({ call, developer, deps }) => {
    const [dana, eve, gone] = [await developer(), await developer('Eve'), await developer('Gone')]
    await deps.db.updateTable('account').set({ password_hash: null }).where('id', '=', eve.account.id).execute()
    await gone.call(accounts.deleteAccount, { body: { email: gone.account.email } })
    // Watched, not replaced: passwords are hashed by threads, each asked by a message.
    const asked = mock.method(Worker.prototype, 'postMessage').mock
    try {
      for (const email of [
        dana.account.email,
        eve.account.email,
        gone.account.email,
        `${gone.account.id}@deleted.invalid`,
        'nobody@example.com',
      ]) {
        asked.resetCalls()
        const body = { email, password: 'not the password' }
        await assert.rejects(call(accounts.login, { body }), refusedWith('auth.wrong_credentials'))
        assert.equal(asked.callCount(), 1, email)
      }
    } finally {
      mock.restoreAll()
    }
  }),
)

test(
  'a password is the same however its accents were typed',
  withServer(async ({ call }) => {
    await call(accounts.register, { body: { ...registration, password: 'caf\u00e9 au lait' } })
    await call(accounts.login, { body: { email: registration.email, password: 'cafe\u0301 au lait' } })
  }),
)

test('more passwords at once than can be hashed within two seconds are refused instead of queued', async () => {
  const asked = Array.from({ length: mostPasswordsAtOnce + 4 }, () => hashPassword(testPassword))
  const results = await Promise.allSettled(asked)
  const refused = results.filter((result) => result.status === 'rejected')
  assert.equal(refused.length, 4)
  assert.ok(refused.every(({ reason }) => refusedWith('unavailable')(reason)))
  assert.ok(await verifyPassword(testPassword, await hashPassword(testPassword)))
})

test(
  'no answer and no log line has a password or its hash, and what is stored is argon2id',
  withServer(async ({ inject, deps }) => {
    const response = await inject({ method: 'POST', url: '/v1/auth/register', payload: registration })
    assert.doesNotMatch(response.body, /argon2|password_hash|correct horse/)
    const { password_hash } = await deps.db.selectFrom('account').select('password_hash').executeTakeFirstOrThrow()
    assert.match(password_hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  }),
)

test(
  'an access token works for 15 minutes',
  withServer(async ({ developer, clock }) => {
    const { call } = await developer()
    clock.advance(15 * 60_000 - 1000)
    await call(accounts.me, {})
    clock.advance(1000)
    await assert.rejects(call(accounts.me, {}), refusedWith('auth.invalid_token'))
  }),
)

test(
  'signing out ends the access token and the refresh token at once',
  withServer(async ({ developer, call }) => {
    const dana = await developer()
    await dana.call(accounts.logout, {})
    await assert.rejects(dana.call(accounts.me, {}), refusedWith('auth.invalid_token'))
    await assert.rejects(
      call(accounts.refresh, { body: { refresh_token: dana.tokens.refresh_token } }),
      refusedWith('auth.invalid_refresh_token'),
    )
  }),
)

test(
  'signing out ends one session and no other',
  withServer(async ({ developer, call, callWith }) => {
    const dana = await developer()
    const other = await call(accounts.login, { body: { email: dana.account.email, password: testPassword } })
    await dana.call(accounts.logout, {})
    assert.deepEqual(await callWith(other.access_token)(accounts.me, {}), dana.account)
  }),
)

test(
  'each refresh gives a new pair, and the session lives on',
  withServer(async ({ developer, call, callWith, clock }) => {
    const { account, ...first } = await developer()
    let { tokens } = first
    for (let day = 0; day < 60; day += 20) {
      clock.advance(20 * 24 * 60 * 60_000)
      const next = await call(accounts.refresh, { body: { refresh_token: tokens.refresh_token } })
      assert.notEqual(next.refresh_token, tokens.refresh_token)
      tokens = next
      assert.deepEqual(await callWith(tokens.access_token)(accounts.me, {}), account)
    }
  }),
)

test(
  'a refresh token that is used a second time ends the session for whoever has it',
  withServer(async ({ developer, call, callWith }) => {
    const { tokens } = await developer()
    const stolen = { body: { refresh_token: tokens.refresh_token } }
    const next = await call(accounts.refresh, stolen)
    await assert.rejects(call(accounts.refresh, stolen), refusedWith('auth.invalid_refresh_token'))
    await assert.rejects(callWith(next.access_token)(accounts.me, {}), refusedWith('auth.invalid_token'))
    await assert.rejects(
      call(accounts.refresh, { body: { refresh_token: next.refresh_token } }),
      refusedWith('auth.invalid_refresh_token'),
    )
  }),
)

test(
  'of several refreshes with one token at the same time one succeeds, and the session ends',
  withServer(async ({ developer, call, callWith }) => {
    const { tokens } = await developer()
    const body = { refresh_token: tokens.refresh_token }
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => call(accounts.refresh, { body })))
    const [won, ...others] = results.filter((result) => result.status === 'fulfilled')
    assert.ok(won && others.length === 0)
    await assert.rejects(callWith(won.value.access_token)(accounts.me, {}), refusedWith('auth.invalid_token'))
  }),
)

test(
  'a session that was not used for 30 days is over, and the sweep removes it',
  withServer(async ({ developer, call, clock, deps, settle }) => {
    const { tokens } = await developer()
    await deps.jobs.start()
    clock.advance(30 * 24 * 60 * 60_000)
    await assert.rejects(
      call(accounts.refresh, { body: { refresh_token: tokens.refresh_token } }),
      refusedWith('auth.invalid_refresh_token'),
    )
    await settle()
    assert.deepEqual(await deps.db.selectFrom('session').select('id').execute(), [])
    assert.deepEqual(await deps.db.selectFrom('refresh_token').select('hash').execute(), [])
  }),
)

test(
  'refresh tokens are stored as hashes only',
  withServer(async ({ developer, deps }) => {
    const { tokens } = await developer()
    const rows = await deps.db.selectFrom('refresh_token').selectAll().execute()
    assert.equal(rows.length, 1)
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(tokens.refresh_token))
  }),
)

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const sign = (text: string, secret: string) =>
  `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`

test(
  'tokens that this portal did not make are refused, whatever they say about themselves',
  withServer(async ({ developer, callWith, inject }) => {
    const { tokens } = await developer()
    const [header = '', payload = '', signature = ''] = tokens.access_token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const secret = 'a secret for tests that is long enough'
    const forged = [
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${header}.${encode({ ...claims, sub: 'acc_0000000000' })}.${signature}`,
      sign(`${header}.${payload}`, 'another secret that is long enough too'),
      // Signed by the portal's own secret, for another purpose or with parts missing.
      sign(`${encode({ alg: 'HS256', typ: 'JWT' })}.${payload}`, secret),
      sign(`${header}.${encode({ ...claims, exp: undefined })}`, secret),
      sign(`${header}.${encode({ ...claims, sid: undefined })}`, secret),
      sign(`${header}.${encode({ ...claims, iss: 'somebody' })}`, secret),
      sign(`${header}.${encode({ ...claims, sub: 'acc_somebodyelse' })}`, secret),
      sign(`${encode({ alg: 'HS512', typ: 'at+jwt' })}.${payload}`, secret),
      tokens.refresh_token,
      'x.y.z',
      'x'.repeat(5000),
    ]
    for (const token of forged) {
      await assert.rejects(callWith(token)(accounts.me, {}), refusedWith('auth.invalid_token'), token)
    }
    for (const [authorization, code] of [
      [undefined, 'auth.required'],
      ['', 'auth.invalid_token'],
      ['Basic dGVzdDp0ZXN0', 'auth.invalid_token'],
      ['Bearer', 'auth.invalid_token'],
      [`Bearer ${tokens.access_token} ${tokens.access_token}`, 'auth.invalid_token'],
    ] as const) {
      const response = await inject({
        url: '/v1/auth/me',
        headers: authorization === undefined ? {} : { authorization },
      })
      assert.deepEqual([response.statusCode, response.json<{ code: string }>().code], [401, code])
      assert.equal(response.headers['www-authenticate'], 'Bearer')
    }
  }),
)

test(
  'what needs a role is refused to others with the role that is missing',
  withServer(async ({ call, developer, reviewer, admin }) => {
    await assert.rejects(call(reviews.listReviews, {}), refusedWith('auth.required'))
    await assert.rejects((await developer()).call(reviews.listReviews, {}), (failure: unknown) => {
      assert.ok(failure instanceof ApiError)
      assert.equal(failure.message, 'This account may not do that: it needs the role reviewer or admin')
      return failure.code === 'auth.forbidden'
    })
    for (const caller of [await reviewer(), await admin()]) {
      assert.deepEqual((await caller.call(reviews.listReviews, {})).reviews, [])
    }
  }),
)

test(
  'the first account of the one-time link is admin, and the link works once',
  withServer(async ({ call, deps }) => {
    const setup_token = await findSetupToken(deps.db, deps.tokens)
    assert.ok(setup_token !== undefined)
    assert.equal(await findSetupToken(deps.db, deps.tokens), setup_token, 'another start prints the same link')
    const attempts = [1, 2, 3].map((n) =>
      call(accounts.register, { body: { ...registration, email: `a${n}@example.com`, setup_token } }).then(
        ({ user }) => user.role as string,
        (failure: unknown) => (failure as ApiError).code,
      ),
    )
    assert.deepEqual((await Promise.all(attempts)).sort(), [
      'account.wrong_setup_token',
      'account.wrong_setup_token',
      'admin',
    ])
    assert.equal(await findSetupToken(deps.db, deps.tokens), undefined)
    const { accounts: count } = await deps.db
      .selectFrom('account')
      .select((column) => column.fn.countAll<number>().as('accounts'))
      .executeTakeFirstOrThrow()
    assert.equal(count, 1)
  }),
)

test(
  'a wrong one-time token makes no account and leaves the link as it is',
  withServer(async ({ call, deps }) => {
    const setup_token = await findSetupToken(deps.db, deps.tokens)
    for (const wrong of ['', 'x', 'x'.repeat(43)]) {
      await assert.rejects(
        call(accounts.register, { body: { ...registration, setup_token: wrong } }),
        refusedWith('account.wrong_setup_token'),
      )
    }
    assert.deepEqual(await deps.db.selectFrom('account').select('id').execute(), [])
    assert.equal(await findSetupToken(deps.db, deps.tokens), setup_token)
  }),
)

test(
  'an address that is taken does not use the link up',
  withServer(async ({ call, deps }) => {
    await call(accounts.register, { body: registration })
    const setup_token = await findSetupToken(deps.db, deps.tokens)
    await assert.rejects(
      call(accounts.register, { body: { ...registration, setup_token } }),
      refusedWith('account.email_taken'),
    )
    const { user } = await call(accounts.register, {
      body: { ...registration, email: 'admin@example.com', setup_token },
    })
    assert.equal(user.role, 'admin')
  }),
)

test(
  'guessing a password is slowed down for that account and network, and its owner elsewhere is not',
  withServer(async ({ inject, call, clock }) => {
    await call(accounts.register, { body: registration })
    const signIn = (password: string, remoteAddress: string) =>
      inject({ method: 'POST', url: '/v1/auth/login', payload: { email: registration.email, password }, remoteAddress })
    for (let attempt = 0; attempt < 10; attempt += 1)
      assert.equal((await signIn('wrong password', '203.0.113.7')).statusCode, 401)
    const refused = await signIn(testPassword, '203.0.113.7')
    assert.equal(refused.statusCode, 429)
    assert.equal(refused.json<{ code: string }>().code, 'rate_limited')
    assert.equal(refused.headers['retry-after'], '30')
    assert.equal((await signIn(testPassword, '198.51.100.1')).statusCode, 200)
    clock.advance(30_000)
    assert.equal((await signIn(testPassword, '203.0.113.7')).statusCode, 200)
  }),
)

test(
  'trying many accounts from one network is slowed down too, also across its IPv6 addresses',
  withServer(async ({ inject }) => {
    const statuses: number[] = []
    for (let n = 0; n < 22; n += 1) {
      const payload = { email: `somebody${n}@example.com`, password: 'a common password' }
      const response = await inject({
        method: 'POST',
        url: '/v1/auth/login',
        payload,
        remoteAddress: `2001:db8:0:1::${n}`,
      })
      statuses.push(response.statusCode)
    }
    assert.deepEqual(statuses.slice(19), [401, 429, 429])
  }),
)

test(
  'signing in with the right password is never slowed down',
  withServer(async ({ call }) => {
    await call(accounts.register, { body: registration })
    for (let n = 0; n < 30; n += 1)
      await call(accounts.login, { body: { email: registration.email, password: testPassword } })
  }),
)
