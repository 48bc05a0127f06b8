import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError, apiKeys, apps, sessions } from '@mosis/api'
import type { Client, Scope, Tokens } from '@mosis/api'
import { testBaseUrl, testPassword } from '../testing.ts'
import { codeOf, refusedWith, signInWithBrowser, withServer } from './testing.ts'

const quarter = 15 * 60_000

test(
  'a sign-in is recent for 15 minutes, and the password renews it',
  withServer(async (server) => {
    const dana = await server.developer()
    const name = { body: { name: 'CI', scopes: ['apps:read'] as Scope[] } }
    const later = async (client: Client) => client(apiKeys.createApiKey, name)
    await later(dana.call)
    server.clock.advance(quarter + 1000)
    const { access_token } = await server.call(accounts.refresh, { body: { refresh_token: dana.tokens.refresh_token } })
    const call = server.callWith(access_token)
    await assert.rejects(later(call), refusedWith('auth.recent_sign_in_required'), 'a refresh proves nothing')
    const proof = { method: 'password', password: testPassword } as const
    await assert.rejects(
      call(sessions.confirm, { body: { ...proof, password: 'wrong password' } }),
      refusedWith('auth.wrong_credentials'),
    )
    await assert.rejects(later(call), refusedWith('auth.recent_sign_in_required'))
    assert.deepEqual(await call(sessions.confirm, { body: proof }), {
      authenticated_at: server.clock.now(),
      until: new Date(Date.parse(server.clock.now()) + quarter).toISOString(),
    })
    await later(call)
  }),
)

test(
  'whoever has a stolen session guesses the password no faster than at the door',
  withServer(async ({ developer, clock }) => {
    const { call } = await developer()
    const guess = (password: string) => codeOf(call(sessions.confirm, { body: { method: 'password', password } }))
    for (let n = 0; n < 10; n += 1) assert.equal(await guess('wrong password'), 'auth.wrong_credentials')
    assert.equal(await guess(testPassword), 'rate_limited')
    clock.advance(30_000)
    assert.equal(await guess(testPassword), 'passed')
  }),
)

test(
  'sessions are listed with what signed in, from where and how; each can be ended',
  withServer(async ({ developer, call, callWith, clock, inject }) => {
    const dana = await developer()
    clock.advance(60_000)
    const response = await inject({
      method: 'POST',
      url: '/v1/auth/login',
      headers: { 'user-agent': 'mosis/1.0.0 (laptop)' },
      payload: { email: dana.account.email, password: testPassword },
      remoteAddress: '198.51.100.1',
    })
    const other = response.json<Tokens>()
    const listed = await dana.call(sessions.listSessions, {})
    const [laptop, first] = listed.sessions
    assert.deepEqual(laptop, {
      id: laptop?.id,
      is_current: false,
      client: 'mosis/1.0.0 (laptop)',
      address: '198.51.100.1',
      method: 'password',
      kind: 'client',
      scopes: null,
      created_at: clock.now(),
      last_used_at: clock.now(),
      authenticated_at: clock.now(),
      expires_at: new Date(Date.parse(clock.now()) + 30 * 86_400_000).toISOString(),
    })
    assert.deepEqual([first?.is_current, listed.sessions.length, listed.next_cursor], [true, 2, null])
    const { sessions: page, next_cursor } = await dana.call(sessions.listSessions, { query: { limit: 1 } })
    assert.deepEqual([page[0]?.id, next_cursor === null], [laptop?.id, false])

    await dana.call(sessions.revokeSession, { params: { session_id: laptop?.id ?? '' } })
    await assert.rejects(callWith(other.access_token)(accounts.me, {}), refusedWith('auth.invalid_token'))
    const body = { refresh_token: other.refresh_token }
    await assert.rejects(call(accounts.refresh, { body }), refusedWith('auth.invalid_refresh_token'))
    assert.equal((await dana.call(sessions.listSessions, {})).sessions.length, 1)
    const again = dana.call(sessions.revokeSession, { params: { session_id: laptop?.id ?? '' } })
    await assert.rejects(again, refusedWith('session.not_found'))
  }),
)

test(
  "somebody else's session cannot be seen or ended",
  withServer(async ({ developer }) => {
    const dana = await developer('Dana')
    const erik = await developer('Erik')
    const [session] = (await dana.call(sessions.listSessions, {})).sessions
    const params = { session_id: session?.id ?? '' }
    await assert.rejects(erik.call(sessions.revokeSession, { params }), refusedWith('session.not_found'))
    assert.ok((await erik.call(sessions.listSessions, {})).sessions.every(({ id }) => id !== params.session_id))
    await dana.call(accounts.me, {})
  }),
)

test(
  'logging out everywhere ends every session, or all others, and nobody else’s',
  withServer(async (server) => {
    const dana = await server.developer('Dana')
    const erik = await server.developer('Erik')
    const body = { email: dana.account.email, password: testPassword }
    const others = [await server.call(accounts.login, { body }), await server.call(accounts.login, { body })]
    const cookie = await signInWithBrowser(server, dana)
    assert.deepEqual(await dana.call(sessions.logoutEverywhere, { body: { keep_this: true } }), { ended: 3 })
    await dana.call(accounts.me, {})
    for (const { access_token } of others) {
      await assert.rejects(server.callWith(access_token)(accounts.me, {}), refusedWith('auth.invalid_token'))
    }
    assert.equal((await server.inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 401)
    assert.deepEqual(await dana.call(sessions.logoutEverywhere, { body: {} }), { ended: 1 })
    await assert.rejects(dana.call(accounts.me, {}), refusedWith('auth.invalid_token'))
    await erik.call(accounts.me, {})
  }),
)

test(
  'a refresh whose answer was lost ends the session when it is tried again, even at once',
  withServer(async ({ developer, call, deps }) => {
    const { tokens, account } = await developer()
    const body = { refresh_token: tokens.refresh_token }
    await call(accounts.refresh, { body })
    await assert.rejects(call(accounts.refresh, { body }), refusedWith('auth.invalid_refresh_token'))
    const alive = await deps.db.selectFrom('session').select('id').where('revoked_at', 'is', null).execute()
    assert.deepEqual(alive, [])
    const event = await deps.db.selectFrom('audit_event').selectAll().where('action', '=', 'revoke_reused').execute()
    assert.deepEqual(
      event.map(({ account_id, actor_id }) => [account_id, actor_id]),
      [[account.id, null]],
    )
  }),
)

test(
  'the owner is told of every new sign-in by mail, and not of the one that made the account',
  withServer(async ({ call, inject, outbox, settle }) => {
    const body = { email: 'dana@example.com', password: testPassword, name: 'Dana' }
    await call(accounts.register, { body })
    await settle()
    const told = () => outbox.filter(({ name }) => name === 'new_sign_in')
    assert.deepEqual(told(), [])
    await inject({
      method: 'POST',
      url: '/v1/auth/login',
      headers: { 'user-agent': 'Firefox\t<b>of\tErik</b>' },
      payload: body,
      remoteAddress: '198.51.100.1',
    })
    await settle()
    const [mail, ...others] = told()
    assert.deepEqual([mail?.to, others.length], ['dana@example.com', 0])
    assert.match(
      mail?.text ?? '',
      /2026-01-02 03:04 UTC from the address\s198\.51\.100\.1, with: Firefox <b>of Erik<\/b>\n/,
    )
    assert.match(mail?.text ?? '', new RegExp(`${testBaseUrl}/account/sessions`))
    const wrong = call(accounts.login, { body: { ...body, password: 'wrong password' } })
    await assert.rejects(wrong, refusedWith('auth.wrong_credentials'))
    await settle()
    assert.equal(told().length, 1)
  }),
)

test(
  'everybody reads what they did and what was done to their account, in words',
  withServer(async ({ developer, call, callWith }) => {
    const dana = await developer('Dana')
    await developer('Erik')
    await dana.call(apps.createApp, { body: { id: 'com.example.clock', name: 'Clock' } })
    const body = { refresh_token: dana.tokens.refresh_token }
    await call(accounts.refresh, { body })
    await assert.rejects(call(accounts.refresh, { body }), ApiError)
    const { access_token } = await call(accounts.login, { body: { email: dana.account.email, password: testPassword } })
    const later = callWith(access_token)
    const { events } = await later(sessions.listOwnAudit, {})
    const lines = events.map(({ actor, words, subject }) => `${actor?.name ?? 'nobody'}: ${words} (${subject.type})`)
    for (const line of [
      'Dana: Signed in (session)',
      'nobody: A refresh token was used twice, so its session was ended (session)',
      'Dana: Created an app (app)',
      'Dana: Made the account (account)',
    ]) {
      assert.ok(lines.includes(line), `"${line}" is not in\n${lines.join('\n')}`)
    }
    assert.ok(!lines.some((line) => line.startsWith('Erik')))
    const ids = await readPages((cursor) => later(sessions.listOwnAudit, { query: { limit: 2, cursor } }))
    assert.deepEqual(
      ids,
      events.map(({ id }) => id),
    )
  }),
)

test(
  'an admin reads everything, by actor, subject and action; nobody else does',
  withServer(async ({ developer, reviewer, admin }) => {
    const dana = await developer('Dana')
    await dana.call(apps.createApp, { body: { id: 'com.example.clock', name: 'Clock' } })
    for (const { call } of [dana, await reviewer()]) {
      await assert.rejects(call(sessions.listAudit, {}), refusedWith('auth.forbidden'))
    }
    const { call } = await admin()
    const count = async (query: { actor?: string; subject?: string; action?: string }) =>
      (await call(sessions.listAudit, { query: { ...query, limit: 100 } })).events.length
    const { events } = await call(sessions.listAudit, { query: { subject: 'com.example.clock' } })
    assert.deepEqual(
      events.map(({ id, ...event }) => ({ ...event, id: id.slice(0, 4) })),
      [
        {
          id: 'evt_',
          at: '2026-01-02T03:04:05.000Z',
          actor: { id: dana.account.id, name: 'Dana' },
          subject: { type: 'app', id: 'com.example.clock' },
          action: 'create',
          words: 'Created an app',
          from: null,
          to: 'draft',
          reason: null,
          reason_note: null,
          address: '192.0.2.1',
        },
      ],
    )
    assert.equal(await count({ actor: dana.account.id, action: 'create' }), 1)
    assert.equal(await count({ action: 'nothing' }), 0)
    assert.ok((await count({})) > (await count({ actor: dana.account.id })))
  }),
)

async function readPages(ask: (cursor?: string) => Promise<{ events: { id: string }[]; next_cursor: string | null }>) {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const { events, next_cursor } = await ask(cursor)
    ids.push(...events.map(({ id }) => id))
    if (next_cursor === null) return ids
    cursor = next_cursor
  }
}
