import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errors } from '@mosis/api'
import { TOTP } from 'otpauth'
import { startTestServer, testBaseUrl, testPassword } from '../../testing.ts'
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

test(
  'whoever signs up is signed in, told to look for a mail, and signs out and in again',
  withServer(async (server) => {
    const browser = await signUp(server)
    assert.equal(browser.page().path, '/auth/check-mail')
    assert.match(browser.page().text, /A mail is on its way to ada@example\.com/)
    assert.match((await browser.open('/auth/account')).text, /Your account.*Ada/)
    assert.match((await browser.open('/')).text, /Ada Sign out/)
    const out = await browser.press('Sign out')
    assert.deepEqual([out.path, browser.cookies.size], ['/auth/sign-in?done=signed-out', 0])
    assert.match(out.text, /You are signed out/)
    const back = await browser.press('Sign in', { email: 'ADA@example.com', password: testPassword })
    assert.deepEqual([back.path, back.title], ['/auth/account', 'Your account · Mosis'])
  }),
)

test(
  'a cookie is worth nothing once its session was signed out',
  withServer(async (server) => {
    const browser = await signUp(server)
    const [[name, value] = ['', '']] = browser.cookies
    await browser.open('/auth/account')
    await browser.press('Sign out')
    browser.cookies.set(name, value)
    assert.match((await browser.open('/auth/account')).path, /^\/auth\/sign-in\?/)
  }),
)

test(
  'a wrong password and an unknown address get the same answer, and nothing but the password must be typed again',
  withServer(async (server) => {
    await signUp(server)
    const texts = []
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      const browser = openBrowser(server)
      await browser.open('/auth/sign-in?return_to=/auth/sessions')
      const page = await browser.press('Sign in', { email, password: 'not the password' })
      assert.equal(page.status, 422)
      assert.ok(page.body.includes(`value="${email}"`))
      assert.doesNotMatch(page.body, /not the password/)
      assert.match(page.body, /name="return_to" value="\/auth\/sessions"/)
      texts.push(page.body.replaceAll(email, ''))
    }
    assert.match(texts[0] ?? '', /role="alert">The e-mail address or the password is wrong/)
    assert.equal(texts[0], texts[1])
  }),
)

test(
  'too many wrong passwords are answered on the form, with the time to wait',
  withServer(async (server) => {
    const browser = openBrowser(server)
    await browser.open('/auth/sign-in')
    let page = browser.page()
    for (let tries = 0; tries < 30 && page.status !== 429; tries += 1) {
      page = await browser.press('Sign in', { email: 'ada@example.com', password: `wrong ${tries}` })
    }
    assert.equal(page.status, 429)
    assert.match(page.text, /Wait \d+ s and try again/)
  }),
)

test(
  'after signing in one is where one wanted to be, and never on another site',
  withServer(async (server) => {
    await signUp(server)
    const wanted = openBrowser(server)
    const asked = await wanted.open('/auth/sessions')
    assert.equal(asked.path, '/auth/sign-in?return_to=%2Fauth%2Fsessions')
    assert.equal((await wanted.press('Sign in', { email: ada.email, password: ada.password })).path, '/auth/sessions')
    assert.equal((await wanted.open('/auth/sign-in?return_to=/auth/activity')).path, '/auth/activity')
    for (const evil of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/%09/evil.example',
      '/.//evil.example',
    ]) {
      const browser = openBrowser(server)
      await browser.open(`/auth/sign-in?${new URLSearchParams({ return_to: decodeURIComponent(evil) }).toString()}`)
      const page = await browser.press('Sign in', { email: ada.email, password: ada.password })
      assert.equal(page.path, '/auth/account', evil)
      const forged = await server.inject({
        method: 'POST',
        url: '/auth/sign-in',
        headers: { origin: testBaseUrl, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...ada, return_to: decodeURIComponent(evil) }).toString(),
      })
      assert.deepEqual([forged.statusCode, forged.headers.location], [303, '/auth/account'], evil)
    }
  }),
)

test(
  'a form that another site sends changes nothing, whoever is signed in',
  withServer(async (server) => {
    const browser = await signUp(server)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const headers of [
      { ...type, origin: 'https://evil.example' },
      { ...type, origin: 'null' },
      { ...type },
      { ...type, origin: testBaseUrl, 'sec-fetch-site': 'cross-site' },
      { ...type, origin: 'http://sub.portal.test', 'sec-fetch-site': 'same-site' },
    ]) {
      for (const [url, fields] of Object.entries<Record<string, string>>({
        '/auth/sign-in': { email: ada.email, password: ada.password },
        '/auth/sign-up': { ...ada, email: 'eve@example.com' },
        '/auth/account/name': { name: 'Eve' },
        '/auth/account/delete': { email: ada.email },
        '/auth/sessions': { everywhere: 'yes' },
        '/auth/sign-out': {},
      })) {
        const payload = new URLSearchParams(fields).toString()
        const answer = await server.inject({ method: 'POST', url, headers: { ...headers, cookie }, payload })
        assert.deepEqual(
          [answer.statusCode, answer.headers['set-cookie']],
          [403, undefined],
          `${url} ${JSON.stringify(headers)}`,
        )
      }
    }
    assert.match((await browser.open('/auth/account')).text, /Ada/)
    assert.equal((await server.deps.db.selectFrom('account').select('id').execute()).length, 1)
  }),
)

test(
  'what is wrong with a sign-up is said at each field, and what was typed stays as text',
  withServer(async (server) => {
    const browser = openBrowser(server)
    await browser.open('/auth/sign-up')
    const page = await browser.press('Create the account', {
      name: ' ',
      email: '"><script>alert(1)</script>',
      password: 'short',
    })
    assert.equal(page.status, 422)
    for (const name of ['name', 'email', 'password']) {
      assert.match(
        page.body,
        new RegExp(`id="${name}"[^>]*aria-describedby="[^"]*${name}-fault[^"]*"[^>]*aria-invalid="true"`),
      )
      assert.match(page.body, new RegExp(`<p id="${name}-fault" class="fault">[^<]+</p>`))
    }
    assert.match(page.body, /value="&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;"/)
    assert.doesNotMatch(page.body, /<script>|short/)
    await signUp(server)
    await browser.open('/auth/sign-up')
    const taken = await browser.press('Create the account', ada)
    assert.match(taken.text, /There is an account with this e-mail address/)
  }),
)

test(
  'an account with an authenticator app is asked for a code after the password, and takes a recovery code once',
  withServer(async (server) => {
    const browser = await signUp(server)
    await browser.open('/auth/account/totp')
    const shown = await browser.press('Set it up')
    assert.match(shown.body, /<svg class="qr" role="img" aria-label="[^"]+"/)
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1]?.replaceAll(' ', '') ?? ''
    const code = () => new TOTP({ secret }).generate({ timestamp: Date.parse(server.clock.now()) })
    const wrong = await browser.press('Switch it on', { code: '000000' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /id="code"[^>]*aria-invalid="true"/)
    assert.ok(wrong.body.includes(secret.slice(0, 4)), 'the picture is still there')
    const codes = await browser.press('Switch it on', { code: code() })
    const recovery = [...codes.body.matchAll(/<li><code>([^<]+)<\/code><\/li>/g)].map(([, text = '']) => text)
    assert.equal(recovery.length, 10)
    const saved = decodeURIComponent(
      /download="[^"]+"\s+href="data:text\/plain;charset=utf-8,([^"]+)"/.exec(codes.body)?.[1] ?? '',
    )
    assert.ok(recovery.every((one) => saved.includes(one)))

    server.clock.advance(60_000)
    const again = openBrowser(server)
    await again.open('/auth/sign-in?return_to=/auth/sessions')
    const step = await again.press('Sign in', { email: ada.email, password: ada.password })
    assert.deepEqual(
      [step.path, step.title],
      ['/auth/second-factor?return_to=%2Fauth%2Fsessions', 'Second step · Mosis'],
    )
    assert.match((await again.open('/auth/account')).path, /^\/auth\/sign-in/, 'the password alone opens nothing')
    await again.open('/auth/second-factor?return_to=/auth/sessions')
    assert.match((await again.press('Sign in', { code: '000000' })).body, /id="code"[^>]*aria-invalid="true"/)
    assert.equal((await again.press('Sign in', { code: code() })).path, '/auth/sessions')
    assert.deepEqual([...again.cookies.keys()], ['mosis_session'], 'the ticket is gone')

    const used: number[] = []
    for (let time = 0; time < 2; time += 1) {
      const third = openBrowser(server)
      await third.open('/auth/sign-in')
      await third.press('Sign in', { email: ada.email, password: ada.password })
      used.push((await third.press('Sign in', { code: recovery[0] ?? '' })).status)
    }
    assert.deepEqual(used, [200, 422])
  }),
)

test(
  'a sign-in whose second step took too long begins again',
  withServer(async (server) => {
    const browser = openBrowser(server)
    const page = await browser.open('/auth/second-factor?return_to=/auth/sessions')
    assert.equal(page.path, '/auth/sign-in?problem=auth.invalid_ticket&return_to=%2Fauth%2Fsessions')
    assert.match(page.text, /The sign-in took too long/)
    browser.cookies.set('mosis_ticket', 'made-up')
    await browser.open('/auth/second-factor')
    const answer = await browser.press('Sign in', { code: '123456' })
    assert.match(answer.text, /The sign-in took too long/)
    assert.equal(browser.cookies.size, 0)
  }),
)

test(
  'only known codes are told as problems, in whole sentences, and never a text of the address',
  withServer(async (server) => {
    const browser = openBrowser(server)
    const open = (problem: string) => browser.open(`/auth/sign-in?${new URLSearchParams({ problem }).toString()}`)
    for (const code of Object.keys(errors)) {
      const [, said = ''] = /role="alert">([^<]+)</.exec((await open(code)).body) ?? []
      assert.match(said, /^[A-Z].+\.$/, code)
      assert.doesNotMatch(said, /unknown|[{}"]/, code)
    }
    for (const problem of ['Call +1 555 for help', 'oauth.made_up', '<b>', '']) {
      assert.doesNotMatch((await open(problem)).body, /role="alert"|555/)
    }
  }),
)

test('the ways to sign in elsewhere stand there only when they are set up, and lead there', async () => {
  const plain = await startTestServer()
  const none = await openBrowser(plain).open('/auth/sign-in')
  await plain.close()
  assert.doesNotMatch(none.body, /GitHub|Google/)
  const client = { clientId: 'id', clientSecret: 'secret' }
  const server = await startTestServer({ github: client })
  const browser = openBrowser(server)
  const page = await browser.open('/auth/sign-in?return_to=/auth/sessions')
  const onward = await browser.press('Continue with GitHub')
  await server.close()
  assert.match(
    page.body,
    /action="\/auth\/with\/github"[^>]*>\s*<input type="hidden" name="return_to" value="\/auth\/sessions"/,
  )
  assert.doesNotMatch(page.body, /Google/)
  assert.match(onward.headers['refresh'] ?? '', /^0; url=https:\/\/github\.com\/login\/oauth\/authorize\?/)
  assert.match(onward.body, /href="https:\/\/github\.com\/login\/oauth\/authorize\?[^"]*">Continue to GitHub</)
})

test(
  'words of an address that only JavaScript knows are nothing to a page',
  withServer(async (server) => {
    const browser = await signUp(server)
    for (const word of ['constructor', '__proto__', 'toString']) {
      for (const path of [
        '/auth/account',
        '/auth/sessions',
        '/auth/device',
        '/auth/account/linked',
        '/auth/account/passkeys',
      ]) {
        const page = await browser.open(`${path}?done=${word}`)
        assert.deepEqual([page.status, /role="status">/.test(page.body)], [200, false], page.path)
      }
      assert.equal((await openBrowser(server).open(`/auth/sign-in?done=${word}&problem=${word}`)).status, 200)
      const decided = await server.inject({
        method: 'POST',
        url: '/auth/device',
        headers: {
          origin: testBaseUrl,
          'content-type': 'application/x-www-form-urlencoded',
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        payload: `user_code=x&decision=${word}`,
      })
      assert.deepEqual([decided.statusCode, decided.headers.location], [303, '/auth/device?user_code=x'])
    }
  }),
)
