import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError, apps, createClient, deviceLogin } from '@mosis/api'
import type { Client } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { startTestServer, testBaseUrl } from '../testing.ts'
import type { TestServer } from '../testing.ts'
import { approveDeviceLogin } from './device-login.ts'
import { newUserCode, readUserCode, showUserCode } from './user-code.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const client_id = 'mosis-cli/1.0.0 (linux)'
const grant_type = deviceLogin.deviceGrant

const start = (call: Client, body: { scopes?: ('apps:read' | 'apps:write')[] } = {}) =>
  call(deviceLogin.startDeviceLogin, { body: { client_id, ...body } })
const ask = (call: Client, device_code: string, client = client_id) =>
  call(deviceLogin.finishDeviceLogin, { body: { grant_type, device_code, client_id: client } })
const approve = (call: Client, user_code: string) => call(deviceLogin.approveDeviceLogin, { params: { user_code } })
const deny = (call: Client, user_code: string) => call(deviceLogin.denyDeviceLogin, { params: { user_code } })
const look = (call: Client, user_code: string) => call(deviceLogin.getDeviceLogin, { params: { user_code } })

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

/** The code of a refusal with its RFC name and interval, or that there was none. */
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (failure: unknown) => {
      if (!(failure instanceof ApiError)) throw failure
      const { error = '', interval = '' } = failure.details
      return `${failure.status} ${failure.code} ${JSON.stringify(error)} ${JSON.stringify(interval)}`
    },
  )

const pending = '400 device_login.pending "authorization_pending" 5'
const slowDown = (interval: number) => `400 device_login.slow_down "slow_down" ${interval}`
const invalid = '400 device_login.invalid_code "invalid_grant" ""'

test(
  'a device is signed in as whoever approves its code, who sees first what asks, from where and for what',
  withServer(async ({ call, callWith, developer, clock, deps, outbox, settle }) => {
    const { call: dana, account } = await developer()
    const started = await start(call)
    assert.match(started.user_code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    assert.deepEqual(
      { ...started, device_code: '', user_code: '' },
      {
        device_code: '',
        user_code: '',
        verification_uri: `${testBaseUrl}/auth/device`,
        verification_uri_complete: `${testBaseUrl}/auth/device?user_code=${started.user_code}`,
        expires_in: 600,
        interval: 5,
      },
    )
    assert.equal(await outcomeOf(ask(call, started.device_code)), pending)
    const expected = {
      user_code: started.user_code,
      client: client_id,
      address: '192.0.2.1',
      scopes: null,
      state: 'pending',
      created_at: clock.now(),
      expires_at: '2026-01-02T03:14:05.000Z',
    }
    const seen = await look(dana, started.user_code.toLowerCase().replace('-', ' '))
    assert.deepEqual(seen, { ...expected, your_address: '192.0.2.1' })
    assert.deepEqual(await approve(dana, started.user_code), { ...expected, state: 'approved' })
    clock.advance(5000)
    const { access_token, user } = await ask(call, started.device_code)
    assert.deepEqual(user, account)
    assert.deepEqual(await callWith(access_token)(accounts.me, {}), account)
    const session = await deps.db
      .selectFrom('session')
      .select(['method', 'client', 'address', 'scopes', 'authenticated_at', 'created_at'])
      .where('method', '=', 'device')
      .executeTakeFirstOrThrow()
    assert.deepEqual(
      { ...session },
      {
        method: 'device',
        client: client_id,
        address: '192.0.2.1',
        scopes: null,
        // Of the sign-in that approved it.
        authenticated_at: '2026-01-02T03:04:05.000Z',
        created_at: clock.now(),
      },
    )
    const audited = await deps.db
      .selectFrom('audit_event')
      .select(['actor_id', 'to_state', 'reason'])
      .where('action', '=', 'approve_device_login')
      .execute()
    assert.deepEqual(
      audited.map((row) => ({ ...row })),
      [{ actor_id: account.id, to_state: 'approved', reason: `${client_id}, 192.0.2.1` }],
    )
    await settle()
    const mail = outbox.find(({ name }) => name === 'new_sign_in')
    assert.ok(mail?.to === account.email && mail.text.includes(client_id) && mail.text.includes('192.0.2.1'))
  }),
)

test(
  'a device code works once, for its client alone, also when it is asked about twice at the same moment',
  withServer(async ({ call, clock, developer, deps }) => {
    const { call: dana } = await developer()
    const { device_code, user_code } = await start(call)
    await approve(dana, user_code)
    assert.equal(await outcomeOf(ask(call, device_code, 'somebody else')), invalid)
    assert.equal(await outcomeOf(ask(call, 'mdc_guessed')), invalid)
    const both = await Promise.all([1, 2].map(() => outcomeOf(ask(call, device_code))))
    assert.equal(both.filter((outcome) => outcome === 'done').length, 1, both.join('\n'))
    clock.advance(60_000)
    assert.equal(await outcomeOf(ask(call, device_code)), invalid)
    const sessions = await deps.db.selectFrom('session').select('id').where('method', '=', 'device').execute()
    assert.equal(sessions.length, 1)
  }),
)

test(
  'a client that asks too soon is told to slow down, each time by five more seconds, approved or not',
  withServer(async ({ call, clock, developer }) => {
    const { call: dana } = await developer()
    const { device_code, user_code } = await start(call)
    const askAfter = (ms: number) => {
      clock.advance(ms)
      return outcomeOf(ask(call, device_code))
    }
    assert.equal(await askAfter(0), pending)
    assert.equal(await askAfter(5000), pending)
    assert.equal(await askAfter(4000), slowDown(10))
    assert.equal(await askAfter(9000), slowDown(15))
    await approve(dana, user_code)
    assert.equal(await askAfter(5000), slowDown(20))
    assert.equal(await askAfter(20_000), 'done')
  }),
)

test(
  'a refused, an expired and a swept device login end with their own refusals, and no page shows them',
  withServer(async ({ call, clock, deps, developer, settle }) => {
    const { call: dana } = await developer()
    const refused = await start(call)
    assert.equal((await deny(dana, refused.user_code)).state, 'denied')
    assert.equal(await outcomeOf(ask(call, refused.device_code)), '400 device_login.denied "access_denied" ""')
    await assert.rejects(approve(dana, refused.user_code), refusedWith('device_login.not_found'))
    const late = await start(call)
    await approve(dana, late.user_code)
    clock.advance(600_000)
    assert.equal(await outcomeOf(ask(call, late.device_code)), '400 device_login.expired "expired_token" ""')
    await assert.rejects(look(dana, late.user_code), refusedWith('device_login.not_found'))
    await enqueue(deps.db, 'device_login.sweep', {})
    await settle()
    assert.equal(await outcomeOf(ask(call, late.device_code)), invalid)
  }),
)

test(
  'only one account can answer a code; nobody else sees it afterwards, and answering twice is answering once',
  withServer(async ({ call, clock, developer }) => {
    const [{ call: dana, account }, { call: mallory }] = [await developer(), await developer('Mallory')]
    const { device_code, user_code } = await start(call)
    const outcomes = await Promise.all([approve(dana, user_code), approve(dana, user_code)])
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['approved', 'approved'],
    )
    for (const work of [look, approve, deny]) {
      await assert.rejects(work(mallory, user_code), refusedWith('device_login.not_found'))
    }
    await assert.rejects(deny(dana, user_code), refusedWith('device_login.not_found'))
    clock.advance(5000)
    assert.equal((await ask(call, device_code)).user.id, account.id)
    const raced = await start(call)
    const both = await Promise.all([dana, mallory].map((person) => outcomeOf(approve(person, raced.user_code))))
    assert.deepEqual(both.toSorted(), ['404 device_login.not_found "" ""', 'done'])
    await assert.rejects(look(call, user_code), refusedWith('auth.required'))
    await assert.rejects(approve(call, user_code), refusedWith('auth.required'))
  }),
)

test(
  'whoever signs out before the device has asked signs it out too',
  withServer(async ({ call, developer }) => {
    const { call: dana } = await developer()
    const { device_code, user_code } = await start(call)
    await approve(dana, user_code)
    await dana(accounts.logout, {})
    assert.equal(await outcomeOf(ask(call, device_code)), '400 device_login.denied "access_denied" ""')
  }),
)

test(
  'a device login can ask for less, and its session cannot make itself one that may do more',
  withServer(async ({ call, callWith, clock, deps, developer }) => {
    const { call: dana, account } = await developer()
    const narrow = await start(call, { scopes: ['apps:read'] })
    assert.deepEqual((await look(dana, narrow.user_code)).scopes, ['apps:read'])
    await approve(dana, narrow.user_code)
    const session = callWith((await ask(call, narrow.device_code)).access_token)
    await session(apps.listApps, {})
    const body = { id: 'com.example.more', name: 'More', description: 'More' }
    await assert.rejects(session(apps.createApp, { body }), refusedWith('auth.forbidden'))
    for (const scopes of [undefined, ['apps:write', 'apps:read'] as const, ['apps:read'] as const]) {
      const next = await start(call, scopes && { scopes: [...scopes] })
      await assert.rejects(approve(session, next.user_code), refusedWith('auth.forbidden'))
    }
    // The verb alone, as a page calls it.
    const wider = await start(call)
    const limited = { ...systemCall(clock.now(), 'req_1'), accountId: account.id, sessionId: 'ses_1' }
    const approval = approveDeviceLogin(deps.db, { ...limited, scopes: ['apps:read'] }, wider.user_code)
    await assert.rejects(approval, refusedWith('auth.forbidden'))
  }),
)

test(
  'an old sign-in cannot approve, and a device login is as old as the sign-in that approved it',
  withServer(async ({ call, callWith, clock, developer }) => {
    const { call: dana, tokens } = await developer()
    clock.advance(14 * 60_000)
    const first = await start(call)
    await approve(dana, first.user_code)
    const device = callWith((await ask(call, first.device_code)).access_token)
    clock.advance(2 * 60_000)
    const { refresh_token } = tokens
    const dana2 = callWith((await call(accounts.refresh, { body: { refresh_token } })).access_token)
    const second = await start(call)
    for (const old of [dana2, device]) {
      await assert.rejects(approve(old, second.user_code), refusedWith('auth.recent_sign_in_required'))
      assert.equal((await look(old, second.user_code)).state, 'pending')
    }
  }),
)

test(
  'guessing user codes ends after a few tries, for the account and for its network, and so does beginning logins',
  withServer(async ({ call, developer, app, clock }) => {
    const { tokens } = await developer()
    const { tokens: others } = await developer('Mallory')
    const from = (remoteAddress: string, token: string) =>
      createClient({
        baseUrl: testBaseUrl,
        token,
        fetch: async (input, init) => {
          const { url, method } = new Request(input, init)
          const headers = { authorization: `Bearer ${token}` }
          const answer = await app.inject({ method: method === 'POST' ? 'POST' : 'GET', url, remoteAddress, headers })
          return new Response(answer.payload, { status: answer.statusCode })
        },
      })
    const guess = (person: Client) => outcomeOf(look(person, showUserCode(newUserCode())))
    const countUntilLimited = async (person: Client) => {
      for (let tries = 0; tries < 100; tries++) if ((await guess(person)).startsWith('429')) return tries
      return Infinity
    }
    assert.ok((await countUntilLimited(from('198.51.100.1', tokens.access_token))) <= 20)
    // Another network does not help the account, another account is not locked out by it.
    assert.match(await guess(from('198.51.100.2', tokens.access_token)), /^429/)
    assert.match(await guess(from('198.51.100.1', others.access_token)), /^404/)
    const starts = await Promise.all(Array.from({ length: 30 }, () => outcomeOf(start(call))))
    assert.ok(starts.filter((outcome) => outcome === 'done').length <= 20)
    clock.advance(10 * 60_000)
    assert.equal(await outcomeOf(start(call)), 'done')
  }),
)

test(
  'what a client calls itself cannot draw over the page that shows it',
  withServer(async ({ call }) => {
    for (const name of ['', ' cli', 'a\nb', '<b>cli</b>', '\u202egnp.exe', 'x'.repeat(61)]) {
      const body = { client_id: name }
      await assert.rejects(call(deviceLogin.startDeviceLogin, { body }), refusedWith('invalid_input'), name)
    }
  }),
)

test('a user code is read in either case, with or without dashes, and is never mistaken for another one', () => {
  for (const text of ['WDJB-MJHT', 'wdjbmjht', ' wdjb mjht ', 'W-D-J-B–M-J-H-T']) {
    assert.equal(readUserCode(text), 'WDJBMJHT')
  }
  for (const text of ['', 'WDJB-MJH', 'WDJB-MJHTT', 'WDJB-MJHA', 'WDJB-MJH0', 'ＷDJB-MJHT', 'wdjb-mjhſ']) {
    assert.equal(readUserCode(text), undefined, text)
  }
  const codes = Array.from({ length: 1000 }, newUserCode)
  assert.equal(new Set(codes).size, 1000)
  for (const code of codes) assert.equal(readUserCode(showUserCode(code)), code)
})
