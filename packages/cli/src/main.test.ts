import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandList, loadCommands } from './command-list.ts'
import { commands } from './commands.ts'
import { exitCodes, failures } from './exits.ts'
import { globalOptions } from './globals.ts'
import { envNameOf, flagOf } from './options.ts'
import { atTerminal, newMachine } from './testing.ts'

test('every command has a help with its flags and examples, on stdout and with exit 0', async (t) => {
  const { mosis } = newMachine(t)
  for (const { name, options, examples } of commands) {
    const { code, stdout, stderr } = await mosis(...name.split(' '), '--help')
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, name)
    for (const flag of Object.keys(options)) assert.ok(stdout.includes(flagOf(flag)), `${name} ${flag}`)
    for (const [line] of examples) assert.ok(stdout.includes(line), `${name}: ${line}`)
    assert.ok(Object.keys(examples).length > 0, `${name} has an example`)
    assert.ok(stdout.includes('--json') && stdout.includes('Every flag has a twin in the environment'), name)
    for (const line of stdout.split('\n')) assert.ok(line.length <= 100, `${name}: a line of ${line.length}: ${line}`)
  }
})

test('a line that begins with a command loads that one alone, and every other line loads all of them', async () => {
  assert.deepEqual(
    commands.map(({ name }) => name),
    Object.keys(commandList),
  )
  for (const command of commands) {
    assert.deepEqual(await loadCommands([...command.name.split(' '), 'run']), [command], command.name)
  }
  for (const argv of [[], ['--help'], ['keys'], ['--json', 'verify'], ['constructor'], ['help', 'verify']]) {
    assert.equal(await loadCommands(argv), commands, argv.join(' '))
  }
})

test('the help lists every command once, the exit codes, and fits 80 columns', async (t) => {
  const { stdout, code } = await newMachine(t).mosis()
  assert.equal(code, 0)
  for (const word of new Set(commands.map(({ name }) => name.split(' ')[0]))) {
    assert.equal(stdout.match(new RegExp(`^  ${word}\\b`, 'gm'))?.length, 1, word)
  }
  for (const { code: number, meaning } of Object.values(exitCodes)) {
    assert.match(stdout, new RegExp(`^  ${number} +${meaning}$`, 'm'))
  }
  for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
})

test('a wrong command or flag ends with 2, says what was meant and writes nothing on stdout', async (t) => {
  const { mosis } = newMachine(t)
  const cases = [
    [['biuld'], /Unknown command "biuld" \(usage\.wrong\)\n.*Did you mean build\? See mosis --help/],
    [['build', '--oot', 'x'], /Unknown option "--oot".*\n.*Did you mean --out\? See mosis build --help/],
    [['keys', 'genrate'], /Unknown command "genrate".*\n.*Did you mean generate\? See mosis keys --help/],
    [['sign'], /Missing required argument "FILE".*\n.*See mosis sign --help/],
    [['version', 'extra'], /Too many arguments/],
    [['init', '--template', 'big'], /Cannot use "big" for --template.*\n.*Choose one of blank, notes/],
    [['publish', '--wait=soon'], /Cannot read the duration "soon"/],
    [['whoami', '--portal', 'ftp://x'], /Cannot use "ftp:\/\/x" as a portal/],
  ] as const
  for (const [line, message] of cases) {
    const { code, stdout, stderr } = await mosis(...line)
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, line.join(' '))
    assert.match(stderr, message)
  }
})

test('with --json every end, a failure too, is one document with the schema of the command', async (t) => {
  const { json } = newMachine(t)
  const { exit, ...version } = await json('version')
  assert.equal(exit, 0)
  assert.equal(version['schema'], 'mosis.version/1')
  assert.equal(version['ok'], true)
  const noKey = await json('keys', 'register')
  assert.equal(noKey['schema'], 'mosis.keys.register/1')
  assert.equal(noKey.exit, 4)
  assert.deepEqual(await json('build', 'nowhere'), {
    schema: 'mosis.build/1',
    ok: false,
    error: {
      code: 'file.not_found',
      message: 'There is no "nowhere"',
      path: 'nowhere',
      fix: 'Give the path of a project or a package',
    },
    exit: 5,
  })
  assert.equal((await json('nonsense'))['schema'], 'mosis.error/1')
})

test('a missing value is asked for only at a terminal that allows it; else all missing flags are named at once', async (t) => {
  const { mosis, mosisIn } = newMachine(t)
  const { code, stderr } = await mosis('login')
  assert.equal(code, 2)
  assert.match(stderr, /^error Cannot go on without --email, MOSIS_PASSWORD or --password-stdin \(usage\.missing\)/)
  const silenced = [
    { isTty: { ...atTerminal, stdin: false } },
    { isTty: { ...atTerminal, stderr: false } },
    { isTty: atTerminal, env: { CI: 'true' } },
    { isTty: atTerminal, env: { MOSIS_NO_INPUT: '1' } },
    { isTty: atTerminal, env: { MOSIS_JSON: '1' } },
  ]
  for (const host of silenced) assert.equal((await mosisIn(host, 'init')).code, 2, JSON.stringify(host))
  assert.equal((await mosisIn({ isTty: atTerminal }, 'init', '--no-input')).code, 2)
})

test('every flag has a twin in the environment, and the flag wins', async (t) => {
  const { mosisIn, path } = newMachine(t)
  const env = { MOSIS_NAME: 'From Env', MOSIS_ID: 'com.env.app', MOSIS_YES: '1' }
  const made = await mosisIn({ env }, 'init', 'a', '--name', 'From Flag', '--json')
  const { name, id } = JSON.parse(made.stdout) as { name: string; id: string }
  assert.deepEqual({ name, id }, { name: 'From Flag', id: 'com.env.app' })
  const wrong = await mosisIn({ env: { MOSIS_YES: 'perhaps' } }, 'init', path('b'))
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /Cannot read MOSIS_YES: it is "perhaps", and a switch is 1 or 0/)
  const names = commands.flatMap(({ options }) => Object.keys(options)).concat(Object.keys(globalOptions))
  for (const flag of names) assert.match(envNameOf(flag), /^MOSIS_[A-Z0-9_]+$/)
})

test('colours follow --color, NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM=dumb and the terminal', async (t) => {
  const { mosisIn } = newMachine(t)
  const hasColor = async (isTty: boolean, env: Record<string, string>, ...flags: string[]) =>
    (await mosisIn({ env, isTty: { ...atTerminal, stdout: isTty } }, 'keys', 'list', ...flags)).stdout.includes('\x1b[')
  const cases = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { CLICOLOR: '0' }, false],
    [false, { CLICOLOR_FORCE: '1' }, true],
    [false, { CLICOLOR_FORCE: '1', NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [true, { MOSIS_COLOR: 'never' }, false],
  ] as const
  for (const [isTty, env, expected] of cases) {
    assert.equal(await hasColor(isTty, env), expected, JSON.stringify({ isTty, env }))
  }
  assert.equal(await hasColor(false, { NO_COLOR: '1' }, '--color', 'always'), true)
})

test('Ctrl-C ends a command with 130, also one that does not listen', async (t) => {
  const { mosisIn } = newMachine(t)
  const controller = new AbortController()
  const never = new Promise<string>(() => undefined)
  const running = mosisIn(
    { interrupted: controller.signal, readStdin: () => never, wait: () => Promise.resolve() },
    'login',
    '--email',
    'a@b.test',
    '--password-stdin',
  )
  controller.abort()
  assert.deepEqual(await running, { code: 130, stdout: '', stderr: 'Interrupted\n' })
})

test('every failure that the command can name is explained offline, with its exit code', async (t) => {
  const { json, mosis } = newMachine(t)
  for (const [code, { exit, about }] of Object.entries(failures)) {
    const explained = await json('explain', code)
    assert.equal(explained['what'], about)
    assert.equal(explained['exit_code'], exitCodes[exit].code)
  }
  assert.match((await mosis('explain', 'duplicate-entry')).stdout, /What to do:/)
  assert.match((await mosis('explain', 'version.exists')).stdout, /exit code 6/)
  assert.match((await mosis('explain', 'endless-loop')).stdout, /an? (error|warning): /)
  const signer = await json('explain', 'device.signer_changed')
  assert.match(String(signer['what']), /^Cannot install "…": it is signed by the key …, this device trusts … for it$/)
  assert.equal(signer['exit_code'], exitCodes.invalid.code)
  const unknown = await mosis('explain', 'duplicate-entri')
  assert.equal(unknown.code, 5)
  assert.match(unknown.stderr, /Did you mean duplicate-entry\?/)
})

test('a completion script completes commands, groups and flags', async (t) => {
  const { mosis } = newMachine(t)
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await mosis('completion', shell)
    for (const { name } of commands) assert.ok(stdout.includes(name), `${shell}: ${name}`)
    assert.ok(stdout.includes('unsigned') && stdout.includes('no-wait'), shell)
  }
  assert.equal((await mosis('completion', 'tcsh')).code, 2)
})
