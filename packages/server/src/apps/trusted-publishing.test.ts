import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, apps, createClient, trustedPublishing } from '@mosis/api'
import type { PublisherClaims } from '@mosis/api'
import { OAuth2Server } from 'oauth2-mock-server'
import { startTestServer, testBaseUrl } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'

const appId = 'com.example.clock'
const github: PublisherClaims = { provider: 'github', repository: 'Example/clock', workflow: 'release.yml' }

/** What GitHub Actions says of a run, by the names of its documentation. */
const githubRun = {
  sub: 'repo:example/clock:ref:refs/tags/v1.0.0',
  repository: 'example/clock',
  repository_id: '74',
  repository_owner: 'example',
  repository_owner_id: '65',
  workflow_ref: 'example/clock/.github/workflows/release.yml@refs/tags/v1.0.0',
  ref: 'refs/tags/v1.0.0',
  environment: 'production',
}

/** The same of a GitLab job. */
const gitlabRun = {
  sub: 'project_path:example/apps/clock:ref_type:tag:ref:v1.0.0',
  project_path: 'example/apps/clock',
  project_id: '22',
  namespace_id: '72',
  ci_config_ref_uri: 'gitlab.com/example/apps/clock//.gitlab-ci.yml@refs/tags/v1.0.0',
  ref_type: 'tag',
  ref: 'v1.0.0',
}

interface Ci {
  server: TestServer
  dana: Caller
  /** A token of the issuer; `claims` go over what a run of GitHub says. */
  token: (claims?: Record<string, unknown>) => Promise<string>
  trust: (claims?: PublisherClaims) => Promise<{ id: string }>
  exchange: (token: string, app_id?: string) => ReturnType<typeof exchangeWith>
  issuer: OAuth2Server
}

const exchangeWith = ({ call }: TestServer, token: string, app_id: string) =>
  call(trustedPublishing.exchangeCiToken, { body: { app_id, token } })

/** A portal beside a real issuer on loopback, with its key set and its discovery document. */
const withCi = (work: (ci: Ci) => Promise<void>) => async () => {
  const issuer = new OAuth2Server()
  await issuer.issuer.keys.generate('RS256')
  await issuer.start(0, 'localhost')
  const address = issuer.issuer.url ?? ''
  const server = await startTestServer({ ciIssuers: { github: address, gitlab: 'https://gitlab.test' } })
  try {
    const dana = await server.developer()
    await dana.call(apps.createApp, { body: { id: appId, name: 'Clock' } })
    let count = 0
    await work({
      server,
      dana,
      issuer,
      token: (claims = {}) =>
        issuer.issuer.buildToken({
          scopesOrTransform: (_header, payload) => {
            const now = Date.parse(server.clock.now()) / 1000
            const standard = { aud: testBaseUrl, iat: now, nbf: now, exp: now + 300, jti: `run-${(count += 1)}` }
            Object.assign(payload, standard, githubRun, claims)
          },
        }),
      trust: (claims = github) =>
        dana.call(trustedPublishing.addTrustedPublisher, { params: { app_id: appId }, body: claims }),
      exchange: (token, app_id = appId) => exchangeWith(server, token, app_id),
    })
  } finally {
    await server.close()
    if (issuer.listening) await issuer.stop()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

test(
  'a trusted CI run gets a short key that is good for its app alone',
  withCi(async ({ server, dana, token, trust, exchange }) => {
    await dana.call(apps.createApp, { body: { id: 'com.example.maps', name: 'Maps' } })
    await trust()
    const { api_key, ...rest } = await exchange(await token())
    assert.deepEqual(rest, {
      app_id: appId,
      scopes: ['apps:read', 'versions:upload', 'versions:publish'],
      expires_at: '2026-01-02T03:24:05.000Z',
    })
    const run = createClient({ baseUrl: testBaseUrl, token: api_key, fetch: server.fetch })
    assert.equal((await run(apps.getApp, { params: { app_id: appId } })).id, appId)
    await assert.rejects(run(apps.getApp, { params: { app_id: 'com.example.maps' } }), refusedWith('app.not_found'))
    server.clock.advance(20 * 60_000)
    await assert.rejects(run(apps.getApp, { params: { app_id: appId } }), refusedWith('auth.invalid_api_key'))
  }),
)

test(
  'a token works once, also when two requests bring it at the same time',
  withCi(async ({ token, trust, exchange }) => {
    await trust()
    const one = await token()
    const results = await Promise.allSettled([exchange(one), exchange(one), exchange(one)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected'])
    await assert.rejects(exchange(one), refusedWith('ci_token.used'))
  }),
)

const refusals: [string, Record<string, unknown>, string][] = [
  ['for another audience', { aud: 'https://elsewhere.test' }, 'ci_token.invalid'],
  ['of another issuer', { iss: 'https://evil.test' }, 'ci_token.invalid'],
  ['that has expired', { exp: Date.parse('2026-01-02T03:00:00Z') / 1000 }, 'ci_token.invalid'],
  ['of the future', { nbf: Date.parse('2026-01-02T04:00:00Z') / 1000 }, 'ci_token.invalid'],
  ['without an id', { jti: undefined }, 'ci_token.invalid'],
  ['of another repository', { repository: 'eve/clock' }, 'ci_token.not_trusted'],
  [
    'of another workflow file',
    { workflow_ref: 'example/clock/.github/workflows/test.yml@refs/heads/main' },
    'ci_token.not_trusted',
  ],
  [
    'of a reusable workflow of somebody else',
    { workflow_ref: 'eve/tools/.github/workflows/release.yml@refs/heads/main' },
    'ci_token.not_trusted',
  ],
  ['that does not say whose the repository is', { repository_owner_id: undefined }, 'ci_token.not_trusted'],
]

for (const [what, claims, code] of refusals) {
  test(
    `a token ${what} is refused`,
    withCi(async ({ token, trust, exchange }) => {
      await trust()
      await assert.rejects(exchange(await token(claims)), refusedWith(code))
    }),
  )
}

test(
  'a token that another key signed, or nobody, is refused',
  withCi(async ({ token, trust, exchange }) => {
    await trust()
    const other = new OAuth2Server()
    await other.issuer.keys.generate('RS256')
    const [, payload = ''] = (await token()).split('.')
    other.issuer.url = 'http://localhost:1'
    const [head = '', , signature = ''] = (await other.issuer.buildToken()).split('.')
    await assert.rejects(exchange([head, payload, signature].join('.')), refusedWith('ci_token.invalid'))
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
    await assert.rejects(exchange(`${none}.${payload}.`), refusedWith('ci_token.invalid'))
    await assert.rejects(exchange('no token'), refusedWith('ci_token.invalid'))
  }),
)

test(
  'environment and ref narrow who is trusted; * stands for any characters',
  withCi(async ({ token, trust, exchange }) => {
    await trust({ ...github, environment: 'Production', ref: 'refs/tags/v*.0' })
    await exchange(await token())
    await assert.rejects(exchange(await token({ environment: 'test' })), refusedWith('ci_token.not_trusted'))
    await assert.rejects(exchange(await token({ environment: undefined })), refusedWith('ci_token.not_trusted'))
    for (const ref of ['refs/heads/main', 'refs/tags/v1', 'refs/heads/v1.0', 'refs/tags/v1.0/x']) {
      await assert.rejects(exchange(await token({ ref })), refusedWith('ci_token.not_trusted'), ref)
    }
  }),
)

test(
  'a repository that somebody else made under a name that was given up is not trusted',
  withCi(async ({ token, trust, exchange }) => {
    await trust()
    await exchange(await token())
    await assert.rejects(exchange(await token({ repository_owner_id: '666' })), refusedWith('ci_token.not_trusted'))
    await assert.rejects(exchange(await token({ repository_id: '667' })), refusedWith('ci_token.not_trusted'))
    await exchange(await token())
  }),
)

test(
  'a GitLab job is recognised by the names that GitLab uses, and never passes for a run of GitHub',
  withCi(async ({ issuer, token }) => {
    const address = issuer.issuer.url ?? ''
    const gitlab = await startTestServer({ ciIssuers: { github: 'https://github.test', gitlab: address } })
    try {
      const dave = await gitlab.developer('Dave')
      await dave.call(apps.createApp, { body: { id: appId, name: 'Clock' } })
      await dave.call(trustedPublishing.addTrustedPublisher, {
        params: { app_id: appId },
        body: { provider: 'gitlab', project_path: 'example/apps/clock', ref: 'refs/tags/v*' },
      })
      const answer = await exchangeWith(gitlab, await token(gitlabRun), appId)
      assert.equal(answer.app_id, appId)
      await assert.rejects(
        exchangeWith(gitlab, await token({ ...gitlabRun, ref_type: 'branch' }), appId),
        refusedWith('ci_token.not_trusted'),
      )
      await assert.rejects(
        exchangeWith(gitlab, await token({ ...gitlabRun, project_path: 'example/apps/other' }), appId),
        refusedWith('ci_token.not_trusted'),
      )
    } finally {
      await gitlab.close()
    }
  }),
)

test(
  'removing a publisher ends the keys that its runs have, and its team is told of both changes',
  withCi(async ({ server, dana, token, trust, exchange }) => {
    const { id } = await trust()
    assert.equal((await trust()).id, id)
    const { api_key } = await exchange(await token())
    const params = { app_id: appId }
    const run = createClient({ baseUrl: testBaseUrl, token: api_key, fetch: server.fetch })
    await run(apps.getApp, { params })
    await dana.call(trustedPublishing.removeTrustedPublisher, { params: { ...params, publisher_id: id } })
    await assert.rejects(run(apps.getApp, { params }), refusedWith('auth.invalid_api_key'))
    await assert.rejects(exchange(await token()), refusedWith('ci_token.not_trusted'))
    assert.deepEqual((await dana.call(trustedPublishing.listTrustedPublishers, { params })).trusted_publishers, [])
    await server.settle()
    assert.equal(server.outbox.filter(({ name }) => name === 'trusted_publisher_changed').length, 2)
  }),
)

test(
  "publishers are the app's team's alone, and an app that does not exist answers like one that trusts nobody",
  withCi(async ({ server, token, exchange }) => {
    const eve = await server.developer('Eve')
    const params = { app_id: appId }
    await assert.rejects(eve.call(trustedPublishing.listTrustedPublishers, { params }), refusedWith('app.not_found'))
    await assert.rejects(
      eve.call(trustedPublishing.addTrustedPublisher, { params, body: github }),
      refusedWith('app.not_found'),
    )
    await assert.rejects(exchange(await token()), refusedWith('ci_token.not_trusted'))
    await assert.rejects(exchange(await token(), 'com.example.nobody'), refusedWith('ci_token.not_trusted'))
  }),
)

test(
  'an issuer that is away is the reason to try again, not the fault of the token',
  withCi(async ({ token, trust, exchange, issuer }) => {
    await trust()
    const one = await token()
    const { port } = issuer.address()
    await issuer.stop()
    await assert.rejects(exchange(one), refusedWith('ci_token.issuer_unreachable'))
    await issuer.start(port, 'localhost')
    assert.equal((await exchange(one)).app_id, appId)
  }),
)
