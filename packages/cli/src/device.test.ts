import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld } from '@mosis/testkit'
import { newMachine } from './testing.ts'
import type { TestMachine } from './testing.ts'

/** A machine with a signed package of a counter app in `x.mosis`. */
async function withPackage(t: Parameters<typeof newMachine>[0]): Promise<TestMachine> {
  const machine = newMachine(t)
  await machine.mosis('init', 'app', '--yes')
  await machine.mosis('keys', 'generate')
  await machine.mosis('build', 'app', '--out', 'x.mosis')
  return machine
}

const linesOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('a package is installed, listed, run with its own data, and removed', async (t) => {
  const { mosis, json } = await withPackage(t)
  const installed = await mosis('device', 'install', 'x.mosis')
  assert.equal(installed.code, 0, installed.stderr)
  assert.match(
    installed.stdout,
    /^Installed App 1\.0\.0 \(version_code 1\) {2}com\.example\.app\n {2}may use storage\n$/,
  )
  assert.match((await mosis('device', 'list')).stdout, /^com\.example\.app {2}App {2}1\.0\.0 \(1\) {2}[\d.]+ kB\n$/)
  const first = await mosis('device', 'run', 'com.example.app', '--for', '300ms', '--press', '#add')
  assert.match(first.stdout, /^Screen assets\/main\.rml\n {2}App\n {2}1\n/m)
  const second = await mosis('device', 'run', 'com.example.app', '--for', '300ms', '--press', '#add')
  assert.match(second.stdout, /^ {2}2$/m)
  assert.equal((await mosis('device', 'uninstall', 'com.example.app', '--keep-data')).code, 0)
  assert.deepEqual((await json('device', 'list'))['apps'], [])
  await mosis('device', 'install', 'x.mosis')
  assert.match((await mosis('device', 'run', 'com.example.app', '--for', '300ms')).stdout, /^ {2}2$/m)
  assert.equal((await mosis('device', 'run', 'com.example.none', '--for', '1s')).code, 5)
  assert.equal((await mosis('device', 'uninstall', 'com.example.none')).code, 5)
})

test('a changed package is refused with 3, its code in the first line, and nothing is installed', async (t) => {
  const { mosis, json, read, write } = await withPackage(t)
  const bytes = read('x.mosis')
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  write('y.mosis', bytes)
  const { code, stdout, stderr } = await mosis('device', 'install', 'y.mosis')
  assert.deepEqual({ code, stdout }, { code: 3, stdout: '' })
  assert.match(stderr, /^error [^\n]+ \([a-z0-9-]+\)\n {2}fix {2}/)
  assert.deepEqual((await json('device', 'list'))['apps'], [])
  assert.equal((await mosis('device', 'install', 'missing.mosis')).code, 5)
})

test('what the store has is installed by its id, and updates come with consent only', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const { mosis, mosisIn, read, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  write('key.pem', world.developer.privateKeyPem)
  const publish = async () => {
    await mosis('build', 'app', '--out', 'x.mosis', '--key', './key.pem')
    await world.publish(read('x.mosis'), { notes: 'Now with more' })
  }
  const device = async (...argv: string[]) => mosisIn({ env: { MOSIS_PORTAL: world.url } }, 'device', ...argv)
  await publish()
  const missing = await device('install', 'com.example.none')
  assert.equal(missing.code, 5)
  assert.equal((await device('install', 'com.example.app')).code, 0)
  assert.equal((await device('check-updates')).stdout, 'Everything is up to date\n')
  assert.equal((await device('update')).stdout, 'Everything is up to date\n')
  const manifest = JSON.parse(read('app/manifest.json').toString()) as object
  const permissions = ['storage', 'clipboard.write']
  write('app/manifest.json', JSON.stringify({ ...manifest, version: '1.1.0', version_code: 2, permissions }))
  const lua = read('app/assets/scripts/app.lua').toString()
  write('app/assets/scripts/app.lua', `${lua}\nfunction copy() clipboard.write("x") end\n`)
  await publish()
  const { stdout } = await device('check-updates')
  assert.match(
    stdout,
    /^com\.example\.app {2}1\.0\.0 → 1\.1\.0[^\n]*\n {2}Now with more\n {2}also asks for clipboard\.write\n$/,
  )
  const refused = await device('update')
  assert.equal(refused.code, 6)
  assert.match(refused.stdout, /^Not updated com\.example\.app: .*clipboard\.write/)
  const updated = await device('update', '--accept-permissions')
  assert.equal(updated.code, 0)
  assert.match(updated.stdout, /^Updated App 1\.1\.0 \(version_code 2\)[\s\S]*1 app updated\n$/)
})

test('run --json prints one object a line; an error of the app is a line, and the end is 0', async (t) => {
  const { mosis, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  write('app/assets/scripts/app.lua', 'print("hello")\nerror("oh no")\n')
  const { code, stdout } = await mosis('run', 'app', '--headless', '--for', '300ms', '--json')
  assert.equal(code, 0)
  const lines = linesOf(stdout)
  for (const line of lines) {
    assert.equal(line['schema'], 'mosis.run/1')
    assert.ok(['log', 'error', 'screen', 'usage'].includes(String(line['type'])), String(line['type']))
  }
  const find = (type: string) => lines.find((line) => line['type'] === type)
  assert.equal(find('log')?.['text'], 'hello')
  assert.match(String(find('error')?.['message']), /oh no/)
  assert.ok(Array.isArray(find('screen')?.['text']))
  assert.ok(find('usage'))
})

test('an app that is stopped by a limit, or is not valid, ends with 3', async (t) => {
  const { mosis, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  write('app/assets/scripts/app.lua', 'while true do end\n')
  const cut = await mosis('run', 'app', '--for', '10s', '--json')
  assert.equal(cut.code, 3, cut.stdout)
  assert.match(String(linesOf(cut.stdout).at(-1)?.['code']), /^(limit|document)\./)
  write('app/manifest.json', '{')
  const invalid = await mosis('run', 'app', '--for', '1s', '--json')
  assert.equal(invalid.code, 3)
  const [line] = linesOf(invalid.stdout)
  assert.deepEqual([line?.['schema'], line?.['type'], line?.['code']], ['mosis.run/1', 'error', 'manifest-syntax'])
})

test('wrong flags of run are named, and a run without a terminal needs its end', async (t) => {
  const { mosis } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const cases = [
    [['run', 'app'], 2, /without --for/],
    [['run', 'app', '--for', 'soon'], 2, /Cannot read the duration "soon" of --for/],
    [['run', 'app', '--for', '1s', '--grant', 'camra'], 2, /Did you mean camera\?/],
    [['run', 'app', '--for', '1s', '--map', 'x'], 2, /Cannot read --map "x"/],
    [['run', 'app', '--for', '1s', '--press', '#none'], 5, /Cannot find "#none".*\(device\.action_impossible\)/],
    [['run', 'nowhere', '--for', '1s'], 5, /file\.not_found/],
  ] as const
  for (const [line, exit, message] of cases) {
    const { code, stderr } = await mosis(...line)
    assert.equal(code, exit, line.join(' '))
    assert.match(stderr, message)
  }
})

test('Ctrl-C ends a run in order: the app is stopped, its screen was shown, and the exit is 130', async (t) => {
  const { mosis, mosisIn } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const controller = new AbortController()
  let stdout = ''
  const host = {
    interrupted: controller.signal,
    isTty: { stdin: true, stdout: false, stderr: true },
    out(text: string) {
      stdout += text
      if (stdout.includes('Tap')) controller.abort()
    },
  }
  const { code, stderr } = await mosisIn(host, 'run', 'app', '--headless')
  assert.equal(code, 130)
  assert.match(stdout, /^Screen assets\/main\.rml\n {2}App\n {2}0\n/)
  assert.match(stderr, /ran [\d.]+ s[\s\S]*Interrupted/)
})
