import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { reviews } from '@mosis/api'
import { compactVerify, createLocalJWKSet } from 'jose'
import { startTestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import type { SamplePackage } from '../versions/testing.ts'
import { packageKey } from '../versions/storage-keys.ts'
import { createBehaviourKeeper } from './behaviour-keeper.ts'
import { createBehaviourProcess } from './behaviour-process.ts'
import type { ReceiptClaims } from './receipt.ts'

const server = await startTestServer({ behaviourReview: true })
after(() => server.close())

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Programs that run with this among their arguments; empty where the system does not tell. */
function programsWith(token: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(token)
    } catch {
      return false
    }
  })
}

/** A package whose first screen runs this. */
function withLua(lua: string, body = '', manifest: SamplePackage['manifest'] = {}): Partial<SamplePackage> {
  return {
    manifest: { permissions: ['storage', 'network.internet'], ...manifest },
    files: {
      'assets/main.rml': `<rml>\n<head>\n<title>Clock</title>\n<script src="app.lua"/>\n</head>\n<body>\n<p id="time">12:00</p>\n${body}\n</body>\n</rml>\n`,
      'assets/app.lua': lua,
    },
  }
}

test('a receipt signs what the review found, and anybody can check it with the keys of the portal', async () => {
  const { draft, submit, get, reviewer } = await startSampleApp(server, 'com.verdict.receipt')
  const version = await draft(1, withLua('storage.write("a.txt", "x")\n'))
  await submit(version)
  await server.settle()
  const reviewed = await get(version)
  const review = await reviewer.call(reviews.getReview, { params: { review_id: reviewed.review?.id ?? '' } })
  const { receipt } = review
  assert.ok(receipt)
  assert.equal(reviewed.review?.receipt, receipt)
  const keys = createLocalJWKSet(await server.call(reviews.listReceiptKeys, {}))
  const { payload, protectedHeader } = await compactVerify(receipt, keys)
  assert.deepEqual([protectedHeader.alg, protectedHeader.typ], ['EdDSA', 'mosis-review+jws'])
  assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), {
    iss: 'http://portal.test',
    app_id: version.app_id,
    version_id: version.id,
    version_code: 1,
    sha256: version.sha256,
    rule_set: review.rule_set,
    rule_modes: {},
    ok: true,
    findings_sha256: sha256(JSON.stringify(reviewed.findings)),
    behaviour_sha256: sha256(JSON.stringify(review.behaviour)),
    at: server.clock.now(),
  } satisfies ReceiptClaims)
  const [head = '', , signature = ''] = receipt.split('.')
  const forged = Buffer.from(new TextDecoder().decode(payload).replace('"ok":true', '"ok":false')).toString('base64url')
  await assert.rejects(compactVerify(`${head}.${forged}.${signature}`, keys), {
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  })
})

test('what a version does in the sandbox is recorded, and what its last approved version did not do is shown first', async () => {
  const { approved, draft, submit, get, reviewer } = await startSampleApp(server, 'com.verdict.behaviour')
  const first = await approved(
    1,
    withLua(
      'storage.write("log-2026.txt", "x")\nfunction go() print("went") end\n',
      '<button onclick="go()">Go</button>',
    ),
  )
  const review = async (id: string | undefined) => reviewer.call(reviews.getReview, { params: { review_id: id ?? '' } })
  const before = await review(first.review?.id)
  assert.deepEqual(before.behaviour, {
    schema: 'mosis.behaviour/1',
    ended: 'finished',
    problem: null,
    is_whole: true,
    controls_used: 1,
    screens: ['assets/main.rml'],
    calls: { 'storage.write': 1 },
    permissions: [],
    hosts: [],
    files: [{ path: 'log-2026.txt', size_bytes: 1 }],
    databases: [],
    log_lines: 1,
    errors: [],
  })
  assert.equal(before.behaviour_changes, null)
  const lua = `storage.write("log-2027.txt", "x")
function go()
  network.request{url = "https://collect.example.com/all"}
end
timer.after(45000, function() storage.write("cache/late.txt", "x") end)
`
  const second = await draft(2, withLua(lua, '<button onclick="go()">Go</button>'))
  await submit(second)
  await server.settle()
  const after = await review((await get(second)).review?.id)
  assert.deepEqual(
    after.behaviour_changes?.map(({ about }) => about),
    [
      'Tries to connect to collect.example.com',
      'Calls network.request',
      'Calls timer.after',
      'Writes the file cache/late.txt',
    ],
  )
  assert.ok(
    after.risk_reasons.some(({ code, details }) => code === 'behaviour' && details[0]?.includes('collect.example.com')),
  )
})

test('an app that crashes or runs without end is not rejected by the portal, and not approved by it either', async () => {
  const automatic = await startTestServer({ behaviourReview: true, autoApprove: true })
  const { draft, submit, get, reviewer } = await startSampleApp(automatic, 'com.verdict.endless')
  const quiet = await draft(1, withLua('local x = 1\n'))
  const endless = await draft(
    2,
    withLua(
      'local n = 0\nlocal function more() n = n + 1 return n > 0 end\nfunction spin() repeat until not more() end\n',
      Array.from({ length: 6 }, (_, index) => `<button id="b${index}" onclick="spin()">${index}</button>`).join('\n'),
    ),
  )
  for (const version of [quiet, endless]) await submit(version)
  await automatic.settle()
  const [first, second] = [await get(quiet), await get(endless)]
  assert.deepEqual([first.state, second.state], ['approved', 'in_review'])
  const review = await reviewer.call(reviews.getReview, { params: { review_id: second.review?.id ?? '' } })
  assert.deepEqual([review.behaviour?.ended, review.behaviour?.problem?.code], ['limit', 'limit.cut_offs'])
  assert.match(
    review.manual_reasons.join(),
    /Was cut off when it was tried: Stop the app: 5 of its handlers were cut off/,
  )
  assert.deepEqual(
    [review.requires_manual, review.behaviour_changes?.[0]?.kind, review.risk_reasons[0]?.code],
    [true, 'end', 'behaviour'],
  )
  await automatic.close()
})

test('the same package does the same in every trial', async () => {
  const { draft } = await startSampleApp(server, 'com.verdict.same')
  const version = await draft(
    1,
    withLua(
      `storage.write("a" .. math.random(1000000) .. ".txt", crypto.random(12))
timer.every(100, function() print(os.time()) end)
function go() print(crypto.uuid and crypto.uuid() or "") navigateTo("main.rml") end
`,
      '<button onclick="go()">Go</button>\n<input type="text" id="name" onchange="print(1)"/>',
    ),
  )
  const behaviours = createBehaviourProcess()
  const path = server.deps.storage.path(packageKey(version.sha256)) ?? ''
  const [one, other] = [
    await behaviours.watch(path, server.clock.now()),
    await behaviours.watch(path, server.clock.now()),
  ]
  assert.deepEqual([one.ended, one.is_whole], ['finished', true])
  assert.equal(JSON.stringify(one), JSON.stringify(other))
  await behaviours.close()
})

test('the first trial removes what trials of a killed portal left long ago, and nothing that may still be in use', async () => {
  const [old, fresh] = [await mkdtemp(join(tmpdir(), 'mosis-trial-')), await mkdtemp(join(tmpdir(), 'mosis-trial-'))]
  await writeFile(join(old, 'left.txt'), 'x')
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60_000)
  await utimes(old, twoHoursAgo, twoHoursAgo)
  const behaviours = createBehaviourProcess()
  try {
    await assert.rejects(behaviours.watch(join(old, 'no package'), server.clock.now()))
    assert.deepEqual([existsSync(old), existsSync(fresh)], [false, true])
  } finally {
    await behaviours.close()
    await rm(fresh, { recursive: true })
  }
})

test('a trial that hangs, fills its memory, ends by itself or says nothing is ended with all it started, and others go on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-trials-'))
  const token = `trial-${process.pid}`
  const program = pathToFileURL(join(folder, 'bad.mjs'))
  await writeFile(
    program,
    `import { spawn } from 'node:child_process'
process.once('message', ({ path }) => {
  spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', '${token}'], { stdio: 'ignore' })
  if (path === 'lie') process.send({ ended: 'finished' })
  if (path === 'hang') for (;;) {}
  if (path === 'exit') process.exit(7)
  if (path === 'fill') { const kept = []; for (;;) kept.push(new Array(1e5).fill({})) }
})
`,
  )
  const bad = createBehaviourProcess({ program, timeoutMs: 1500, maxHeapMib: 32 })
  for (const [path, code] of [
    ['hang', 'timeout'],
    ['exit', 'crashed'],
    ['fill', 'crashed'],
    ['wait', 'timeout'],
    ['lie', 'crashed'],
  ] as const) {
    await assert.rejects(bad.watch(path, server.clock.now()), { name: 'BehaviourError', code }, path)
  }
  await bad.close()
  const [hanging, good] = [createBehaviourProcess({ program }), createBehaviourProcess()]
  const running = assert.rejects(hanging.watch('hang', server.clock.now()), { code: 'closed' })
  const { draft } = await startSampleApp(server, 'com.verdict.beside')
  const path = server.deps.storage.path(packageKey((await draft(1)).sha256)) ?? ''
  assert.equal((await good.watch(path, server.clock.now())).ended, 'finished')
  await hanging.close()
  await running
  assert.deepEqual(programsWith(token), [])
  await rm(folder, { recursive: true })
})

test('when the program that starts the trials ends, no app is blamed, and the next one is tried by another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-keeper-'))
  const program = pathToFileURL(join(folder, 'keeper.mjs'))
  await writeFile(
    program,
    `process.on('message', ({ id, path }) => {
  if (path === 'die') process.exit(7)
  if (path === 'crash') process.send({ id, ended: { code: 'crashed', message: 'by itself' } })
})
`,
  )
  const keeper = createBehaviourKeeper(program)
  const now = server.clock.now()
  const notBlamed = { name: 'Error', message: 'The program that tries apps ended by itself (7)' }
  await Promise.all(['wait', 'die'].map((path) => assert.rejects(keeper.watch(path, now), notBlamed)))
  await assert.rejects(keeper.watch('crash', now), { name: 'BehaviourError', code: 'crashed' })
  const running = assert.rejects(keeper.watch('wait', now), { code: 'closed' })
  await keeper.close()
  await running
  await assert.rejects(keeper.watch('crash', now), { code: 'closed' })
  await rm(folder, { recursive: true })
})

test('an app waits for its turn while as many as may be are tried, and closing ends it too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-turns-'))
  const program = pathToFileURL(join(folder, 'turns.mjs'))
  await writeFile(program, `process.on('message', ({ path }) => path === 'lie' && process.send({}))\n`)
  const now = server.clock.now()
  const [trials, beside] = [createBehaviourProcess({ program, atOnce: 2 }), createBehaviourProcess({ program })]
  const ends = ['hang', 'hang', 'lie'].map((path) => assert.rejects(trials.watch(path, now), { code: 'closed' }, path))
  // By then the third would have told its lie as well.
  await assert.rejects(beside.watch('lie', now), { code: 'crashed' })
  await Promise.all([trials.close(), beside.close(), ...ends])
  await rm(folder, { recursive: true })
})

test('a portal that is killed in the middle of a trial leaves neither its program nor its folder', async () => {
  const { draft } = await startSampleApp(server, 'com.verdict.orphan')
  const write = 'local n = 0\ntimer.every(16, function() n = n + 1 storage.write("f" .. n .. ".txt", "x") end)\n'
  const path = server.deps.storage.path(packageKey((await draft(1, withLua(write))).sha256)) ?? ''
  const folder = await mkdtemp(join(tmpdir(), 'mosis-orphan-'))
  const code = `import { createBehaviourKeeper } from ${JSON.stringify(new URL('./behaviour-keeper.ts', import.meta.url).href)}
void createBehaviourKeeper().watch(${JSON.stringify(path)}, '2026-01-02T03:04:05.000Z')`
  const env = { PATH: process.env['PATH'], TMPDIR: folder, TEMP: folder }
  const portal = spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio: 'ignore' })
  const rootOf = () => readdirSync(folder)[0]
  while (rootOf() === undefined || readdirSync(join(folder, rootOf() ?? '')).length === 0) await setTimeout(20)
  const root = join(folder, rootOf() ?? '')
  portal.kill('SIGKILL')
  while (rootOf() !== undefined || programsWith(`--allow-fs-write=${root}`).length > 0) await setTimeout(20)
  await rm(folder, { recursive: true })
})
