import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { keepThreadReady } from './app-thread.ts'
import type { TreeElement } from './inspect.ts'
import type { Line } from './lines.ts'
import { runFiles } from './run-files.ts'
import type { RunOptions } from './run-options.ts'
import { sampleFiles } from './sample-package.ts'

interface Sample {
  lua?: string
  body?: string
  style?: string
  permissions?: string[]
}

async function start(t: TestContext, sample: Sample, options: RunOptions = {}) {
  const { lua = '', body = '', style = '', permissions = ['storage'] } = sample
  const head = `<head><title>Sample</title><style>${style}</style><script src="main.lua"/></head>`
  const main = { 'assets/main.rml': `<rml>${head}<body>${body}</body></rml>`, 'assets/main.lua': lua }
  const lines: Line[] = []
  const all = sampleFiles({ permissions, files: main })
  const app = await runFiles(all, { isDevelopment: true, onLine: (line) => lines.push(line), ...options })
  t.after(() => app.stop())
  await app.started
  return { app, lines }
}

test('the tree shows elements with their texts, states and generated parts', async (t) => {
  const { app } = await start(t, {
    body: '<div id="a" class="one two">x<b>y</b>z</div><input type="checkbox" id="on" checked=""/><select id="s"><option>1</option></select>',
  })
  const tree = await app.inspect({ kind: 'tree' })
  assert.deepEqual([tree.path, tree.title, tree.root?.tag], ['assets/main.rml', 'Sample', 'body'])
  assert.equal(tree.focus, tree.root?.id)
  const [div, checkbox, select] = tree.root?.children ?? []
  assert.deepEqual(
    [div?.elementId, div?.classes, div?.text, div?.children.map(({ tag }) => tag), div?.box],
    ['a', ['one', 'two'], 'xz', ['b'], null],
  )
  assert.ok(checkbox?.states.includes('checked'))
  const all = (element: TreeElement): TreeElement[] => [element, ...element.children.flatMap(all)]
  const made = select ? all(select).filter(({ isGenerated }) => isGenerated) : []
  assert.ok(made.some(({ tag }) => tag === 'selectarrow'))
  const ids = tree.root ? all(tree.root).map(({ id }) => id) : []
  assert.equal(new Set(ids).size, ids.length)
  const again = await app.inspect({ kind: 'tree' })
  assert.deepEqual(again, tree)
})

test('a resolved style says for each value where it comes from', async (t) => {
  const { app } = await start(t, {
    style: 'div { color: #ff0000; }\n#a { width: 10dp; }',
    body: '<div id="a" style="height: 5px">x<b>y</b></div>',
  })
  const { root } = await app.inspect({ kind: 'tree' })
  const div = root?.children[0]
  const look = async (id: number, property: string) => {
    const found = (await app.inspect({ kind: 'styles', id }))?.find((one) => one.property === property)
    return found && [found.value, found.origin]
  }
  assert.ok(div)
  const rule = { from: 'rule', path: 'assets/main.rml' }
  assert.deepEqual(await look(div.id, 'color'), ['#ff0000ff', { ...rule, line: 1, selector: 'div' }])
  assert.deepEqual(await look(div.id, 'width'), ['15px', { ...rule, line: 2, selector: '#a' }])
  assert.deepEqual(await look(div.id, 'height'), ['5px', { from: 'style-attribute' }])
  assert.deepEqual(await look(div.children[0]?.id ?? 0, 'color'), [
    '#ff0000ff',
    { from: 'inherited', tag: 'div', id: 'a' },
  ])
  assert.deepEqual((await look(div.id, 'opacity'))?.[1], { from: 'initial' })
  assert.equal(await app.inspect({ kind: 'styles', id: 999_999 }), null)
})

test('the budget shows what each handler used of its limit, and where it stands', async (t) => {
  const { app } = await start(t, {
    lua: 'function count()\n  for i = 1, 5000 do end\nend\nfunction spin() while true do end end\nlocal function tick() end\ntimer.after(1, tick)',
    body: '<button id="count" onclick="count()">x</button><button id="spin" onclick="spin()">y</button>',
  })
  await app.click('#count')
  await app.click('#spin')
  const budget = await app.inspect({ kind: 'budget' })
  assert.equal(budget.memoryLimitBytes, 16_777_216)
  assert.ok(budget.memoryBytes > 0 && budget.peakMemoryBytes >= budget.memoryBytes)
  assert.equal(budget.cutOffs, 1)
  const of = (name: string) => budget.handlers.find((run) => run.name === name)
  assert.deepEqual(
    [of('script')?.kind, of('script')?.path, of('script')?.limit],
    ['load', 'assets/main.lua', 10_000_000],
  )
  const count = of('click button#count')
  assert.deepEqual([count?.kind, count?.path, count?.line, count?.limit], ['event', 'assets/main.rml', 1, 1_000_000])
  assert.ok((count?.instructions ?? 0) > 2500 && (count?.instructions ?? 0) < 50_000)
  assert.equal(of('click button#spin')?.error, 'limit.instructions')
  const timer = of('timer')
  assert.deepEqual([timer?.kind, timer?.path, timer?.line, timer?.limit], ['timer', 'assets/main.lua', 5, 500_000])
})

test('events tell where they went and how many handlers they started', async (t) => {
  const { app } = await start(t, {
    lua: 'function stop(event) event:StopPropagation() end',
    body: '<div onclick="print(1)"><button id="b" onclick="stop(event)">x</button></div>',
  })
  await app.click('#b')
  const events = await app.inspect({ kind: 'events' })
  const click = events.find(({ type }) => type === 'click')
  assert.deepEqual([click?.target, click?.handlers, click?.isStopped], ['button#b', 2, true])
  assert.ok(events.some(({ type, target }) => type === 'load' && target === 'body'))
})

test('stored files are listed and shown from their beginning', async (t) => {
  const { app } = await start(t, {
    lua: `storage.write("notes/a.txt", "Grüße") storage.write("cache/b", string.rep("x", 5000)) storage.write("temp/c", "1")
      storage.write("raw", string.char(255, 254))`,
  })
  const stored = await app.inspect({ kind: 'storage' })
  assert.deepEqual(
    stored.files.map(({ path, sizeBytes }) => [path, sizeBytes]),
    [
      ['cache/b', 5000],
      ['notes/a.txt', 7],
      ['raw', 2],
      ['temp/c', 1],
    ],
  )
  assert.deepEqual([stored.keptBytes, stored.cacheBytes, stored.keptLimitBytes], [9, 5001, 104_857_600])
  const file = (path: string) => app.inspect({ kind: 'file', path })
  assert.deepEqual(await file('notes/a.txt'), {
    path: 'notes/a.txt',
    sizeBytes: 7,
    head: 'Grüße',
    isText: true,
    isCut: false,
  })
  assert.deepEqual(await file('raw'), { path: 'raw', sizeBytes: 2, head: 'fffe', isText: false, isCut: false })
  assert.equal((await file('cache/b'))?.isCut, true)
  for (const path of ['none', 'notes', '../package/manifest.json', '', '/etc/passwd'])
    assert.equal(await file(path), null)
})

test('databases are shown table by table, and looking changes and holds nothing', async (t) => {
  const { app } = await start(t, {
    permissions: ['storage'],
    lua: `db = database.open("a.db")
      db:exec('CREATE TABLE "my notes" (id INTEGER PRIMARY KEY, text TEXT, data BLOB)')
      for i = 1, 3 do db:exec('INSERT INTO "my notes" (text) VALUES (?)', "note " .. i) end`,
    body: '<button id="begin" onclick="db:exec([[BEGIN EXCLUSIVE]])">x</button><button id="end" onclick="db:exec([[COMMIT]])">y</button>',
  })
  const [database, ...others] = await app.inspect({ kind: 'databases' })
  assert.deepEqual([database?.name, database?.tables, others], ['a.db', [{ name: 'my notes', rows: 3 }], []])
  const rows = await app.inspect({ kind: 'rows', database: 'a.db', table: 'my notes', offset: 1, limit: 1 })
  assert.deepEqual(rows, { columns: ['id', 'text', 'data'], rows: [['2', 'note 2', null]], total: 3 })
  for (const table of ['none', 'sqlite_schema', 'my notes"; DROP TABLE "my notes'])
    assert.equal(await app.inspect({ kind: 'rows', database: 'a.db', table }), null)
  assert.equal(await app.inspect({ kind: 'rows', database: '../a.db', table: 'my notes' }), null)
  await app.click('#begin')
  assert.ok((await app.inspect({ kind: 'databases' }))[0]?.problem)
  await app.click('#end')
  assert.equal((await app.inspect({ kind: 'databases' }))[0]?.problem, undefined)
})

test('the prompt answers values as Lua writes them, and failures with their traceback', async (t) => {
  const { app } = await start(t, { lua: 'notes = { "a", count = 1, deep = { { { {} } } } } notes.self = notes' })
  const run = async (code: string) => {
    const answer = await app.inspect({ kind: 'eval', code })
    return answer.ok ? answer.text : answer.message
  }
  assert.equal(await run('1 + 1, "x", nil'), '2\t"x"\tnil')
  assert.equal(await run('kept = 5'), '')
  assert.equal(await run('kept'), '5')
  assert.match(await run('notes'), /^\{ "a", .*count = 1/)
  assert.match(await run('notes'), /self = \{\(again\)\}/)
  assert.match(await run('print'), /^function/)
  assert.match(await run('error("no")'), /prompt:1: no/)
  assert.match(await run('local = 1'), /lua\.syntax: prompt:1/)
  assert.match(await run('while true do end'), /limit\.instructions/)
  assert.equal(await run('document.title'), '"Sample"')
})

test('an app that is cut off too often ends with a report that names file and line', async (t) => {
  const { app } = await start(t, {
    lua: '\n\nfunction spin()\n  while true do end\nend',
    body: '<button id="spin" onclick="spin()">x</button>',
  })
  for (let count = 0; count < 5; count += 1) await app.click('#spin').catch(() => undefined)
  const { code, crash } = await app.stopped
  assert.equal(code, 'limit.cut_offs')
  assert.deepEqual(crash?.context, { screen: 'assets/main.rml', path: 'assets/main.lua', line: 4 })
})

test('twenty apps run side by side; the end of one is nothing to the others', async (t) => {
  const apps: Awaited<ReturnType<typeof start>>[] = []
  for (let index = 0; index < 20; index += 1) {
    const sample = {
      lua: `storage.write("mine", "${index}") function spin() while true do end end`,
      body: `<p>${index}</p><button id="read" onclick="print(storage.read([[mine]]))">x</button><button id="spin" onclick="spin()">y</button>`,
    }
    apps.push(await start(t, sample, { limits: { eventInstructions: 2_000_000_000, eventWallMs: 1e9 } }))
  }
  const [hung, ended, ...others] = apps
  const refused = assert.rejects(hung!.app.click('#spin'))
  await ended!.app.stop()
  await Promise.all(others.map(({ app }) => app.click('#read')))
  await refused
  assert.equal((await hung!.app.stopped).code, 'limit.wall_clock')
  for (const [index, { app, lines }] of others.entries()) {
    const printed = lines.flatMap((line) => (line.type === 'log' ? [line.text] : []))
    assert.deepEqual(printed, [String(index + 2)])
    assert.match(await app.screenText(), new RegExp(`^${index + 2}\\n`))
  }
})

test('an app whose thread was ready before it was known runs like any other', async (t) => {
  const stop = await keepThreadReady()
  t.after(stop)
  for (let count = 0; count < 2; count += 1) {
    const { app } = await start(t, { lua: 'storage.write("a", "1") print(storage.read("a"))', body: 'hello' })
    assert.equal(await app.screenText(), 'hello')
    const { entries } = await app.inspect({ kind: 'audit' })
    assert.deepEqual(
      entries.filter(({ allowed }) => !allowed),
      [],
    )
    await app.stop()
  }
})
