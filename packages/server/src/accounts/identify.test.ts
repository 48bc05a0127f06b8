import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign as signRaw } from 'node:crypto'
import { test } from 'node:test'
import * as api from '@mosis/api'
import { accounts, ApiError, apiKeys } from '@mosis/api'
import type { Endpoint, Problem, Scope } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import { loadConfig } from '../config.ts'
import { systemCall } from '../http/call.ts'
import { findApiKeyCaller } from '../keys/find-api-key.ts'
import { testBaseUrl, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { createIdentify } from './identify.ts'
import { openSession } from './sessions.ts'
import { codeOf, contract, refusedWith, signInWithBrowser, withServer } from './testing.ts'

const quarter = 15 * 60_000

const secret = 'a secret for tests that is long enough'
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (header: object, claims: object, key: string | Buffer = secret) => {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

test(
  'an access token counts only as this portal makes it, also where somebody knows how',
  withServer(async ({ developer, callWith, clock }) => {
    const { tokens } = await developer()
    const [head = '', body = ''] = tokens.access_token.split('.')
    const header = { alg: 'HS256', typ: 'at+jwt' }
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), header)
    const { iat } = claims as { iat: number }
    assert.deepEqual(
      { ...claims, sid: '', sub: '' },
      { iss: 'mosis-portal', aud: testBaseUrl, sub: '', sid: '', iat, exp: iat + 900 },
    )
    assert.equal(await codeOf(callWith(signed(header, claims))(accounts.me, {})), 'passed', 'the forger is a good one')

    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
    const byRsa = `${encode({ ...header, alg: 'RS256' })}.${body}`
    const now = Date.parse(clock.now()) / 1000
    const forged: Record<string, string> = {
      'no algorithm': `${encode({ ...header, alg: 'none' })}.${body}.`,
      'no algorithm, in other letters': `${encode({ ...header, alg: 'nOnE' })}.${body}.`,
      'no signature': `${head}.${body}.`,
      'another key': signed(header, claims, 'another secret that is long enough too'),
      'an empty key': signed(header, claims, Buffer.alloc(0)),
      'the secret of a public key': signed({ ...header, alg: 'HS256' }, claims, publicPem),
      'a key of its own in the header': signed(
        { ...header, jwk: { kty: 'oct', k: Buffer.from('mine').toString('base64url') } },
        claims,
        'mine',
      ),
      'a key from elsewhere': signed({ ...header, jku: 'https://evil.test/keys', kid: '../../dev/null' }, claims, ''),
      'RSA instead of HMAC': `${byRsa}.${signRaw('sha256', Buffer.from(byRsa), rsa.privateKey).toString('base64url')}`,
      'HMAC said to be RSA': signed({ ...header, alg: 'RS256' }, claims),
      'another kind of token': signed({ ...header, typ: 'JWT' }, claims),
      'no kind of token': signed({ alg: 'HS256' }, claims),
      'an extension that nobody understands': signed({ ...header, crit: ['b64'], b64: false }, claims),
      'another audience': signed(header, { ...claims, aud: 'https://other.test' }),
      'an audience that begins alike': signed(header, { ...claims, aud: `${testBaseUrl}.evil.test` }),
      'no audience': signed(header, { ...claims, aud: undefined }),
      'another issuer': signed(header, { ...claims, iss: 'somebody' }),
      'no issuer': signed(header, { ...claims, iss: undefined }),
      'somebody else': signed(header, { ...claims, sub: 'acc_somebodyelse' }),
      'a session that does not exist': signed(header, { ...claims, sid: 'ses_0000000000' }),
      'no session': signed(header, { ...claims, sid: undefined }),
      'a session that is no text': signed(header, { ...claims, sid: { $ne: null } }),
      'no end': signed(header, { ...claims, exp: undefined }),
      'an end far away': signed(header, { ...claims, exp: now + 1e9 }),
      'an end that was': signed(header, { ...claims, exp: now }),
      'no beginning': signed(header, { ...claims, iat: undefined }),
      'a beginning to come': signed(header, { ...claims, iat: now + 3600, exp: now + 3700 }),
      'not yet': signed(header, { ...claims, nbf: now + 60 }),
      'a list of claims': signed(header, [claims]),
      'four parts': `${tokens.access_token}.x`,
      'a refresh token': tokens.refresh_token,
      'something long': `${head}.${body}.${'x'.repeat(5000)}`,
    }
    for (const [what, token] of Object.entries(forged)) {
      assert.equal(await codeOf(callWith(token)(accounts.me, {})), 'auth.invalid_token', what)
    }
  }),
)

test(
  'a clock that steps lets no token live longer than it should',
  withServer(async ({ developer, clock }) => {
    const { call } = await developer()
    await call(accounts.me, {})
    clock.advance(-30_000)
    assert.equal(await codeOf(call(accounts.me, {})), 'passed', 'a small correction ends nobody')
    clock.advance(-3_600_000)
    assert.equal(await codeOf(call(accounts.me, {})), 'auth.invalid_token')
    clock.advance(3_630_000 + quarter - 1000)
    assert.equal(await codeOf(call(accounts.me, {})), 'passed')
    clock.advance(1000)
    assert.equal(await codeOf(call(accounts.me, {})), 'auth.invalid_token')
  }),
)

const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
const one = (access: Endpoint['access'], requires: Endpoint['requires'] = []) => ({ access, requires })

/** Whom the portal takes a request for, as its routes ask. */
async function identifyAs(server: TestServer, headers: Record<string, string>, endpoint = one('account')) {
  const { deps } = server
  const { identify } = createIdentify(deps, { findApiKey: (text, now) => findApiKeyCaller(deps.db, text, now) })
  return identify(requestWith(headers), endpoint)
}

const requestWith = (headers: Record<string, string>, method = 'GET') =>
  ({ headers, method, ip: '192.0.2.1', id: 'req_1' }) as unknown as FastifyRequest

async function makeKey({ call }: Caller, scopes: Scope[]): Promise<string> {
  return (await call(apiKeys.createApiKey, { body: { name: 'CI', scopes } })).key
}

/** A sign-in that may do less than its account. */
async function limitedToken({ deps, clock }: TestServer, { account }: Caller, scopes: Scope[]): Promise<string> {
  const call = { ...systemCall(clock.now(), 'req_1'), address: '192.0.2.1' }
  const { sessionId } = await openSession(deps.db, call, account, { client: 'mosis', method: 'device', scopes })
  return (await deps.tokens.issue({ accountId: account.id, sessionId })).token
}

test(
  'each kind of credential reaches what it is for and nothing else',
  withServer(async (server) => {
    const dana = await server.developer()
    const admin = await server.admin()
    const key = await makeKey(dana, ['apps:read'])
    const limited = await limitedToken(server, dana, ['apps:read'])
    const adminKey = await makeKey(admin, [...api.scopes])
    const limitedAdmin = await limitedToken(server, admin, ['apps:read'])
    const shown = {
      nothing: {},
      developer: bearer(dana.tokens.access_token),
      limited: bearer(limited),
      key: { 'x-api-key': key },
      'key as Bearer': bearer(key),
      admin: bearer(admin.tokens.access_token),
      'limited admin': bearer(limitedAdmin),
      "admin's key": { 'x-api-key': adminKey },
    }
    const needed = {
      public: one('public'),
      account: one('account'),
      'apps:read': one('apps:read'),
      'apps:write': one('apps:write'),
      reviewer: one('reviewer'),
      admin: one('admin'),
      recent: one('account', ['recent_sign_in']),
      'recent, by scope': one('apps:read', ['recent_sign_in']),
    }
    const table: Record<string, string> = {}
    for (const [who, headers] of Object.entries(shown)) {
      const codes = await Promise.all(
        Object.values(needed).map((endpoint) => codeOf(identifyAs(server, headers, endpoint))),
      )
      table[who] = codes.map((code) => code.replace('auth.', '')).join(' ')
    }
    assert.deepEqual(
      Object.keys(needed).join(' '),
      'public account apps:read apps:write reviewer admin recent recent, by scope',
    )
    const key_ =
      'passed session_required passed forbidden session_required session_required session_required session_required'
    assert.deepEqual(table, {
      nothing: 'passed required required required required required required required',
      developer: 'passed passed passed passed forbidden forbidden passed passed',
      limited: 'passed passed passed forbidden forbidden forbidden forbidden forbidden',
      key: key_,
      'key as Bearer': key_,
      admin: 'passed passed passed passed passed passed passed passed',
      'limited admin': 'passed passed passed forbidden forbidden forbidden forbidden forbidden',
      "admin's key": key_.replace('passed forbidden', 'passed passed'),
    })
    await assert.rejects(identifyAs(server, shown.key, one('apps:write')), /it needs the scope apps:write/)
    assert.deepEqual(await identifyAs(server, shown.key, one('apps:read')), {
      accountId: dana.account.id,
      role: 'developer',
      scopes: ['apps:read'],
      sessionId: null,
      authenticatedAt: null,
      apiKeyId: (await dana.call(apiKeys.listApiKeys, {})).api_keys[0]?.id,
      appIds: null,
      address: '192.0.2.1',
      now: server.clock.now(),
      requestId: 'req_1',
    })
  }),
)

test(
  'no API key reaches what only a person may do, endpoint by endpoint of the contract',
  withServer(async ({ admin, inject }) => {
    const key = await makeKey(await admin(), [...api.scopes])
    for (const { method, path, name } of personal()) {
      const response = await inject({ method, url: path.replace(/\{\w+\}/g, 'x'), headers: { 'x-api-key': key } })
      assert.deepEqual([response.statusCode, response.json<Problem>().code], [403, 'auth.session_required'], name)
    }
  }),
)

const personal = () =>
  contract.filter(
    ({ access, requires }) =>
      ['account', 'reviewer', 'admin'].includes(access) || (access !== 'public' && requires.includes('recent_sign_in')),
  )

test(
  'a request with two credentials is refused instead of guessed at, and one on purpose goes before the cookie',
  withServer(async (server) => {
    const dana = await server.developer('Dana')
    const erik = await server.developer('Erik')
    const key = await makeKey(dana, ['apps:read'])
    const authorization = `Bearer ${dana.tokens.access_token}`
    const cookie = await signInWithBrowser(server, erik)
    const as = (headers: Record<string, string>) => identifyAs(server, headers, one('apps:read'))
    await assert.rejects(as({ authorization, 'x-api-key': key }), refusedWith('auth.two_credentials'))
    await assert.rejects(as({ authorization: `Bearer ${key}`, 'x-api-key': key }), refusedWith('auth.two_credentials'))
    assert.equal((await as({ authorization, cookie })).accountId, dana.account.id)
    assert.equal((await as({ 'x-api-key': key, cookie })).accountId, dana.account.id)
    assert.equal((await as({ cookie })).accountId, erik.account.id)
    // One that is wrong does not fall back to another.
    await assert.rejects(as({ authorization: 'Bearer x', cookie }), refusedWith('auth.invalid_token'))
    await assert.rejects(as({ 'x-api-key': 'mk_live_x', cookie }), refusedWith('auth.invalid_api_key'))
    // Nothing passes as what it is not.
    await assert.rejects(as({ 'x-api-key': dana.tokens.access_token }), refusedWith('auth.invalid_api_key'))
    await assert.rejects(as({ authorization: `Bearer ${cookie.split('=')[1]}` }), refusedWith('auth.invalid_token'))
    await assert.rejects(as({ cookie: `mosis_session=${dana.tokens.access_token}` }), refusedWith('auth.invalid_token'))
    await assert.rejects(
      as({ authorization: `Bearer mk_live_${'x'.repeat(5000)}` }),
      refusedWith('auth.invalid_api_key'),
    )
    // Of two cookies nobody can tell which one the portal set.
    await assert.rejects(as({ cookie: `${cookie}; mosis_session=other` }), refusedWith('auth.invalid_token'))
    assert.equal((await as({ cookie: `a=b; ${cookie}; ${cookie}` })).accountId, erik.account.id)
  }),
)

test(
  'what is revoked is refused at once here, and within a second by every other process',
  withServer(async (server) => {
    const { deps, clock } = server
    const dana = await server.developer()
    const key = await makeKey(dana, ['apps:read'])
    const elsewhere = createIdentify(deps, { findApiKey: (text, now) => findApiKeyCaller(deps.db, text, now) })
    const shown: Record<string, string>[] = [
      { 'x-api-key': key },
      { authorization: `Bearer ${dana.tokens.access_token}` },
    ]
    const askElsewhere = () =>
      Promise.all(shown.map((headers) => codeOf(elsewhere.identify(requestWith(headers), one('apps:read')))))
    const askHere = () =>
      Promise.all(shown.map((headers) => codeOf(server.inject({ url: '/v1/apps', headers }).then(thrown))))
    assert.deepEqual(
      [await askHere(), await askElsewhere()],
      [
        ['passed', 'passed'],
        ['passed', 'passed'],
      ],
    )
    const [made] = (await dana.call(apiKeys.listApiKeys, {})).api_keys
    await dana.call(apiKeys.revokeApiKey, { params: { api_key_id: made?.id ?? '' } })
    await dana.call(accounts.logout, {})
    const refused = ['auth.invalid_api_key', 'auth.invalid_token']
    assert.deepEqual(await askHere(), refused)
    clock.advance(999)
    assert.deepEqual(await askElsewhere(), ['passed', 'passed'], 'it asks the database once a second at most')
    clock.advance(1)
    assert.deepEqual(await askElsewhere(), refused)
  }),
)

/** The refusal of an answer, thrown as a client would. */
function thrown(response: Awaited<ReturnType<TestServer['inject']>>): void {
  if (response.statusCode >= 400) throw ApiError.fromProblem(response.json()) ?? new Error(response.body)
}

test(
  'on a portal that sends no mail nobody has to prove an address',
  withServer(
    async (server) => {
      const body = { email: 'dana@example.com', password: testPassword, name: 'Dana' }
      const { access_token, user } = await server.call(accounts.register, { body })
      const caller = await identifyAs(server, bearer(access_token), one('account', ['verified_email']))
      assert.deepEqual([caller.accountId, user.email_verified], [user.id, false])
    },
    { mail: loadConfig({}).mail },
  ),
)

test(
  'what needs an address that is known to be the own one waits for it, on a portal that sends mail',
  withServer(async (server) => {
    const body = { email: 'dana@example.com', password: testPassword, name: 'Dana' }
    const tokens = await server.call(accounts.register, { body })
    const as = () =>
      identifyAs(server, { authorization: `Bearer ${tokens.access_token}` }, one('account', ['verified_email']))
    await assert.rejects(as(), refusedWith('auth.email_not_verified'))
    await server.settle()
    const mail = server.outbox.find(({ name }) => name === 'verify_email')
    assert.ok(mail?.name === 'verify_email')
    await server.call(accounts.verifyEmail, { body: { token: mail.data.token } })
    assert.equal((await as()).accountId, tokens.user.id)
  }),
)
