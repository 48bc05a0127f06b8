// The portal as the program that `npm start` runs: how it begins, goes on where it was, refuses to begin, and ends.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { accounts, apps, createClient, versions } from '@mosis/api'
import { contentsOf } from '../folder.ts'
import { portalMain, runProgram, startPortal } from '../programs.ts'
import type { Portal } from '../programs.ts'
import { smallApp } from '../sample-apps.ts'
import { joinPortal, people, until } from '../world.ts'
import type { Developer } from '../world.ts'

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-start-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A portal in an empty folder that is gone after the test, however it ended. */
async function start(t: TestContext, folder: string, settings: Record<string, string> = {}): Promise<Portal> {
  const portal = await startPortal(folder, { LOG_LEVEL: 'error', ...settings })
  t.after(() => portal.kill())
  return portal
}

/** What a portal says that does not start, and that it ended with 1. */
async function refusalToStart(cwd: string, env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await runProgram([portalMain], { cwd, env })
  assert.deepEqual([code, stdout], [1, ''], stderr)
  return stderr
}

// Several of these wait for the portal's own deadlines.
describe('the portal', { concurrency: true }, () => {
  test('prints its address, the one-time admin link and three commands, and goes on where it was', async (t) => {
    const folder = await emptyFolder(t)
    const first = await start(t, folder)
    assert.match(first.printed, new RegExp(`^Mosis portal is running at ${first.url}\n`))
    assert.equal(first.printed.match(/^ {2}npx mosis \w+/gm)?.length, 3)
    const setup_token = new URL(first.setupUrl ?? '').searchParams.get('token') ?? ''
    const tokens = await createClient({ baseUrl: first.url })(accounts.register, {
      body: { ...people.admin, setup_token },
    })
    assert.equal(tokens.user.role, 'admin')
    assert.equal(await first.stop(), 0)

    // At the same address: a token is good for the portal that it names.
    const address = { LISTEN_ADDR: new URL(first.url).host, BASE_URL: first.url }
    const second = await start(t, folder, address)
    assert.equal(second.setupUrl, undefined, 'there is an admin')
    const signedIn = createClient({ baseUrl: second.url, token: tokens.access_token })
    assert.deepEqual(await signedIn(accounts.me, {}), tokens.user, 'the secret is the same')
    const again = await createClient({ baseUrl: second.url })(accounts.login, { body: people.admin })
    assert.equal(again.user.id, tokens.user.id)
    assert.equal(await second.stop('SIGINT'), 0)
  })

  test('names every wrong setting at once, shows no secret and makes nothing', async (t) => {
    const folder = await emptyFolder(t)
    const wrong = {
      NODE_ENV: 'live',
      LISTEN_ADDR: 'localhost',
      BASE_URL: 'portal.example.com',
      DATABASE_URL: 'mysql://mosis:hunter2@localhost/mosis',
      JWT_SECRET: 'hunter2',
      GITHUB_CLIENT_ID: 'only half',
      GOOGLE_CLIENT_SECRET: 'hunter2',
      AUTO_APPROVE: 'yes',
      TELEMETRY_RETENTION_DAYS: '0',
      LOG_LEVEL: 'loud',
      TRUSTED_PROXIES: 'the one in front',
    }
    const said = await refusalToStart(folder, wrong)
    const named = said.match(/^ {2}[A-Z_]+/gm)?.map((name) => name.trim())
    const halves = ['GITHUB_CLIENT_SECRET', 'GOOGLE_CLIENT_ID']
    const expected = [...Object.keys(wrong).filter((name) => name !== 'GOOGLE_CLIENT_SECRET'), ...halves]
    assert.deepEqual(named?.sort(), expected.sort())
    assert.doesNotMatch(said, /hunter2/)
    assert.deepEqual(await readdir(folder), [])
  })

  test('says in a sentence that the port is taken, and makes nothing', async (t) => {
    const [folder, other] = [await emptyFolder(t), await emptyFolder(t)]
    const { host } = new URL((await start(t, folder)).url)
    const said = await refusalToStart(other, { LISTEN_ADDR: host })
    assert.match(
      said,
      new RegExp(`^Cannot listen on ${host}: the port is taken\\. .* LISTEN_ADDR=127\\.0\\.0\\.1:\\d+\n$`),
    )
    assert.deepEqual(await readdir(other), [])
  })

  test('says in a sentence which folder it cannot use, why, and which setting changes it', async (t) => {
    const folder = await emptyFolder(t)
    await writeFile(join(folder, 'file'), '')
    const env = { LISTEN_ADDR: '127.0.0.1:0' }
    assert.match(
      await refusalToStart(folder, { ...env, BACKUPS_DIR: 'file/backups' }),
      /^Cannot use the folder ".*file\/backups": a part of the path is a file\. .* BACKUPS_DIR to another path\n$/,
    )
    const locked = join(folder, 'locked')
    await mkdir(locked)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=4k', 'tmpfs', locked], { stdio: 'ignore' })
    } catch {
      t.diagnostic('mounting is not allowed here, so no read-only disk was tried')
      return
    }
    try {
      assert.match(
        await refusalToStart(folder, { ...env, PACKAGES_DIR: locked }),
        /^Cannot use the folder ".*locked": the disk is read-only\. .* PACKAGES_DIR to another path\n$/,
      )
    } finally {
      execFileSync('umount', [locked])
    }
  })

  test('lets a running upload finish when Ctrl-C comes, and then ends', async (t) => {
    const folder = await emptyFolder(t)
    const portal = await start(t, folder)
    const upload = await halfAnUpload(portal, folder, 'com.start.finished')
    const ended = portal.stop('SIGINT')
    upload.socket.write(upload.rest)
    assert.match(await text(upload.socket), /^HTTP\/1\.1 201 [^]*"state":"draft"/)
    assert.equal(await ended, 0)
    assert.deepEqual(await unfinished(folder), [])
  })

  test('does not wait for ever for an upload that stands still, and keeps nothing of it', async (t) => {
    const folder = await emptyFolder(t)
    const portal = await start(t, folder)
    const { socket } = await halfAnUpload(portal, folder, 'com.start.stalled')
    socket.on('error', () => undefined)
    assert.equal(await portal.stop('SIGINT'), 0)
    assert.deepEqual(await unfinished(folder), [])
    const { url } = await start(t, folder)
    assert.equal((await fetch(`${url}/health`)).status, 200)
  })

  test('reviews after a restart what it was reviewing when it was killed', async (t) => {
    const folder = await emptyFolder(t)
    const killed = await start(t, folder)
    const before = await joinPortal(killed.url, people.developer)
    const params = await submit(before, smallApp('com.start.killed', 1, 'idle = 1\n'.repeat(20_000)))
    const { state } = await until(
      () => before.call(versions.getVersion, { params }),
      (version) => version.state !== 'submitted',
    )
    assert.equal(state, 'checking')
    await killed.kill()

    const { url } = await start(t, folder)
    const after = await joinPortal(url, people.developer)
    const reviewed = await until(
      () => after.call(versions.getVersion, { params }),
      (version) => version.state !== 'submitted' && version.state !== 'checking',
    )
    assert.equal(reviewed.state, 'in_review')
    assert.equal(reviewed.review?.state, 'open')
    assert.ok(Array.isArray(reviewed.findings))
  })
})

const unfinished = async (folder: string) =>
  Object.keys(await contentsOf(join(folder, 'packages'))).filter((path) => path.startsWith('.tmp'))

async function submit(developer: Developer, files: ReadonlyMap<string, Buffer>) {
  const bytes = developer.build(files)
  const { id: app_id } = JSON.parse(String(files.get('manifest.json'))) as { id: string }
  await developer.call(apps.createApp, { body: { id: app_id, name: 'Small' } })
  const { id } = await developer.call(versions.uploadVersion, { params: { app_id }, body: bytes })
  const params = { app_id, version_id: id }
  await developer.call(versions.submitVersion, { params, body: { release: 'manual', release_notes: '' } })
  return params
}

/** An upload of which the portal has the first half. */
async function halfAnUpload({ url }: Portal, folder: string, id: string): Promise<{ socket: Socket; rest: Buffer }> {
  const developer = await joinPortal(url, people.developer)
  await developer.call(apps.createApp, { body: { id, name: 'Small' } })
  const bytes = developer.build(smallApp(id))
  const middle = Math.floor(bytes.length / 2)
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /v1/apps/${id}/versions HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${developer.token}\r\n` +
      `content-type: application/octet-stream\r\ncontent-length: ${bytes.length}\r\n\r\n`,
  )
  socket.write(bytes.subarray(0, middle))
  await until(
    () => unfinished(folder),
    (files) => files.length > 0,
  )
  return { socket, rest: bytes.subarray(middle) }
}
