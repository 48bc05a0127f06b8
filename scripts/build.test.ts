// The `mosis` command as others install it: far from this repository, in a folder called node_modules, with nothing beside it.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findChromium } from '../packages/simulator/src/screenshot/find-chromium.ts'
import { startBrowser } from '../packages/testkit/src/browser.ts'
import { runDemo } from '../packages/testkit/src/demo.ts'
import { buildCommand, packCommand } from './build.ts'

const fromSources = fileURLToPath(new URL('../packages/cli/bin/mosis.js', import.meta.url))

interface Ran {
  code: number
  stdout: string
  stderr: string
}

describe('the released command', () => {
  const root = mkdtempSync(join(tmpdir(), 'mosis-build-'))
  const folder = join(root, 'node_modules', 'mosis')
  const bin = join(folder, 'bin', 'mosis.js')
  const work = join(root, 'work')
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    MOSIS_HOME: join(root, 'home'),
    MOSIS_KEYRING: 'off',
    NO_COLOR: '1',
  }
  before(async () => {
    mkdirSync(work)
    await buildCommand(folder)
  })
  after(() => rmSync(root, { recursive: true, force: true }))

  function start(file: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return new Promise((resolve) => {
      const options = { cwd: work, env: { ...env, ...more }, timeout: 60_000 }
      const child = execFile(file, args, options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      )
    })
  }
  const mosis = (...argv: string[]) => start(process.execPath, [bin, ...argv])
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    writeFileSync(join(work, path), text)
  }

  test('npm packs it, and installs it where nothing else is and without its registry', async () => {
    const file = await packCommand(folder, root)
    const prefix = join(root, 'prefix')
    const args = ['install', '--global', '--prefix', prefix, '--offline', '--omit=optional', '--no-audit', file]
    const installed = await start('npm', args)
    assert.equal(installed.code, 0, installed.stderr)
    const { code, stdout, stderr } = await start(join(prefix, 'bin', 'mosis'), ['version', '--json'])
    assert.deepEqual([code, stderr], [0, ''])
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    assert.equal((JSON.parse(stdout) as { version: string }).version, version)
  })

  test('makes, tests, builds, signs, verifies and runs an app', async () => {
    for (const argv of [
      ['init', 'app', '--template', 'notes', '--id', 'com.example.app', '--name', 'App', '--yes'],
      ['validate', 'app'],
      ['test', 'app'],
      ['keys', 'generate'],
      ['build', 'app', '--out', 'app.mosis'],
      ['verify', 'app.mosis'],
      ['inspect', 'app.mosis'],
      ['run', 'app.mosis', '--headless', '--for', '300ms'],
    ]) {
      const { code, stderr } = await mosis(...argv)
      assert.deepEqual([code, stderr.replace(/^ran .*\n/m, '')], [0, ''], argv.join(' '))
    }
  })

  test('says what the command says in a clone, word for word', async () => {
    write('broken.mosis', 'no package')
    write('wrong/manifest.json', '{ "id": "com.example.wrong", "version": "1.0" }')
    const signed = readFileSync(join(work, 'app.mosis'))
    signed[signed.length >> 1]! ^= 1
    writeFileSync(join(work, 'changed.mosis'), signed)
    for (const argv of [
      ['--help'],
      ['publish', '--help'],
      ['verify', 'app.mosis', '--json'],
      ['verify', 'changed.mosis', '--json'],
      ['verify', 'broken.mosis'],
      ['validate', 'wrong', '--json'],
      ['validate', 'broken.mosis', '--sarif'],
      ['explain', 'zip-local-differs'],
      ['explain', 'security.plain_http'],
      ['explain', 'auth.required', '--json'],
      ['device', 'list', '--json'],
      ['config', 'list', '--json'],
      ['completion', 'bash'],
      ['nonsense'],
    ]) {
      const [built, source] = await Promise.all([mosis(...argv), start(process.execPath, [fromSources, ...argv])])
      assert.deepEqual(built, source, argv.join(' '))
      assert.ok(built.code >= 0 && built.stdout + built.stderr !== '', argv.join(' '))
    }
  })

  test('gives tests of apps what they have in a clone: databases, scripts of their own, pictures', async () => {
    write('kept/manifest.json', JSON.stringify({ ...manifest, permissions: ['storage'] }))
    write(
      'kept/assets/main.rml',
      '<rml><head><script src="main.lua"/></head><body onload="show()"><p id="p"/></body></rml>',
    )
    write('kept/assets/words.lua', 'return { rows = "rows: " }')
    write('kept/assets/main.lua', script)
    write(
      'kept/tests/kept.lua',
      'test("is kept", function(app) expect(app):shows("rows: 1") app:screenshot("shown") end)',
    )
    const browser = await startBrowser() // unpacks the one of the tests
    await browser.close()
    const { path = '', env: needed = {} } = findChromium({ ...process.env, PATH: '' }) ?? {}
    const { code, stdout, stderr } = await start(process.execPath, [bin, 'test', 'kept'], {
      ...needed,
      ...(path !== '' && { MOSIS_CHROMIUM: path }),
    })
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(stdout, /1 passed, 0 failed/)
    const pictures = readdirSync(join(work, 'kept', 'tests', '__screenshots__'), { recursive: true, encoding: 'utf8' })
    assert.ok(pictures.some((name) => name.endsWith('.png')))
  })

  test('opens the phone in a browser, and saves are on it', async () => {
    const child = spawn(process.execPath, [bin, 'dev', 'app', '--no-open', '--json'], {
      cwd: work,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const browser = await startBrowser()
    try {
      let url = ''
      for await (const text of createInterface({ input: child.stdout })) {
        const line = JSON.parse(text) as { type: string; url?: string }
        url ||= line.url ?? ''
        if (line.type === 'screen') break
      }
      const page = await browser.newPage()
      const faults: string[] = []
      page.on('pageerror', ({ message }) => void faults.push(message))
      page.on('requestfailed', (request) => void faults.push(request.url()))
      page.on('response', (response) => void (response.status() >= 400 && faults.push(response.url())))
      await page.goto(url)
      await page.getByText('App').first().waitFor()
      write('app/assets/main.rml', '<rml><body><p>Saved just now</p></body></rml>')
      while (!(await mosis('sim', 'text')).stdout.includes('Saved just now')) await setTimeout(50)
      await page.getByText('Saved just now').first().waitFor()
      assert.equal((await mosis('sim', 'screenshot', 'phone.png')).code, 0)
      assert.equal(readFileSync(join(work, 'phone.png')).subarray(1, 4).toString(), 'PNG')
      assert.deepEqual(faults, [])
    } finally {
      await browser.close()
      child.kill()
      await once(child, 'close')
    }
  })

  test(
    'goes the whole way with a portal: account, key, upload, review, device, update',
    { timeout: 120_000 },
    async () => {
      // It throws at the first step that does not hold.
      const steps = await runDemo(() => undefined, bin)
      assert.equal(steps.at(-1)?.name, 'Stop the portal')
    },
  )

  test('names what it contains of others, with their licences', () => {
    const text = readFileSync(join(folder, 'THIRD-PARTY.md'), 'utf8')
    for (const name of [
      'commander',
      'preact',
      'wasmoon',
      'ws',
      'zod',
      '@expo-google-fonts/inter',
      'postcss-value-parser',
    ]) {
      assert.match(
        text,
        new RegExp(`^## ${name} \\d[^#]*(?:Permission is hereby granted|SIL OPEN FONT LICENSE)`, 'm'),
        name,
      )
    }
  })
})

const manifest = {
  id: 'com.example.kept',
  name: 'Kept',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
}

const script = `local words = import("words.lua")
local db = database.open("kept")
db:exec("CREATE TABLE IF NOT EXISTS rows (name TEXT)")
db:exec("INSERT INTO rows VALUES (?)", "one")
function show()
  local found = db:query("SELECT COUNT(*) AS n FROM rows")
  document:GetElementById("p").inner_rml = words.rows .. found[1].n
end`
