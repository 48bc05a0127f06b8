import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { newMachine } from './testing.ts'
import type { TestMachine } from './testing.ts'

const failing = `test("counts", function(app)
	app:tap("Tap")
	expect(app:find({ id = "count" })):has_text("2")
end)
test("is there", function(app)
	expect(app):matches_snapshot()
end)
skip("later", function() end)
`

const manifest = {
  id: 'com.example.counter',
  name: 'Counter',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
  permissions: ['storage'],
}

const counter = {
  'manifest.json': JSON.stringify(manifest),
  'assets/main.rml': `<rml><head><script src="main.lua"></script></head><body onload="show()">
    <h1>Counter</h1><p id="count" class="number"></p><button onclick="add()">Tap</button></body></rml>`,
  'assets/main.lua': `local count = tonumber(storage.read("count") or 0)
    function show() document:GetElementById("count").inner_rml = tostring(count) end
    function add() count = math.tointeger(count + 1) storage.write("count", tostring(count)) show() end`,
  'tests/counter.lua': `test("counts", function(app) app:tap("Tap") expect(app):shows("1") end)
test("remembers", function(app) app:tap("Tap") app:restart() expect(app):shows("1") end)`,
}

/** A machine with a small app in `app`. */
function newApp(t: Parameters<typeof newMachine>[0], files: Record<string, string> = {}): TestMachine {
  const machine = newMachine(t)
  for (const [path, text] of Object.entries({ ...counter, ...files })) machine.write(`app/${path}`, text)
  return machine
}

test('what init writes has tests that pass, in a moment, and they are no part of the package', async (t) => {
  const { mosis, json } = newMachine(t)
  for (const template of ['blank', 'notes']) {
    await mosis('init', template, '--template', template, '--yes')
    const { code, stdout, stderr } = await mosis('test', template)
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.match(stdout, /^✓ tests\/\w+\.lua  \d passed  \d+ ms\n\d passed, 0 failed \([\d.]+ s\)\n$/)
    const { files } = (await json('inspect', template)) as unknown as { files: { path: string }[] }
    assert.ok(files.every(({ path }) => !path.startsWith('tests/')))
  }
})

test('a failure says what is there instead, with the line of the test and the screen, and ends with 1', async (t) => {
  const { mosis } = newApp(t, { 'tests/failing.lua': failing })
  const { code, stdout } = await mosis('test', 'app')
  assert.equal(code, 1)
  assert.match(stdout, /✓ tests\/counter\.lua  2 passed/)
  assert.match(stdout, /✗ tests\/failing\.lua  1 passed, 1 failed, 1 skipped/)
  const block = stdout.slice(stdout.indexOf('✗ counts'))
  assert.match(block, /^✗ counts  tests\/failing\.lua:3  test\.assertion\n {4}Expected the text "2" of p#count/)
  assert.match(block, /\n {4}Found {4}"1"\n\n {4}2 \|  app:tap\("Tap"\)\n {4}3 \|  expect\(/)
  assert.match(block, /On the screen:\n {6}Counter\n {6}1\n/)
  assert.match(stdout, /Snapshots: 1 written\n3 passed, 1 failed, 1 skipped \(/)
})

test('the same run as JSON, TAP and JUnit', async (t) => {
  const { mosis, json } = newApp(t, { 'tests/failing.lua': failing })
  const only = ['test', 'app', 'tests/failing.lua'] as const
  const document = await json(...only)
  assert.deepEqual(
    [document['schema'], document['ok'], document['passed'], document['failed'], document['skipped'], document.exit],
    ['mosis.test/1', false, 1, 1, 1, 1],
  )
  const [first] = document['tests'] as Record<string, unknown>[]
  const { code, path, line } = first!['failure'] as Record<string, unknown>
  assert.deepEqual([first!['name'], code, path, line], ['counts', 'test.assertion', 'tests/failing.lua', 3])
  assert.equal((JSON.parse((await mosis(...only, '--reporter', 'json')).stdout) as { failed: number }).failed, 1)

  const tap = await mosis(...only, '--reporter', 'tap')
  assert.equal(tap.code, 1)
  assert.match(tap.stdout, /^TAP version 14\n1\.\.3\nnot ok 1 - tests\/failing\.lua > counts\n  ---\n/)
  assert.match(tap.stdout, /\n  at: "tests\/failing\.lua:3"\n/)
  assert.match(tap.stdout, /\nok 3 - tests\/failing\.lua > later # SKIP\n$/)

  const junit = await mosis(...only, '--reporter', 'junit')
  assert.equal(junit.code, 1)
  assert.match(
    junit.stdout,
    /^<\?xml[^\n]*\n<testsuites name="mosis test" tests="3" failures="1" skipped="1" errors="0" time="\d/,
  )
  assert.match(junit.stdout, /<failure type="test\.assertion" message="Expected the text &#34;2&#34; of p/)
  assert.match(junit.stdout, /name="later"[^>]*><skipped\/><\/testcase>/)
  assert.doesNotMatch(junit.stdout, /&(?!#\d+;)/)
})

test('snapshots are written once, compared, renewed on demand, and in CI never written', async (t) => {
  const snap = 'test("is there", function(app) app:tap("Tap") expect(app):matches_snapshot() end)\n'
  const machine = newApp(t, { 'tests/snap.lua': snap })
  const { mosis, mosisIn, read, write, path } = machine
  const kept = path('app/tests/__snapshots__/snap.lua.snap')
  const inCi = await mosisIn({ env: { CI: '1', MOSIS_HOME: machine.home } }, 'test', 'app', 'tests/snap.lua')
  assert.equal(inCi.code, 1)
  assert.match(inCi.stdout, /test\.snapshot_missing/)
  assert.equal(existsSync(kept), false)
  assert.equal((await mosis('test', 'app', 'tests/snap.lua')).code, 0)
  assert.match(readFileSync(kept, 'utf8'), /=== is there\nbody\n {2}h1 \(heading\) "Counter"\n/)
  const rml = read('app/assets/main.rml').toString()
  write('app/assets/main.rml', rml.replace('class="number"', 'class="amount"'))
  const changed = await mosis('test', 'app', 'tests/snap.lua')
  assert.equal(changed.code, 1)
  assert.match(changed.stdout, /- {3}p#count\.number .*\n {4}\+ {3}p#count\.amount /)
  const updated = await mosis('test', 'app', '--update', '--filter', 'there')
  assert.deepEqual([updated.code, /Snapshots: 1 updated/.test(updated.stdout)], [0, true])
  assert.match(readFileSync(kept, 'utf8'), /p#count\.amount/)
})

test('tests are chosen by file, by folder and by name, from wherever the person is', async (t) => {
  const one = 'test("one", function() end)\n'
  const { mosis, mosisIn, path } = newApp(t, { 'tests/a.lua': one, 'tests/sub/b.lua': one })
  assert.match((await mosis('test', 'app', 'tests/a.lua')).stdout, /^✓ tests\/a\.lua  1 passed[^\n]*\n1 passed/)
  assert.match((await mosis('test', 'app', 'app/tests/sub')).stdout, /^✓ tests\/sub\/b\.lua[^\n]*\n1 passed/)
  const inside = await mosisIn({ cwd: path('app') }, 'test', 'tests/a.lua', 'tests/sub/b.lua')
  assert.match(inside.stdout, /\n2 passed, 0 failed/)
  assert.match((await mosis('test', 'app', '--filter', 'REMEMBERS')).stdout, /\n1 passed, 0 failed/)
})

test('what cannot be run at all is a failure of the command, not of a test', async (t) => {
  const { mosis, write, json, mosisIn, path } = newApp(t)
  const cases: [argv: string[], exit: number, message: RegExp][] = [
    [['test', 'nowhere'], 5, /nowhere/],
    [['test', 'app', 'tests/none.lua'], 5, /no test file "tests\/none\.lua"/],
    [['test', 'app', '--filter', 'zzz'], 5, /No test has "zzz"/],
    [['test', 'app', '--jobs', 'many'], 2, /--jobs/],
    [['test', 'app', '--timeout', 'soon'], 2, /--timeout/],
    [['test', 'app', '--reporter', 'xml'], 2, /people, tap, junit, json/],
  ]
  for (const [argv, exit, message] of cases) {
    const { code, stdout, stderr } = await mosis(...argv)
    assert.deepEqual([code, stdout], [exit, ''], argv.join(' '))
    assert.match(stderr, message)
  }
  write('plain/manifest.json', '{}')
  assert.equal((await mosis('test', 'plain')).code, 3)
  const empty = await mosisIn({ cwd: path('app', 'assets') }, 'test')
  assert.match(empty.stderr, /no manifest\.json/)
  const explained = await json('explain', 'test.not_scripted')
  assert.match(String(explained['fix']), /setup\{ network/)
})

test('where no Chromium is a screenshot is left out, and that is said and no failure', async (t) => {
  const machine = newApp(t, { 'tests/picture.lua': 'test("one", function(app) app:screenshot("first") end)\n' })
  const env = { MOSIS_HOME: machine.home, MOSIS_CHROMIUM: '/nowhere/chromium' }
  const { code, stdout } = await machine.mosisIn({ env }, 'test', 'app', 'tests/picture.lua')
  assert.equal(code, 0)
  assert.match(stdout, /no screenshot "first": there is no Chromium/)
  assert.equal(existsSync(machine.path('app/tests/__screenshots__')), false)
})

test('watching runs again after a change, and ends with the last outcome', async (t) => {
  const { mosisIn, write } = newApp(t, { 'tests/counter.lua': 'test("one", function() end)\n' })
  const interrupt = new AbortController()
  let printed = ''
  const runs = () => [...printed.matchAll(/passed, \d failed/g)].length
  const heard: (() => void)[] = []
  const out = (text: string) => {
    printed += text
    for (const tell of heard.splice(0)) tell()
  }
  const until = async (number: number) => {
    while (runs() < number) await new Promise<void>((resolve) => void heard.push(resolve))
  }
  const watching = mosisIn({ out, interrupted: interrupt.signal }, 'test', 'app', '--watch')
  await until(1)
  write('app/tests/counter.lua', 'test("one", function() error("now") end)\n')
  await until(2)
  assert.match(printed, /0 passed, 1 failed/)
  interrupt.abort()
  assert.equal((await watching).code, 130)
})
