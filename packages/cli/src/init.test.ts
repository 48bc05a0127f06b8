import assert from 'node:assert/strict'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { testJsonSchema } from '@mosis/device/test-api'
import { manifestJsonSchema } from '@mosis/format'
import { Failure } from './failure.ts'
import { disk } from './files.ts'
import { answering, atTerminal, newMachine } from './testing.ts'

test('init --yes asks nothing, and what it writes is valid without a single finding', async (t) => {
  const { mosis, json, read } = newMachine(t)
  for (const template of ['blank', 'notes']) {
    const { code, stdout, stderr } = await mosis('init', template, '--template', template, '--yes')
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.match(stdout, /^Created (Blank|Notes) \(com\.example\.(blank|notes)\)/)
    assert.match(
      stdout,
      /mosis dev[\s\S]*mosis test[\s\S]*mosis validate[\s\S]*mosis keys generate[\s\S]*mosis publish/,
    )
    const { findings, ok } = await json('validate', template)
    assert.deepEqual({ findings, ok }, { findings: [], ok: true })
    for (const size of [32, 64, 128]) {
      const png = read(`${template}/icons/icon-${size}.png`)
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size])
    }
  }
})

test('VS Code gets the schema that manifest.json names, offline, and none of it gets into the package', async (t) => {
  const { mosis, json, read, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const { 'json.schemas': schemas } = JSON.parse(read('app/.vscode/settings.json').toString()) as Record<
    string,
    unknown
  >
  const { $schema: url } = JSON.parse(read('app/manifest.json').toString()) as Record<string, unknown>
  assert.deepEqual(schemas, [
    { fileMatch: ['/manifest.json'], url, schema: manifestJsonSchema },
    { fileMatch: ['/tests/*.json'], url: testJsonSchema.$id, schema: testJsonSchema },
  ])
  const { files } = (await json('inspect', 'app')) as unknown as { files: { path: string }[] }
  assert.deepEqual(
    files.map(({ path }) => path),
    [
      'assets/main.rml',
      'assets/scripts/app.lua',
      'assets/styles/app.rcss',
      'icons/icon-128.png',
      'icons/icon-32.png',
      'icons/icon-64.png',
      'locales/en.json',
      'manifest.json',
    ],
  )
  write('mine/.vscode/settings.json', '{}')
  assert.equal((await mosis('init', 'mine', '--yes')).code, 0)
  assert.equal(read('mine/.vscode/settings.json').toString(), '{}')
})

test('both templates work: what is pressed changes the screen, and is kept', async (t) => {
  const { mosis } = newMachine(t)
  await mosis('init', 'counter', '--yes')
  const counted = await mosis('run', 'counter', '--for', '400ms', '--press', '#add', '--press', '#add')
  assert.equal(counted.code, 0, counted.stderr)
  assert.match(counted.stdout, /^Screen assets\/main\.rml\n {2}Counter\n {2}2\n {2}taps\n {2}Tap\n {2}Start again\n/m)
  await mosis('init', 'notes', '--template', 'notes', '--yes')
  const noted = await mosis('run', 'notes', '--for', '400ms', '--press', '#add')
  assert.match(noted.stdout, /0 notes\n {2}Nothing written yet\./)
})

test('the tests that both templates bring pass', async (t) => {
  const { mosis } = newMachine(t)
  for (const [template, passed] of Object.entries({ blank: 3, notes: 3 })) {
    await mosis('init', template, '--template', template, '--yes')
    const { code, stdout } = await mosis('test', template)
    assert.equal(code, 0, stdout)
    assert.match(stdout, new RegExp(`^${passed} passed, 0 failed`, 'm'))
  }
})

test('the Lua of both templates is known to an editor: the types of the platform lie beside it', async (t) => {
  const { mosis, read } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const { 'workspace.library': library } = JSON.parse(read('app/.luarc.json').toString()) as Record<string, unknown>
  assert.deepEqual(library, ['.mosis/types'])
  assert.match(read('app/.mosis/types/storage.lua').toString(), /^function storage\.read\(/m)
  assert.match(read('app/.mosis/types/document.lua').toString(), /OpenDataModel/)
})

test('a name stays text in every file, whatever it is made of', async (t) => {
  const { json, read } = newMachine(t)
  const name = `A "b" <c> & {{d}} $& \\e`
  const made = await json('init', 'app', '--name', name, '--id', 'com.example.odd')
  assert.equal(made.exit, 0)
  assert.equal((JSON.parse(read('app/manifest.json').toString()) as { name: string }).name, name)
  assert.equal((JSON.parse(read('app/locales/en.json').toString()) as Record<string, string>)['app.title'], name)
  assert.doesNotMatch(read('app/assets/main.rml').toString(), /<c>|\{\{d\}\}/)
  assert.equal((await json('validate', 'app'))['ok'], true)
})

test('at a terminal it asks for name, id and template, and proposes answers', async (t) => {
  const { mosisIn, read } = newMachine(t)
  const host = { isTty: atTerminal, prompter: answering('My Clock', 'org.me.clock', 'notes') }
  const { code, stdout } = await mosisIn(host, 'init')
  assert.equal(code, 0)
  assert.match(stdout, /in my-clock/)
  assert.match(read('my-clock/manifest.json').toString(), /"id": "org\.me\.clock"/)
})

test('a wrong id or name is refused with the flag it came from, and nothing is written', async (t) => {
  const { mosis, path } = newMachine(t)
  const wrongId = await mosis('init', 'app', '--name', 'App', '--id', 'Wrong')
  assert.equal(wrongId.code, 2)
  assert.match(wrongId.stderr, /^error Cannot use this for --id/)
  const wrongName = await mosis('init', 'app', '--name', 'x'.repeat(31), '--id', 'com.example.app')
  assert.match(wrongName.stderr, /^error Cannot use this for --name/)
  assert.equal(existsSync(path('app')), false)
})

test('a folder with files in it is left alone; one with only version control is used', async (t) => {
  const { mosis, path, write, read } = newMachine(t)
  write('full/notes.txt', 'mine')
  const { code, stderr } = await mosis('init', 'full', '--yes')
  assert.equal(code, 6)
  assert.match(stderr, /it holds "notes\.txt" \(folder\.not_empty\)/)
  assert.deepEqual(readdirSync(path('full')), ['notes.txt'])
  write('taken', 'a file')
  assert.equal((await mosis('init', 'taken', '--yes')).code, 6)
  write('cloned/.git/HEAD', 'ref')
  const used = await mosis('init', 'cloned', '--yes')
  assert.equal(used.code, 0, used.stderr)
  assert.equal(read('cloned/.git/HEAD').toString(), 'ref')
  assert.equal(statSync(path('cloned/assets/main.rml')).isFile(), true)
  assert.equal((await mosis('init', 'cloned', '--yes')).code, 6)
})

test('a disk that fills up in the middle leaves nothing half written behind', async (t) => {
  const { mosisIn, path, write } = newMachine(t)
  write('cloned/.git/HEAD', 'ref')
  for (const [folder, before] of [
    ['new', undefined],
    ['cloned', ['.git']],
  ] as const) {
    for (const failing of ['write', 'move'] as const) {
      let calls = 0
      const files = {
        ...disk,
        [failing](from: string, to: string) {
          if (++calls === (failing === 'move' && folder === 'new' ? 1 : 3)) {
            throw new Failure('file.not_writable', 'no space left')
          }
          disk[failing](from, to)
        },
      }
      const { code, stderr } = await mosisIn({ files }, 'init', folder, '--yes')
      assert.equal(code, 1, stderr)
      assert.deepEqual(existsSync(path(folder)) ? readdirSync(path(folder)) : undefined, before)
    }
  }
})
