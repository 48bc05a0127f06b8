import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts } from '@mosis/api'
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

const signUp = async (server: TestServer) => {
  const browser = openBrowser(server)
  await browser.open('/auth/sign-up')
  await browser.press('Create the account', ada)
  return browser
}

const quarterHour = 15 * 60_000

test(
  'the name is changed where it is shown, and a wrong one stays in its field',
  withServer(async (server) => {
    const browser = await signUp(server)
    const form = await browser.open('/auth/account/name')
    assert.match(form.body, /id="name"[^>]*value="Ada"/)
    const wrong = await browser.press('Change the name', { name: '   ' })
    assert.deepEqual([wrong.status, /id="name"[^>]*aria-invalid="true"/.test(wrong.body)], [422, true])
    const page = await browser.press('Change the name', { name: 'Ada King & Co' })
    assert.match(page.text, /Ada King & Co Sign out.*The name is changed/)
    assert.match(page.body, /Ada King &amp; Co/)
  }),
)

test(
  'the password is changed with the one before, which ends every other session',
  withServer(async (server) => {
    const browser = await signUp(server)
    const other = openBrowser(server)
    await other.open('/auth/sign-in')
    await other.press('Sign in', { email: ada.email, password: ada.password })
    await browser.open('/auth/account/password')
    const fields = { current_password: 'not the password', new_password: 'another long passphrase' }
    const wrong = await browser.press('Change your password', fields)
    assert.match(wrong.body, /id="current_password"[^>]*aria-invalid="true"/)
    assert.doesNotMatch(wrong.body, /another long passphrase|not the password/)
    const done = await browser.press('Change your password', { ...fields, current_password: ada.password })
    assert.match(done.text, /The new password counts from now on/)
    assert.match((await other.open('/auth/account')).path, /^\/auth\/sign-in/)
    assert.equal((await browser.open('/auth/account')).status, 200)
  }),
)

test(
  'what somebody at a forgotten screen must not do asks for the password again, and then goes on',
  withServer(async (server) => {
    const browser = await signUp(server)
    server.clock.advance(quarterHour + 1000)
    for (const path of [
      '/auth/account/email',
      '/auth/account/linked',
      '/auth/account/totp',
      '/auth/account/passkeys',
      '/auth/account/export',
      '/auth/account/delete',
      '/auth/device',
    ]) {
      assert.equal(
        (await browser.open(path)).path,
        `/auth/confirm?${new URLSearchParams({ return_to: path }).toString()}`,
      )
    }
    await browser.open('/auth/confirm?return_to=/auth/account/export')
    assert.equal((await browser.press('Continue', { password: ada.password })).path, '/auth/account/export')
    const file = await browser.press('Download the file')
    assert.equal(file.headers['content-disposition'], 'attachment; filename="mosis-account.json"')
    assert.equal((JSON.parse(file.body) as { account: { email: string } }).account.email, ada.email)
    assert.doesNotMatch(file.body, /argon2/)
  }),
)

test(
  'a form that was filled in too late is asked for again after confirming',
  withServer(async (server) => {
    const browser = await signUp(server)
    await browser.open('/auth/account/email')
    server.clock.advance(quarterHour + 1000)
    const asked = await browser.press('Send the mail', { email: 'ada@new.example' })
    assert.equal(asked.path, '/auth/confirm?return_to=%2Fauth%2Faccount%2Femail')
    assert.equal((await browser.press('Continue', { password: ada.password })).path, '/auth/account/email')
  }),
)

test(
  'sessions are listed with what and where, and end one by one or all but this',
  withServer(async (server) => {
    const browser = await signUp(server)
    for (const address of ['198.51.100.1', '198.51.100.2']) {
      const other = openBrowser(server, address)
      await other.open('/auth/sign-in')
      await other.press('Sign in', { email: ada.email, password: ada.password })
    }
    const { access_token } = await server.call(accounts.login, { body: { email: ada.email, password: ada.password } })
    const list = await browser.open('/auth/sessions')
    assert.match(list.text, /Firefox on Linux This one Browser at 192\.0\.2\.7.*Sign out/)
    const after = await browser.press('End lightMyRequest at 192.0.2.1')
    assert.match(after.text, /The session was ended/)
    await assert.rejects(server.callWith(access_token)(accounts.me, {}), { code: 'auth.invalid_token' })
    assert.match(after.text, /198\.51\.100\.1/)
    const alone = await browser.press('Log out everywhere else')
    assert.doesNotMatch(alone.text, /198\.51\.100|Log out everywhere else/)
    assert.match(alone.text, /This one/)
  }),
)

test(
  'the activity tells in words what happened, when and from where',
  withServer(async (server) => {
    const browser = await signUp(server)
    await browser.open('/auth/account/name')
    await browser.press('Change the name', { name: 'Countess' })
    const page = await browser.open('/auth/activity')
    assert.match(page.body, /<p class="name">[^<]*name[^<]*<\/p>/i)
    assert.match(page.text, /Made the account/)
    assert.match(page.body, /<time datetime="2026-01-02T03:04:05\.000Z">2 January 2026/)
    assert.match(page.text, /from 192\.0\.2\.7/)
    assert.doesNotMatch(page.text, /acc_|ses_|team_/)
  }),
)

test(
  'an account is deleted only after its address was typed, and then is gone',
  withServer(async (server) => {
    const browser = await signUp(server)
    await browser.open('/auth/account/delete')
    const wrong = await browser.press('Delete my account', { email: 'eve@example.com' })
    assert.match(wrong.text, /This is not the e-mail address of this account/)
    const gone = await browser.press('Delete my account', { email: ' ADA@example.com' })
    assert.equal(gone.path, '/auth/sign-in?done=deleted')
    assert.equal(browser.cookies.size, 0)
    assert.equal((await browser.press('Sign in', { email: ada.email, password: ada.password })).status, 422)
  }),
)

test(
  'the only admin cannot delete the account and is told why',
  withServer(async (server) => {
    const { account } = await server.admin()
    const browser = openBrowser(server)
    await browser.open('/auth/sign-in')
    await browser.press('Sign in', { email: account.email, password: testPassword })
    await browser.open('/auth/account/delete')
    const page = await browser.press('Delete my account', { email: account.email })
    assert.equal(page.status, 422)
    assert.match(page.body, /role="alert">[^<]*admin/)
  }),
)

test(
  'the authenticator app is switched off, and its codes are replaced, on its page',
  withServer(async (server) => {
    const { TOTP } = await import('otpauth')
    const browser = await signUp(server)
    await browser.open('/auth/account/totp')
    const shown = await browser.press('Set it up')
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1]?.replaceAll(' ', '') ?? ''
    const code = () => new TOTP({ secret }).generate({ timestamp: Date.parse(server.clock.now()) })
    const first = await browser.press('Switch it on', { code: code() })
    await browser.open('/auth/account/totp')
    const second = await browser.press('Get new codes')
    assert.notEqual(/<li><code>([^<]+)/.exec(first.body)?.[1], /<li><code>([^<]+)/.exec(second.body)?.[1])
    assert.match((await browser.open('/auth/account')).text, /On 10 recovery codes left/)
    server.clock.advance(quarterHour + 1000)
    await browser.open('/auth/account/totp')
    const confirm = browser.page()
    assert.match(confirm.body, /id="password".*id="code"/s)
    await browser.open('/auth/account/totp')
    const [, , inside = ''] =
      /(<form[^>]*action="\/auth\/confirm"[^>]*>.*?<\/form>).*?(<form[^>]*action="\/auth\/confirm".*?<\/form>)/s.exec(
        confirm.body,
      ) ?? []
    assert.match(inside, /id="code"/)
    await browser.press('Continue', { password: ada.password })
    assert.match((await browser.press('Switch it off')).text, /The authenticator app is switched off/)
  }),
)
