import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceLogin as api } from '@mosis/api'
import { startTestServer, testPassword } from '../../testing.ts'
import type { TestServer } from '../../testing.ts'
import { openBrowser } from '../testing.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const ada = { name: 'Ada', email: 'ada@example.com', password: testPassword }
const client_id = 'mosis-cli/1.0.0 (linux)'

const signUp = async (server: TestServer) => {
  const browser = openBrowser(server)
  await browser.open('/auth/sign-up')
  await browser.press('Create the account', ada)
  return browser
}

const begin = (server: TestServer, scopes?: ['apps:read']) =>
  server.call(api.startDeviceLogin, { body: { client_id, ...(scopes && { scopes }) } })

const finish = (server: TestServer, device_code: string) =>
  server.call(api.finishDeviceLogin, { body: { grant_type: api.deviceGrant, device_code, client_id } })

test(
  'a device is let in by whoever reads what asks, from where, for what and as whom',
  withServer(async (server) => {
    const { device_code, user_code } = await begin(server, ['apps:read'])
    const browser = await signUp(server)
    await browser.open('/auth/device')
    const question = await browser.press('Continue', { user_code: ` ${user_code.toLowerCase().replace('-', ' ')}` })
    assert.equal(question.status, 200)
    for (const words of [
      user_code,
      'Only if you started this yourself',
      client_id,
      '192.0.2.1 (you are at 192.0.2.7)',
      ada.email,
      'see your apps',
    ]) {
      assert.ok(question.text.includes(words), words)
    }
    assert.doesNotMatch(question.text, /do everything else/)
    await assert.rejects(finish(server, device_code), { code: 'device_login.pending' })
    const done = await browser.press('Let it in')
    assert.deepEqual([done.path, done.title], ['/auth/device?done=approve', 'The device is signed in · Mosis'])
    server.clock.advance(10_000)
    assert.equal((await finish(server, device_code)).user.email, ada.email)
    assert.match(
      (await browser.open('/auth/sessions')).text,
      /mosis-cli\/1\.0\.0 \(linux\).*by a code that you approved May only see your apps and their versions/,
    )
  }),
)

test(
  'a device that may do everything is said to, and gets nothing when it is refused',
  withServer(async (server) => {
    const { device_code, user_code, verification_uri_complete } = await begin(server)
    const browser = await signUp(server)
    const { pathname, search } = new URL(verification_uri_complete)
    const question = await browser.open(pathname + search)
    assert.match(question.text, /do everything else that you can do here/)
    assert.ok(question.text.includes(user_code))
    assert.match((await browser.press('Refuse')).text, /The device was refused/)
    await assert.rejects(finish(server, device_code), { code: 'device_login.denied' })
  }),
)

test(
  'opening the address of a code approves nothing, and asks for a sign-in, and for a fresh one',
  withServer(async (server) => {
    const { device_code, user_code } = await begin(server)
    const path = `/auth/device?user_code=${user_code}`
    const stranger = await openBrowser(server).open(path)
    assert.equal(stranger.path, `/auth/sign-in?${new URLSearchParams({ return_to: path }).toString()}`)
    const browser = await signUp(server)
    server.clock.advance(16 * 60_000)
    const { user_code: later } = await begin(server)
    const asked = await browser.open(`/auth/device?user_code=${later}`)
    assert.match(asked.path, /^\/auth\/confirm\?/)
    assert.match(
      (await browser.press('Continue', { password: 'not it at all' })).body,
      /id="password"[^>]*aria-invalid="true"/,
    )
    const question = await browser.press('Continue', { password: ada.password })
    assert.equal(question.path, `/auth/device?user_code=${later}`)
    await assert.rejects(finish(server, device_code), { code: 'device_login.expired' })
  }),
)

test(
  'a wrong or old code is said at the field, and only so many are looked up',
  withServer(async (server) => {
    const browser = await signUp(server)
    let page = await browser.open('/auth/device?user_code=BCDF-GHJK')
    assert.equal(page.status, 422)
    assert.match(page.body, /id="user_code"[^>]*value="BCDF-GHJK"[^>]*aria-invalid="true"/)
    for (let tries = 0; tries < 100 && page.status !== 429; tries += 1)
      page = await browser.open(`/auth/device?user_code=${tries}`)
    assert.equal(page.status, 429)
    const { user_code } = await begin(server)
    assert.equal((await browser.open(`/auth/device?user_code=${user_code}`)).status, 429)
  }),
)
