import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { reviews } from '@mosis/api'
import type { Version } from '@mosis/api'
import { startWorld, until } from '@mosis/testkit'
import type { World } from '@mosis/testkit'
import type { Host } from './io.ts'
import { describeMoment, describeRange, readMoment } from './moments.ts'
import { ordinal } from './output.ts'
import { describeWaiting } from './standing.ts'
import { answering, atTerminal, newAccount, newMachine } from './testing.ts'

/** A day that is always ahead, and near enough for the portal. */
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)

describe('releases', () => {
  let world: World
  let people = 0
  before(async () => {
    world = await startWorld()
  })
  after(() => world.close())

  /** Somebody with a key and a project in `app`. */
  async function withProject(t: TestContext) {
    const id = `com.example.released${++people}`
    const account = await newAccount(t, world.url)
    await account.mosis('keys', 'generate')
    await account.mosis('init', 'app', '--name', 'Clock', '--id', id)
    return {
      ...account,
      id,
      /** Runs a line that has to succeed, and returns what it printed. */
      ok: async (...argv: string[]) => {
        const { code, stdout, stderr } = await account.mosis(...argv)
        assert.equal(code, 0, `mosis ${argv.join(' ')}: ${stderr}`)
        return stdout
      },
      bump: (version: string, version_code: number, more: object = {}) => {
        const manifest = JSON.parse(account.read('app/manifest.json').toString()) as object
        account.write('app/manifest.json', JSON.stringify({ ...manifest, ...more, version, version_code }))
      },
      /** Runs a line at a terminal, with these answers. */
      asked: (answers: (string | boolean)[], ...argv: string[]) =>
        account.mosisIn(
          { env: { ...account.env, NO_COLOR: '1' }, isTty: atTerminal, prompter: answering(...answers) },
          ...argv,
        ),
    }
  }

  async function decide(id: string, verdict: typeof reviews.approveReview | typeof reviews.rejectReview) {
    const { reviews: open } = await until(
      () => world.admin.call(reviews.listReviews, { query: { limit: 100 } }),
      (page) => page.reviews.some(({ app_id }) => app_id === id),
    )
    const review_id = open.find(({ app_id }) => app_id === id)?.id ?? ''
    await world.admin.call(verdict, { params: { review_id }, body: { reason: 'Because of the icon' } })
  }

  test('a dry run says everything that would happen, and only asks', async (t) => {
    const { ok, mosis, mosisIn, env, id, bump } = await withProject(t)
    const sent: string[] = []
    const fetch: Host['fetch'] = (input, init) => {
      const { method, url } = new Request(input, init)
      sent.push(`${method} ${new URL(url).pathname}`)
      return globalThis.fetch(input, init)
    }
    const plan = async (...flags: string[]) => {
      const { code, stdout } = await mosisIn({ env, fetch }, 'publish', 'app', '--dry-run', '--json', ...flags)
      const document = JSON.parse(stdout) as { schema: string; dry_run: true; plan: Record<string, never> }
      assert.deepEqual([document.schema, document.dry_run], ['mosis.publish/1', true])
      return { code, plan: document.plan as Record<string, unknown> }
    }
    const first = await plan()
    assert.equal(first.code, 0)
    assert.deepEqual(first.plan['app'], { id, name: 'Clock', exists: false })
    assert.deepEqual(first.plan['would'], [
      'register the key default',
      `make the app Clock (${id})`,
      'upload 1.0.0',
      'submit it',
    ])
    const staged = await plan('--rollout', '10')
    assert.equal(staged.code, 6)
    assert.deepEqual(staged.plan['state'], { now: null, when_approved: 'approved' })
    await ok('publish', 'app', '--create')
    const again = await plan('--release', 'manual')
    assert.deepEqual([again.plan['would'], again.plan['state']], [[], { now: 'in_review', when_approved: 'approved' }])
    assert.deepEqual((again.plan['queue'] as { position: number }).position, 1)
    await decide(id, reviews.approveReview)
    bump('1.1.0', 1)
    const taken = await plan()
    assert.equal(taken.code, 6)
    assert.match(JSON.stringify(taken.plan['problems']), /"version\.exists".*set version_code to 2 or higher/)
    bump('1.1.0', 2, { permissions: ['storage', 'camera'] })
    const text = await mosisIn({ env, fetch }, 'publish', 'app', '--dry-run', '--release-at', `${soon} 10:00`)
    assert.match(text.stdout, /storage, camera; against 1\.0\.0: \+camera\n/)
    assert.match(text.stdout, new RegExp(`automated checks → a reviewer → published ${soon} 10:00\n`))
    assert.match(text.stdout, /\n\nmosis publish would upload 1\.1\.0 and submit it\n$/)
    assert.ok(sent.length > 10, sent.join('\n'))
    assert.deepEqual(
      sent.filter((line) => !line.startsWith('GET ')),
      [],
    )
    assert.match((await mosis('releases', id)).stdout, /^version .*\n1\.0\.0 +1 +Published +production +100 % .*\n$/)
  })

  test('publish that was cut at any request, or stopped with Ctrl-C there, goes on when it is run again', async (t) => {
    const account = await newAccount(t, world.url)
    // Two that look, two for the key, one for the app, then the bytes and the submission.
    const lost = [1, 2, 3, 4, 5, 6, 7].map((at) => ({ way: 'lost', at }) as const)
    const stopped = [6, 7].map((at) => ({ way: 'Ctrl-C', at }) as const)
    for (const { way, at } of [...lost, ...stopped]) {
      const name = `${way === 'lost' ? 'lost' : 'stopped'}${at}`
      const id = `com.example.${name}`
      await account.mosis('keys', 'generate', '--name', name)
      await account.mosis('init', name, '--name', name, '--id', id)
      const controller = new AbortController()
      let count = 0
      const fetch: Host['fetch'] = async (input, init) => {
        if (++count !== at) return globalThis.fetch(input, init)
        if (way === 'Ctrl-C') controller.abort()
        // It reached the portal; only the answer did not come back.
        await globalThis.fetch(input, init)
        throw new TypeError('fetch failed')
      }
      const line = ['publish', name, '--key', name, '--create', '--no-wait', '--notes', 'First'] as const
      const cut = await account.mosisIn({ env: account.env, fetch, interrupted: controller.signal }, ...line)
      assert.equal(cut.code, way === 'lost' ? 7 : 130, `${way} at ${at}: ${cut.stderr}`)
      const { code, stdout, stderr } = await account.mosis(...line, '--json')
      assert.equal(code, 0, `${way} at ${at}, then: ${stderr}${stdout}`)
      const { version } = JSON.parse(stdout) as { version: Version }
      assert.notEqual(version.state, 'draft', `${way} at ${at}`)
      assert.deepEqual([version.app_id, version.release_notes], [id, 'First'])
    }
  })

  test('a large upload that was stopped goes on with the bytes that are there when it is run again', async (t) => {
    const { mosisIn, env, write } = await withProject(t)
    for (const name of ['a', 'b']) {
      const noise = randomBytes(2_900_000).toString('base64')
      write(`app/assets/${name}.json`, JSON.stringify({ noise }))
    }
    const controller = new AbortController()
    const cut: Host['fetch'] = async (input, init) => {
      if (init?.method !== 'PATCH') return globalThis.fetch(input, init)
      const bytes = await new Response(init.body).arrayBuffer()
      await globalThis.fetch(input, { ...init, signal: null, body: bytes.slice(0, 1_000_000) })
      controller.abort()
      throw new DOMException('Stopped', 'AbortError')
    }
    const line = ['publish', 'app', '--create', '--no-wait'] as const
    const stopped = await mosisIn({ env, fetch: cut, interrupted: controller.signal }, ...line)
    assert.equal(stopped.code, 130, stopped.stderr)
    const sent: string[] = []
    const fetch: Host['fetch'] = (input, init) => {
      const request = new Request(input, init)
      if (request.url.includes('/uploads')) sent.push(`${request.method} ${request.headers.get('upload-offset') ?? ''}`)
      return globalThis.fetch(request)
    }
    const { code, stderr } = await mosisIn({ env, fetch }, ...line)
    assert.equal(code, 0, stderr)
    assert.deepEqual(sent, ['GET ', 'PATCH 1000000', 'GET '])
  })

  test('a version goes out in stages: rollout, halt, resume, rollback and withdraw, and status says what goes on', async (t) => {
    const { ok, mosis, asked, bump, id } = await withProject(t)
    await ok('publish', 'app', '--create')
    await decide(id, reviews.approveReview)
    bump('1.1.0', 2)
    await ok('publish', 'app', '--release', 'manual', '--rollout', '10')
    await decide(id, reviews.approveReview)
    assert.match(
      await ok('schedule', `${soon} 10:00`, id),
      new RegExp(`^Scheduled .* for ${soon} 10:00, to 10 of 100 devices\n`),
    )
    assert.match(await ok('status', id), new RegExp(`1\\.1\\.0 {2}2 {2}Scheduled for ${soon} 10:00 `))
    assert.match(await ok('unschedule', id), /it stays approved/)
    assert.match(await ok('release', id), / 1\.1\.0 \(version_code 2\) to 10 of 100 devices\n/)
    assert.match(await ok('rollout', '50', id), /to 50 of 100 devices, from 10 %/)
    const lower = await mosis('rollout', '20', id)
    assert.equal(lower.code, 6)
    assert.match(lower.stderr, /version\.rollout_lower\)\n.*mosis halt/)
    assert.match(await ok('status', id), /Published to 50 %[\s\S]*Offer it to more: mosis rollout 100/)
    assert.match(await ok('halt', id, '--reason', 'Crashes'), /^Halted [\s\S]*mosis resume/)
    assert.match(await ok('status', id), /Halted at 50 %/)
    assert.match(await ok('resume', id), /^Resumed .*: offered to 50 of 100 devices/)
    assert.match(await ok('rollout', '100', id), /to everybody, from 50 %/)

    const unsaid = await mosis('rollback', id)
    assert.equal(unsaid.code, 2)
    assert.match(unsaid.stderr, /Cannot go on without --to, --yes/)
    assert.equal((await asked(['1', false], 'rollback', id)).code, 130)
    const back = await asked(['1', true], 'rollback', id)
    assert.match(back.stdout, /^Rolled back .* to 1\.0\.0 .*\n {2}Devices that have 1\.1\.0 keep it/)
    assert.match(await ok('releases', id), /1\.1\.0 +2 +Published before .*\n1\.0\.0 +1 +Published /)
    assert.equal((await mosis('rollback', id, '--to', '7', '--yes')).code, 5)

    assert.equal((await mosis('withdraw', id)).code, 2)
    const declined = await asked([false], 'withdraw', id, '--version-code', '2')
    assert.deepEqual([declined.code, declined.stderr], [130, 'Nothing was changed\n'])
    assert.match(await ok('withdraw', id, '--version-code', '2', '--yes'), /^Withdrawn .* 1\.1\.0/)
    assert.equal((await mosis('halt', id, '--version-code', '2')).code, 6)
    assert.equal((await mosis('rollout', '50', id)).code, 5)
    const document = JSON.parse(await ok('releases', id, '--json')) as { schema: string; versions: Version[] }
    assert.equal(document.schema, 'mosis.releases/1')
    assert.deepEqual(
      document.versions.map(({ state }) => state),
      ['withdrawn', 'published'],
    )
  })

  test('testers are invited, join with their device by a link, get the beta, and leave', async (t) => {
    const { ok, mosis, mosisIn, asked, env, bump, id } = await withProject(t)
    await ok('publish', 'app', '--create')
    await decide(id, reviews.approveReview)
    await ok('device', 'install', id)
    bump('1.1.0', 2)
    await ok('publish', 'app', '--track', 'beta')
    await decide(id, reviews.approveReview)
    assert.match(await ok('status', id), /1\.1\.0 {2}2 {2}Published to testers/)
    assert.match(await ok('testers', 'invite', 'ada@example.test', id), /^Invited ada@example\.test/)
    const { link } = JSON.parse(await ok('testers', 'link', id, '--max', '3', '--json')) as {
      link: Record<string, string>
    }
    assert.equal(await ok('device', 'check-updates'), 'Everything is up to date\n')
    assert.match(await ok('device', 'join-beta', link['url'] ?? ''), /^Joined the testers of Clock/)
    assert.match(await ok('device', 'check-updates'), /1\.0\.0 → 1\.1\.0/)
    assert.match(
      await ok('testers', 'list', id),
      /^1 tester of .*\n[\s\S]*ada@example\.test +invited [\s\S]*1 of 3 joined/,
    )
    assert.match(await ok('device', 'leave-beta', id), /^Left /)
    assert.equal((await mosis('device', 'leave-beta', id)).code, 5)
    assert.equal((await mosis('device', 'join-beta', 'nonsense')).code, 2)
    assert.equal((await asked([false], 'testers', 'remove', 'ada@example.test', id)).code, 130)
    await ok('testers', 'remove', 'ada@example.test', id, '--yes')
    await ok('testers', 'remove', link['id'] ?? '', id, '--yes')
    assert.match(await ok('testers', 'list', id), /^0 testers of .*\nInvite somebody/)
    assert.equal((await mosisIn({ env }, 'testers', 'remove', 'ada@example.test', id, '--yes')).code, 5)
    assert.match(await ok('release', id, '--track', 'production'), /^Published .* 1\.1\.0 \(version_code 2\)\n$/)
  })

  test('the developer reads the reasons, writes to the reviewers and appeals once', async (t) => {
    const { ok, mosis, id } = await withProject(t)
    await ok('publish', 'app', '--create')
    assert.match(await ok('status', id), /in the queue; /)
    assert.match(await ok('review', 'thread', id), /Nobody wrote anything/)
    assert.match(await ok('review', 'thread', id, '--message', 'It reads codes'), /New Person\n {2}It reads codes\n/)
    await decide(id, reviews.rejectReview)
    assert.match(
      await ok('status', id),
      /Rejected[\s\S]*The reviewer says: Because of the icon[\s\S]*mosis review appeal/,
    )
    const unsaid = await mosis('review', 'appeal', id)
    assert.equal(unsaid.code, 2)
    assert.match(unsaid.stderr, /--message/)
    assert.match(await ok('review', 'appeal', id, '--message', 'It is our icon'), /^Appealed [\s\S]*in the queue/)
    assert.equal((await mosis('review', 'appeal', id, '--message', 'Again')).code, 5)
    const { reviews: open } = await world.admin.call(reviews.listReviews, { query: { limit: 100, show: 'appeals' } })
    assert.equal(open.find(({ app_id }) => app_id === id)?.appeal?.text, 'It is our icon')
  })

  test('flags that were not said at the first submission are not lost in silence', async (t) => {
    const { ok, mosis, id } = await withProject(t)
    await ok('publish', 'app', '--create', '--release-at', `${soon} 10:00`, '--no-wait')
    const same = await mosis('publish', 'app', '--release-at', `${soon} 10:00`)
    assert.deepEqual([same.code, same.stderr], [0, ''])
    const other = await mosis('publish', 'app', '--track', 'beta')
    assert.equal(other.code, 0)
    assert.match(other.stderr, /submitted before, and what was said about its release then stands/)
    const { versions: all } = JSON.parse(await ok('releases', id, '--json')) as { versions: Version[] }
    assert.deepEqual(
      all.map(({ release, track }) => ({ release, track })),
      [{ release: 'at', track: 'production' }],
    )
  })
})

test('what does not go together about a release is refused before anything is read', async (t) => {
  const { mosis } = newMachine(t)
  const cases = [
    [['--release', 'at'], /Cannot go on without --release-at/],
    [['--release', 'manual', '--release-at', '2099-01-01'], /do not go together/],
    [['--track', 'beta', '--rollout', '10'], /every tester is offered it/],
    [['--rollout', '0'], /no whole number from 1 to 100/],
    [['--release-at', 'tomorrow'], /Cannot read the time "tomorrow"/],
    [['--release-at', '2020-01-01 10:00'], /that time has passed/],
  ] as const
  for (const [flags, message] of cases) {
    const { code, stderr } = await mosis('publish', 'nowhere', ...flags)
    assert.equal(code, 2, flags.join(' '))
    assert.match(stderr, message)
  }
})

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()

test('times and places are said in words', () => {
  // A Saturday.
  const now = new Date(2026, 10, 21, 9).getTime()
  assert.equal(describeMoment(at(21, 14), now), 'today 14:00')
  assert.equal(describeMoment(at(22, 10), now), 'tomorrow 10:00')
  assert.equal(describeMoment(at(27, 8), now), 'Friday 08:00')
  assert.equal(describeMoment(at(28, 8), now), '2026-11-28 08:00')
  assert.equal(describeRange({ from: at(22, 10), to: at(24, 3) }, now), 'between tomorrow 10:00 and Tuesday')
  assert.equal(describeRange({ from: at(21, 8), to: at(21, 12) }, now), 'until today 12:00')
  assert.equal(readMoment('2026-11-22 10:00', '--release-at', now), at(22, 10))
  assert.deepEqual(
    [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal),
    '1st 2nd 3rd 4th 11th 12th 13th 21st 112th'.split(' '),
  )
  const waiting = { position: 4, estimate: { from: at(22, 10), to: at(24, 3), confidence: 0.8 } }
  assert.equal(
    describeWaiting({ review: waiting } as Version, { now: () => now }),
    '4th in the queue; a decision is likely between tomorrow 10:00 and Tuesday',
  )
})
