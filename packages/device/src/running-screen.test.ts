import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import type { BoxRow, NodeId, ScreenInput, ScreenUpdate } from '@mosis/screen'
import { standardViewport } from '@mosis/screen'
import type { Line } from './lines.ts'
import { runFiles } from './run-files.ts'
import type { RunOptions } from './run-options.ts'
import { sampleFiles } from './sample-package.ts'
import type { RunningApp } from './start-app.ts'

interface Sample {
  lua?: string
  body?: string
  style?: string
  permissions?: string[]
  files?: Record<string, string | Uint8Array>
}

async function start(t: TestContext, sample: Sample, options: RunOptions = {}) {
  const { lua = '', body = '', style = '', permissions = [], files = {} } = sample
  const head = `<head><style>${style}</style><script src="main.lua"/></head>`
  const main = { 'assets/main.rml': `<rml>${head}<body>${body}</body></rml>`, 'assets/main.lua': lua }
  const manifest = { locales: ['en', 'de'], default_locale: 'en' }
  const texts = { 'locales/en.json': '{"hello": "Hello"}', 'locales/de.json': '{"hello": "Hallo"}' }
  const lines: Line[] = []
  const all = sampleFiles({ permissions, manifest, files: { ...main, ...texts, ...files } })
  const app = await runFiles(all, { isDevelopment: true, onLine: (line) => lines.push(line), ...options })
  t.after(() => app.stop())
  await app.started
  const evaluate = async (code: string) => {
    const answer = await app.inspect({ kind: 'eval', code })
    return answer.ok ? answer.text : answer.message
  }
  const idOf = async (elementId: string): Promise<NodeId> => {
    const { root } = await app.inspect({ kind: 'tree' })
    const found = root?.children.find((element) => element.elementId === elementId)
    assert.ok(found, `there is an element "${elementId}"`)
    return found.id
  }
  const prints = () => lines.flatMap((line) => (line.type === 'log' && line.level === 'info' ? [line.text] : []))
  return { app, evaluate, idOf, prints }
}

/** Watches a screen as a painter does: keeps what it was told and waits for what comes. */
function watch(app: RunningApp) {
  const updates: ScreenUpdate[] = []
  const waiting = new Set<() => void>()
  const stop = app.screen.watch((update) => {
    updates.push(update)
    for (const look of waiting) look()
  })
  const until = (isThere: (updates: ScreenUpdate[]) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isThere(updates)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  let seen = 0
  /** Waits for an update with this in it, after the one that was waited for last. */
  const untilText = (text: string) =>
    until(() => {
      const found = updates.findIndex((update, index) => index >= seen && JSON.stringify(update).includes(text))
      if (found !== -1) seen = found + 1
      return found !== -1
    })
  return { updates, until, untilText, stop }
}

const button = (app: RunningApp, target: NodeId) => {
  const modifiers = { ctrl: false, shift: false, alt: false, meta: false }
  const at = { kind: 'pointer', x: 5, y: 5, target, button: 0, modifiers } as const
  for (const phase of ['move', 'down', 'up'] as const) app.screen.input({ ...at, phase })
}

const boxRow = (id: NodeId, x: number, y: number): BoxRow => [id, x, y, 100, 40, 0, 0, 100, 40, 100, 40]

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg==',
  'base64',
)

const counter = {
  lua: 'count = 0 function add() count = count + 1 document:GetElementById("out"):SetAttribute("title", count) document:GetElementById("out"):SetClass("on", count % 2 == 1) end',
  body: '<p id="out">text</p><button id="add" onclick="add()">Add</button>',
  style: 'p { color: #ff0000; } p.on { color: #00ff00; }',
}

test('whoever watches gets a snapshot and then numbered patches of what a person did', async (t) => {
  const { app, idOf } = await start(t, counter)
  const { updates, until, untilText } = watch(app)
  await until((updates) => updates.length > 0)
  const [snapshot] = updates
  assert.equal(snapshot?.kind, 'snapshot')
  button(app, await idOf('add'))
  await untilText('#00ff00ff')
  assert.ok(updates.slice(1).every(({ kind }) => kind === 'patch'))
  assert.deepEqual(
    updates.map(({ number }) => number),
    updates.map((_, index) => (snapshot?.number ?? 0) + index),
  )
})

test('another screen comes as a snapshot, and names of nodes are never used again', async (t) => {
  const second = '<rml><body>second<button id="home" onclick="goBack()">x</button></body></rml>'
  const { app, idOf } = await start(t, {
    body: `<button id="go" onclick="navigateTo('second.rml')">Go</button>`,
    files: { 'assets/second.rml': second },
  })
  const { updates, until } = watch(app)
  await until((updates) => updates.length > 0)
  const before = await idOf('go')
  await app.click('#go')
  await until((updates) => updates.some((update) => update.kind === 'snapshot' && update.path === 'assets/second.rml'))
  assert.ok((await idOf('home')) > before)
  await app.back()
  await until((updates) =>
    updates.some((update, index) => index > 1 && update.kind === 'snapshot' && update.path === 'assets/main.rml'),
  )
  assert.ok(updates.length > 0)
})

test('several may watch; who is slow gets one new picture instead of everything it missed', async (t) => {
  const { app, evaluate } = await start(t, counter)
  const quick = watch(app)
  const slow: ScreenUpdate[] = []
  const room = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const caughtUp = Promise.withResolvers<void>()
  const stop = app.screen.watch((update) => {
    slow.push(update)
    if (slow.length > 1) caughtUp.resolve()
    begun.resolve()
    return slow.length === 1 ? room.promise : undefined
  })
  await begun.promise
  for (let step = 0; step < 5; step += 1) {
    await app.click('#add')
    const color = step % 2 === 0 ? '#00ff00ff' : '#ff0000ff'
    await quick.untilText(color)
  }
  assert.equal(slow.length, 1)
  room.resolve()
  await caughtUp.promise
  assert.equal(slow.length, 2)
  assert.equal(slow[1]?.kind, 'snapshot')
  assert.equal(slow[1]?.number, quick.updates.at(-1)?.number)
  assert.match(JSON.stringify(slow[1]), /#00ff00ff/)
  stop()
  assert.equal(await evaluate('count'), '5')
})

test('there is a layout as long as somebody paints and reports it', async (t) => {
  const { app, evaluate, idOf } = await start(t, counter)
  const read = 'document:GetElementById("out").offset_width'
  assert.match(await evaluate(read), /screen\.no_layout/)
  const { until, stop } = watch(app)
  await until((updates) => updates.length > 0)
  const report: ScreenInput = { kind: 'boxes', number: 1, rows: [boxRow(await idOf('out'), 30, 7)], removed: [] }
  app.screen.input(report)
  assert.equal(Number(await evaluate(read)), 100)
  const { root } = await app.inspect({ kind: 'tree' })
  assert.equal(root?.children[0]?.box?.y, 7)
  stop()
  assert.match(await evaluate(read), /screen\.no_layout/)
})

test('only what a person did on a painted screen lets an app ask for hardware', async (t) => {
  const { app, idOf, prints } = await start(
    t,
    {
      permissions: ['camera'],
      lua: 'function ask() print(permissions.request("camera")) end timer.after(1, function() document:GetElementById("ask"):Click() end)',
      body: '<button id="ask" onclick="ask()">Ask</button>',
    },
    { askPermission: () => Promise.resolve(true) },
  )
  const { until } = watch(app)
  await until((updates) => updates.length > 0)
  const id = await idOf('ask')
  const printed = async (count: number) => {
    for (let round = 0; prints().length < count && round < 1000; round += 1) await app.usage()
    return prints()
  }
  assert.match((await printed(1))[0] ?? '', /^false\tpermission\.gesture_required/)
  const modifiers = { ctrl: false, shift: false, alt: false, meta: false }
  app.screen.input({ kind: 'pointer', phase: 'move', x: 1, y: 1, target: id, button: 0, modifiers })
  app.screen.input({ kind: 'boxes', number: 1, rows: [boxRow(id, 0, 0)], removed: [] })
  await app.inspect({ kind: 'eval', code: 'ask()' })
  assert.match((await printed(2))[1] ?? '', /^false\tpermission\.gesture_required/)
  button(app, id)
  assert.equal((await printed(3))[2], 'true')
  const { permissions, entries } = await app.inspect({ kind: 'audit' })
  assert.deepEqual(permissions, [{ permission: 'camera', isGranted: true }])
  assert.deepEqual(
    entries.filter(({ action }) => action === 'permissions.request').map(({ allowed, reason }) => [allowed, reason]),
    [
      [false, 'permission.gesture_required'],
      [false, 'permission.gesture_required'],
      [true, undefined],
    ],
  )
  app.setPermission('camera', 'denied')
  assert.deepEqual((await app.inspect({ kind: 'audit' })).permissions, [{ permission: 'camera', isGranted: false }])
})

test('size, theme, text size and language reach the screen while it runs', async (t) => {
  const { app, evaluate } = await start(t, {
    lua: 'sizes = 0',
    body: `<p id="out" data-text="hello"/>`.concat('<p id="size">x</p>'),
    style:
      'body { font-size: 10dp; } p { color: #000000; } @media (orientation: landscape) { p { color: #00ff00; } } @media (theme: dark) { p { color: #0000ff; } }',
  })
  const look = async (property: string) => {
    const { root } = await app.inspect({ kind: 'tree' })
    const styles = await app.inspect({ kind: 'styles', id: root?.children[1]?.id ?? 0 })
    return styles?.find((one) => one.property === property)?.value
  }
  await evaluate('document:AddEventListener("resize", function() sizes = sizes + 1 end)')
  assert.equal(await look('color'), '#000000ff')
  app.setSurroundings({ viewport: { ...standardViewport, width: 960, height: 540 } })
  assert.equal(await look('color'), '#00ff00ff')
  assert.equal(await evaluate('sizes'), '1')
  app.setSurroundings({ theme: 'dark' })
  assert.equal(await look('color'), '#0000ffff')
  assert.equal(await look('font-size'), '15px')
  app.setSurroundings({ textScale: 2 })
  assert.equal(await look('font-size'), '30px')
  assert.match(await app.screenText(), /^Hello/)
  app.setSurroundings({ locale: 'de-AT' })
  assert.match(await app.screenText(), /^Hallo/)
  assert.equal(await evaluate('t("hello")'), '"Hallo"')
})

test('an app under another one hears hide and show, and draws nothing meanwhile', async (t) => {
  const { app, evaluate } = await start(t, {
    ...counter,
    body: `<p id="out">text</p><input type="text" id="name"/><button id="add" onclick="add()">Add</button>`,
    lua: `${counter.lua} heard = ""`,
  })
  await evaluate(
    'for _, kind in ipairs({ "hide", "show" }) do document:AddEventListener(kind, function() heard = heard .. kind .. " " end) end',
  )
  await app.click('#name')
  app.pause()
  app.pause()
  app.resume()
  assert.equal(await evaluate('heard'), '"hide show "')
  assert.equal(await evaluate('rmlui.contexts.main.focus_element.id'), '"name"')
})

test('a network that is away or slow is met by the app', async (t) => {
  const server = createServer((_request, response) => response.end('{"ok":true}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const { app, prints } = await start(
    t,
    {
      permissions: ['network.internet'],
      lua: `function get() local answer, problem = network.request({ url = "https://api.example.com/" })
        print(answer and answer.status, answer and answer.error or problem) end`,
      body: '<button id="get" onclick="get()">Get</button>',
    },
    {
      grants: ['network.internet'],
      maps: { 'api.example.com': `127.0.0.1:${port}` },
      surroundings: { network: 'offline' },
    },
  )
  await app.click('#get')
  assert.match(prints()[0] ?? '', /network\.unreachable: The device is offline/)
  app.setSurroundings({ network: 'online' })
  await app.click('#get')
  assert.match(prints()[1] ?? '', /^200/)
  app.setSurroundings({ network: 'slow' })
  const begun = performance.now()
  await app.click('#get')
  assert.ok(performance.now() - begun > 300, 'a slow network takes its time')
  const entries = await app.inspect({ kind: 'network' })
  assert.deepEqual(
    entries.map(({ method, url, status, sizeBytes, problem }) => [method, url, status, sizeBytes, problem?.code]),
    [
      ['GET', 'https://api.example.com/', undefined, 0, 'network.unreachable'],
      ['GET', 'https://api.example.com/', 200, 11, undefined],
      ['GET', 'https://api.example.com/', 200, 11, undefined],
    ],
  )
})

test('images and fonts of the package are handed out, and nothing else', async (t) => {
  const { app } = await start(t, { files: { 'assets/a.png': pixel } })
  assert.deepEqual(await app.readAsset('assets/a.png'), { bytes: pixel, type: 'image/png' })
  assert.equal((await app.readAsset('/system/icons.png'))?.type, 'image/png')
  for (const path of [
    'assets/main.lua',
    'assets/none.png',
    '../data/a.png',
    'assets/../assets/a.png',
    '/assets/a.png',
    'assets',
    '/system/../a.png',
    'assets\\a.png',
  ]) {
    assert.equal(await app.readAsset(path), undefined, path)
  }
})
