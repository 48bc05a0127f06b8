import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { createClient, deviceLogin, secondFactor } from '@mosis/api'
import { mosisMain, startWorld } from '@mosis/testkit'
import type { World } from '@mosis/testkit'
import { URI } from 'otpauth'
import { findBrowser } from './browser.ts'
import type { Host } from './io.ts'
import { accountPassword, answering, atTerminal, environmentOf, newAccount, newMachine } from './testing.ts'

const refusal = (code: string, interval: number) => Response.json({ code, interval }, { status: 400 })

/** A portal that takes the first change for one of an old sign-in. */
const asAfterAnHour = () => {
  let first = true
  const fetch: typeof globalThis.fetch = (input, init) => {
    const isOld = first && new Request(input, init).method === 'POST'
    first &&= !isOld
    const problem = { code: 'auth.recent_sign_in_required' }
    return isOld ? Promise.resolve(Response.json(problem, { status: 403 })) : globalThis.fetch(input, init)
  }
  return fetch
}

const codeIn = (text: string) => /^Code {2}([A-Z]{4}-[A-Z]{4})$/m.exec(text)?.[1] ?? ''

describe('signing in', () => {
  let world: World
  before(async () => {
    world = await startWorld()
  })
  after(() => world.close())

  const decide = (endpoint: typeof deviceLogin.approveDeviceLogin, code: string) =>
    world.developer.call(endpoint, { params: { user_code: code } })

  /** Somebody at a terminal who does something on the page while the command waits for the first time. */
  function atPage(act: (code: string) => Promise<unknown>, changes: Partial<Host> = {}) {
    const seen = { stderr: '', waits: [] as number[], opened: [] as string[] }
    const host: Partial<Host> = {
      env: { MOSIS_PORTAL: world.url, NO_COLOR: '1' },
      isTty: atTerminal,
      err: (text) => void (seen.stderr += text),
      openBrowser: (url) => Promise.resolve(seen.opened.push(url) > 0),
      async wait(ms) {
        if (seen.waits.push(ms) === 1) await act(codeIn(seen.stderr))
      },
      ...changes,
    }
    return { host, seen }
  }

  const approveOnPage = (changes: Partial<Host> = {}) =>
    atPage((code) => decide(deviceLogin.approveDeviceLogin, code), changes)

  const withAccount = (t: Parameters<typeof newMachine>[0]) => newAccount(t, world.url)

  test('at a terminal it shows address, code and QR, opens the browser, and is the account that approves', async (t) => {
    const { mosisIn } = newMachine(t)
    const { host, seen } = approveOnPage()
    const { code, stdout } = await mosisIn(host, 'login')
    assert.equal(code, 0, seen.stderr)
    assert.match(
      stdout,
      /^Signed in at \S+ as Dev Eloper <dev@mosis\.test>\nThe sign-in is kept in \S+credentials\.json/,
    )
    const page = `${world.url}/auth/device`
    assert.ok(seen.stderr.startsWith(`Open  ${page}\nCode  `), seen.stderr)
    assert.deepEqual(seen.opened, [`${page}?user_code=${codeIn(seen.stderr)}`])
    assert.match(
      seen.stderr,
      /\n[█▀▄ ]{25,60}\n[\s\S]*\nWaiting up to 10 minutes for you to approve it in the browser window/,
    )
    assert.equal(seen.waits[0], 5000)
    const env = { MOSIS_PORTAL: world.url }
    assert.match((await mosisIn({ env }, 'whoami')).stdout, /^Dev Eloper <dev@mosis\.test>/)
  })

  test('with --device it needs no terminal; with --json stdout is the document alone and no window opens', async (t) => {
    const { mosisIn } = newMachine(t)
    const { host, seen } = approveOnPage({ isTty: { stdin: false, stdout: false, stderr: false } })
    const { code, stdout } = await mosisIn(host, 'login', '--device', '--json', '--scope', 'apps:read')
    assert.equal(code, 0, seen.stderr)
    assert.equal(seen.stderr.match(/\n/g)?.length, 3)
    assert.deepEqual(seen.opened, [])
    const document = JSON.parse(stdout) as { account: { email: string }; credentials: { backend: string } }
    assert.deepEqual([document.account.email, document.credentials.backend], ['dev@mosis.test', 'file'])
    const env = { MOSIS_PORTAL: world.url }
    assert.match((await mosisIn({ env }, 'auth', 'status')).stdout, /\n {2}may +apps:read\n/)
    const { stderr } = await mosisIn({ env }, 'login', '--device', '--scope', 'everything')
    assert.match(stderr, /no scope of this name.*\n.*Choose from apps:read, /)
  })

  test('no QR code on a narrow terminal, with --no-qr or for a screen reader; no browser with --no-browser', async (t) => {
    const { mosisIn } = newMachine(t)
    for (const [changes, flags] of [
      [{ columns: 20 }, []],
      [{}, ['--no-qr']],
      [{}, ['--a11y']],
    ] as const) {
      const { host, seen } = approveOnPage(changes)
      assert.equal((await mosisIn(host, 'login', '--no-browser', ...flags)).code, 0)
      assert.doesNotMatch(seen.stderr, /[█▀▄]/)
      assert.deepEqual(seen.opened, [])
      assert.match(seen.stderr, /approve it there, on this or any other device/)
    }
  })

  test('it asks as seldom as the portal says, and goes on where the portal does not answer for a while', async (t) => {
    const { mosisIn } = newMachine(t)
    const answers = [
      () => refusal('device_login.pending', 5),
      () => refusal('device_login.slow_down', 10),
      () => {
        throw new TypeError('fetch failed')
      },
    ]
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const isQuestion = new Request(input).url.endsWith('/v1/auth/device/token')
      const answer = isQuestion ? answers.shift() : undefined
      return answer ? answer() : globalThis.fetch(input, init)
    }
    const { host, seen } = approveOnPage({ fetch })
    assert.equal((await mosisIn(host, 'login')).code, 0, seen.stderr)
    assert.deepEqual(seen.waits.slice(0, 4), [5000, 5000, 10_000, 20_000])
  })

  test('a refusal and a code that ran out end with 4, Ctrl-C with 130, and nothing is kept', async (t) => {
    const { mosisIn, home } = newMachine(t)
    const denied = atPage((code) => decide(deviceLogin.denyDeviceLogin, code))
    assert.equal((await mosisIn(denied.host, 'login')).code, 4)
    assert.match(denied.seen.stderr, /was refused on the page \(signin\.refused\)/)
    let time = Date.now()
    const late = atPage(() => Promise.resolve(), {
      now: () => time,
      wait: () => Promise.resolve(void (time += 600_000)),
      fetch: (input, init) =>
        new Request(input).url.endsWith('/token')
          ? Promise.resolve(refusal('device_login.pending', 5))
          : globalThis.fetch(input, init),
    })
    assert.equal((await mosisIn(late.host, 'login')).code, 4)
    assert.match(
      late.seen.stderr,
      /Nobody approved the sign-in at \S+ in time \(signin\.expired\)\n.*mosis login --portal/,
    )
    const controller = new AbortController()
    const stopped = atPage(() => Promise.resolve(), {
      interrupted: controller.signal,
      wait(_ms, signal) {
        controller.abort()
        return signal ? Promise.reject(signal.reason as Error) : Promise.resolve()
      },
    })
    assert.equal((await mosisIn(stopped.host, 'login')).code, 130, stopped.seen.stderr)
    assert.throws(() => statSync(`${home}/config/credentials.json`), { code: 'ENOENT' })
  })

  test('with a password it asks for the second factor where the account has one, and never goes around it', async (t) => {
    const { mosisIn, env, email, path } = await withAccount(t)
    const { portals } = JSON.parse(readFileSync(path, 'utf8')) as { portals: Record<string, { access_token: string }> }
    const call = createClient({ baseUrl: world.url, token: portals[world.url]?.access_token ?? '' })
    const { otpauth_url } = await call(secondFactor.startTotp, {})
    const code = URI.parse(otpauth_url).generate()
    const [recovery = ''] = (await call(secondFactor.confirmTotp, { body: { code } })).recovery_codes
    const refused = await mosisIn({ env }, 'login', '--email', email, '--json')
    assert.equal(refused.code, 4)
    assert.match(refused.stdout, /"code": "signin\.second_factor"/)
    assert.doesNotMatch(refused.stdout, /ticket/)
    const wrong = { env, isTty: atTerminal, prompter: answering('000000') }
    assert.equal((await mosisIn(wrong, 'login', '--email', email)).code, 4)
    const right = { env, isTty: atTerminal, prompter: answering(recovery) }
    assert.equal((await mosisIn(right, 'login', '--email', email)).code, 0)
  })

  test('a token from stdin is kept once the portal has recognised it', async (t) => {
    const { mosisIn } = newMachine(t)
    const env = { MOSIS_PORTAL: world.url }
    const piped = (token: string) => ({ env, readStdin: () => Promise.resolve(`${token}\n`) })
    for (const text of ['mk_live_wrong', 'root:x:0:0\ndaemon:x:1:1']) {
      const wrong = await mosisIn(piped(text), 'login', '--with-token')
      assert.equal(wrong.code, 4)
      assert.match(wrong.stderr, /signin\.wrong_token/)
    }
    assert.equal((await mosisIn(piped(''), 'login', '--with-token')).code, 2)
    const kept = await mosisIn(piped(world.developer.token), 'login', '--with-token')
    assert.equal(kept.code, 0, kept.stderr)
    assert.match((await mosisIn({ env }, 'whoami')).stdout, /^Dev Eloper/)
    assert.match((await mosisIn({ env }, 'auth', 'status')).stdout, /what +an access token\n[\s\S]*works +yes/)
  })

  test('api-keys makes, lists, replaces and revokes keys; a kept key works until then', async (t) => {
    const { mosis, mosisIn, env } = await withAccount(t)
    assert.match((await mosis('api-keys', 'create')).stderr, /Cannot go on without --name, --scope/)
    const made = JSON.parse(
      (await mosis('api-keys', 'create', '--name', 'ci', '--scope', 'apps:read', '--json')).stdout,
    ) as { api_key: { id: string; key: string; scopes: string[] } }
    const { id, key, scopes } = made.api_key
    assert.deepEqual([scopes, key.startsWith('mk_live_')], [['apps:read'], true])
    assert.match((await mosis('api-keys', 'list')).stdout, new RegExp(`^1 API key at .*\n {2}${id} +ci +mk_live_`))
    const robot = newMachine(t)
    const machine = { env: { MOSIS_PORTAL: world.url }, readStdin: () => Promise.resolve(key) }
    const login = await robot.mosisIn(machine, 'login', '--with-token')
    assert.match(login.stdout, /^Signed in at \S+ with an API key\n/)
    assert.match((await robot.mosisIn(machine, 'auth', 'status')).stdout, /what +an API key\n[\s\S]*works +yes/)
    assert.equal((await robot.mosisIn(machine, 'status')).code, 0)
    const { api_key: next } = JSON.parse((await mosis('api-keys', 'rotate', id, '--json')).stdout) as typeof made
    assert.equal((await robot.mosisIn(machine, 'status')).code, 4)
    const withNext = { env: { ...machine.env, MOSIS_TOKEN: next.key } }
    assert.equal((await robot.mosisIn(withNext, 'status')).code, 0)
    assert.equal((await mosis('api-keys', 'revoke', next.id)).code, 0)
    assert.equal((await robot.mosisIn(withNext, 'auth', 'status')).code, 4)
    assert.equal((await mosis('api-keys', 'revoke', 'ak_01k0000000')).code, 5)
    assert.match((await robot.mosisIn(machine, 'logout')).stdout, /Signed out.*revoke it with mosis api-keys revoke/)
    assert.match((await mosisIn({ env }, 'api-keys', 'rotate', id)).stderr, /api_key\.ended/)
  })

  test('a new key wants a recent sign-in: a person proves it with the password, a script is told what to run', async (t) => {
    const { mosisIn, env } = await withAccount(t)
    const line = ['api-keys', 'create', '--name', 'ci', '--scope', 'apps:read']
    const script = await mosisIn({ env, fetch: asAfterAnHour() }, ...line)
    assert.equal(script.code, 4)
    assert.match(script.stderr, /too old for this \(signin\.not_recent\)\n.*Run mosis login --portal/)
    const person = { env, isTty: atTerminal, fetch: asAfterAnHour() }
    assert.equal((await mosisIn({ ...person, prompter: answering('wrong wrong') }, ...line)).code, 4)
    const proved = await mosisIn({ ...person, fetch: asAfterAnHour(), prompter: answering(accountPassword) }, ...line)
    assert.match(proved.stdout, /mk_live_/)
  })

  test('auth status ends with 0 only where the sign-in works now, and says what is wrong', async (t) => {
    const { mosis, mosisIn, env, email } = await withAccount(t)
    const good = JSON.parse((await mosis('auth', 'status', '--json')).stdout) as { ok: boolean; sign_ins: object[] }
    const [signIn] = good.sign_ins as Record<string, unknown>[]
    assert.deepEqual(
      [good.ok, signIn?.['email'], signIn?.['kind'], signIn?.['works'], signIn?.['backend'], signIn?.['scopes']],
      [true, email, 'session', true, 'file', null],
    )
    assert.ok(Date.parse(String(signIn?.['expires_at'])) > Date.now() + 86_400_000)
    assert.equal((await mosis('auth', 'status', '--portal', 'http://127.0.0.1:9')).code, 4)
    const offline = { env, fetch: () => Promise.reject(new TypeError('fetch failed')) }
    const unknown = await mosisIn(offline, 'auth', 'status')
    assert.equal(unknown.code, 7)
    assert.match(unknown.stdout, /works +not known\n +The portal at .*portal\.unreachable/)
    const fromEnv = await mosisIn({ env: { ...env, MOSIS_TOKEN: 'wrong' } }, 'auth', 'status')
    assert.equal(fromEnv.code, 4)
    assert.match(fromEnv.stdout, /kept in +MOSIS_TOKEN is set[^\n]*\n[\s\S]*works +no\n +.*auth\.invalid_token/)
  })

  test('logout --everywhere ends the sessions of other machines too, or changes nothing', async (t) => {
    const one = await withAccount(t)
    const { mosisIn: otherIn } = newMachine(t)
    const other = (...argv: string[]) => otherIn({ env: one.env }, ...argv)
    assert.equal((await other('login', '--email', one.email)).code, 0)
    const offline = { env: one.env, fetch: () => Promise.reject(new TypeError('fetch failed')) }
    assert.equal((await one.mosisIn(offline, 'logout', '--everywhere')).code, 7)
    assert.equal((await one.mosis('whoami')).code, 0)
    assert.match((await one.mosis('logout', '--everywhere')).stdout, /^Signed out at \S+; 2 sessions ended/)
    assert.equal((await other('whoami')).code, 4)
  })

  test('as a process it waits until Ctrl-C, with nothing on stdout', async (t) => {
    const { folder, home } = newMachine(t)
    const env = { ...environmentOf({ folder, home }), MOSIS_PORTAL: world.url }
    const child = spawn(process.execPath, [mosisMain, 'login', '--device'], { cwd: folder, env })
    const streams = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (part: string) => (streams.stdout += part))
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      streams.stderr += part
      if (part.includes('Waiting')) child.kill('SIGINT')
    })
    const [code] = (await once(child, 'close')) as [number | null]
    assert.deepEqual([code, streams.stdout], [130, ''])
    assert.match(codeIn(streams.stderr), /^\w{4}-\w{4}$/)
  })

  test('the first publish at a terminal signs in by the page', async (t) => {
    const { mosis, mosisIn } = newMachine(t)
    await mosis('init', 'app', '--name', 'App', '--id', 'com.example.page')
    await mosis('keys', 'generate')
    const { host, seen } = approveOnPage({ prompter: answering('login', false) })
    await mosisIn(host, 'publish', 'app')
    assert.match(seen.stderr, /Signed in at \S+ as Dev Eloper/)
  })
})

test('a browser is opened where there is one to see', () => {
  const desktop = { DISPLAY: ':0' }
  const cases = [
    ['linux', desktop, false, ['xdg-open']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, false, ['xdg-open']],
    ['linux', {}, false, undefined],
    ['linux', desktop, true, undefined],
    ['linux', { ...desktop, SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, false, undefined],
    ['darwin', { SSH_TTY: '/dev/ttys1' }, false, undefined],
    ['darwin', {}, false, ['open']],
    ['win32', {}, false, ['rundll32', 'url.dll,FileProtocolHandler']],
  ] as const
  for (const [platform, env, isRoot, expected] of cases) {
    assert.deepEqual(findBrowser(platform, env, isRoot), expected, `${platform} ${JSON.stringify(env)}`)
  }
})
