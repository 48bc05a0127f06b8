import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { accounts, apps, createClient, reviews, teams } from '@mosis/api'
import { startWorld, until } from '@mosis/testkit'
import type { World } from '@mosis/testkit'
import { answering, atTerminal, newMachine } from './testing.ts'
import type { TestMachine } from './testing.ts'

const password = 'correct horse battery'

/** Raises the version of the project. */
function bump({ read, write }: Pick<TestMachine, 'read' | 'write'>, version: string, code: number): void {
  const manifest = JSON.parse(read('app/manifest.json').toString()) as object
  write('app/manifest.json', JSON.stringify({ ...manifest, version, version_code: code }))
}

/** A portal that hands on the challenge of another one. */
const foreign: typeof globalThis.fetch = async (input) => {
  if (!new Request(input).url.endsWith('/challenge')) throw new Error('Nothing may be sent after it')
  const challenge = 'Mosis-Key-Registration: 1\nPortal: https://elsewhere.test\nAccount: acc_1\nExpires: x\nCode: y\n'
  return Response.json({ challenge, expires_at: '2030-01-01T00:00:00.000Z' })
}

/** A web server that is no portal. */
const pages = () => Promise.resolve(new Response('<html>', { headers: { 'content-type': 'text/html' } }))

describe('at a portal', () => {
  let world: World
  let people = 0
  before(async () => {
    world = await startWorld()
  })
  after(() => world.close())

  /** A machine of somebody who is signed in, with a key and a project in `app`. */
  async function withDeveloper(t: Parameters<typeof newMachine>[0], id = `com.example.app${++people}`) {
    const machine = newMachine(t)
    const env = { MOSIS_PORTAL: world.url, MOSIS_PASSWORD: password }
    const mosis = (...argv: string[]) => machine.mosisIn({ env }, ...argv)
    const json = async (...argv: string[]) => {
      const { code, stdout } = await mosis(...argv, '--json')
      const document = JSON.parse(stdout) as Record<string, Record<string, unknown>>
      return { exit: code, document }
    }
    const email = `dev${people}@example.test`
    const { code, stdout } = await mosis('login', '--register', '--email', email, '--name', 'Dev')
    assert.equal(code, 0, stdout)
    await mosis('keys', 'generate')
    await mosis('init', 'app', '--name', 'App', '--id', id)
    return { ...machine, mosis, json, env, email, id, signedIn: stdout }
  }

  /** The admin at the other end of the portal. */
  async function decide(id: string, verdict: typeof reviews.approveReview | typeof reviews.rejectReview) {
    const { reviews: open } = await until(
      () => world.admin.call(reviews.listReviews, { query: { limit: 100 } }),
      (page) => page.reviews.some(({ app_id }) => app_id === id),
    )
    const review_id = open.find(({ app_id }) => app_id === id)?.id ?? ''
    await world.admin.call(verdict, { params: { review_id }, body: { reason: 'Because of the icon' } })
  }

  test('login keeps the tokens in a file for its owner alone, says where, and whoami knows the account', async (t) => {
    const { mosis, home, signedIn, email } = await withDeveloper(t)
    const path = `${home}/config/credentials.json`
    assert.match(signedIn, new RegExp(`^Signed in at ${world.url} as Dev <${email}>\n.*${path}, readable by you alone`))
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.match((await mosis('whoami')).stdout, new RegExp(`^Dev <${email}>, developer at `))
    assert.match((await mosis('auth', 'status')).stdout, new RegExp(`${world.url} +${email}`))
    assert.equal((await mosis('logout')).code, 0)
    const gone = await mosis('whoami')
    assert.equal(gone.code, 4)
    assert.match(gone.stderr, /signin\.needed\)\n.*mosis login --portal/)
    assert.equal((await mosis('logout')).code, 0)
  })

  test('a wrong password ends with 4, and a password can come from stdin or a person', async (t) => {
    const { mosisIn, email, env } = await withDeveloper(t)
    const wrong = await mosisIn({ env: { ...env, MOSIS_PASSWORD: 'wrong wrong wrong' } }, 'login', '--email', email)
    assert.equal(wrong.code, 4)
    assert.match(wrong.stderr, /auth\.wrong_credentials/)
    const piped = { env: { MOSIS_PORTAL: world.url }, readStdin: () => Promise.resolve(`${password}\n`) }
    assert.equal((await mosisIn(piped, 'login', '--email', email, '--password-stdin')).code, 0)
    const asked = { env: { MOSIS_PORTAL: world.url }, isTty: atTerminal, prompter: answering(password) }
    assert.equal((await mosisIn(asked, 'login', '--email', email)).code, 0)
    const taken = await mosisIn({ env }, 'login', '--register', '--email', email, '--name', 'X')
    assert.equal(taken.code, 6)
  })

  test('two processes whose access has ended renew it once, and both go on', async (t) => {
    const { mosis, mosisIn, env, email } = await withDeveloper(t)
    let refreshes = 0
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (new Request(input).url.endsWith('/v1/auth/refresh')) refreshes++
      return globalThis.fetch(input, init)
    }
    const later = { env, fetch, now: () => Date.now() + 3_600_000 }
    const runs = await Promise.all([1, 2, 3].map(() => mosisIn(later, 'whoami')))
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0, 0],
    )
    assert.equal(refreshes, 1)
    assert.match((await mosis('whoami')).stdout, new RegExp(email))
  })

  test('a sign-in that the portal has ended is forgotten, with the command that makes a new one', async (t) => {
    const { mosisIn, env, home } = await withDeveloper(t)
    const { readFileSync, writeFileSync } = await import('node:fs')
    const path = `${home}/config/credentials.json`
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"refresh_token": "[^"]+"/, '"refresh_token": "used-up"'))
    const later = { env, now: () => Date.now() + 3_600_000 }
    const ended = await mosisIn(later, 'whoami')
    assert.equal(ended.code, 4)
    assert.match(ended.stderr, /The sign-in at .* has ended \(signin\.ended\)\n.*mosis login/)
    assert.match((await mosisIn(later, 'whoami')).stderr, /signin\.needed/)
  })

  test('a token from the environment needs no sign-in and is never kept', async (t) => {
    const { mosisIn } = newMachine(t)
    const env = { MOSIS_PORTAL: world.url, MOSIS_TOKEN: world.developer.token }
    assert.match((await mosisIn({ env }, 'whoami')).stdout, /dev@mosis\.test/)
    assert.match((await mosisIn({ env }, 'auth', 'status')).stdout, /MOSIS_TOKEN is set/)
  })

  test('a key is registered with a proof, twice is once, and a foreign challenge is not signed', async (t) => {
    const { mosis, mosisIn, json, env } = await withDeveloper(t)
    const first = await json('keys', 'register')
    const again = await json('keys', 'register', '--name', 'other')
    assert.deepEqual(again.document['signing_key'], first.document['signing_key'])
    await mosis('keys', 'generate', '--name', 'second')
    const refused = await mosisIn({ env, fetch: foreign }, 'keys', 'register', '--key', 'second')
    assert.equal(refused.code, 4)
    assert.match(refused.stderr, /it is for the portal https:\/\/elsewhere\.test \(key\.foreign_challenge\)/)
  })

  test('publish takes a folder through build, upload, review and approval; the same again changes nothing', async (t) => {
    const { mosis, json, id } = await withDeveloper(t)
    const missing = await mosis('publish', 'app')
    assert.equal(missing.code, 2)
    assert.match(missing.stderr, /Cannot go on without --create/)
    const [published] = await Promise.all([
      mosis('publish', 'app', '--create', '--notes', 'First', '--wait', '30s'),
      decide(id, reviews.approveReview),
    ])
    assert.equal(published.code, 0, published.stderr)
    assert.match(published.stdout, new RegExp(`^Published {2}${id} 1\\.0\\.0 \\(version_code 1\\)\n`))
    const { exit, document } = await json('publish', 'app', '--wait')
    const { state, release_notes } = document['version'] ?? {}
    assert.deepEqual({ exit, state, release_notes }, { exit: 0, state: 'published', release_notes: 'First' })
    const { stdout } = await mosis('status', id)
    assert.match(stdout, new RegExp(`^App {2}${id} {2}published\n {2}1\\.0\\.0 {2}1 {2}Published {2}`))
    assert.match((await mosis('status')).stdout, new RegExp(`^${id} +App +published 1\\.0\\.0`))
  })

  test('publish makes an app for a team, by its name or id', async (t) => {
    const { mosis, email, id } = await withDeveloper(t)
    const { access_token } = await createClient({ baseUrl: world.url })(accounts.login, { body: { email, password } })
    const call = createClient({ baseUrl: world.url, token: access_token })
    const team = await call(teams.createTeam, { body: { name: 'Clock makers' } })
    const unknown = await mosis('publish', 'app', '--create', '--team', 'Elsewhere', '--no-wait')
    assert.match(unknown.stderr, /team\.not_found/)
    const { code, stderr } = await mosis('publish', 'app', '--create', '--team', 'Clock makers', '--no-wait')
    assert.equal(code, 0, stderr)
    assert.equal((await call(apps.getApp, { params: { app_id: id } })).team_id, team.id)
  })

  test('at a terminal publish asks before it makes the app and registers the key', async (t) => {
    const { mosisIn, env } = await withDeveloper(t)
    const no = { env: { ...env, NO_COLOR: '1' }, isTty: atTerminal, prompter: answering(false) }
    assert.equal((await mosisIn(no, 'publish', 'app')).code, 2)
    const yes = await mosisIn({ ...no, prompter: answering(true) }, 'publish', 'app')
    assert.equal(yes.code, 0, yes.stderr)
    assert.match(yes.stdout, /^In review[\s\S]*It goes on at the portal\. Look again: mosis status/)
  })

  test('the first time at a terminal publish makes the key, the account and the app; elsewhere it says what to run', async (t) => {
    const { mosis, mosisIn, home } = newMachine(t)
    const env = { MOSIS_PORTAL: world.url, NO_COLOR: '1' }
    await mosis('init', 'app', '--name', 'App', '--id', 'com.example.first')
    const none = await mosisIn({ env }, 'publish', 'app')
    assert.equal(none.code, 5)
    assert.match(none.stderr, /key\.none\)\n.*mosis keys generate/)
    const declined = await mosisIn({ env, isTty: atTerminal, prompter: answering(false) }, 'publish', 'app')
    assert.equal(declined.code, 5)
    const prompter = answering(true, 'register', 'first@example.test', 'First', password, true)
    const { code, stdout, stderr } = await mosisIn({ env, isTty: atTerminal, prompter }, 'publish', 'app')
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^In review {2}com\.example\.first 1\.0\.0/)
    assert.match(stderr, new RegExp(`Made the signing key default[^\\n]*\\n {2}${home}/config/keys/default\\.pem\\n`))
    assert.match(stderr, /Signed in at .* as First <first@example\.test>/)
    await mosisIn({ env }, 'logout')
    const out = await mosisIn({ env }, 'publish', 'app')
    assert.equal(out.code, 4)
    assert.match(out.stderr, /signin\.needed\)\n.*mosis login --portal/)
    assert.equal((await mosisIn({ env }, 'publish', 'app', '--key', 'nope')).code, 5)
  })

  test('other contents for a taken version end with 6 and the next free version_code', async (t) => {
    const machine = await withDeveloper(t)
    await machine.mosis('publish', 'app', '--create', '--no-wait')
    machine.write('app/assets/scripts/app.lua', `${machine.read('app/assets/scripts/app.lua').toString()}\n-- new\n`)
    const { code, stderr } = await machine.mosis('publish', 'app', '--no-wait')
    assert.equal(code, 6)
    assert.match(stderr, /\(version\.(exists|code_not_higher)\)\n.*set version_code to 2 or higher/i)
    bump(machine, '1.1.0', 2)
    assert.equal((await machine.mosis('publish', 'app', '--no-wait')).code, 0)
  })

  test('a wait that ends first is exit 9 with the line that goes on; a rejection is exit 8 with the words', async (t) => {
    const machine = await withDeveloper(t)
    const { mosis, id } = machine
    const waited = await mosis('publish', 'app', '--create', '--wait', '50ms')
    assert.equal(waited.code, 9)
    assert.ok(waited.stdout.includes(`Look again: mosis status ${id}`))
    const [rejected] = await Promise.all([mosis('publish', 'app', '--wait'), decide(id, reviews.rejectReview)])
    assert.equal(rejected.code, 8)
    assert.match(rejected.stdout, /^Rejected {2}[\s\S]*The reviewer says: Because of the icon/)
    assert.equal((await mosis('publish', 'app')).code, 8)
    assert.match((await mosis('status', id)).stdout, /The reviewer says: Because of the icon/)
  })

  test('release publishes what was approved by hand, and goes back to an earlier version', async (t) => {
    const machine = await withDeveloper(t)
    const { mosis, json, id } = machine
    for (const code of [1, 2]) {
      bump(machine, `1.${code}.0`, code)
      const [approved] = await Promise.all([
        mosis('publish', 'app', '--create', '--release', 'manual', '--wait'),
        decide(id, reviews.approveReview),
      ])
      assert.match(approved.stdout, new RegExp(`^Approved {2}[\\s\\S]*mosis release ${id}`))
      assert.equal((await mosis('release', id)).code, 0)
    }
    const { document } = await json('status', id)
    assert.deepEqual(document['app']?.['published'], { version: '1.2.0', version_code: 2 })
    assert.match((await mosis('status', id)).stdout, /1\.2\.0 {2}2 {2}Published[\s\S]*1\.1\.0 {2}1 {2}Published before/)
    const back = await mosis('release', id, '--version-code', '1')
    assert.match(back.stdout, /^Published com\.example\.app\d+ 1\.1\.0/)
    assert.equal((await mosis('release', id, '--version-code', '9')).code, 5)
  })

  test('an app with errors is not uploaded: exit 3, the code in the first line, the findings below', async (t) => {
    const { mosis, json, write } = await withDeveloper(t)
    write('app/assets/scripts/app.lua', 'os.exit()\n')
    const { code, stderr } = await mosis('publish', 'app', '--create')
    assert.equal(code, 3)
    assert.match(
      stderr,
      /^error Nothing was uploaded: the app has 1 error \(package\.invalid\)\n[\s\S]*removed-global[\s\S]*os\.exit/,
    )
    assert.match(JSON.stringify(await json('publish', 'app')), /"findings":\[\{/)
  })

  test('Ctrl-C during a wait ends with 130 and says that it goes on', async (t) => {
    const { mosisIn, env, id } = await withDeveloper(t)
    const controller = new AbortController()
    const wait = (ms: number, signal?: AbortSignal) => {
      controller.abort()
      return setTimeout(ms, undefined, { signal })
    }
    const host = { env, interrupted: controller.signal, wait }
    const { code, stderr } = await mosisIn(host, 'publish', 'app', '--create', '--wait')
    assert.equal(code, 130)
    assert.ok(stderr.includes(`It goes on at the portal. Look again: mosis status ${id}`), stderr)
  })
})

test('a portal that is not there ends with 7, with its address and what to do', async (t) => {
  const { mosisIn } = newMachine(t)
  const env = { MOSIS_PORTAL: 'http://127.0.0.1:9', MOSIS_TOKEN: 'x' }
  const { code, stderr, stdout } = await mosisIn({ env }, 'whoami')
  assert.deepEqual({ code, stdout }, { code: 7, stdout: '' })
  assert.match(stderr, /The portal at http:\/\/127\.0\.0\.1:9 does not answer: .*\(portal\.unreachable\)\n {2}fix {2}/)
})

test('something that is no portal ends with 7 too, without a stack', async (t) => {
  const { mosisIn } = newMachine(t)
  const { code, stderr } = await mosisIn({ env: { MOSIS_TOKEN: 'x' }, fetch: pages }, 'whoami')
  assert.equal(code, 7)
  assert.match(stderr, /portal\.unexpected_answer/)
})
