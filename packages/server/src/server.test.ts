import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { accounts, createClient } from '@mosis/api'
import { loadConfig } from './config.ts'
import { createLog } from './log.ts'
import { startServer } from './server.ts'

const main = join(import.meta.dirname, 'main.ts')

/** Gives a folder, and ends every portal that was started in it. */
async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-portal-'))
  try {
    await work(folder)
  } finally {
    for (const { child, exit } of portals.splice(0)) {
      child.kill('SIGKILL')
      await exit
    }
    await rm(folder, { recursive: true, force: true })
  }
}

interface Portal {
  child: ChildProcess
  exit: Promise<number | null>
  output: Promise<string>
  errors: Promise<string>
  /** What it says when it is ready. */
  printed: Promise<string>
}

const portals: Portal[] = []

/** The portal as a process, in a working folder of its own and with no setting but these. */
function spawnPortal(cwd: string, env: Record<string, string> = {}): Portal {
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { LISTEN_ADDR: '127.0.0.1:0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { promise: printed, resolve } = Promise.withResolvers<string>()
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += String(chunk)
    if (said.includes('Ctrl-C')) resolve(said)
  })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const output = once(child.stdout, 'close').then(() => said)
  const errors = text(child.stderr)
  void Promise.all([output, errors]).then((texts) => resolve(`The portal ended: ${texts.join('')}`))
  const portal = { child, exit, output, errors, printed }
  portals.push(portal)
  return portal
}

async function failure(
  cwd: string,
  env: Record<string, string>,
): Promise<{ code: number | null; errors: string; output: string }> {
  const portal = spawnPortal(cwd, env)
  return { code: await portal.exit, errors: await portal.errors, output: await portal.output }
}

const registration = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }

test('without any setting the portal starts, prints where to go, and goes on where it was after a restart', () =>
  withFolder(async (folder) => {
    const first = spawnPortal(folder)
    const output = await first.printed
    const [, url = ''] = /Mosis portal is running at (http:\/\/localhost:\d+)\n/.exec(output) ?? []
    const [, setup = '', setup_token = ''] = /(http:\/\/localhost:\d+\/setup\?token=(\S+))/.exec(output) ?? []
    assert.ok(setup.startsWith(url), output)
    assert.match(output, /npx mosis init my-app/)
    assert.match(output, /^Mail +\S+[\\/]data[\\/]mail \(SMTP_URL is not set\)$/m)
    assert.match(output, /jwt-secret \(made now; JWT_SECRET is not set\)/)
    assert.equal((await fetch(`${url}/health`)).status, 200)
    assert.equal((await fetch(setup)).status, 200)
    const call = createClient({ baseUrl: url })
    const tokens = await call(accounts.register, { body: { ...registration, setup_token } })
    assert.equal(tokens.user.role, 'admin')
    first.child.kill('SIGTERM')
    assert.equal(await first.exit, 0)
    // That a busy machine made it wait is the only thing it may say.
    const said = (await first.errors).split('\n').filter((line) => !line.includes('"msg":"Slow: '))
    assert.deepEqual(said, [''])

    const port = new URL(url).port
    const second = spawnPortal(folder, { LISTEN_ADDR: `127.0.0.1:${port}` })
    const again = await second.printed
    assert.doesNotMatch(again, /setup\?token/, 'there is an admin')
    assert.match(again, /jwt-secret \(kept;/)
    const me = await createClient({ baseUrl: url, token: tokens.access_token })(accounts.me, {})
    assert.deepEqual(me, tokens.user, 'who was signed in still is')
    second.child.kill('SIGINT')
    assert.equal(await second.exit, 0)
    if (process.platform !== 'win32') {
      const modeOf = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8)
      assert.equal(await modeOf('data'), '700')
      for (const name of ['jwt-secret', 'portal.db', 'telemetry.db']) assert.equal(await modeOf(`data/${name}`), '600')
      assert.equal(await modeOf('backups'), '700')
    }
    assert.ok((await readFile(join(folder, 'data', 'jwt-secret'), 'utf8')).trim().length >= 43)
  }))

const tokenOf = (output: string) => /setup\?token=(\S+)/.exec(output)?.[1]

test('the one-time link stays the same over restarts, also after a kill, until somebody used it', () =>
  withFolder(async (folder) => {
    const first = spawnPortal(folder)
    const token = tokenOf(await first.printed)
    first.child.kill('SIGKILL')
    await first.exit
    const second = spawnPortal(folder)
    assert.equal(tokenOf(await second.printed), token)
    second.child.kill('SIGTERM')
    assert.equal(await second.exit, 0)
  }))

test('a port that is taken is said in a sentence, before anything is touched', () =>
  withFolder(async (folder) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, errors, output } = await failure(folder, { LISTEN_ADDR: `127.0.0.1:${port}` })
    other.close()
    assert.deepEqual([code, output], [1, ''])
    assert.equal(
      errors,
      `Cannot listen on 127.0.0.1:${port}: the port is taken. Stop the program that listens there, or choose another one with LISTEN_ADDR=127.0.0.1:${Math.min(port + 1, 65_535)}\n`,
    )
    await assert.rejects(stat(join(folder, 'data')), { code: 'ENOENT' })
  }))

test('settings, folders and databases that cannot be used are said in a sentence each', () =>
  withFolder(async (folder) => {
    await writeFile(join(folder, 'file'), 'not a folder')
    await writeFile(join(folder, 'text.db'), 'this is not a database, whatever its name says. '.repeat(20))
    await mkdir(join(folder, 'closed'))
    await chmod(join(folder, 'closed'), 0o500)
    const cases: [Record<string, string>, RegExp][] = [
      [
        { LISTEN_ADDR: 'x', LOG_LEVEL: 'loud' },
        /^Cannot start with these settings:\n {2}LISTEN_ADDR is "x" and .*\n {2}LOG_LEVEL is "loud" and .*\n$/,
      ],
      [
        { LISTEN_ADDR: '203.0.113.1:8080' },
        /^Cannot listen on 203\.0\.113\.1:8080: this machine has no such address\. .*\n$/,
      ],
      [
        { DATABASE_PATH: 'file/portal.db' },
        /^Cannot use the folder ".*file": it is a file and should be a folder\. Give .* DATABASE_PATH to another path\n$/,
      ],
      [
        { PACKAGES_DIR: 'file/packages' },
        /^Cannot use the folder ".*packages": a part of the path is a file\. Give .* PACKAGES_DIR to another path\n$/,
      ],
      [
        { DATABASE_PATH: 'text.db' },
        /^Cannot use the database ".*text\.db": the file is not a SQLite database\. .*\n$/,
      ],
      [
        { DATABASE_URL: 'postgres://mosis:hunter2@127.0.0.1:1/mosis' },
        /^Cannot use the database at 127\.0\.0\.1:1\/mosis: nothing answers there\. .*\n$/,
      ],
      [
        { NODE_ENV: 'production' },
        /^Cannot start with these settings:\n {2}JWT_SECRET is not set and should be, in production.*\n$/,
      ],
    ]
    // Root may write everywhere.
    if (process.getuid?.() !== 0 && process.platform !== 'win32') {
      cases.push([
        { PACKAGES_DIR: 'closed/packages' },
        /^Cannot use the folder ".*": this user may not write there\. .*\n$/,
      ])
    }
    for (const [env, sentence] of cases) {
      const { code, errors } = await failure(folder, env)
      assert.match(errors, sentence)
      assert.equal(code, 1)
    }
  }))

test('a secret that was cut short is refused instead of used', () =>
  withFolder(async (folder) => {
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'data', 'jwt-secret'), 'short')
    const { code, errors } = await failure(folder, {})
    assert.equal(code, 1)
    assert.match(errors, /jwt-secret: it has 5 characters and should have 32 or more\. Remove the file/)
  }))

const quiet = { log: createLog('silent') }
const configIn = (folder: string) =>
  loadConfig({
    LISTEN_ADDR: '127.0.0.1:0',
    DATABASE_PATH: join(folder, 'data', 'portal.db'),
    PACKAGES_DIR: join(folder, 'packages'),
    BACKUPS_DIR: join(folder, 'backups'),
  })

test('stopping finishes the request that is running and takes no other', () =>
  withFolder(async (folder) => {
    const server = await startServer(configIn(folder), quiet)
    const body = JSON.stringify(registration)
    const running = httpRequest(`${server.url}/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    })
    running.write(body.slice(0, 10))
    await once(running, 'socket')
    // Another request on the way shows that the first one has arrived.
    assert.equal((await fetch(`${server.url}/health`)).status, 200)
    const closed = server.close()
    await assert.rejects(fetch(`${server.url}/health`))
    running.end(body.slice(10))
    const [response] = (await once(running, 'response')) as [IncomingMessage]
    assert.equal(response.statusCode, 201)
    response.resume()
    await closed
  }))

test('a port is free again, and the files are closed, when the portal has stopped', () =>
  withFolder(async (folder) => {
    const config = configIn(folder)
    const first = await startServer(config, quiet)
    // An idle connection that is kept open must not keep the portal.
    await (await fetch(`${first.url}/health`)).text()
    await first.close()
    const second = await startServer(
      { ...config, listen: { host: '127.0.0.1', port: Number(new URL(first.url).port) } },
      quiet,
    )
    await second.close()
    await assert.rejects(stat(join(folder, 'data', 'portal.db-wal')), { code: 'ENOENT' })
  }))

test('two portals that start at once in one folder agree on secret, schema and one-time link', () =>
  withFolder(async (folder) => {
    const started = [spawnPortal(folder), spawnPortal(folder), spawnPortal(folder)]
    const outputs = await Promise.all(started.map(({ printed }) => printed))
    const tokens = outputs.map((output) => /setup\?token=(\S+)/.exec(output)?.[1])
    assert.equal(new Set(tokens).size, 1)
    assert.ok(tokens[0] !== undefined, outputs[0])
    for (const { child } of started) child.kill('SIGTERM')
    assert.deepEqual(await Promise.all(started.map(({ exit }) => exit)), [0, 0, 0])
  }))
