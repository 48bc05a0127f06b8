import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { ScreenUpdate } from '@mosis/screen'
import { DeviceError } from './errors.ts'
import type { Line } from './lines.ts'
import { runFiles, runFolder } from './run-files.ts'
import { sampleFiles } from './sample-package.ts'

const head = '<head><link type="text/rcss" href="look.rcss"/><script src="main.lua"/></head>'

const project = {
  'assets/main.rml': `<rml>${head}<body><p id="out">one</p><input type="text" id="name"/><input type="checkbox" id="on"/>
    <input type="text"/><p id="text" data-text="hello"/><button id="go" onclick="navigateTo('second.rml')">Go</button></body></rml>`,
  'assets/second.rml': `<rml>${head}<body><div id="box">second</div><input type="text" id="note"/></body></rml>`,
  'assets/look.rcss': 'p { color: #ff0000; }',
  'assets/main.lua': 'starts = (starts or 0) + 1',
  'locales/en.json': '{"hello": "Hello"}',
}

async function open(t: TestContext, changes: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-reload-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const manifest = { locales: ['en'], default_locale: 'en' }
  const files = sampleFiles({ permissions: [], manifest, files: { ...project, ...changes } })
  for (const [path, bytes] of files) await write(path, Buffer.from(bytes).toString())
  const lines: Line[] = []
  const app = await runFolder(folder, { isDevelopment: true, onLine: (line) => lines.push(line) })
  t.after(() => app.stop())
  await app.started
  /** Saves a file and tells the app. */
  const save = async (path: string, text: string) => {
    await write(path, text)
    return app.reload([path])
  }
  const prints = () => lines.flatMap((line) => (line.type === 'log' && line.level === 'info' ? [line.text] : []))
  const evaluate = async (code: string) => {
    const answer = await app.inspect({ kind: 'eval', code })
    return answer.ok ? answer.text : answer.message
  }
  const colorOf = async (id: string) => {
    const { root } = await app.inspect({ kind: 'tree' })
    const element = root?.children.find(({ elementId }) => elementId === id)
    const styles = element && (await app.inspect({ kind: 'styles', id: element.id }))
    return styles?.find(({ property }) => property === 'color')?.value
  }
  return { app, folder, lines, prints, save, evaluate, colorOf }
}

test('a saved style sheet restyles the screen and everything else stays', async (t) => {
  const { app, save, evaluate, colorOf } = await open(t)
  await app.type('#name', 'Ann')
  await evaluate('kept = 7')
  assert.equal(await colorOf('out'), '#ff0000ff')
  const report = await save('assets/look.rcss', 'p { color: #00ff00; }')
  assert.deepEqual([report.restarted, report.lost, report.problem], [false, [], undefined])
  assert.equal(await colorOf('out'), '#00ff00ff')
  assert.equal(await evaluate('kept, document:GetElementById("name").value'), '7\t"Ann"')
})

test('saved texts are read by the screen at once', async (t) => {
  const { app, save, evaluate } = await open(t)
  const report = await save('locales/en.json', '{"hello": "Good day"}')
  assert.equal(report.restarted, false)
  assert.equal(await evaluate('t("hello")'), '"Good day"')
  assert.match(await app.screenText(), /Good day/)
})

test('saved code starts anew on the same screens, with what the person typed and chose', async (t) => {
  const { app, save, evaluate } = await open(t)
  await app.click('#go')
  await app.type('#note', 'remember')
  const report = await save('assets/main.lua', 'starts = (starts or 0) + 1 version = 2')
  assert.equal(report.restarted, true)
  assert.equal(report.problem, undefined)
  assert.match(report.kept.join('; '), /second\.rml.*1 field value.*focus/)
  assert.match(report.lost.join('; '), /variables/)
  assert.equal(
    await evaluate('version, getCurrentScreen(), document:GetElementById("note").value'),
    '2\t"second.rml"\t"remember"',
  )
  assert.equal(await app.back(), true)
  assert.equal(await evaluate('getCurrentScreen()'), '"main.rml"')
})

test('fields without an id and fields that are gone are told as lost', async (t) => {
  const { app, save } = await open(t)
  await app.type('#name', 'Ann')
  await app.click('#on')
  const report = await save(
    'assets/main.rml',
    `<rml>${head}<body><p id="out">new</p><input type="checkbox" id="on"/></body></rml>`,
  )
  assert.match(await app.screenText(), /^new/)
  assert.match(report.kept.join('; '), /1 field value/)
  assert.match(report.lost.join('; '), /1 field value: no such field any more; 1 field value: a field without an id/)
})

/** Counts in steps, and hands the count over. */
const counting = (step: number) => `count = 0
  function add() count = count + ${step} end
  function onreload(kept) if kept then count = kept.count else return { count = count, at = { 1, 2 } } end end`

test('onreload hands a table over', async (t) => {
  const { save, evaluate } = await open(t, { 'assets/main.lua': counting(1) })
  await evaluate('add() add() add()')
  const report = await save('assets/main.lua', counting(10))
  assert.match(report.kept.join('; '), /onreload/)
  assert.deepEqual(
    report.lost.filter((text) => text.includes('Lua')),
    [],
  )
  await evaluate('add()')
  assert.equal(await evaluate('count'), '13')
})

test('a mistake keeps the last good screen and says where it is', async (t) => {
  const { app, folder, save, evaluate, colorOf } = await open(t)
  await evaluate('kept = 7')
  const lua = await save('assets/main.lua', 'local a = 1\nfunction f(\nlocal b = 2')
  assert.deepEqual([lua.problem?.path, lua.problem?.line], ['assets/main.lua', 3])
  assert.deepEqual(
    lua.problem?.excerpt?.map(({ line }) => line),
    [1, 2, 3],
  )
  const raised = await save('assets/main.lua', 'local a = 1\nerror("broken")')
  assert.match(raised.problem?.message ?? '', /broken/)
  assert.deepEqual([raised.problem?.path, raised.problem?.line], ['assets/main.lua', 2])
  await unlink(join(folder, 'assets/main.lua'))
  const unreadable = await save('manifest.json', '{\n"id": 1')
  assert.equal(unreadable.problem?.path, 'manifest.json')
  assert.equal(await evaluate('kept'), '7')
  assert.match(await app.screenText(), /^one/)
  assert.equal(await colorOf('out'), '#ff0000ff')
})

test('a file with a mistake is tried again when another one is saved', async (t) => {
  const { save, evaluate, colorOf } = await open(t)
  const sheet = await save('assets/look.rcss', 'p { color: #0000ff; }\np { color #00ff00 }')
  assert.deepEqual([sheet.problem?.path, sheet.problem?.line], ['assets/look.rcss', 2])
  const markup = await save('assets/second.rml', '<rml><body><p>never closed</body></rml>')
  assert.ok(markup.problem)
  assert.equal((await save('assets/look.rcss', 'p { color: #0000ff; }')).problem?.path, 'assets/second.rml')
  assert.equal(await colorOf('out'), '#ff0000ff')
  const report = await save('assets/second.rml', '<rml><body><p>closed</p></body></rml>')
  assert.deepEqual([report.restarted, report.problem], [true, undefined])
  assert.equal(await colorOf('out'), '#0000ffff')
  assert.equal(await evaluate('starts'), '1')
})

test('a screen whose file was deleted is left, and paths that lead out of the project mean nothing', async (t) => {
  const { app, folder, evaluate } = await open(t)
  await app.click('#go')
  await unlink(join(folder, 'assets/second.rml'))
  const report = await app.reload(['assets/second.rml', '../../etc/passwd'])
  assert.match(report.lost.join('; '), /1 screen whose file is gone/)
  assert.equal(await evaluate('getCurrentScreen()'), '"main.rml"')
})

test('whoever paints gets the new screen after a reload', async (t) => {
  const { app, save } = await open(t)
  const updates: ScreenUpdate[] = []
  const renewed = Promise.withResolvers<ScreenUpdate>()
  app.screen.watch((update) => {
    updates.push(update)
    if (JSON.stringify(update).includes('#00ff00ff')) renewed.resolve(update)
  })
  await save('assets/look.rcss', 'p { color: #00ff00; }')
  const update = await renewed.promise
  assert.equal(update.kind, 'snapshot')
  assert.deepEqual(
    updates.map(({ number }) => number),
    updates.map((_, index) => (updates[0]?.number ?? 0) + index),
  )
})

const isRefused = (error: unknown) => error instanceof DeviceError && error.code === 'device.not_in_development'

test('only what was started for development takes files and code from outside', async (t) => {
  const files = sampleFiles({ permissions: [], files: project, manifest: { locales: ['en'], default_locale: 'en' } })
  const app = await runFiles(files)
  t.after(() => app.stop())
  await app.started
  await assert.rejects(app.reload(['assets/main.lua']), isRefused)
  await assert.rejects(app.inspect({ kind: 'eval', code: '1' }), isRefused)
})

test('an error of a handler is no reason to keep code that does not start', async (t) => {
  const { app, save, evaluate } = await open(t)
  await evaluate('document:AddEventListener("click", function() error("in a handler") end)')
  await app.click('#out')
  await evaluate('kept = 7')
  assert.match((await save('assets/main.lua', 'error("at the start")')).problem?.message ?? '', /at the start/)
  assert.equal((await save('assets/main.lua', 'while true do end')).problem?.message.includes('document.cut_off'), true)
  assert.equal(await evaluate('kept'), '7')
})
