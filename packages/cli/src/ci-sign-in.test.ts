import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { apps, trustedPublishing } from '@mosis/api'
import { startWorld, smallApp } from '@mosis/testkit'
import { OAuth2Server } from 'oauth2-mock-server'
import { newMachine } from './testing.ts'

/** What GitHub says of a run of example/tally's release.yml. */
const run = {
  sub: 'repo:example/tally:ref:refs/heads/main',
  repository: 'example/tally',
  repository_id: '74',
  repository_owner_id: '65',
  workflow_ref: 'example/tally/.github/workflows/release.yml@refs/heads/main',
  ref: 'refs/heads/main',
}

test('a CI run that the portal trusts publishes without a kept secret, on GitHub and with a token in a variable', async (t) => {
  const issuer = new OAuth2Server()
  await issuer.issuer.keys.generate('RS256')
  await issuer.start(0, 'localhost')
  t.after(() => issuer.stop())
  const address = issuer.issuer.url ?? ''
  const world = await startWorld({ settings: { GITHUB_ACTIONS_ISSUER: address } })
  t.after(() => world.close())
  let count = 0
  const tokenFor = (aud: string) =>
    issuer.issuer.buildToken({
      scopesOrTransform: (_header, payload) => void Object.assign(payload, run, { aud, jti: `run-${(count += 1)}` }),
    })
  const asked: (string | undefined)[] = []
  const github = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    asked.push(request.headers.authorization)
    void tokenFor(url.searchParams.get('audience') ?? '').then((value) => response.end(JSON.stringify({ value })))
  })
  github.listen(0, '127.0.0.1')
  await once(github, 'listening')
  t.after(() => void github.close())

  const id = 'com.example.tally'
  await world.developer.call(apps.createApp, { body: { id, name: 'Tally' } })
  const machine = newMachine(t)
  machine.write('tally.mosis', world.developer.build(smallApp(id)))
  const { port } = github.address() as AddressInfo
  const onGithub = {
    MOSIS_PORTAL: world.url,
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of this job',
  }
  const publish = (env: Record<string, string>) =>
    machine.mosisIn({ env }, 'publish', 'tally.mosis', '--no-wait', '--json')

  const untrusted = await publish(onGithub)
  assert.equal(untrusted.code, 4, untrusted.stdout)
  assert.match(untrusted.stdout, /ci_token\.not_trusted/)
  await world.developer.call(trustedPublishing.addTrustedPublisher, {
    params: { app_id: id },
    body: { provider: 'github', repository: 'example/tally', workflow: 'release.yml' },
  })
  const published = await publish(onGithub)
  assert.equal(published.code, 0, published.stdout + published.stderr)
  assert.deepEqual(asked, ['Bearer of this job', 'Bearer of this job'])

  const status = await machine.mosisIn(
    { env: { MOSIS_PORTAL: world.url, MOSIS_ID_TOKEN: await tokenFor(world.url) } },
    'status',
    id,
    '--json',
  )
  assert.equal(status.code, 0, status.stdout)

  github.closeAllConnections()
  github.close()
  await once(github, 'close')
  const away = await publish(onGithub)
  assert.equal(away.code, 4)
  assert.match(away.stdout, /signin\.ci_failed/)
  assert.equal((await publish({ MOSIS_PORTAL: world.url })).code, 4)
})
