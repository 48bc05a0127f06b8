import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ApiError } from '@mosis/api'
import type { ErrorCode, OAuthProvider } from '@mosis/api'
import { SignJWT } from 'jose'
import type { MutableResponse, MutableToken } from 'oauth2-mock-server'
import { ConfigError, loadConfig } from '../../config.ts'
import { createLog } from '../../log.ts'
import { createOAuthProviders } from './providers.ts'
import { ask } from './refusal.ts'
import { startOAuthProvider, testClient } from './provider-testing.ts'
import type { TestOAuthProvider } from './provider-testing.ts'
import { startOAuthWorld, withProviders } from './testing.ts'
import type { Answered, OAuthWorld } from './testing.ts'

const both = ['github', 'google'] as const
const tokenPath = { github: 'POST /login/oauth/access_token', google: 'POST /token' } as const

interface Attack {
  what: string
  providers: readonly OAuthProvider[]
  attack: (world: OAuthWorld, name: OAuthProvider) => Promise<Answered>
  code: ErrorCode
  /** The code stays here: it is not even shown to the provider. */
  keepsCode?: boolean
}

/** Changes the address that the browser brings back. */
async function comeBackWith(
  world: OAuthWorld,
  name: OAuthProvider,
  change: (callback: URL) => void,
): Promise<Answered> {
  const { redirectUrl, cookie } = await world.begin(name)
  const callback = await world.provider.visit(redirectUrl)
  change(callback)
  return world.comeBack(callback, { cookie })
}

/** Has the provider say something else in its ID token, and sign it. */
function signInClaiming(claims: Record<string, unknown>): Attack['attack'] {
  return (world, name) => {
    world.provider.openId.on('beforeTokenSigning', ({ payload }: MutableToken) => {
      if (payload.aud !== undefined) Object.assign(payload, claims)
    })
    return world.signIn(name)
  }
}

/** Puts another ID token in the place of the provider's, made of its header and claims. */
function signInWithToken(
  forge: (header: Record<string, unknown>, claims: Record<string, unknown>) => string | Promise<string> | undefined,
): Attack['attack'] {
  return async (world, name) => {
    const { redirectUrl, cookie } = await world.begin(name)
    const callback = await world.provider.visit(redirectUrl)
    const { nonce } = await world.deps.db
      .selectFrom('one_time_token')
      .select('data')
      .where('created_at', '=', world.clock.now())
      .executeTakeFirstOrThrow()
      .then(({ data }) => JSON.parse(data) as { nonce: string })
    const seconds = Math.floor(Date.now() / 1000)
    const claims = {
      iss: world.provider.url,
      sub: '1',
      aud: testClient.clientId,
      iat: seconds,
      exp: seconds + 600,
      nonce,
    }
    const [key] = world.provider.openId.issuer.keys.toJSON()
    const token = await forge({ kid: key?.kid }, { ...claims, email: 'forged@example.com', email_verified: true })
    world.provider.openId.on(
      'beforeResponse',
      ({ body }: MutableResponse) => void Object.assign(body, { id_token: token }),
    )
    return world.comeBack(callback, { cookie })
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const past = () => Math.floor(Date.now() / 1000) - 3600

/** Answers the portal's questions to one path in another way. */
const answering =
  (path: string, respond: NonNullable<TestOAuthProvider['interrupt']>): Attack['attack'] =>
  async (world, name) => {
    const { redirectUrl, cookie } = await world.begin(name)
    const callback = await world.provider.visit(redirectUrl)
    world.provider.interrupt = (request, response) => (request.url === path ? respond(request, response) : false)
    return world.comeBack(callback, { cookie })
  }

const attacks: Attack[] = [
  {
    what: 'a callback without a state',
    providers: both,
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.delete('state')),
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: 'a state that nobody gave',
    providers: both,
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.set('state', 'x'.repeat(43))),
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: 'a callback in a browser that began nothing (login CSRF)',
    providers: both,
    attack: async (world, name) => {
      const { redirectUrl } = await world.begin(name)
      return world.comeBack(await world.provider.visit(redirectUrl))
    },
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: "a stranger's callback in a browser that began a flow of its own (login CSRF)",
    providers: both,
    attack: async (world, name) => {
      const stranger = await world.begin(name)
      const { cookie } = await world.begin(name)
      return world.comeBack(await world.provider.visit(stranger.redirectUrl), { cookie })
    },
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: 'a second cookie, planted by a neighbour on the same domain',
    providers: both,
    attack: async (world, name) => {
      const stranger = await world.begin(name)
      const own = await world.begin(name)
      const cookie = `${stranger.cookie}; ${own.cookie}`
      return world.comeBack(await world.provider.visit(stranger.redirectUrl), { cookie })
    },
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: 'a callback after ten minutes',
    providers: both,
    attack: async (world, name) => {
      const { redirectUrl, cookie } = await world.begin(name)
      const callback = await world.provider.visit(redirectUrl)
      world.clock.advance(10 * 60_000)
      return world.comeBack(callback, { cookie })
    },
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: "one provider's answer at the callback of the other (mix-up)",
    providers: both,
    attack: (world, name) =>
      comeBackWith(world, name, (callback) => {
        callback.pathname = `/v1/auth/oauth/${name === 'github' ? 'google' : 'github'}/callback`
      }),
    code: 'oauth.invalid_state',
    keepsCode: true,
  },
  {
    what: 'an answer that names another issuer (mix-up, RFC 9207)',
    providers: both,
    attack: (world, name) =>
      comeBackWith(world, name, ({ searchParams }) => searchParams.set('iss', 'https://attacker.example')),
    code: 'oauth.provider_failed',
    keepsCode: true,
  },
  {
    what: 'an answer that names no issuer, from a provider that announced to name it',
    providers: ['google'],
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.delete('iss')),
    code: 'oauth.provider_failed',
    keepsCode: true,
  },
  {
    what: 'two states in one address',
    providers: both,
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.append('state', 'another')),
    code: 'invalid_input',
    keepsCode: true,
  },
  {
    what: 'no code',
    providers: both,
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.delete('code')),
    code: 'oauth.provider_failed',
    keepsCode: true,
  },
  {
    what: 'a made-up code',
    providers: both,
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.set('code', 'made-up')),
    code: 'oauth.provider_failed',
  },
  {
    what: "somebody else's fresh code in a flow of one's own (PKCE)",
    providers: both,
    attack: async (world, name) => {
      const stolen = await world.provider.visit((await world.begin(name)).redirectUrl)
      return comeBackWith(world, name, ({ searchParams }) =>
        searchParams.set('code', stolen.searchParams.get('code') ?? ''),
      )
    },
    code: 'oauth.provider_failed',
  },
  {
    what: 'a person who said no',
    providers: both,
    attack: (world, name) =>
      comeBackWith(world, name, ({ searchParams }) => {
        searchParams.delete('code')
        searchParams.set('error', 'access_denied')
      }),
    code: 'oauth.denied',
    keepsCode: true,
  },
  {
    what: 'a provider that sends the browser back with an error',
    providers: both,
    attack: (world, name) => comeBackWith(world, name, ({ searchParams }) => searchParams.set('error', 'server_error')),
    code: 'oauth.provider_failed',
    keepsCode: true,
  },
  ...(
    [
      ['another nonce', { nonce: 'of another sign-in' }],
      ['no nonce', { nonce: undefined }],
      ['another audience', { aud: 'another-client' }],
      ['two audiences, made for the other one', { aud: [testClient.clientId, 'another'], azp: 'another' }],
      ['another issuer', { iss: 'https://attacker.example' }],
      ['a time that is over', { iat: past(), nbf: past(), exp: past() + 60 }],
      ['a time that has not begun', { nbf: past() + 7200 }],
      ['no subject', { sub: undefined }],
      ['an empty subject', { sub: '' }],
      ['a subject that is a list', { sub: ['1', '2'] }],
    ] as const
  ).map(([what, claims]) => ({
    what: `an ID token with ${what}`,
    providers: ['google'] as const,
    attack: signInClaiming(claims),
    code: 'oauth.provider_failed' as const,
  })),
  {
    what: 'an ID token without a signature (alg none)',
    providers: ['google'],
    attack: signInWithToken((header, claims) => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`),
    code: 'oauth.provider_failed',
  },
  {
    what: "an ID token signed by another key under the provider's key id",
    providers: ['google'],
    attack: signInWithToken((header, claims) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(privateKey)
    }),
    code: 'oauth.provider_failed',
  },
  {
    what: "an ID token signed with the client's secret (HS256)",
    providers: ['google'],
    attack: signInWithToken((header, claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ ...header, alg: 'HS256' })
        .sign(new TextEncoder().encode(testClient.clientSecret)),
    ),
    code: 'oauth.provider_failed',
  },
  {
    what: 'no ID token',
    providers: ['google'],
    attack: signInWithToken(() => undefined),
    code: 'oauth.provider_failed',
  },
  {
    what: 'a right answer that is larger than any needs to be',
    providers: ['google'],
    attack: (world, name) => {
      world.provider.openId.on('beforeResponse', ({ body }: MutableResponse) =>
        Object.assign(body, { more: 'x'.repeat(300_000) }),
      )
      return world.signIn(name)
    },
    code: 'oauth.provider_failed',
  },
  {
    what: 'a right answer that is larger than any needs to be',
    providers: ['github'],
    attack: answering('/user', (_request, response) => {
      const user = JSON.stringify({ id: 583_231, login: 'octavia' })
      response.writeHead(200, { 'content-type': 'application/json' }).end(user + ' '.repeat(300_000))
      return true
    }),
    code: 'oauth.provider_failed',
  },
  {
    what: 'a token endpoint that sends elsewhere',
    providers: both,
    attack: (world, name) =>
      answering(tokenPath[name].replace('POST ', ''), (_request, response) => {
        response.writeHead(307, { location: `${world.provider.url}/elsewhere` }).end()
        return true
      })(world, name),
    code: 'oauth.provider_failed',
  },
  {
    what: 'a provider that hangs up',
    providers: both,
    attack: (world, name) =>
      answering(tokenPath[name].replace('POST ', ''), (_request, response) => {
        response.destroy()
        return true
      })(world, name),
    code: 'oauth.provider_failed',
  },
  ...(
    [
      ['a person without a number', '/user', { login: 'octavia' }],
      ['a number that is a text', '/user', { id: '583231', login: 'octavia' }],
      ['addresses that are no list', '/user/emails', { email: 'forged@example.com' }],
      ['no verified address', '/user/emails', [{ email: 'octavia@example.com', primary: true, verified: false }]],
      ['an address that is none', '/user/emails', [{ email: 'not an address', primary: true, verified: true }]],
    ] as const
  ).map(([what, path, body]) => ({
    what: `an API that gives ${what}`,
    providers: ['github'] as const,
    attack: answering(path, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      return true
    }),
    code: what === 'no verified address' ? ('oauth.email_unverified' as const) : ('oauth.provider_failed' as const),
  })),
]

let attacked: OAuthWorld
before(async () => {
  attacked = await startOAuthWorld()
})
after(() => attacked.close())

for (const { what, providers, attack, code, keepsCode = false } of attacks) {
  for (const name of providers) {
    test(`${name}: ${what} is refused with ${code}`, async () => {
      const { provider, clock, deps } = attacked
      provider.reset()
      // What was begun before is over, and the limits are full again.
      clock.advance(11 * 60_000)
      const answer = await attack(attacked, name)
      assert.equal(answer.body.code, code, JSON.stringify(answer.body))
      assert.deepEqual([answer.body.access_token, answer.cookies], [undefined, []])
      for (const table of ['account', 'session', 'oauth_identity'] as const) {
        assert.deepEqual(await deps.db.selectFrom(table).selectAll().execute(), [])
      }
      if (keepsCode) assert.ok(!provider.asked.some((one) => one === tokenPath.github || one === tokenPath.google))
      assert.ok(!provider.asked.some((one) => one.includes('elsewhere')), 'no redirect is followed')
      assert.doesNotMatch(JSON.stringify(answer.body), /gho_|eyJ|octavia/)
    })
  }
}

for (const name of both) {
  test(
    `${name}: a state and its code work once, also for two at the same moment`,
    withProviders(async (world) => {
      const { redirectUrl, cookie } = await world.begin(name)
      const callback = await world.provider.visit(redirectUrl)
      const answers = await Promise.all([world.comeBack(callback, { cookie }), world.comeBack(callback, { cookie })])
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 400]))
      const replayed = await world.comeBack(callback, { cookie })
      assert.equal(replayed.body.code, 'oauth.invalid_state')
      const used = await comeBackWith(world, name, ({ searchParams }) =>
        searchParams.set('code', callback.searchParams.get('code') ?? ''),
      )
      assert.equal(used.body.code, 'oauth.provider_failed', 'the code in a fresh flow')
      assert.equal((await world.deps.db.selectFrom('session').select('id').execute()).length, 1)
    }),
  )
}

for (const [what, said] of [
  ['another issuer', { issuer: 'https://attacker.example' }],
  ['no place to send people to', { authorization_endpoint: undefined }],
  ['keys at something that is no address', { jwks_uri: 'nowhere' }],
  ['tokens at something that is no address', { token_endpoint: 'nowhere' }],
] as const) {
  test(
    `google: a description that names ${what} lets nobody in, and is no fault of the portal`,
    withProviders(async (world) => {
      world.provider.openId.on('beforeWellKnownOpenIdConfiguration', ({ body }: MutableResponse) =>
        Object.assign(body, said),
      )
      const started = await world.inject({ method: 'POST', url: '/v1/auth/oauth/google' })
      const { code } = started.json<{ code?: string }>()
      if (code === undefined) assert.equal((await world.signIn('google')).body.code, 'oauth.provider_failed')
      else assert.equal(code, 'oauth.provider_failed')
      assert.deepEqual(await world.deps.db.selectFrom('account').select('id').execute(), [])
    }),
  )
}

test(
  'a stranger who knows a state cannot end the flow of its owner',
  withProviders(async (world) => {
    const { redirectUrl, cookie } = await world.begin('github')
    const callback = await world.provider.visit(redirectUrl)
    const stranger = await world.begin('github')
    assert.equal((await world.comeBack(callback, { cookie: stranger.cookie })).body.code, 'oauth.invalid_state')
    assert.equal((await world.comeBack(callback, { cookie })).status, 200)
  }),
)

test(
  'two tabs of one browser finish both their flows',
  withProviders(async (world) => {
    const first = await world.begin('github')
    const started = await world.inject({
      method: 'POST',
      url: '/v1/auth/oauth/google',
      headers: { cookie: first.cookie },
    })
    assert.match(String(started.headers['set-cookie']), new RegExp(`^${first.cookie};`))
    const second = await world.provider.visit(started.json<{ redirect_url: string }>().redirect_url)
    const cookie = first.cookie
    assert.equal((await world.comeBack(await world.provider.visit(first.redirectUrl), { cookie })).status, 200)
    // The same address: the second provider is to be linked, not signed in with.
    assert.equal((await world.comeBack(second, { cookie })).body.code, 'oauth.email_taken')
  }),
)

test(
  "the browser's cookie cannot be read by scripts, nor be set by a neighbour where the portal has https",
  withProviders(async (world) => {
    const flags = 'Path=/; Max-Age=600; HttpOnly; SameSite=Lax'
    const start = { method: 'POST', url: '/v1/auth/oauth/github' } as const
    const plain = await world.inject(start)
    assert.match(String(plain.headers['set-cookie']), new RegExp(`^mosis_oauth=[\\w-]{43}; ${flags}$`))
    const stored = await world.deps.db.selectFrom('one_time_token').selectAll().execute()
    const [cookie = ''] = /(?<==)[\w-]{43}/.exec(String(plain.headers['set-cookie'])) ?? []
    assert.ok(!JSON.stringify(stored).includes(cookie), 'who reads the database cannot pass for the browser')
  }),
)

test(
  'with https the cookie is bound to this host',
  withProviders(
    async (world) => {
      const { headers } = await world.inject({ method: 'POST', url: '/v1/auth/oauth/github' })
      assert.match(
        String(headers['set-cookie']),
        /^__Host-mosis_oauth=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
      )
    },
    { baseUrl: 'https://portal.example' },
  ),
)

test('a provider that is slow, silent or away is given up in time, and its secrets stay out of the log', async () => {
  const provider = await startOAuthProvider()
  const lines: string[] = []
  const log = createLog('warn', (line) => void lines.push(line))
  const open = (timeoutMs: number) => {
    const place = { baseUrl: 'http://portal.test', ...provider.config }
    return createOAuthProviders(place, { clock: () => new Date(), timeoutMs })
  }
  const secrets = { verifier: 'v'.repeat(43), nonce: 'n'.repeat(43) }
  const callback = new URL('http://portal.test/v1/auth/oauth/github/callback?code=a-secret-code&state=s')
  const failing = async (reason: string, timeoutMs = 100) => {
    const refused = (failure: unknown) => {
      assert.ok(failure instanceof ApiError)
      assert.deepEqual([failure.code, failure.details.reason], ['oauth.provider_failed', reason])
      return true
    }
    const [github, google] = [open(timeoutMs).get('github'), open(timeoutMs).get('google')]
    await assert.rejects(
      ask(log, github, () => github.identify(callback, secrets, 's')),
      refused,
    )
    await assert.rejects(
      ask(log, google, () => google.authorize(secrets, 's')),
      refused,
    )
  }
  try {
    provider.interrupt = () => true
    await failing('it did not answer in time')
    provider.interrupt = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{')
      return true
    }
    await failing('it did not answer in time')
  } finally {
    await provider.close()
  }
  await failing('it does not answer', 5000)
  assert.equal(lines.length, 6)
  assert.doesNotMatch(lines.join('\n'), /a-secret-code|vvvv|nnnn|a-secret-between/)
})

test('providers are reached by https, or on this machine', () => {
  for (const url of ['http://github.example', 'ftp://github.example', 'https://github.example/?a', 'github.example']) {
    for (const setting of ['GITHUB_URL', 'GITHUB_API_URL', 'GOOGLE_ISSUER']) {
      assert.throws(() => loadConfig({ [setting]: url }), ConfigError)
    }
  }
  const { oauthPlaces } = loadConfig({
    GITHUB_URL: 'https://github.example',
    GITHUB_API_URL: 'https://github.example/api/v3',
    GOOGLE_ISSUER: 'http://127.0.0.1:8090',
  })
  assert.deepEqual(oauthPlaces, {
    github: 'https://github.example',
    githubApi: 'https://github.example/api/v3',
    google: 'http://127.0.0.1:8090',
  })
})
