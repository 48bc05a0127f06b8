import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { environmentOf, newMachine } from './testing.ts'

const bin = fileURLToPath(new URL('../bin/mosis.js', import.meta.url))

interface Spawned {
  code: number | null
  stdout: string
  stderr: string
}

async function run(folder: string, home: string, argv: string[], node: string[] = [], input = ''): Promise<Spawned> {
  const temporary = join(home, 'tmp')
  const env = { ...environmentOf({ folder, home }), TMPDIR: temporary }
  mkdirSync(temporary, { recursive: true })
  const child = spawn(process.execPath, [...node, bin, ...argv], { cwd: folder, env })
  const streams = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (part: string) => (streams[name] += part))
  }
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...streams }
}

test('as a process it keeps results on stdout, the rest on stderr, and ends with the code', async (t) => {
  const { folder, home } = newMachine(t)
  const version = await run(folder, home, ['version', '--json'])
  assert.deepEqual([version.code, version.stderr], [0, ''])
  assert.equal((JSON.parse(version.stdout) as { schema: string }).schema, 'mosis.version/1')
  const made = await run(folder, home, ['init', 'app', '--yes'])
  assert.equal(made.code, 0)
  const noFlag = await run(folder, home, ['build', 'app'])
  assert.deepEqual([noFlag.code, noFlag.stdout], [5, ''])
  assert.match(noFlag.stderr, /^error There is no signing key on this machine \(key\.none\)\n/)
  const wrong = await run(folder, home, ['init'])
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /--name, --id/)
  assert.deepEqual(readdirSync(folder), ['app'])
})

test('a path that no system can look at is refused in words, also where it is looked at before the line is understood', async (t) => {
  const { folder, home } = newMachine(t)
  for (const command of ['verify', 'inspect']) {
    const { code, stdout, stderr } = await run(folder, home, [command, 'x'.repeat(5000)])
    assert.deepEqual([code, stdout], [1, ''], command)
    assert.match(stderr, /^error Cannot read ".*\([a-z_.]+\)\n/, command)
    assert.doesNotMatch(stderr, /^ {4}at /m)
  }
})

test('a whole run in a process shows the screen and leaves no temporary folder behind', async (t) => {
  const { folder, home } = newMachine(t)
  await run(folder, home, ['init', 'app', '--yes'])
  const { code, stdout } = await run(folder, home, ['run', 'app', '--for', '200ms', '--press', '#add'])
  assert.equal(code, 0)
  assert.match(stdout, /^Screen [\s\S]*\n {2}1\n/m)
  assert.deepEqual(readdirSync(join(home, 'tmp')), [])
})

test('SIGINT ends a running app with 130', async (t) => {
  const { folder, home } = newMachine(t)
  await run(folder, home, ['init', 'app', '--yes'])
  const env = environmentOf({ folder, home })
  const child = spawn(process.execPath, [bin, 'run', 'app', '--for', '60s', '--json'], { cwd: folder, env })
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (part.includes('"screen"')) child.kill('SIGINT')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  assert.equal(code, 130)
})

test('a reader that has seen enough is no failure', async (t) => {
  const { folder, home } = newMachine(t)
  const env = environmentOf({ folder, home })
  const child = spawn(process.execPath, [bin, 'explain'], { cwd: folder, env })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part))
  const [code] = (await once(child, 'close')) as [number | null]
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
})

test('help and validate load no device, build no sandbox, and nothing offline loads the network contract', async (t) => {
  const { folder, home } = newMachine(t)
  await run(folder, home, ['init', 'app', '--yes'])
  await run(folder, home, ['keys', 'generate'])
  const listing = `import { registerHooks } from 'node:module'
    registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context) } })`
  const loadedBy = async (...argv: string[]) => {
    const hook = `--import=data:text/javascript,${encodeURIComponent(listing)}`
    const { code, stderr } = await run(folder, home, argv, [hook])
    assert.equal(code, 0, stderr)
    return stderr
  }
  const heavy = /packages\/(?:device|sandbox|screen|api)\/|\/node_modules\/(?:zod|@clack)\//
  assert.doesNotMatch(
    await loadedBy('--help'),
    /packages\/(?:format(?!\/src\/ignore\.ts)|review|syntax)\/|packages\/(?:device|api)\/|zod|clack/,
  )
  assert.doesNotMatch(await loadedBy('validate', 'app'), heavy)
  assert.doesNotMatch(await loadedBy('build', 'app'), heavy)
  assert.match(await loadedBy('run', 'app', '--for', '100ms'), /packages\/device\//)
})

test('bash completes commands, groups, flags and nothing that is not there', async (t) => {
  const { mosis, write, path } = newMachine(t)
  write('completion.bash', (await mosis('completion', 'bash')).stdout)
  const complete = (line: string) => {
    const words = line.split(' ')
    const script = `source ${path('completion.bash')}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _mosis; echo "\${COMPREPLY[*]}"`
    return execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: path() }).trim()
  }
  assert.equal(complete('mosis bu'), 'build')
  assert.equal(complete('mosis keys ge'), 'generate')
  assert.equal(complete('mosis keys generate --na'), '--name')
  assert.equal(complete('mosis build app --uns'), '--unsigned')
  assert.equal(complete('mosis device run --pr'), '--press')
  assert.equal(complete('mosis build --press'), '')
  assert.equal(complete('mosis init valid'), '')
})
