import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accounts,
  ApiError,
  apiKeys,
  apps,
  createClient,
  deviceLogin,
  passkeys,
  people,
  safety,
  secondFactor,
  sessions,
  store,
  trustedPublishing,
} from '@mosis/api'
import { OAuth2Server } from 'oauth2-mock-server'
import { testBaseUrl, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import { startOAuthWorld } from './oauth/testing.ts'
import type { OAuthWorld } from './oauth/testing.ts'
import { createTestPasskey } from './passkey-testing.ts'
import { codeOf, refusedWith, signInWithBrowser, withServer } from './testing.ts'
import { addTotp } from './totp-testing.ts'

const reason = 'Somebody else signed in with it'

const lock = ({ call }: Caller, { account }: Caller) =>
  call(people.lockAccount, { params: { account_id: account.id }, body: { reason } })
const unlock = ({ call }: Caller, { account }: Caller) =>
  call(people.unlockAccount, { params: { account_id: account.id } })
const removeFactor = ({ call }: Caller, { account }: Caller) =>
  call(people.removeSecondFactor, { params: { account_id: account.id }, body: { reason: 'The phone is lost' } })

const logIn = ({ call }: Pick<TestServer, 'call'>, { account }: Caller, password = testPassword) =>
  call(accounts.login, { body: { email: account.email, password } })

async function mailsTo(server: TestServer, { account }: Caller) {
  await server.settle()
  const mails = server.outbox.filter(({ to }) => to === account.email)
  // Lines of a mail are broken between words.
  return mails.map((mail) => ({ ...mail, text: mail.text.replaceAll('\n', ' ') }))
}

/** Throws what a raw answer refuses with. */
function orThrow(status: number, body: unknown): void {
  if (status >= 400) throw ApiError.fromProblem(body) ?? new Error(`Status ${status}`)
}

/** `in`, or the code of the refusal; `and why` where it gives the reason of the lock. */
async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'in'
  } catch (failure) {
    assert.ok(failure instanceof ApiError, String(failure))
    return failure.message.includes(reason) ? `${failure.code} and why` : failure.code
  }
}

/** Makes, before the lock, what one later attempt needs. */
type Prepare = () => Promise<() => Promise<unknown>>

/** Every way in: what it answers while the account is locked, and once it is unlocked. */
const expected: Record<string, readonly [locked: string, unlocked: string]> = {
  password: ['auth.account_locked and why', 'in'],
  'password and code': ['auth.account_locked and why', 'in'],
  'code after a password of before the lock': ['auth.invalid_ticket', 'auth.invalid_ticket'],
  passkey: ['auth.account_locked and why', 'in'],
  GitHub: ['auth.account_locked and why', 'in'],
  Google: ['auth.account_locked and why', 'in'],
  'access token': ['auth.account_locked', 'auth.invalid_token'],
  'refresh token': ['auth.account_locked', 'auth.invalid_refresh_token'],
  'browser cookie': ['auth.account_locked', 'auth.invalid_token'],
  'device login that was approved': ['auth.account_locked and why', 'device_login.denied'],
  'API key': ['auth.account_locked', 'in'],
  'API key, described': ['auth.account_locked', 'in'],
  'CI run': ['ci_token.not_trusted', 'in'],
  'key of a CI run': ['auth.account_locked', 'in'],
}

/** Dana, who signs in with everything but a code, and Tara, who has an authenticator app. */
async function prepareWays(world: OAuthWorld, ci: OAuth2Server, dana: Caller, tara: Caller) {
  const client = (token: string) => createClient({ baseUrl: testBaseUrl, token, fetch: world.fetch })
  const app_id = 'com.example.clock'
  await dana.call(apps.createApp, { body: { id: app_id, name: 'Clock' } })
  const workflow = { provider: 'github', repository: 'example/clock', workflow: 'release.yml' } as const
  await dana.call(trustedPublishing.addTrustedPublisher, { params: { app_id }, body: workflow })
  const device = createTestPasskey({ origin: testBaseUrl })
  const options = await dana.call(passkeys.startPasskey, {})
  await dana.call(passkeys.addPasskey, { body: { name: 'Laptop', response: device.create(options) } })
  for (const provider of ['github', 'google'] as const) await world.signIn(provider, dana.tokens.access_token)
  const { recovery_codes } = await addTotp(world, tara)
  const takeCode = () => recovery_codes.pop() ?? ''
  const takeTicket = async () => {
    const refusal: unknown = await logIn(world, tara).catch((failure: unknown) => failure)
    assert.ok(refusal instanceof ApiError && refusal.code === 'auth.second_factor_required', String(refusal))
    return String(refusal.details.ticket)
  }
  const finish = (ticket: string) => world.call(secondFactor.finishSignIn, { body: { ticket, code: takeCode() } })
  const goElsewhere = async (provider: 'github' | 'google') => {
    const { status, body } = await world.signIn(provider)
    orThrow(status, body)
  }
  const makeKey = async () =>
    (await dana.call(apiKeys.createApiKey, { body: { name: 'CI', scopes: ['apps:read'] } })).key
  const listWith = (key: string) => client(key)(apps.listApps, {})
  let runs = 0
  const exchange = async () => {
    const now = Date.parse(world.clock.now()) / 1000
    const run = {
      aud: testBaseUrl,
      iat: now,
      nbf: now,
      exp: now + 300,
      sub: 'repo:example/clock:ref:refs/heads/main',
      jti: `run-${(runs += 1)}`,
      repository: 'example/clock',
      repository_id: '74',
      repository_owner_id: '65',
      workflow_ref: 'example/clock/.github/workflows/release.yml@refs/heads/main',
      ref: 'refs/heads/main',
    }
    const token = await ci.issuer.buildToken({ scopesOrTransform: (_header, payload) => Object.assign(payload, run) })
    return (await world.call(trustedPublishing.exchangeCiToken, { body: { app_id, token } })).api_key
  }
  const ways: Record<keyof typeof expected, Prepare> = {
    password: () => Promise.resolve(() => logIn(world, dana)),
    'password and code': () => Promise.resolve(async () => finish(await takeTicket())),
    async 'code after a password of before the lock'() {
      const ticket = await takeTicket()
      return () => finish(ticket)
    },
    passkey: () =>
      Promise.resolve(async () => {
        const options = await world.call(passkeys.startPasskeySignIn, {})
        await world.call(passkeys.signInWithPasskey, { body: { response: device.get(options) } })
      }),
    GitHub: () => Promise.resolve(() => goElsewhere('github')),
    Google: () => Promise.resolve(() => goElsewhere('google')),
    async 'access token'() {
      const { access_token } = await logIn(world, dana)
      return () => client(access_token)(accounts.me, {})
    },
    async 'refresh token'() {
      const { refresh_token } = await logIn(world, dana)
      return () => world.call(accounts.refresh, { body: { refresh_token } })
    },
    async 'browser cookie'() {
      const cookie = await signInWithBrowser(world, dana)
      return async () => {
        const { statusCode, body } = await world.inject({ url: '/v1/auth/me', headers: { cookie } })
        orThrow(statusCode, JSON.parse(body))
      }
    },
    async 'device login that was approved'() {
      const client_id = 'mosis-cli/1.0.0 (linux)'
      const { device_code, user_code } = await world.call(deviceLogin.startDeviceLogin, { body: { client_id } })
      await dana.call(deviceLogin.approveDeviceLogin, { params: { user_code } })
      const body = { grant_type: deviceLogin.deviceGrant, device_code, client_id } as const
      return () => world.call(deviceLogin.finishDeviceLogin, { body })
    },
    async 'API key'() {
      const key = await makeKey()
      return () => listWith(key)
    },
    async 'API key, described'() {
      const key = await makeKey()
      return () => world.call(apiKeys.describeApiKey, { body: { key } })
    },
    'CI run': () => Promise.resolve(exchange),
    async 'key of a CI run'() {
      const key = await exchange()
      return () => listWith(key)
    },
  }
  return ways
}

test('no way leads into a locked account, only a sign-in that is right learns why, and after unlocking keys work and sessions do not', async () => {
  const ci = new OAuth2Server()
  await ci.issuer.keys.generate('RS256')
  await ci.start(0, 'localhost')
  const world = await startOAuthWorld({ ciIssuers: { github: ci.issuer.url ?? '', gitlab: 'https://gitlab.test' } })
  try {
    const [admin, dana, tara] = [await world.admin(), await world.developer(), await world.developer('Tara')]
    const ways = await prepareWays(world, ci, dana, tara)
    const attempts = new Map<string, (() => Promise<unknown>)[]>()
    for (const [name, prepare] of Object.entries(ways)) {
      attempts.set(name, [await prepare(), await prepare(), await prepare()])
    }
    const tryAll = async (round: number) => {
      const outcomes: Record<string, string> = {}
      for (const [name, tries] of attempts) outcomes[name] = await outcomeOf(tries[round]?.() ?? Promise.resolve())
      return outcomes
    }
    const all = (outcome: (expected: readonly [string, string]) => string) =>
      Object.fromEntries(Object.entries(expected).map(([name, each]) => [name, outcome(each)]))
    assert.deepEqual(
      await tryAll(0),
      all(() => 'in'),
    )
    for (const person of [dana, tara]) await lock(admin, person)
    assert.deepEqual(
      await tryAll(1),
      all(([locked]) => locked),
    )
    for (const person of [dana, tara]) await unlock(admin, person)
    assert.deepEqual(
      await tryAll(2),
      all(([, unlocked]) => unlocked),
    )
  } finally {
    await world.close()
    await ci.stop()
  }
})

test(
  'without the right password a locked account is answered like one that does not exist, and a browser like nobody',
  withServer(async (server) => {
    const [admin, dana] = [await server.admin(), await server.developer()]
    const cookie = await signInWithBrowser(server, dana)
    await lock(admin, dana)
    const answers = await Promise.all(
      [dana.account.email, 'nobody@example.com'].map((email) =>
        server.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: 'not the password' } }),
      ),
    )
    const [one, other] = answers.map((answer) => ({ ...answer.json<Record<string, unknown>>(), request_id: '' }))
    assert.deepEqual(one, other)
    const asked = await server.inject({ url: '/v1/auth/session', headers: { cookie } })
    assert.deepEqual([asked.statusCode, asked.json()], [200, { account: null }])
  }),
)

test(
  'nobody locks the own account, and of two admins who lock each other at once one remains, who cannot go',
  withServer(async (server) => {
    const [ada, bea, dana] = [await server.admin(), await server.admin(), await server.developer()]
    await assert.rejects(lock(ada, ada), refusedWith('account.own'))
    await assert.rejects(removeFactor(ada, ada), refusedWith('account.own'))
    await assert.rejects(unlock(ada, dana), refusedWith('account.not_locked'))
    await lock(ada, dana)
    await assert.rejects(lock(bea, dana), refusedWith('account.locked'))
    const unknown = { ...dana, account: { ...dana.account, id: 'acc_doesnotexist' } }
    for (const change of [lock, unlock, removeFactor]) {
      await assert.rejects(change(ada, unknown), refusedWith('account.not_found'))
    }
    const results = await Promise.allSettled([lock(ada, bea), lock(bea, ada)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const left = results[0]?.status === 'fulfilled' ? ada : bea
    // The other one is an admin too, but one who cannot sign in.
    const params = { account_id: left.account.id }
    await assert.rejects(
      left.call(people.changePortalRole, { params, body: { role: 'developer' } }),
      refusedWith('account.last_admin'),
    )
    const body = { email: left.account.email }
    await assert.rejects(left.call(accounts.deleteAccount, { body }), refusedWith('account.last_admin'))
    const other = left === ada ? bea : ada
    await left.call(people.changePortalRole, { params: { account_id: other.account.id }, body: { role: 'developer' } })
  }),
)

test(
  'a lock is found in the list and in the logs of both sides, and the person is told by mail',
  withServer(async (server) => {
    const [admin, dana] = [await server.admin(), await server.developer()]
    const namesOf = async (state: 'active' | 'locked') =>
      (await admin.call(people.listAccounts, { query: { state } })).accounts.map(({ name }) => name)
    const locked = await lock(admin, dana)
    const lockOfDana = { locked_at: server.clock.now(), locked_reason: reason }
    assert.deepEqual(locked, { ...dana.account, ...lockOfDana, authenticator_app: false })
    assert.deepEqual([await namesOf('locked'), await namesOf('active')], [['Dana'], ['Ada']])
    const { sessions: open, locked_reason } = await admin.call(people.getAccount, {
      params: { account_id: dana.account.id },
    })
    assert.deepEqual([open, locked_reason], [0, reason])
    assert.deepEqual(await unlock(admin, dana), {
      ...dana.account,
      locked_at: null,
      locked_reason: null,
      authenticator_app: false,
    })
    assert.deepEqual([await namesOf('locked'), await namesOf('active')], [[], ['Ada', 'Dana']])

    const again = server.callWith((await logIn(server, dana)).access_token)
    for (const call of [admin.call, again]) {
      const { events } = await call(sessions.listOwnAudit, { query: { subject: dana.account.id } })
      assert.deepEqual(
        events.slice(0, 2).map(({ action, actor, from, to, reason }) => [action, actor?.id, from, to, reason]),
        [
          ['unlock', admin.account.id, 'locked', 'active', null],
          ['lock', admin.account.id, 'active', 'locked', reason],
        ],
      )
    }
    const mails = await mailsTo(server, dana)
    const [first, second] = mails.filter(({ name }) => name === 'account_locked' || name === 'account_unlocked')
    assert.match(first?.text ?? '', new RegExp(`The reason: ${reason}`))
    assert.equal(second?.url, `${testBaseUrl}/auth/sign-in`)
  }),
)

test(
  'what a locked person has in the store stays there, and no link of before the lock takes the account over',
  withServer(async (server) => {
    const app = await startSampleApp(server, 'com.example.clock')
    await app.published()
    const { developer: dana } = app
    const admin = await server.admin()
    await dana.call(accounts.changeEmail, { body: { email: 'intruder@example.com' } })
    await server.settle()
    const mail = server.outbox.findLast(({ name }) => name === 'email_change_confirm')
    assert.ok(mail?.name === 'email_change_confirm')
    await lock(admin, dana)
    assert.equal((await server.call(store.getStoreApp, { params: { app_id: app.id } })).id, app.id)
    const { token } = mail.data
    await assert.rejects(server.call(accounts.confirmEmail, { body: { token } }), refusedWith('account.invalid_link'))
  }),
)

test(
  'a locked reviewer is nobody that a second look could wait for, and is sent nothing about reviews',
  withServer(async (server) => {
    const app = await startSampleApp(server, 'com.example.clock')
    const { id: version_id } = await app.published()
    const { reviewer } = app
    const admin = await server.admin()
    await lock(admin, reviewer)
    const params = { app_id: app.id, version_id }
    const reasons = { reason_code: 'malware', reason: 'It sends passwords away', public_reason: 'Harmful' } as const
    await admin.call(safety.quarantineVersion, { params, body: reasons })
    const names = new Set((await mailsTo(server, reviewer)).map(({ name }) => name))
    assert.deepEqual([names.has('account_locked'), names.has('quarantine_waits')], [true, false])
    server.clock.advance(24 * 60 * 60_000)
    const again = server.callWith((await logIn(server, admin)).access_token)
    assert.equal((await again(safety.confirmQuarantine, { params })).state, 'confirmed')
  }),
)

test(
  'a session that opened at the very moment of the lock is refused, and does not come to life when the lock goes',
  withServer(async (server) => {
    const [admin, dana] = [await server.admin(), await server.developer()]
    await lock(admin, dana)
    await server.deps.db
      .updateTable('session')
      .set({ revoked_at: null })
      .where('account_id', '=', dana.account.id)
      .execute()
    const { refresh_token } = dana.tokens
    const useAll = async () => [
      await codeOf(dana.call(accounts.me, {})),
      await codeOf(server.call(accounts.refresh, { body: { refresh_token } })),
    ]
    assert.deepEqual(await useAll(), ['auth.account_locked', 'auth.account_locked'])
    await unlock(admin, dana)
    assert.deepEqual(await useAll(), ['auth.invalid_token', 'auth.invalid_refresh_token'])
  }),
)

test(
  'an admin takes a lost second factor away: every session ends, the password alone signs in, and the person is told',
  withServer(async (server) => {
    const [admin, dana] = [await server.admin(), await server.developer()]
    await assert.rejects(removeFactor(admin, dana), refusedWith('account.no_authenticator'))
    const { recovery_codes } = await addTotp(server, dana)
    assert.equal(await codeOf(logIn(server, dana)), 'auth.second_factor_required')
    const shown = await admin.call(people.listAccounts, { query: { q: dana.account.email } })
    assert.deepEqual(
      shown.accounts.map(({ authenticator_app }) => authenticator_app),
      [true],
    )

    assert.equal((await removeFactor(admin, dana)).authenticator_app, false)
    await assert.rejects(dana.call(accounts.me, {}), refusedWith('auth.invalid_token'))
    await assert.rejects(logIn(server, dana, 'not the password'), refusedWith('auth.wrong_credentials'))
    const again = server.callWith((await logIn(server, dana)).access_token)
    assert.deepEqual(await again(secondFactor.getSecondFactor, {}), {
      totp_confirmed_at: null,
      recovery_codes_left: 0,
      passkeys: 0,
    })
    const proof = { method: 'totp', code: recovery_codes[0] ?? '' } as const
    await assert.rejects(again(sessions.confirm, { body: proof }), refusedWith('auth.wrong_code'))

    const { events } = await again(sessions.listOwnAudit, { query: { action: 'remove_second_factor' } })
    assert.deepEqual(
      events.map(({ actor, reason, from, to }) => [actor?.id, reason, from, to]),
      [[admin.account.id, 'The phone is lost', 'on', 'off']],
    )
    const mail = (await mailsTo(server, dana)).find(({ name }) => name === 'second_factor_removed')
    assert.match(mail?.text ?? '', /The reason: The phone is lost/)
    await assert.rejects(removeFactor(admin, dana), refusedWith('account.no_authenticator'))
  }),
)
