import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError, secondFactor, sessions } from '@mosis/api'
import { TOTP } from 'otpauth'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { systemCall } from '../http/call.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { addTotp } from './totp-testing.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

const stepMs = 30_000

/** Dana, with an authenticator app: what it shows now, and the codes on her paper. */
async function withTotp(server: TestServer) {
  const dana = await server.developer()
  return { dana, ...(await addTotp(server, dana)) }
}

/** The ticket that the right password gives. */
async function takeTicket(server: TestServer, { account }: Caller): Promise<string> {
  const body = { email: account.email, password: testPassword }
  const failure = await server.call(accounts.login, { body }).catch((failure: unknown) => failure)
  assert.ok(failure instanceof ApiError)
  assert.equal(failure.code, 'auth.second_factor_required')
  return String(failure.details.ticket)
}

async function listMails({ settle, outbox }: TestServer): Promise<string[]> {
  await settle()
  return outbox.map(({ name }) => name)
}

const otherDigit = (code: string) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`

test(
  'with an authenticator app the password gives a ticket, and ticket and code give a session',
  withServer(async (server) => {
    const { dana, showCode } = await withTotp(server)
    const body = { email: dana.account.email, password: testPassword }
    await assert.rejects(server.call(accounts.login, { body }), (failure: unknown) => {
      assert.ok(failure instanceof ApiError)
      assert.deepEqual([failure.status, failure.details.methods], [401, ['totp', 'recovery_code']])
      return failure.code === 'auth.second_factor_required'
    })
    const ticket = await takeTicket(server, dana)
    const tokens = await server.call(secondFactor.finishSignIn, { body: { ticket, code: showCode() } })
    assert.deepEqual(await server.callWith(tokens.access_token)(accounts.me, {}), dana.account)
  }),
)

test(
  'the wrong password is the same refusal with and without an authenticator app',
  withServer(async (server) => {
    const { dana } = await withTotp(server)
    const answers = await Promise.all(
      [dana.account.email, 'nobody@example.com'].map((email) =>
        server.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: 'not the password' } }),
      ),
    )
    const [one, other] = answers.map((answer) => ({ ...answer.json<Record<string, unknown>>(), request_id: '' }))
    assert.deepEqual(one, other)
  }),
)

test(
  'switching the authenticator app on shows ten recovery codes once, and stores neither them nor the secret in the clear',
  withServer(async (server) => {
    const dana = await server.developer()
    assert.deepEqual(await dana.call(secondFactor.getSecondFactor, {}), {
      totp_confirmed_at: null,
      recovery_codes_left: 0,
      passkeys: 0,
    })
    const { secret, otpauth_url } = await dana.call(secondFactor.startTotp, {})
    assert.match(secret, /^[A-Z2-7]{32}$/)
    assert.equal(
      otpauth_url,
      `otpauth://totp/Mosis:${encodeURIComponent(dana.account.email)}?issuer=Mosis&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    )
    const code = new TOTP({ secret }).generate({ timestamp: Date.parse(server.clock.now()) })
    const { recovery_codes } = await dana.call(secondFactor.confirmTotp, { body: { code } })
    assert.equal(new Set(recovery_codes).size, 10)
    for (const one of recovery_codes) assert.match(one, /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
    assert.deepEqual(await dana.call(secondFactor.getSecondFactor, {}), {
      totp_confirmed_at: server.clock.now(),
      recovery_codes_left: 10,
      passkeys: 0,
    })
    const stored = JSON.stringify([
      await server.deps.db.selectFrom('totp').selectAll().execute(),
      await server.deps.db.selectFrom('recovery_code').selectAll().execute(),
    ])
    for (const clear of [secret, ...recovery_codes]) assert.ok(!stored.includes(clear))
    assert.ok((await listMails(server)).includes('totp_on'))
  }),
)

test(
  'a secret counts once it is confirmed with a code of it, within 15 minutes',
  withServer(async (server) => {
    const dana = await server.developer()
    await assert.rejects(
      dana.call(secondFactor.confirmTotp, { body: { code: '000000' } }),
      refusedWith('totp.not_started'),
    )
    const first = await dana.call(secondFactor.startTotp, {})
    const { secret } = await dana.call(secondFactor.startTotp, {})
    assert.notEqual(secret, first.secret)
    const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: Date.parse(server.clock.now()) })
    await assert.rejects(
      dana.call(secondFactor.confirmTotp, { body: { code: codeOf(first.secret) } }),
      refusedWith('auth.wrong_code'),
    )
    await server.call(accounts.login, { body: { email: dana.account.email, password: testPassword } })
    server.clock.advance(15 * 60_000)
    const { access_token } = await server.call(accounts.login, {
      body: { email: dana.account.email, password: testPassword },
    })
    const again = server.callWith(access_token)
    await assert.rejects(
      again(secondFactor.confirmTotp, { body: { code: codeOf(secret) } }),
      refusedWith('totp.not_started'),
    )
    const late = await again(secondFactor.startTotp, {})
    await again(secondFactor.confirmTotp, { body: { code: codeOf(late.secret) } })
    await assert.rejects(again(secondFactor.startTotp, {}), refusedWith('totp.exists'))
    await assert.rejects(
      again(secondFactor.confirmTotp, { body: { code: codeOf(late.secret) } }),
      refusedWith('totp.exists'),
    )
  }),
)

test(
  'a code works once, from one step before to one step after its own, and none works that is older than one that did',
  withServer(async (server) => {
    const { dana, showCode } = await withTotp(server)
    const signIn = async (code: string) => {
      const ticket = await takeTicket(server, dana)
      return server.call(secondFactor.finishSignIn, { body: { ticket, code } })
    }
    server.clock.advance(2 * stepMs)
    await assert.rejects(signIn(showCode(-2 * stepMs)), refusedWith('auth.wrong_code'))
    await assert.rejects(signIn(showCode(2 * stepMs)), refusedWith('auth.wrong_code'))
    await signIn(showCode(-stepMs))
    await signIn(showCode())
    await assert.rejects(signIn(showCode()), refusedWith('auth.wrong_code'))
    await assert.rejects(signIn(showCode(-stepMs)), refusedWith('auth.wrong_code'))
    await signIn(showCode(stepMs))
    server.clock.advance(stepMs)
    await assert.rejects(signIn(showCode()), refusedWith('auth.wrong_code'))
  }),
)

test(
  'the code that switched the authenticator app on does not sign in',
  withServer(async (server) => {
    const { dana, showCode } = await withTotp(server)
    const ticket = await takeTicket(server, dana)
    await assert.rejects(
      server.call(secondFactor.finishSignIn, { body: { ticket, code: showCode(-stepMs) } }),
      refusedWith('auth.wrong_code'),
    )
  }),
)

test(
  'of many sign-ins with one code at the same time one succeeds, with one ticket or with several',
  withServer(async (server) => {
    const { dana, showCode } = await withTotp(server)
    const one = await takeTicket(server, dana)
    const tickets = [one, one, one, await takeTicket(server, dana), await takeTicket(server, dana)]
    const results = await Promise.allSettled(
      tickets.map((ticket) => server.call(secondFactor.finishSignIn, { body: { ticket, code: showCode() } })),
    )
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  }),
)

test(
  'a ticket is one session, for five minutes and five tries',
  withServer(async (server) => {
    const { dana, showCode, recovery_codes } = await withTotp(server)
    const finish = (ticket: string, code: string) => server.call(secondFactor.finishSignIn, { body: { ticket, code } })
    const used = await takeTicket(server, dana)
    await finish(used, showCode())
    await assert.rejects(finish(used, recovery_codes[0] ?? ''), refusedWith('auth.invalid_ticket'))

    server.clock.advance(10 * 60_000)
    const tried = await takeTicket(server, dana)
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await assert.rejects(finish(tried, otherDigit(showCode())), refusedWith('auth.wrong_code'))
    }
    await assert.rejects(finish(tried, showCode()), refusedWith('auth.invalid_ticket'))

    const late = await takeTicket(server, dana)
    server.clock.advance(5 * 60_000)
    await assert.rejects(finish(late, showCode()), refusedWith('auth.invalid_ticket'))
    for (const wrong of ['', 'x', used, 'x'.repeat(43)]) {
      await assert.rejects(finish(wrong, showCode()), refusedWith('auth.invalid_ticket'))
    }
  }),
)

test(
  "a ticket takes the codes of its own account only, and a code of another account's app is wrong",
  withServer(async (server) => {
    const dana = await withTotp(server)
    const mallory = await withTotp(server)
    const ticket = await takeTicket(server, dana.dana)
    for (const code of [mallory.showCode(), mallory.recovery_codes[0] ?? '']) {
      await assert.rejects(
        server.call(secondFactor.finishSignIn, { body: { ticket, code } }),
        refusedWith('auth.wrong_code'),
      )
    }
    const { user } = await server.call(secondFactor.finishSignIn, { body: { ticket, code: dana.showCode() } })
    assert.equal(user.id, dana.dana.account.id)
  }),
)

test(
  'a recovery code signs in once, however it was copied, and its owner is told',
  withServer(async (server) => {
    const { dana, recovery_codes } = await withTotp(server)
    const [first = '', second = '', third = ''] = recovery_codes
    const finish = async (code: string) => {
      const ticket = await takeTicket(server, dana)
      return server.call(secondFactor.finishSignIn, { body: { ticket, code } })
    }
    await finish(first)
    await assert.rejects(finish(first), refusedWith('auth.wrong_code'))
    await finish(` ${second.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')}\t`)
    await assert.rejects(finish(second), refusedWith('auth.wrong_code'))
    await assert.rejects(finish(third.slice(0, -1)), refusedWith('auth.wrong_code'))
    await finish(third.replaceAll('-', ''))
    assert.equal((await dana.call(secondFactor.getSecondFactor, {})).recovery_codes_left, 7)
    assert.equal((await listMails(server)).filter((name) => name === 'recovery_code_used').length, 3)
  }),
)

test(
  'of many sign-ins with one recovery code at the same time one succeeds',
  withServer(async (server) => {
    const { dana, recovery_codes } = await withTotp(server)
    const [code = ''] = recovery_codes
    const tickets = [await takeTicket(server, dana), await takeTicket(server, dana), await takeTicket(server, dana)]
    const results = await Promise.allSettled(
      tickets.map((ticket) => server.call(secondFactor.finishSignIn, { body: { ticket, code } })),
    )
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  }),
)

test(
  'new recovery codes end the old ones, and switching the app off ends both',
  withServer(async (server) => {
    const { dana, recovery_codes } = await withTotp(server)
    const next = await dana.call(secondFactor.replaceRecoveryCodes, {})
    const ticket = await takeTicket(server, dana)
    const finish = (code: string) => server.call(secondFactor.finishSignIn, { body: { ticket, code } })
    await assert.rejects(finish(recovery_codes[0] ?? ''), refusedWith('auth.wrong_code'))
    await finish(next.recovery_codes[0] ?? '')
    await dana.call(secondFactor.dropTotp, {})
    await server.call(accounts.login, { body: { email: dana.account.email, password: testPassword } })
    assert.deepEqual(await dana.call(secondFactor.getSecondFactor, {}), {
      totp_confirmed_at: null,
      recovery_codes_left: 0,
      passkeys: 0,
    })
    await assert.rejects(dana.call(secondFactor.dropTotp, {}), refusedWith('totp.not_found'))
    await assert.rejects(dana.call(secondFactor.replaceRecoveryCodes, {}), refusedWith('totp.not_found'))
    const mails = await listMails(server)
    assert.ok(mails.includes('recovery_codes_new') && mails.includes('totp_off'))
  }),
)

test(
  'guessing codes is slowed down and told to the owner, who gets in from elsewhere all the same',
  withServer(async (server) => {
    const { dana, showCode, recovery_codes } = await withTotp(server)
    const finish = (ticket: string, code: string, remoteAddress: string) =>
      server.inject({ method: 'POST', url: '/v1/auth/login/second-factor', payload: { ticket, code }, remoteAddress })
    const statuses: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const ticket = await takeTicket(server, dana)
      for (let attempt = 0; attempt < 5; attempt += 1) {
        statuses.push((await finish(ticket, otherDigit(showCode()), '203.0.113.7')).statusCode)
      }
    }
    assert.deepEqual([statuses.filter((status) => status === 401).length, statuses.at(-1)], [10, 429])
    assert.equal((await listMails(server)).filter((name) => name === 'second_factor_failing').length, 2)
    // From other networks the guesses go on until the account has had enough of six digits; a recovery code still works.
    for (let network = 0; network < 20; network += 1) {
      await finish(await takeTicket(server, dana), otherDigit(showCode()), `198.51.100.${network}`)
    }
    const ticket = await takeTicket(server, dana)
    assert.equal((await finish(ticket, showCode(), '192.0.2.77')).statusCode, 429)
    assert.equal((await finish(ticket, recovery_codes[0] ?? '', '192.0.2.77')).statusCode, 200)
  }),
)

test(
  'a code, too, proves for what needs a recent sign-in who is there',
  withServer(async (server) => {
    const { dana, showCode } = await withTotp(server)
    server.clock.advance(14 * 60_000)
    const { access_token } = await server.call(accounts.refresh, { body: { refresh_token: dana.tokens.refresh_token } })
    const call = server.callWith(access_token)
    server.clock.advance(60_000)
    await assert.rejects(call(secondFactor.dropTotp, {}), refusedWith('auth.recent_sign_in_required'))
    await assert.rejects(
      call(sessions.confirm, { body: { method: 'totp', code: otherDigit(showCode()) } }),
      refusedWith('auth.wrong_code'),
    )
    await call(sessions.confirm, { body: { method: 'totp', code: showCode() } })
    await call(secondFactor.dropTotp, {})
  }),
)

test(
  "the portal's secret may change: recovery codes still sign in, codes of the app do not",
  withServer(async (server) => {
    const { dana, showCode, recovery_codes } = await withTotp(server)
    await server.deps.db
      .updateTable('totp')
      .set({ secret: await server.deps.tokens.seal('something else', 'x') })
      .execute()
    const ticket = await takeTicket(server, dana)
    const finish = (code: string) => server.call(secondFactor.finishSignIn, { body: { ticket, code } })
    await assert.rejects(finish(showCode()), refusedWith('auth.wrong_code'))
    await finish(recovery_codes[0] ?? '')
  }),
)

test(
  "a secret that is moved into another account's row is of no use there",
  withServer(async (server) => {
    const { dana } = await withTotp(server)
    const mallory = await withTotp(server)
    const { secret } = await server.deps.db
      .selectFrom('totp')
      .select('secret')
      .where('account_id', '=', mallory.dana.account.id)
      .executeTakeFirstOrThrow()
    await server.deps.db.updateTable('totp').set({ secret }).where('account_id', '=', dana.account.id).execute()
    const ticket = await takeTicket(server, dana)
    await assert.rejects(
      server.call(secondFactor.finishSignIn, { body: { ticket, code: mallory.showCode() } }),
      refusedWith('auth.wrong_code'),
    )
  }),
)

test(
  'what changes a second factor and what goes wrong with it is in the log of the account',
  withServer(async (server) => {
    const { dana, showCode, recovery_codes } = await withTotp(server)
    const ticket = await takeTicket(server, dana)
    const finish = (code: string) => server.call(secondFactor.finishSignIn, { body: { ticket, code } })
    await assert.rejects(finish(otherDigit(showCode())), refusedWith('auth.wrong_code'))
    await finish(recovery_codes[0] ?? '')
    await dana.call(secondFactor.replaceRecoveryCodes, {})
    await dana.call(secondFactor.dropTotp, {})
    const events = await server.deps.db
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('account_id', '=', dana.account.id)
      .where('subject_type', '=', 'account')
      .orderBy('id')
      .execute()
    assert.deepEqual(
      events.map(({ action, actor_id }) => [action, actor_id === dana.account.id]),
      [
        ['register', true],
        ['verify_email', true],
        ['totp_on', true],
        ['wrong_code', false],
        ['recovery_code_use', true],
        ['recovery_codes_new', true],
        ['totp_off', true],
      ],
    )
  }),
)

test(
  'a sign-in cannot be completed inside a transaction, which would take the ticket back',
  withServer(async ({ deps, developer, clock }) => {
    const { account } = await developer()
    const call = systemCall(clock.now(), 'req_test')
    await assert.rejects(
      deps.db.transaction().execute((db) => completeSignIn(db, call, account, { client: '', method: 'password' })),
      /inside a transaction/,
    )
  }),
)
