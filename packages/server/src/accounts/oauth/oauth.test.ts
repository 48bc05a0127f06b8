import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError, oauth, portal } from '@mosis/api'
import { testBaseUrl, testPassword } from '../../testing.ts'
import { withProviders } from './testing.ts'
import type { OAuthWorld } from './testing.ts'

const providers = ['github', 'google'] as const

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

const rowsOf = ({ deps, outbox, settle }: OAuthWorld) => ({
  accounts: () => deps.db.selectFrom('account').selectAll().orderBy('id').execute(),
  identities: () => deps.db.selectFrom('oauth_identity').selectAll().orderBy('provider').execute(),
  log: async () => {
    const rows = await deps.db.selectFrom('audit_event').selectAll().orderBy('id').execute()
    return rows.map(({ action, from_state, to_state }) => [action, from_state, to_state])
  },
  mails: async () => {
    await settle()
    return outbox
  },
})

for (const name of providers) {
  test(
    `who is new signs in with ${name} and has an account with a team, a verified address and no password`,
    withProviders(async (world) => {
      const { status, body } = await world.signIn(name)
      assert.equal(status, 200)
      assert.equal(body.user?.email, 'octavia@example.com')
      assert.equal(body.user.name, 'Octavia')
      const [account, ...others] = await rowsOf(world).accounts()
      assert.deepEqual(others, [])
      assert.equal(account?.id, body.user.id)
      assert.equal(account.password_hash, null)
      assert.equal(account.email_verified_at, world.clock.now())
      const caller = world.callWith(body.access_token ?? '')
      assert.deepEqual(await caller(accounts.me, {}), body.user)
      const team = await world.deps.db.selectFrom('team_member').selectAll().executeTakeFirst()
      assert.deepEqual([team?.account_id, team?.role], [account.id, 'owner'])
      const session = await world.deps.db.selectFrom('session').select('method').executeTakeFirst()
      assert.equal(session?.method, name)
      assert.deepEqual(await caller(oauth.listIdentities, {}), {
        identities: [{ provider: name, email: 'octavia@example.com', name: 'Octavia', created_at: world.clock.now() }],
      })
    }),
  )

  test(
    `whom ${name} knows reaches the same account again, also with another address there`,
    withProviders(async (world) => {
      const first = await world.signIn(name)
      world.provider.person = { ...world.provider.person, email: 'Octavia@New.example', isEmailVerified: false }
      const second = await world.signIn(name)
      assert.equal(second.status, 200)
      assert.deepEqual(second.body.user, first.body.user)
      world.provider.person = { ...world.provider.person, isEmailVerified: true }
      await world.signIn(name)
      assert.deepEqual(
        (await rowsOf(world).identities()).map(({ email }) => email),
        ['octavia@new.example'],
      )
    }),
  )

  test(
    `an address that ${name} has not verified makes no account`,
    withProviders(async (world) => {
      world.provider.person = { ...world.provider.person, isEmailVerified: false }
      const { status, body } = await world.signIn(name)
      assert.deepEqual([status, body.code], [403, 'oauth.email_unverified'])
      assert.deepEqual(await rowsOf(world).accounts(), [])
    }),
  )
}

for (const name of providers) {
  test(
    `a name that ${name} lets people choose is no way to fool others here, and no reason to refuse them`,
    withProviders(async (world) => {
      world.provider.person = { id: 7, email: 'Mallory@Example.com', name: `\u0000\u202eadmin\n${'x'.repeat(5000)}` }
      const { status, body } = await world.signIn(name)
      assert.deepEqual([status, body.user?.name, body.user?.email], [200, 'mallory', 'mallory@example.com'])
      const [identity] = await rowsOf(world).identities()
      assert.equal(identity?.name.length, 254)
      assert.equal((await world.signIn(name)).status, 200)
    }),
  )
}

test(
  'an account with the same address is never linked silently, but by its owner who has signed in',
  withProviders(async (world) => {
    const owner = await world.call(accounts.register, {
      body: { email: 'octavia@example.com', name: 'Octavia', password: testPassword },
    })
    const refused = await world.signIn('github')
    assert.deepEqual([refused.status, refused.body.code], [409, 'oauth.email_taken'])
    assert.equal(refused.body.fix, 'Sign in the usual way, then link GitHub in your account')
    assert.deepEqual(await rowsOf(world).identities(), [])

    const { status, body } = await world.signIn('github', owner.access_token)
    assert.deepEqual([status, body.linked?.provider, body.linked?.email], [200, 'github', 'octavia@example.com'])
    assert.equal(body.access_token, undefined)
    assert.equal((await world.signIn('github')).body.user?.id, owner.user.id)
    const known = (await rowsOf(world).mails()).find(({ name }) => name === 'identity_linked')
    assert.equal(known?.to, 'octavia@example.com')
    assert.match(known.text, /The GitHub account "octavia@example.com" was linked with your account/)
    assert.ok((await rowsOf(world).log()).some(([action, , to]) => action === 'link_identity' && to === 'github'))
  }),
)

test(
  'an identity belongs to one account, and an account has one of each provider',
  withProviders(async (world) => {
    const [dana, eve] = [await world.developer('Dana'), await world.developer('Eve')]
    assert.equal((await world.signIn('google', dana.tokens.access_token)).status, 200)
    assert.equal((await world.signIn('google', dana.tokens.access_token)).status, 200, 'once is as good as twice')
    const taken = await world.signIn('google', eve.tokens.access_token)
    assert.deepEqual([taken.status, taken.body.code], [409, 'oauth.identity_taken'])
    world.provider.person = { id: 2, email: 'second@example.com', name: 'Second' }
    const second = await world.signIn('google', dana.tokens.access_token)
    assert.deepEqual([second.status, second.body.code], [409, 'oauth.already_linked'])
    assert.deepEqual(
      (await rowsOf(world).identities()).map(({ account_id, subject }) => [account_id, subject]),
      [[dana.account.id, '1583231']],
    )
  }),
)

test(
  'the last way in stays, also when two are removed at once',
  withProviders(async (world) => {
    const { body } = await world.signIn('github')
    const call = world.callWith(body.access_token ?? '')
    const unlink = (provider: 'github' | 'google') => call(oauth.unlinkIdentity, { params: { provider } })
    await assert.rejects(unlink('github'), refusedWith('account.last_way_in'))
    await assert.rejects(unlink('google'), refusedWith('oauth.identity_not_found'))
    await world.signIn('google', body.access_token)
    const outcomes = await Promise.allSettled([unlink('github'), unlink('google')])
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await rowsOf(world).identities()).length, 1)
    assert.equal((await rowsOf(world).mails()).filter(({ name }) => name === 'identity_unlinked').length, 1)
    assert.ok((await rowsOf(world).log()).some(([action]) => action === 'unlink_identity'))
  }),
)

test(
  'linking and unlinking want somebody who has proved a short while ago who it is',
  withProviders(async (world) => {
    const { call, tokens } = await world.developer()
    await world.signIn('github', tokens.access_token)
    world.clock.advance(14 * 60_000)
    const { access_token } = await world.call(accounts.refresh, { body: { refresh_token: tokens.refresh_token } })
    world.clock.advance(2 * 60_000)
    const later = world.callWith(access_token)
    for (const endpoint of [oauth.linkIdentity, oauth.unlinkIdentity]) {
      await assert.rejects(
        later(endpoint, { params: { provider: 'github' } }),
        refusedWith('auth.recent_sign_in_required'),
      )
    }
    assert.equal((await later(oauth.listIdentities, {})).identities.length, 1)
    await assert.rejects(world.call(oauth.listIdentities, {}), refusedWith('auth.required'))
    await assert.rejects(call(oauth.listIdentities, {}), refusedWith('auth.invalid_token'))
  }),
)

test(
  'a linking ends with the session that began it',
  withProviders(async (world) => {
    const { call, tokens } = await world.developer()
    const { redirectUrl, cookie } = await world.begin('github', tokens.access_token)
    await call(accounts.logout, {})
    const { status, body } = await world.comeBack(await world.provider.visit(redirectUrl), { cookie })
    assert.deepEqual([status, body.code], [401, 'auth.required'])
    assert.deepEqual(await rowsOf(world).identities(), [])
  }),
)

test(
  'somebody new who comes twice at once has one account',
  withProviders(async (world) => {
    const answers = await Promise.all([world.signIn('github'), world.signIn('github')])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    assert.equal((await rowsOf(world).accounts()).length, 1)
  }),
)

test(
  'from a page, the browser has a session by cookie and goes on where it was',
  withProviders(async (world) => {
    const flow = await world.beginFromPage({ provider: 'google', returnTo: '/auth/account?tab=apps' })
    const { status, location, cookies, body } = await world.comeBack(await world.provider.visit(flow.redirectUrl), {
      cookie: flow.cookie,
    })
    assert.deepEqual([status, location, body], [303, '/auth/account?tab=apps', {}])
    const session = cookies.find((cookie) => cookie.startsWith('mosis_session='))?.replace(/;.*$/s, '')
    assert.ok(session !== undefined)
    const me = await world.inject({ url: '/v1/auth/me', headers: { cookie: session } })
    assert.equal(me.json<{ email: string }>().email, 'octavia@example.com')
  }),
)

test(
  'from a page, a refusal goes to a page with its code, and a link to the page of links',
  withProviders(async (world) => {
    world.provider.person = { ...world.provider.person, isEmailVerified: false }
    const flow = await world.beginFromPage({ provider: 'github', returnTo: '/auth/account' })
    const refused = await world.comeBack(await world.provider.visit(flow.redirectUrl), { cookie: flow.cookie })
    assert.deepEqual(
      [refused.status, refused.location],
      [303, '/auth/sign-in?problem=oauth.email_unverified&provider=github&return_to=%2Fauth%2Faccount'],
    )
    const [dana, eve] = [await world.developer('Dana'), await world.developer('Eve')]
    await world.signIn('github', dana.tokens.access_token)
    const session = await world.deps.db
      .selectFrom('session')
      .select('id')
      .where('account_id', '=', eve.account.id)
      .executeTakeFirstOrThrow()
    const linking = await world.beginFromPage(
      { provider: 'github', returnTo: '/account/security?done=linked', link: true },
      { accountId: eve.account.id, sessionId: session.id },
    )
    const callback = await world.provider.visit(linking.redirectUrl)
    assert.equal(
      (await world.comeBack(callback, { cookie: linking.cookie })).location,
      '/account/security?problem=oauth.identity_taken&provider=github',
    )
    const again = await world.comeBack(callback, { cookie: linking.cookie, accept: 'text/html' })
    assert.equal(again.location, '/auth/sign-in?problem=oauth.invalid_state&provider=github')
  }),
)

test(
  'a second factor is asked for after a provider too',
  withProviders(async (world) => {
    const { body } = await world.signIn('github')
    const account_id = body.user?.id ?? ''
    const created_at = world.clock.now()
    await world.deps.db
      .insertInto('totp')
      .values({ account_id, secret: 'sealed', confirmed_at: created_at, last_step: 0, created_at })
      .execute()
    const asked = await world.signIn('github')
    assert.deepEqual([asked.status, asked.body.code], [401, 'auth.second_factor_required'])
    const flow = await world.beginFromPage({ provider: 'github', returnTo: '/auth/account' })
    const page = await world.comeBack(await world.provider.visit(flow.redirectUrl), { cookie: flow.cookie })
    assert.equal(page.location, '/auth/second-factor?return_to=%2Fauth%2Faccount')
    assert.match(page.cookies.join('\n'), /mosis_ticket=[\w-]{20}/)
    assert.doesNotMatch(page.cookies.join('\n'), /mosis_session/)
    const finish = (cookie: string) =>
      world.inject({
        method: 'POST',
        url: '/v1/auth/login/second-factor',
        headers: { cookie },
        payload: { code: '000000' },
      })
    const [ticket = ''] = page.cookies.find((cookie) => cookie.startsWith('mosis_ticket='))?.split(';') ?? []
    const codes = await Promise.all([ticket, 'mosis_ticket=made-up-by-somebody', ''].map(finish))
    assert.deepEqual(
      codes.map((answer) => answer.json<{ code: string }>().code),
      ['auth.wrong_code', 'auth.invalid_ticket', 'auth.invalid_ticket'],
      'the browser brings the ticket along',
    )
  }),
)

test(
  'a page says where to go on, and another site cannot have a browser begin',
  withProviders(async (world) => {
    const begin = (headers: Record<string, string>) =>
      world.inject({
        method: 'POST',
        url: '/v1/auth/oauth/google',
        headers,
        payload: { return_to: '/auth/device?user_code=ABCD' },
      })
    for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }] as Record<string, string>[]) {
      const refused = await begin(headers)
      assert.deepEqual([refused.statusCode, refused.headers['set-cookie']], [403, undefined])
    }
    const begun = await begin({ origin: testBaseUrl })
    const cookie = String(begun.headers['set-cookie']).replace(/;.*$/s, '')
    const callback = await world.provider.visit(begun.json<{ redirect_url: string }>().redirect_url)
    const { status, location, cookies } = await world.comeBack(callback, { cookie })
    assert.deepEqual([status, location], [303, '/auth/device?user_code=ABCD'])
    assert.ok(cookies.some((one) => one.startsWith('mosis_session=')))
  }),
)

test(
  'nothing but a path of the portal is gone on to',
  withProviders(async (world) => {
    const hostile = [
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example/',
      'https:evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
      '/\n/evil.example',
      '\t//evil.example',
      ' //evil.example',
      '/.//evil.example',
      '/..//evil.example',
      '@evil.example',
      '.evil.example',
      `/${'x'.repeat(5000)}`,
      '',
    ]
    for (const returnTo of hostile) {
      // A network of its own would be needed for more than the limit allows at once.
      world.clock.advance(6000)
      const flow = await world.beginFromPage({ provider: 'github', returnTo })
      const { location } = await world.comeBack(await world.provider.visit(flow.redirectUrl), { cookie: flow.cookie })
      assert.equal(location, '/', JSON.stringify(returnTo))
    }
    for (const returnTo of ['/%2f%2fevil.example', '/auth?next=//evil.example', '/a/../auth']) {
      world.clock.advance(6000)
      const flow = await world.beginFromPage({ provider: 'github', returnTo })
      const { location } = await world.comeBack(await world.provider.visit(flow.redirectUrl), { cookie: flow.cookie })
      assert.equal(new URL(location ?? '', 'https://portal.example').origin, 'https://portal.example')
    }
  }),
)

test(
  'Google is asked once an hour where its addresses are, and the old ones do when it does not say',
  withProviders(async (world) => {
    const discoveries = () => world.provider.asked.filter((one) => one.includes('openid-configuration')).length
    await Promise.all([world.begin('google'), world.begin('google')])
    assert.equal((await world.signIn('google')).status, 200)
    assert.equal(discoveries(), 1)
    world.clock.advance(61 * 60_000)
    await world.begin('google')
    assert.equal(discoveries(), 2)
    world.clock.advance(61 * 60_000)
    world.provider.interrupt = ({ url }, response) => {
      if (url?.includes('openid-configuration') !== true) return false
      response.writeHead(503).end()
      return true
    }
    assert.equal((await world.signIn('google')).status, 200)
    assert.equal(discoveries(), 4)
  }),
)

test(
  'a provider that is not set up says what the operator has to set, and pages do not offer it',
  withProviders(
    async (world) => {
      const { sign_in } = await world.call(portal.getPortal, {})
      assert.deepEqual([sign_in.github, sign_in.google], [false, true])
      for (const endpoint of [oauth.startGithub, oauth.finishGithub]) {
        await assert.rejects(world.call(endpoint, {}), (failure: unknown) => {
          assert.ok(failure instanceof ApiError)
          assert.equal(failure.fix, 'The operator sets GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET')
          return failure.code === 'oauth.not_configured'
        })
      }
    },
    { github: null },
  ),
)

test(
  'starting is limited for each network',
  withProviders(async (world) => {
    const statuses: number[] = []
    for (let n = 0; n < 21; n += 1) {
      const { statusCode } = await world.inject({ method: 'POST', url: '/v1/auth/oauth/github' })
      statuses.push(statusCode)
    }
    assert.deepEqual(statuses.slice(18), [200, 200, 429])
  }),
)
