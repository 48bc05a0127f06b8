import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { WebSocketServer } from 'ws'
import { createDevice } from './device.ts'
import { DeviceError } from './errors.ts'
import type { DeviceErrorCode } from './errors.ts'
import type { ErrorLine, Line, LogLine } from './lines.ts'
import { runFiles, runFolder, runPackage } from './run-files.ts'
import type { RunOptions } from './run-options.ts'
import { sampleFiles, samplePackage } from './sample-package.ts'

const id = 'com.example.clock'

const refuses = (code: DeviceErrorCode) => (error: unknown) => {
  assert.ok(error instanceof DeviceError, String(error))
  assert.equal(error.code, code)
  assert.doesNotMatch(`${error.message} ${error.fix}`, /\{\w+\}/, 'every place of the text is filled')
  return true
}

interface Sample {
  lua?: string
  body?: string
  permissions?: string[]
  manifest?: Record<string, unknown>
  files?: Record<string, string>
  versionCode?: number
}

function sampleOf({
  lua = '',
  body = '',
  permissions = ['storage'],
  manifest = {},
  files = {},
  versionCode = 1,
}: Sample) {
  const head = '<head><script src="main.lua"></script></head>'
  const main = { 'assets/main.rml': `<rml>${head}<body>${body}</body></rml>`, 'assets/main.lua': lua }
  return { permissions, manifest, versionCode, files: { ...main, ...files } }
}

/** Starts an app without installing it and gathers its lines. */
async function start(t: TestContext, sample: Sample, options: RunOptions = {}) {
  const lines: Line[] = []
  const app = await runFiles(sampleFiles(sampleOf(sample)), { onLine: (line) => lines.push(line), ...options })
  t.after(() => app.stop())
  await app.started
  const logs = () => lines.filter((line): line is Line & LogLine => line.type === 'log').map(({ text }) => text)
  const errors = () => lines.filter((line): line is Line & ErrorLine => line.type === 'error')
  return { app, lines, logs, errors }
}

async function openDevice(t: TestContext) {
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-run-device-'))
  const device = await createDevice({ dataRoot })
  t.after(async () => {
    await device.close()
    await rm(dataRoot, { recursive: true, force: true })
  })
  return { dataRoot, folder: join(dataRoot, 'apps', id), ...device }
}

test('an app shows its screen, hears presses and typing, and tells what it does line by line', async (t) => {
  const { app, lines } = await start(t, {
    lua: `
      print("begun", getCurrentScreen())
      function add() document:GetElementById("out").inner_rml = "pressed by " .. document:GetElementById("name").value end`,
    body: '<p id="out">waiting</p><input type="text" id="name"/><button id="add" onclick="add()">Add</button>',
  })
  assert.match(await app.screenText(), /^waiting\n/)
  await app.type('#name', 'Ann')
  await app.click('#add')
  assert.match(await app.screenText(), /^pressed by Ann\n/)
  await assert.rejects(app.click('#nothing'), refuses('device.action_impossible'))
  assert.deepEqual(await app.stop(), { reason: 'stopped' })
  await assert.rejects(app.screenText(), refuses('device.app_stopped'))
  for (const line of lines) assert.equal(line.schema, 'mosis.run/1')
  assert.deepEqual(
    lines.map(({ type }) => type),
    ['log', 'screen', 'screen', 'screen', 'usage'],
  )
})

test('a run that has its time ends by itself, counted from its first screen', async (t) => {
  const { app } = await start(t, { lua: 'timer.every(16, function() end)' }, { forMs: 50 })
  assert.deepEqual(await app.stopped, { reason: 'finished' })
})

test('import runs a file once, keeps to the package and refuses circles', async (t) => {
  const { logs } = await start(t, {
    lua: `
      print(import("lib/a.lua").name, import("/assets/lib/a.lua").name, count)
      print(pcall(import, "lib/circle.lua"))
      print(pcall(import, "../../etc/passwd"))
      print(pcall(import, "nothing.lua"))`,
    files: {
      'assets/lib/a.lua': 'count = (count or 0) + 1 return { name = "a" }',
      'assets/lib/circle.lua': 'return import("lib/circle.lua")',
    },
  })
  const [first, circle, outside, nothing] = logs()
  assert.equal(first, 'a\ta\t1')
  assert.match(circle ?? '', /^false\timport\./)
  assert.match(outside ?? '', /^false\tpath\.outside/)
  assert.match(nothing ?? '', /^false\timport\.not_found/)
})

/** A screen that can be left every way. */
const screenOf = (name: string) =>
  `<rml><body>${name}<button id="home" onclick="goHome()">Home</button><button id="back" onclick="goBack()">Back</button>
  <button id="third" onclick="navigateTo('screens/third.rml')">Third</button></body></rml>`

test('screens are stacked: forward, back, home, and wrong paths raise', async (t) => {
  const { app, logs } = await start(t, {
    lua: 'print(goBack(), goHome(), getCurrentScreen()) print(pcall(navigateTo, "screens/none.rml"))',
    body: `home<button id="go" onclick="navigateTo('screens/second.rml') print(getCurrentScreen())">Go</button>`,
    files: { 'assets/screens/second.rml': screenOf('second'), 'assets/screens/third.rml': screenOf('third') },
  })
  const at = async () => (await app.screenText()).split('\n')[0]
  await app.click('#go')
  assert.match((await at()) ?? '', /^second/)
  await app.click('#third')
  assert.match((await at()) ?? '', /^third/)
  await app.click('#back')
  assert.match((await at()) ?? '', /^second/)
  await app.click('#third')
  await app.click('#home')
  assert.match((await at()) ?? '', /^home/)
  assert.equal(logs()[0], 'false\tfalse\tmain.rml')
  assert.match(logs()[1] ?? '', /^false\tnavigation\.not_found/)
  assert.equal(logs()[2], 'screens/second.rml')
})

test('texts come in the language of the person, with plural forms, else in the default, else as their key', async (t) => {
  const lua = `
    print(t("hello", { name = "Ann" }), t("files", { count = 1 }), t("files", { count = 3 }), t("only"), t("none"))
    print(t("hello"), pcall(t))`
  const files = {
    'locales/en.json': JSON.stringify({
      hello: 'Hello {name}',
      only: 'Only English',
      files: { one: '{count} file', other: '{count} files' },
    }),
    'locales/pl.json': JSON.stringify({
      hello: 'Cześć {name}',
      files: { one: '{count} plik', few: '{count} pliki', many: '{count} plików', other: '{count} pliku' },
    }),
  }
  const manifest = { locales: ['en', 'pl'], default_locale: 'en' }
  const { logs } = await start(t, { lua, files, manifest }, { locale: 'pl-PL' })
  assert.equal(logs()[0], 'Cześć Ann\t1 plik\t3 pliki\tOnly English\tnone')
  assert.match(logs()[1] ?? '', /^Cześć \{name\}\tfalse/)
})

test('a handler without end is cut off, and the app goes on', async (t) => {
  const { app, errors } = await start(t, {
    lua: 'function spin() while true do end end function ok() document:GetElementById("out").inner_rml = "still here" end',
    body: '<p id="out"></p><button id="spin" onclick="spin()">x</button><button id="ok" onclick="ok()">y</button>',
  })
  await app.click('#spin')
  assert.equal(errors()[0]?.code, 'limit.instructions')
  await app.click('#ok')
  assert.match(await app.screenText(), /still here/)
})

test('an app that is cut off five times within a minute is ended with a crash report', async (t) => {
  const { app } = await start(t, {
    lua: 'function spin() while true do end end',
    body: '<button id="spin" onclick="spin()">x</button>',
  })
  for (let count = 0; count < 5; count++) await app.click('#spin').catch(() => undefined)
  const result = await app.stopped
  assert.equal(result.reason, 'limit')
  assert.equal(result.code, 'limit.cut_offs')
  assert.equal(result.crash?.context.screen, 'assets/main.rml')
  assert.match(result.crash?.stack_trace ?? '', /main\.(lua|rml)/)
})

test('a first screen that never ends loading ends the app', async (t) => {
  const { app } = await start(t, { lua: 'while true do end' })
  const result = await app.stopped
  assert.equal(result.reason, 'limit')
})

test('an app that prints without end is told to its developer only in part', async (t) => {
  const { app, logs } = await start(t, {
    lua: 'for i = 1, 20000 do print(i) end function more() print("later") end',
    body: '<button id="more" onclick="more()">x</button>',
  })
  assert.ok(logs().length < 2000, `${logs().length} lines`)
  const isTold = () => logs().some((text) => text.includes('lines were left out'))
  for (let count = 0; count < 1000 && !isTold(); count++) await app.click('#more')
  assert.ok(isTold())
})

test('an app that takes all memory is refused more, and goes on', async (t) => {
  const { app, errors } = await start(t, {
    lua: `function fill() kept = {} for i = 1, 1e7 do kept[i] = string.rep("x", 100000) .. i end end
      function free() kept = nil document:GetElementById("out").inner_rml = "free again" end`,
    body: '<p id="out"></p><button id="fill" onclick="fill()">x</button><button id="free" onclick="free()">y</button>',
  })
  await app.click('#fill')
  assert.equal(errors().length, 1)
  await app.click('#free')
  assert.match(await app.screenText(), /free again/)
})

test('an app whose own limits do not hold is ended by the device', async (t) => {
  const none = { eventInstructions: 2_000_000_000, eventWallMs: 1e9 }
  const { app } = await start(
    t,
    { lua: 'function spin() while true do end end', body: '<button id="spin" onclick="spin()">x</button>' },
    { limits: none, silence: { eventMs: 600, loadMs: 5000 } },
  )
  await assert.rejects(app.click('#spin'), refuses('device.app_stopped'))
  const result = await app.stopped
  assert.deepEqual([result.reason, result.code], ['limit', 'limit.wall_clock'])
})

test('files and databases of an installed app outlive it, temporary files do not', async (t) => {
  const { apps, runApp, folder } = await openDevice(t)
  const lua = `
    storage.write("note.txt", (storage.read("note.txt") or "") .. "x")
    storage.write("temp/session", "1")
    storage.write("cache/picture", "1")
    local db = database.open("a.db")
    db:exec("CREATE TABLE IF NOT EXISTS starts (x)")
    db:exec("INSERT INTO starts VALUES (?)", 1)
    print(storage.read("note.txt"), #db:query("SELECT x FROM starts"), storage.exists("temp/session"))`
  await apps.install({ bytes: samplePackage(sampleOf({ lua })) })
  const logs: string[] = []
  for (let count = 0; count < 2; count++) {
    const app = await runApp({ appId: id, onLine: (line) => line.type === 'log' && logs.push(line.text) })
    await app.started
    await app.stop()
    assert.deepEqual((await readdir(folder)).sort(), ['cache', 'data', 'db', 'package', 'versions'])
  }
  assert.deepEqual(logs, ['x\t1\ttrue', 'xx\t2\ttrue'])
  assert.equal(await readFile(join(folder, 'data', 'note.txt'), 'utf8'), 'xx')
})

test('the quota of an app is the sum of its files and its databases', async (t) => {
  const lua = `
    print(storage.write("a", string.rep("x", 60000)))
    local db = database.open("a.db")
    db:exec("CREATE TABLE b (x)")
    print(db:exec("INSERT INTO b VALUES (zeroblob(100000))"))
    print(storage.write("c", string.rep("x", 40000)))
    print(storage.delete("a"), storage.write("c", string.rep("x", 40000)))`
  const { logs } = await start(t, { lua }, { limits: { storageBytes: 100_000 } })
  const [first, full, quota, after] = logs()
  assert.equal(first, 'true')
  assert.match(full ?? '', /^nil\tdatabase\.full/)
  assert.match(quota ?? '', /^(true$|nil\tstorage\.quota_exceeded)/)
  assert.equal(after, 'true\ttrue')
})

test('paths and planted links lead an app nowhere', async (t) => {
  const { apps, runApp, dataRoot, folder } = await openDevice(t)
  const lua = `
    print(pcall(storage.read, "../../config/apps.json"))
    print(storage.read("planted/secret"))
    print(storage.write("planted/new", "x"))`
  await apps.install({ bytes: samplePackage(sampleOf({ lua })) })
  await mkdir(join(dataRoot, 'outside'))
  await writeFile(join(dataRoot, 'outside', 'secret'), 'secret')
  await symlink(join(dataRoot, 'outside'), join(folder, 'data', 'planted'))
  const logs: string[] = []
  const app = await runApp({ appId: id, onLine: (line) => line.type === 'log' && logs.push(line.text) })
  await app.started
  await app.stop()
  assert.match(logs[0] ?? '', /^false\tstorage\.path_invalid/)
  assert.match(logs[1] ?? '', /^nil\tstorage\.io/)
  assert.match(logs[2] ?? '', /^nil\tstorage\.io/)
  assert.deepEqual(await readdir(join(dataRoot, 'outside')), ['secret'])
})

test('a running app is stopped before its files change, and runs once at a time', async (t) => {
  const { apps, runApp } = await openDevice(t)
  await apps.install({ bytes: samplePackage(sampleOf({})) })
  const first = await runApp({ appId: id })
  await first.started
  await assert.rejects(runApp({ appId: id }), refuses('device.already_running'))
  await apps.install({ bytes: samplePackage(sampleOf({ versionCode: 2 })) })
  assert.deepEqual(await first.stopped, { reason: 'stopped' })
  const second = await runApp({ appId: id })
  await second.started
  await apps.uninstall(id)
  assert.deepEqual(await second.stopped, { reason: 'stopped' })
  await assert.rejects(runApp({ appId: id }), refuses('device.app_not_installed'))
})

test('a new version that starts well stays, one that fails gives way to the old one and its data', async (t) => {
  const { apps, runApp, folder } = await openDevice(t)
  const lua = 'storage.write("note.txt", "written by 1")'
  await apps.install({ bytes: samplePackage(sampleOf({ lua })) })
  const run = async () => {
    const app = await runApp({ appId: id })
    await app.started
    await app.stop()
    return app.stopped
  }
  await run()
  const broken = sampleOf({ versionCode: 2, lua: 'storage.write("note.txt", "written by 2") error("broken")' })
  await apps.install({ bytes: samplePackage(broken) })
  const result = await run()
  assert.equal(result.rolled_back_to, 1)
  assert.deepEqual([result.reason, result.code], ['crashed', 'device.first_start_failed'])
  assert.match(result.crash?.message ?? '', /broken/)
  assert.equal((await apps.get(id)).version_code, 1)
  assert.equal(await readFile(join(folder, 'data', 'note.txt'), 'utf8'), 'written by 1')
  await apps.install({ bytes: samplePackage(sampleOf({ versionCode: 3 })) })
  assert.deepEqual(await run(), { reason: 'stopped' })
  assert.equal((await apps.get(id)).trial, undefined)
  assert.equal((await readdir(join(folder, 'versions'))).length, 2)
})

test('permissions are denied unless they were granted or a person agrees', async (t) => {
  const lua = 'function ask() print(permissions.request("contacts.read")) end'
  const body = '<button id="ask" onclick="ask()">x</button>'
  const permissions = ['contacts.read']
  const asked: string[] = []
  const agree = (permission: string) => Promise.resolve(asked.push(permission) > 0)
  for (const [options, answer] of [
    [{}, 'false\tpermission.denied: The person did not allow "contacts.read"'],
    [{ grants: ['contacts.read'] }, 'true'],
    [{ askPermission: agree }, 'true'],
  ] as const) {
    const { app, logs } = await start(t, { lua, body, permissions }, options)
    await app.click('#ask')
    assert.deepEqual(logs(), [answer])
  }
  assert.deepEqual(asked, ['contacts.read'])
})

test('hardware is only asked for within five seconds of a touch', async (t) => {
  const asked: string[] = []
  const { app, logs } = await start(
    t,
    {
      lua: 'function ask() print(permissions.request("camera")) end ask()',
      body: '<button id="ask" onclick="ask()">x</button>',
      permissions: ['camera'],
    },
    { askPermission: (permission) => Promise.resolve(asked.push(permission) > 0) },
  )
  assert.deepEqual(asked, [])
  assert.match(logs()[0] ?? '', /^false/)
  await app.click('#ask')
  assert.deepEqual([asked, logs()[1]], [['camera'], 'true'])
})

test('a WebSocket of an app talks to a mapped host, and to nobody on this computer otherwise', async (t) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => socket.on('message', () => socket.send('answer')))
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const told = Promise.withResolvers<void>()
  const logs: string[] = []
  const lua = `
    function open(url)
      local ws = network.websocket(url)
      ws:on("open", function() ws:send("question") end)
      ws:on("message", function(data) print(data) ws:close() end)
      ws:on("error", function(text) print(text) end)
      ws:on("close", function(code) print("closed", code) end)
    end
    open("wss://api.example.com/feed")
    open("wss://rebound.example.com/feed")`
  await start(
    t,
    { lua, permissions: ['network.websocket'] },
    {
      grants: ['network.websocket'],
      maps: { 'api.example.com': `127.0.0.1:${port}` },
      lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]),
      onLine(line) {
        if (line.type === 'log') logs.push(line.text)
        if (logs.filter((text) => text.startsWith('closed')).length === 2) told.resolve()
      },
    },
  )
  await told.promise
  assert.ok(logs.includes('answer'))
  assert.ok(logs.some((text) => text.startsWith('network.blocked')))
})

test('the network needs its permission, its domains, and never reaches this computer unless mapped', async (t) => {
  const server = createServer((request, response) => {
    const isRedirect = request.url === '/redirect'
    response.writeHead(isRedirect ? 302 : 200, isRedirect ? { location: `http://127.0.0.1:${port}/secret` } : {})
    response.end(`answer to ${request.url}`)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  const { port } = server.address() as AddressInfo
  const lua = `
    function show(url)
      local ok, response = pcall(network.request, { url = url })
      if not ok then print("raised", response) else print(response.error or response.body) end
    end
    function go()
      show("https://api.example.com/data")
      show("https://api.example.com/redirect")
      show("https://rebound.example.com/")
      show("http://127.0.0.1:${port}/")
      show("https://elsewhere.example/")
    end`
  const manifest = { network: { allowed_domains: ['*.example.com'], allow_http: true } }
  const options = {
    maps: { 'api.example.com': `127.0.0.1:${port}` },
    lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]),
  }
  const sample = { lua, manifest, body: '<button id="go" onclick="go()">x</button>', permissions: ['network.internet'] }
  const denied = await start(t, sample, options)
  await denied.app.click('#go')
  assert.equal(denied.logs().filter((text) => text.startsWith('raised\tpermission.denied')).length, 5)
  const { app, logs } = await start(t, sample, { ...options, grants: ['network.internet'] })
  await app.click('#go')
  const [map, data, redirect, rebound, loopback, elsewhere] = logs()
  assert.match(map ?? '', /api\.example\.com is reached at 127\.0\.0\.1:\d+ .*development/)
  assert.equal(data, 'answer to /data')
  assert.match(redirect ?? '', /network\.blocked/)
  assert.match(rebound ?? '', /network\.blocked/)
  assert.match(loopback ?? '', /^raised\tnetwork\./)
  assert.match(elsewhere ?? '', /^raised\tnetwork\./)
})

test('a project runs from its folder or its package, and leaves nothing on this computer', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-project-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const sample = sampleOf({ lua: 'storage.write("a", "x")', body: 'hello' })
  for (const [path, bytes] of sampleFiles(sample)) {
    await mkdir(join(folder, 'app', path, '..'), { recursive: true })
    await writeFile(join(folder, 'app', path), bytes)
  }
  await writeFile(join(folder, 'app', '.hidden'), 'not part of it')
  const file = join(folder, 'a.mosis')
  await writeFile(file, samplePackage({ ...sample, isSigned: false }))
  // A place of its own: other tests use the computer's at the same time.
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = temporary
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
  for (const app of [await runFolder(join(folder, 'app')), await runPackage(file)]) {
    await app.started
    assert.equal(await app.screenText(), 'hello')
    await app.stop()
  }
  assert.deepEqual(await readdir(temporary), [])
  await assert.rejects(runFiles(new Map([['manifest.json', Buffer.from('{}')]])))
})
