// A phone in a process of its own, as `mosis dev` opens it, and `mosis sim` beside it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { environmentOf, newMachine } from './testing.ts'
import type { TestMachine } from './testing.ts'

const bin = fileURLToPath(new URL('../bin/mosis.js', import.meta.url))

type PhoneLine = Record<string, unknown> & { type: string }

interface Started {
  child: ChildProcess
  next(isWanted: (line: PhoneLine) => boolean): Promise<PhoneLine>
}

function start(machine: TestMachine, ...argv: string[]): Started {
  const child = spawn(process.execPath, [bin, ...argv, '--json'], {
    cwd: machine.folder,
    env: environmentOf(machine),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: PhoneLine[] = []
  const waiting: { isWanted: (line: PhoneLine) => boolean; resolve: (line: PhoneLine) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as PhoneLine
    lines.push(line)
    const at = waiting.findIndex(({ isWanted }) => isWanted(line))
    if (at >= 0) waiting.splice(at, 1)[0]?.resolve(line)
  })
  return {
    child,
    next(isWanted) {
      const known = lines.find(isWanted)
      return known ? Promise.resolve(known) : new Promise((resolve) => void waiting.push({ isWanted, resolve }))
    },
  }
}

describe('mosis dev and mosis sim', () => {
  const ends: (() => void)[] = []
  const machine = newMachine({ after: (work: () => void) => void ends.push(work) })
  const { mosis, json, path, home } = machine
  const notes = join(home, 'state', 'phones')
  let dev: Started
  before(async () => {
    await mosis('init', 'app', '--yes')
    dev = start(machine, 'dev', 'app', '--no-open')
    await dev.next(({ type }) => type === 'ready')
    await dev.next(({ type }) => type === 'screen')
  })
  after(async () => {
    if (dev.child.exitCode === null && dev.child.signalCode === null) {
      dev.child.kill('SIGKILL')
      await once(dev.child, 'close')
    }
    for (const end of ends) end()
  })

  test('what leads to the phone is for this person only', () => {
    const [note = ''] = readdirSync(notes)
    assert.equal(statSync(join(notes, note)).mode & 0o777, 0o600)
    assert.equal(statSync(notes).mode & 0o777, 0o700)
  })

  test('the app is used, and what it shows is read', async () => {
    assert.equal((await mosis('sim', 'tap', '#add')).code, 0)
    assert.match((await mosis('sim', 'text')).stdout, /^1$/m)
    assert.match((await mosis('sim', 'tree')).stdout, /^ +button#add/m)
    const { result, exit } = await json('sim', 'eval', 'return 1 + 1')
    assert.deepEqual({ result, exit }, { result: { ok: true, text: '2' }, exit: 0 })
    assert.equal((await json('sim', 'eval', 'return +')).exit, 3)
  })

  test('what is around it is changed and told', async () => {
    // The app of the template is made for portrait.
    assert.match((await mosis('sim', 'rotate')).stderr, /Cannot turn the phone[\s\S]*simulator\.orientation_fixed/)
    const lines = ['size 1280x720 --density 2', 'theme dark', 'locale de', 'text-size 1.3', 'network offline']
    for (const line of lines) {
      assert.deepEqual(await mosis('sim', ...line.split(' ')), { code: 0, stdout: '', stderr: '' }, line)
    }
    const { stdout } = await mosis('sim', 'status')
    assert.match(stdout, /^size +1280 × 720, 2 px a dp, text 130 %$/m)
    assert.match(stdout, /^settings +dark, de, offline, battery 82 %$/m)
  })

  test('a save is reloaded and said; a mistake is an error with its place', async () => {
    writeFileSync(path('app', 'assets', 'styles', 'theme.rcss'), 'body { background-color: #123456; }\n')
    const note = await dev.next(({ type, text }) => type === 'note' && /theme\.rcss/.test(String(text)))
    assert.match(String(note['text']), /^Reloaded assets\/styles\/theme\.rcss in \d+ ms; kept /)
    writeFileSync(path('app', 'assets', 'scripts', 'app.lua'), 'x = (\n')
    const error = await dev.next(({ type }) => type === 'error')
    assert.equal(error['path'], 'assets/scripts/app.lua')
    assert.match((await mosis('sim', 'status')).stdout, /^mistake .*assets\/scripts\/app\.lua:\d+/m)
  })

  test('what cannot be done has a code, an exit and a way out', async () => {
    const cases: [string[], number, RegExp][] = [
      [['tap', '#none'], 5, /simulator\.no_element/],
      [['tap', '10,10'], 6, /simulator\.no_page[\s\S]*fix/],
      [['theme', 'pink'], 2, /simulator\.wrong_argument/],
      [['text-size', 'big'], 2, /Cannot read the text size "big"/],
      [['permission', 'allow'], 6, /simulator\.not_asked/],
      [['permission', 'allow', 'camera'], 2, /simulator\.unknown_permission[\s\S]*manifest\.json/],
      [['location'], 2, /usage\.wrong/],
      [['status', '--phone', 'elsewhere'], 5, /simulator\.not_running[\s\S]*mosis dev elsewhere/],
      [['screenshot', 'screen.gif'], 2, /Name a \.png file/],
    ]
    for (const [argv, code, message] of cases) {
      const ran = await mosis('sim', ...argv)
      assert.equal(ran.code, code, argv.join(' '))
      assert.match(ran.stderr, message)
    }
  })

  test('a phone whose starter was killed goes with it, and leaves nothing', async () => {
    dev.child.kill('SIGKILL')
    await once(dev.child, 'close')
    // The phone notices when its input ends; its note goes last of all but the process.
    while ((await mosis('sim', 'status')).code === 0) await new Promise((resolve) => void setTimeout(resolve, 20))
    const { code, stderr } = await mosis('sim', 'status')
    assert.equal(code, 5)
    assert.match(stderr, /No phone is open[\s\S]*mosis dev/)
  })

  test('run opens a phone too, and takes it along when it is ended', async () => {
    const where = { cwd: machine.folder, env: environmentOf(machine) }
    const child = spawn(process.execPath, [bin, 'run', 'app', '--no-open'], where)
    let printed = ''
    let isTold = false
    for await (const part of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      printed += part
      if (isTold || !printed.includes('Phone')) continue
      isTold = true
      assert.match(printed, /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}/)
      const { code, stderr } = await mosis('sim', 'status')
      child.kill('SIGTERM')
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    }
    if (child.exitCode === null) await once(child, 'close')
    assert.equal(child.exitCode, 130)
    assert.deepEqual(readdirSync(notes), [])
    assert.equal((await mosis('dev', 'nowhere')).code, 5)
  })
})
