import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { mosisMain, startWorld } from '@mosis/testkit'
import type { World } from '@mosis/testkit'
import type { Keyring } from './keyring.ts'
import { environmentOf, newAccount, newMachine } from './testing.ts'

/** A keyring that holds what it is given, as the world's end; the real one has a test of its own. */
function newKeyring(changes: Partial<Keyring> = {}) {
  const entries = new Map<string, string>()
  const find = (entry: string) => Promise.resolve(entries.get(entry))
  const keyring: Keyring = {
    set: (entry, secret) => Promise.resolve(void entries.set(entry, secret)),
    find,
    findElsewhere: find,
    remove: (entry) => Promise.resolve(void entries.delete(entry)),
    ...changes,
  }
  return { entries, host: { keyring: () => Promise.resolve({ keyring }) } }
}

/** A machine with a Secret Service that can be started for itself; most build machines have none. */
function hasSecretService(): boolean {
  const words = 'command -v dbus-run-session && command -v gnome-keyring-daemon'
  return process.platform === 'linux' && spawnSync('sh', ['-c', words]).status === 0
}

describe('where a sign-in is kept', () => {
  let world: World
  before(async () => {
    world = await startWorld()
  })
  after(() => world.close())

  test('the secrets go to a keyring that answers, are renewed there, and leave with the sign-in', async (t) => {
    const { entries, host } = newKeyring()
    const { mosis, mosisIn, env, made, path, email } = await newAccount(t, world.url, host)
    assert.match(made.stdout, /\nThe sign-in is kept in the system keyring\n/)
    assert.deepEqual([entries.size, [...entries.keys()][0]?.startsWith(`${world.url} `)], [1, true])
    const secretsOf = () =>
      JSON.parse([...entries.values()][0] ?? '') as { access_token: string; refresh_token: string }
    const first = secretsOf()
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.match(readFileSync(path, 'utf8'), new RegExp(email))
    const later = { env, ...host, now: () => Date.now() + 3_600_000 }
    assert.equal((await mosisIn(later, 'whoami')).code, 0)
    assert.notEqual(secretsOf().refresh_token, first.refresh_token)
    for (const secret of Object.values({ ...first, ...secretsOf() })) {
      assert.ok(!readFileSync(path, 'utf8').includes(secret))
    }
    assert.match((await mosis('auth', 'status')).stdout, /\n {2}kept in +the system keyring\n/)
    const gone = await mosisIn({ env: { ...env, MOSIS_KEYRING: 'off' }, ...host }, 'whoami')
    assert.equal(gone.code, 4)
    assert.match(gone.stderr, /MOSIS_KEYRING is off \(keyring\.no_answer\)\n.*mosis login/)
    assert.equal((await mosis('logout')).code, 0)
    assert.equal(entries.size, 0)
  })

  test('without a keyring that keeps things the file is used, and the command says so and why', async (t) => {
    const never = new Promise<never>(() => undefined)
    const cases = [
      [{ keyring: () => Promise.resolve({ why: 'there is no session bus' }) }, 'there is no session bus'],
      // The kernel's keyring, for one, forgets with the process or at the next start.
      [newKeyring({ findElsewhere: () => Promise.resolve(undefined) }).host, 'does not keep what it is given'],
      [newKeyring({ set: () => Promise.reject(new Error('locked')) }).host, 'refuses: locked'],
      [{ ...newKeyring({ set: () => never }).host, wait: () => Promise.resolve() }, 'does not answer within a second'],
    ] as const
    for (const [host, why] of cases) {
      const { made, path, mosis } = await newAccount(t, world.url, host)
      const said = new RegExp(`\nThe sign-in is kept in ${path}, readable by you alone \\(.*${why}\\)\n`)
      assert.match(made.stdout, said)
      assert.equal(statSync(path).mode & 0o777, 0o600)
      assert.equal((await mosis('whoami')).code, 0)
    }
  })

  test('tokens that the keyring no longer takes are kept in the file: a used-up one would end the sign-in', async (t) => {
    const { host, entries } = newKeyring()
    const { mosisIn, env, path } = await newAccount(t, world.url, host)
    const find = (entry: string) => Promise.resolve(entries.get(entry))
    const full = newKeyring({ find, set: () => Promise.reject(new Error('full')) }).host
    const later = { env, ...full, now: () => Date.now() + 3_600_000 }
    assert.equal((await mosisIn(later, 'whoami')).code, 0)
    assert.match(readFileSync(path, 'utf8'), /"refresh_token": "mrt_/)
    assert.equal((await mosisIn(later, 'whoami')).code, 0)
  })

  test('a process without a Secret Service keeps the sign-in in the file, and one with it in there', async (t) => {
    const { home, folder, write, read } = newMachine(t)
    write('token', world.developer.token)
    const env = { ...environmentOf({ folder, home }), XDG_RUNTIME_DIR: folder }
    const run = async (file: string, ...words: string[]) => {
      const child = spawn(file, words, { cwd: folder, env: { ...env, MOSIS_PORTAL: world.url } })
      await once(child, 'close')
    }
    const signIn = '"$0" "$1" login --with-token < token > login.txt 2>&1'
    await run('sh', '-c', signIn, process.execPath, mosisMain)
    assert.match(read('login.txt').toString(), /\nThe sign-in is kept in .*credentials\.json, readable by you alone \(/)
    assert.ok(readFileSync(`${home}/config/credentials.json`, 'utf8').includes(world.developer.token))

    // Not every machine has one: where it is not, what stands above is what people get there.
    if (!hasSecretService()) return
    // A bus of its own, and a keyring in this test's folder: nobody's real one is touched.
    const script = `
      gnome-keyring-daemon --unlock --components=secrets --foreground < password > daemon.log 2>&1 & daemon=$!
      for turn in 1 2 3 4 5 6 7 8 9 10; do
        ${signIn}
        grep -q "system keyring" login.txt && break
      done
      "$0" "$1" whoami > whoami.txt 2>&1
      "$0" "$1" logout > logout.txt 2>&1
      kill $daemon`
    write('password', 'pw')
    await run('dbus-run-session', '--', 'sh', '-c', script, process.execPath, mosisMain)
    assert.match(read('login.txt').toString(), /\nThe sign-in is kept in the system keyring\n/)
    assert.match(read('whoami.txt').toString(), /^Dev Eloper/)
    assert.match(read('logout.txt').toString(), /^Signed out/)
    assert.ok(!readFileSync(`${home}/config/credentials.json`, 'utf8').includes(world.developer.token))
  })
})
