import assert from 'node:assert/strict'
import { test } from 'node:test'
import { teams } from '@mosis/api'
import { startTestServer, testBaseUrl, testPassword } from '../../testing.ts'
import type { TestServer } from '../../testing.ts'
import { openBrowser } from '../testing.ts'

const withServer =
  (work: (server: TestServer) => Promise<void>, ...overrides: Parameters<typeof startTestServer>) =>
  async () => {
    const server = await startTestServer(...overrides)
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
  await server.settle()
  return browser
}

/** The path of the link in the last mail of this name. */
const linkOf = (server: TestServer, name: string) => {
  const url = server.outbox.findLast((one) => one.name === name)?.url
  assert.ok(url?.startsWith(testBaseUrl) === true, `no mail ${name}`)
  return url.slice(testBaseUrl.length)
}

const day = 24 * 60 * 60_000

test(
  'opening the link of a mail changes nothing, pressing the button on its page confirms the address, once',
  withServer(async (server) => {
    const browser = await signUp(server)
    const link = linkOf(server, 'verify_email')
    const scanner = openBrowser(server, '198.51.100.1')
    for (let times = 0; times < 3; times += 1) await scanner.open(link)
    assert.match((await browser.open('/auth/account')).text, /Not confirmed/)
    assert.match((await browser.open(link)).text, /ada@example\.com is known to be yours/)
    const done = await browser.press('Confirm the address')
    assert.equal(done.path, '/auth/account?done=verified')
    assert.match(done.text, /The e-mail address is confirmed.*Confirmed/)
    assert.equal((await browser.open('/auth/check-mail')).path, '/auth/account')
    const again = await scanner.open(link)
    assert.deepEqual([again.status, again.title], [410, 'This link does not work any more · Mosis'])
  }),
)

test(
  'a new mail can be asked for, and makes the link before useless',
  withServer(async (server) => {
    const browser = await signUp(server)
    const first = linkOf(server, 'verify_email')
    await browser.open('/auth/check-mail?return_to=/auth/sessions')
    const sent = await browser.press('Send it again')
    assert.match(sent.text, /The mail was sent once more/)
    assert.match(sent.body, /href="\/auth\/sessions">Continue</)
    await server.settle()
    assert.equal((await browser.open(first)).status, 410)
    assert.equal((await browser.open(linkOf(server, 'verify_email'))).status, 200)
    server.clock.advance(day)
    assert.equal((await browser.open(linkOf(server, 'verify_email'))).status, 410)
  }),
)

test(
  'without a mail server the page says who finds the message',
  withServer(
    async (server) => {
      const browser = openBrowser(server)
      await browser.open('/auth/sign-up')
      const page = await browser.press('Create the account', ada)
      assert.match(
        page.text,
        /This portal has no mail server\. The message to ada@example\.com lies in its mail folder/,
      )
      await browser.open('/auth/forgot')
      assert.match((await browser.press('Send the link', { email: ada.email })).text, /This portal has no mail server/)
    },
    { mail: { kind: 'folder', path: '/nowhere', from: { name: 'Mosis', address: 'mosis@portal.test' } } },
  ),
)

test(
  'a forgotten password is replaced through the mail, and the page tells nobody who has an account',
  withServer(async (server) => {
    await signUp(server)
    const browser = openBrowser(server)
    const answers = []
    for (const email of ['nobody@example.com', ada.email]) {
      await browser.open('/auth/forgot')
      const { path, status, body } = await browser.press('Send the link', { email })
      answers.push({ path, status, body })
    }
    assert.deepEqual(answers[0], answers[1])
    await server.settle()
    const link = linkOf(server, 'reset_password')
    await browser.open(link)
    const short = await browser.press('Set the password', { password: 'short' })
    assert.deepEqual([short.status, /This should have 10 to 256 characters/.test(short.text)], [422, true])
    const done = await browser.press('Set the password', { password: 'another long passphrase' })
    assert.equal(done.path, '/auth/sign-in?done=new-password')
    assert.equal((await browser.open(link)).status, 410)
    await browser.open('/auth/sign-in')
    assert.equal((await browser.press('Sign in', { email: ada.email, password: ada.password })).status, 422)
    assert.equal(
      (await browser.press('Sign in', { email: ada.email, password: 'another long passphrase' })).path,
      '/auth/account',
    )
  }),
)

test(
  'a link that was never made gets a friendly page, also when its form is sent',
  withServer(async (server) => {
    const browser = openBrowser(server)
    for (const path of ['/auth/verify', '/auth/reset', '/auth/email', '/auth/undo', '/auth/invitation']) {
      for (const query of ['', '?token=', '?token=wrong', '?token=%00']) {
        assert.equal((await browser.open(path + query)).status, 410, path + query)
      }
      if (path === '/auth/invitation') continue
      const sent = await server.inject({
        method: 'POST',
        url: path,
        headers: { origin: testBaseUrl, 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'token=wrong&password=a+long+passphrase',
      })
      assert.equal(sent.statusCode, 410, path)
    }
  }),
)

test(
  'another e-mail address counts once its link was followed, and the old one can take the account back',
  withServer(async (server) => {
    const browser = await signUp(server)
    await browser.open(linkOf(server, 'verify_email'))
    await browser.press('Confirm the address')
    await browser.open('/auth/account/email')
    assert.match(
      (await browser.press('Send the mail', { email: ada.email })).body,
      /id="email"[^>]*aria-invalid="true"/,
    )
    const asked = await browser.press('Send the mail', { email: 'ada@new.example' })
    assert.match(asked.text, /A mail is on its way to the new address/)
    await server.settle()
    await browser.open(linkOf(server, 'email_change_confirm'))
    assert.match((await browser.press('Use this address')).text, /ada@new\.example/)
    await server.settle()
    const owner = openBrowser(server, '198.51.100.1')
    await owner.open(linkOf(server, 'email_changed'))
    const back = await owner.press('Take it back')
    assert.match(back.text, /The old address is back, and every session was ended/)
    assert.match((await browser.open('/auth/account')).path, /^\/auth\/sign-in/)
  }),
)

test(
  'an invitation by mail says who invites whom into what, and is accepted after signing in',
  withServer(async (server) => {
    const owner = await server.developer('Grace')
    const { id: team_id } = await owner.call(teams.createTeam, { body: { name: 'Compilers & Co' } })
    const invite = () =>
      owner.call(teams.invite, { params: { team_id }, body: { email: ada.email, role: 'maintainer' } })
    await invite()
    await server.settle()
    const browser = openBrowser(server)
    const asked = await browser.open(linkOf(server, 'team_invitation'))
    assert.match(asked.text, /Grace invites you into the team Compilers & Co as a maintainer/)
    assert.match(asked.body, /Compilers &amp; Co/)
    const signUpLink = /href="(\/auth\/sign-up\?[^"]+)"/.exec(asked.body)?.[1] ?? ''
    await browser.open(signUpLink.replaceAll('&amp;', '&'))
    const mail = await browser.press('Create the account', ada)
    const onward = /<a class="button wide" href="([^"]+)">Continue/.exec(mail.body)?.[1] ?? ''
    assert.match((await browser.open(onward)).text, /You would join as ada@example\.com/)
    assert.match((await browser.press('Join')).text, /You are in the team/)
    const { members } = await owner.call(teams.getTeam, { params: { team_id } })
    assert.deepEqual(
      members.map(({ name, role }) => [name, role]),
      [
        ['Grace', 'owner'],
        ['Ada', 'maintainer'],
      ],
    )
    assert.equal((await browser.open(linkOf(server, 'team_invitation'))).status, 410)
  }),
)

test(
  'an invitation is also shown on the account, and can be declined',
  withServer(async (server) => {
    const owner = await server.developer('Grace')
    const { id: team_id } = await owner.call(teams.createTeam, { body: { name: 'Compilers' } })
    const browser = await signUp(server)
    await owner.call(teams.invite, { params: { team_id }, body: { email: ada.email, role: 'viewer' } })
    await browser.open(linkOf(server, 'verify_email'))
    const page = await browser.press('Confirm the address')
    assert.match(page.text, /Grace invites you into the team Compilers/)
    await browser.open(/href="(\/auth\/invitation\?id=[^"]+)"/.exec(page.body)?.[1] ?? '')
    assert.match((await browser.press('Decline')).text, /The invitation is declined/)
    assert.equal((await owner.call(teams.getTeam, { params: { team_id } })).members.length, 1)
  }),
)
