import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFolder } from '@mosis/format'
import { sampleFiles } from '../sample-package.ts'
import { testJsonSchema, stepNames } from './action-schema.ts'
import { actionSteps } from './action-steps.ts'
import { testFailures } from './failures.ts'
import { appMethods, appProperties, elementMethods, elementProperties, expectationMethods } from './lua-classes.ts'
import { testApi } from './lua-test-api.ts'
import { isTestFile, runTests } from './run-tests.ts'
import type { TestRunOptions } from './run-tests.ts'

interface Sample {
  lua?: string
  body?: string
  permissions?: readonly string[]
  manifest?: Record<string, unknown>
  /** Further files of the app. */
  files?: Record<string, string>
}

/** Runs tests against a small app. */
async function run(app: Sample, tests: Record<string, string>, options: Partial<TestRunOptions> = {}) {
  const { lua = '', body = '', permissions = ['storage'], manifest = {}, files = {} } = app
  const head = '<head><script src="main.lua"></script></head>'
  const main = { 'assets/main.rml': `<rml>${head}<body>${body}</body></rml>`, 'assets/main.lua': lua }
  const pkg = readFolder(sampleFiles({ permissions, manifest, files: { ...main, ...files } }))
  const all = new Map(Object.entries(tests).map(([path, text]) => [`tests/${path}`, Buffer.from(text)]))
  return runTests({ pkg, files: all, timeoutMs: 20_000, ...options })
}

/** Runs one file that should pass, and says what failed instead. */
async function passes(app: Sample, lua: string, options: Partial<TestRunOptions> = {}) {
  const result = await run(app, { 'sample.lua': lua }, options)
  const failed = result.results.filter(({ outcome }) => outcome === 'failed')
  assert.deepEqual(
    failed.map(({ name, failure }) => ({ name, failure })),
    [],
  )
  assert.ok(result.passed > 0)
  return result
}

/** The failure of the one test in a file. */
async function failureOf(app: Sample, lua: string, options: Partial<TestRunOptions> = {}) {
  const { results } = await run(app, { 'sample.lua': lua }, options)
  assert.equal(results.length, 1)
  const { failure } = results[0]!
  assert.ok(failure, 'the test failed')
  return failure
}

const controls = {
  lua: `function note(event) print(event.type .. " " .. (event.target_element.id)) end`,
  body: `<h1>Form</h1>
    <label for="name">Your name</label><input id="name" type="text" onchange="print('name ' .. event.parameters.value)"/>
    <input id="agree" type="checkbox" aria-label="I agree" onchange="print('agree ' .. tostring(event.parameters.checked))"/>
    <select id="size" onchange="print('size ' .. event.parameters.value)"><option value="s">Small</option><option value="l">Large</option></select>
    <input id="loud" type="range" min="0" max="10" onchange="print('loud ' .. event.parameters.value)"/>
    <textarea id="text"></textarea>
    <div id="pad" onmousedown="note(event)" onmouseup="note(event)" ondblclick="note(event)">Pad</div>
    <div id="thing" style="drag: drag-drop" ondragstart="note(event)" ondragend="note(event)">Thing</div>
    <div id="basket" ondragdrop="note(event)">Basket</div>
    <button id="gone" style="display: none">Gone</button>
    <input id="off" type="submit" value="Off" disabled=""/>
    <button onclick="print('saved')"><span>Save</span> all</button>`,
}

test('a test does with an app what a person does, and reads what a person sees', async () => {
  await passes(
    controls,
    `
    local function said(app) local log = app:log() return log[#log] and log[#log].text end

    test("finds by text, name, role, id and selector", function(app)
      expect(app:find("Save all").role):equals("button")
      expect(app:find("Save").text):equals("Save")
      expect(app:find("Your name").tag):equals("label")
      expect(app:find{ role = "field", name = "Your name" }.id):equals("name")
      expect(app:find{ role = "textbox", index = 2 }.id):equals("text")
      expect(app:find{ selector = "label + input" }.id):equals("name")
      expect(app:find{ id = "size" }.text):equals("Small")
      expect(app:find_all{ role = "button", text = "Off" }):has_length(1)
      expect(app:has("Basket")):is_true()
      expect(app:has("Casket")):is_false()
      expect(app:find{ id = "gone" }):is_hidden()
      expect(app:find{ id = "off" }):is_disabled()
      expect(app.screen):equals("main.rml")
      expect(app.text):contains("Form")
      expect(app):shows{ role = "heading", text = "Form" }
      expect_not(app):shows("Gone")
    end)

    test("taps, types, ticks, chooses and slides", function(app)
      app:tap("Save")
      expect(said(app)):equals("saved")
      app:type({ name = "Your name" , role = "field" }, "Ada")
      expect(said(app)):equals("name Ada")
      app:type(" L")
      expect(app:find{ id = "name" }):has_value("Ada L")
      app:fill({ id = "name" }, "Grace")
      expect(app:find{ id = "name" }):has_value("Grace")
      app:key("backspace")
      expect(app:find{ id = "name" }):has_value("Grac")
      app:tap("I agree")
      expect(app:find{ id = "agree" }):is_checked()
      app:choose({ role = "select" }, "Large")
      expect(said(app)):equals("size l")
      app:slide({ role = "slider" }, 7)
      expect(app:find{ id = "loud" }.value):equals("7")
      app:find{ id = "text" }:type("two\\nlines")
      expect(app:find{ id = "text" }.value):equals("two\\nlines")
    end)

    test("holds, taps twice and drags", function(app)
      app:long_press("Pad", 700)
      expect(app:log()):has_length(2)
      expect(app.now):equals(700)
      app:tap("Pad")
      app:tap("Pad")
      expect_not(said(app)):equals("dblclick pad")
      app:double_tap("Pad")
      local log = {}
      for _, line in ipairs(app:log()) do log[#log + 1] = line.text end
      expect(log):contains("dblclick pad")
      app:find("Thing"):drag_to("Basket")
      log = {}
      for _, line in ipairs(app:log()) do log[#log + 1] = line.text end
      expect(log):contains("dragstart thing")
      expect(log):contains("dragdrop basket")
      expect(log):contains("dragend thing")
    end)`,
  )
})

const notes = {
  lua: `
    count = 0
    local file = storage.read("count.txt")
    if file then count = tonumber(file) end
    function show() document:GetElementById("count").inner_rml = tostring(count) end
    function add() count = count + 1 storage.write("count.txt", tostring(count)) show() end
    function later() timer.after(1500, function() add() end) end
    function ever() timer.every(100, function() add() end) end
    function dice() print(math.random(1000000), crypto.uuid()) end`,
  body: `<p id="count"></p><button onclick="add()">Add</button><button onclick="later()">Later</button>
    <button onclick="ever()">Ever</button><button onclick="dice()">Dice</button>
    <button onclick="navigateTo('second.rml')">Second</button>`,
  files: {
    'assets/second.rml':
      '<rml><head><title>Two</title></head><body onhide="print(\'hidden\')" onshow="print(\'shown\')">Second screen</body></rml>',
  },
}

test('time goes by only as a test lets it, and everything is the same every time', async () => {
  const { results } = await passes(
    notes,
    `
    test("timers", function(app)
      app:tap("Later")
      app:advance(1499)
      expect(app:find{ id = "count" }.text):equals("")
      app:advance(1)
      expect(app:find{ id = "count" }.text):equals("1")
      app:tap("Later")
      app:settle()
      expect(app:find{ id = "count" }.text):equals("2")
      expect(app.now):equals(3000)
      app:tap("Ever")
      app:settle(1000)
      expect(app:find{ id = "count" }.text):equals("12")
    end)
    for run = 1, 2 do
      test("chance " .. run, function(app)
        app:tap("Dice")
        print(app:log()[1].text)
      end)
    end
    test("another chance", { seed = "other" }, function(app)
      app:tap("Dice")
      print(app:log()[1].text)
    end)
    test("the buttons of the phone", function(app)
      app:tap("Second")
      expect(app):is_on("second.rml")
      expect(app.title):equals("Two")
      app:press("home")
      expect(app:log()[2].text):equals("hidden")
      app:open()
      expect(app:press("back")):is_true()
      expect(app):is_on("main.rml")
      expect(app:press("back")):is_false()
    end)`,
  )
  const [, first, second, other] = results.map(({ output }) => output[0])
  assert.ok(first)
  assert.equal(first, second)
  assert.notEqual(first, other)
})

test('a test gives and reads what an app keeps, and what it uses', async () => {
  await passes(
    notes,
    `
    setup{ storage = { ["count.txt"] = "41" } }
    test("storage", function(app)
      app:tap("Add")
      expect(app:storage("count.txt")):equals("42")
      expect(app:storage("none.txt")):is_nil()
      expect(app:storage()):equals{ "count.txt" }
      app:restart()
      app:tap("Add")
      expect(app:storage("count.txt")):equals("43")
      expect(app:calls("storage.write")):equals(1)
      expect(app:calls("network.request")):equals(0)
    end)
    test("database", function(app)
      app:tap("Second")
      local ok, message = pcall(function() app:rows("none.db", "t") end)
      expect(ok):is_false()
      expect(message):contains("no database")
    end)
    test("budget", { storage = { ["list.json"] = { 1, 2 } } }, function(app)
      expect(app:storage("list.json")):equals("[1,2]")
      local button = app:find("Add")
      button:tap()
      local usage = app:usage()
      expect(usage.last_action):is_between(10, 100000)
      expect(usage.memory_bytes):is_below(16 * 1024 * 1024)
      local handlers = app:handlers()
      expect(handlers[#handlers].kind):equals("event")
      expect(handlers[#handlers].instructions):is_below(handlers[#handlers].limit)
    end)`,
  )
})

const client = {
  permissions: ['network.internet', 'camera', 'location.fine'],
  lua: `
    function ask(path)
      local response = network.request{ url = "https://api.example.com/" .. path, timeout = 5000 }
      print(path .. " " .. (response.error or (response.status .. " " .. response.body)))
    end
    function photo() print("camera " .. tostring(permissions.request("camera"))) end`,
  body: `<button onclick="ask('list?page=2')">List</button><button onclick="ask('other')">Other</button><button onclick="photo()">Photo</button>`,
}

test('a test reads what an app keeps in a database', async () => {
  const lua = `local db = database.open("list.db")
    db:exec("CREATE TABLE IF NOT EXISTS item (name TEXT, price INTEGER)")
    function add() db:exec("INSERT INTO item VALUES (?, ?)", "Milk", 3) db:exec("INSERT INTO item VALUES (?, NULL)", "Bread") end`
  await passes(
    { lua, body: '<button onclick="add()">Add</button>' },
    `test("rows", function(app)
      expect(app:rows("list.db", "item")):has_length(0)
      app:tap("Add")
      expect(app:rows("list.db", "item")):equals{ { name = "Milk", price = "3" }, { name = "Bread" } }
      local _, message = pcall(function() app:rows("list.db", "items") end)
      expect(message):contains("list.db (item)")
    end)`,
  )
})

test('the network answers what a test says, in its own time, and nothing else', async () => {
  await passes(
    client,
    `
    setup{
      permissions = { "network.internet" },
      network = {
        ["GET https://api.example.com/list"] = { "first", { status = 404, body = "none" }, { error = "timeout" }, { body = "slow", delay = 2000 }, { delay = 6000 } },
        ["https://api.example.com/o*"] = { json = { items = { 1, 2 } } },
      },
    }
    local function said(app) local log = app:log() return log[#log] and log[#log].text end
    test("answers", function(app)
      app:tap("List")
      expect(said(app)):equals("list?page=2 200 first")
      app:tap("List")
      expect(said(app)):equals("list?page=2 404 none")
      app:tap("List")
      expect(said(app)):contains("network.timeout")
      app:tap("List")
      app:advance(1999)
      expect(app:log()):has_length(3)
      app:advance(1)
      expect(said(app)):equals("list?page=2 200 slow")
      app:tap("List")
      app:advance(5000)
      expect(said(app)):contains("network.timeout")
      app:tap("Other")
      expect(said(app)):equals('other 200 {"items":[1,2]}')
      app:offline()
      app:tap("Other")
      expect(said(app)):contains("network.unreachable")
      expect(app:requests()[1].url):equals("https://api.example.com/list?page=2")
      expect(app:requests()):has_length(7)
    end)`,
  )
  const failure = await failureOf(
    client,
    `test("unanswered", { permissions = { "network.internet" } }, function(app) app:tap("Other") end)`,
  )
  assert.equal(failure.code, 'test.not_scripted')
  assert.match(failure.message, /GET https:\/\/api\.example\.com\/other.*network = \{ \["GET https:\/\/api/)
})

const chat = {
  permissions: ['network.websocket'],
  lua: `
    local ws
    function join(room)
      ws = network.websocket("wss://chat.example.com/" .. room)
      ws:on("open", function() print("open") ws:send("hello") end)
      ws:on("message", function(data) print("heard " .. data) end)
      ws:on("close", function(code) print("closed " .. code) end)
      ws:on("error", function(problem) print("error " .. tostring(problem)) end)
    end
    function say(text) print(text .. " " .. tostring(ws:send(text))) end
    function leave() ws:close(1000, "bye") end`,
  body: `<button onclick="join('room')">Join</button><button onclick="join('other')">Other</button>
    <button onclick="say('ping')">Ping</button><button onclick="leave()">Leave</button>`,
}

test('a WebSocket hears what a test says, in the order of its moments, and ends when either side wants', async () => {
  await passes(
    chat,
    `
    local room = "WS wss://chat.example.com/room"
    local function said(app)
      local texts = {}
      for i, line in ipairs(app:log()) do texts[i] = line.text end
      return texts
    end
    setup{ permissions = { "network.websocket" }, network = {
      [room] = { messages = { "welcome" }, replies = { hello = { "hi", "there" }, ping = "pong" } },
    } }
    test("talks", function(app)
      app:tap("Join")
      expect(said(app)):equals{ "open", "heard welcome", "heard hi", "heard there" }
      app:tap("Ping")
      app:receive("wss://chat.example.com/*", "news")
      expect(said(app)[6]):equals("heard pong")
      expect(said(app)[7]):equals("heard news")
      expect(app:sent()):equals{ "hello", "ping" }
      expect(app:sent("wss://elsewhere.example.com/*")):has_length(0)
      app:tap("Leave")
      expect(said(app)[8]):equals("closed 1000")
      local _, message = pcall(function() app:receive("wss://chat.example.com/room", "late") end)
      expect(message):contains("No WebSocket")
    end)
    test("is left", function(app)
      app:network(room, {})
      app:tap("Join")
      expect(pcall(function() app:hang_up("wss://chat.example.com/room", 70000) end)):equals(false)
      app:hang_up("wss://chat.example.com/room", 4001)
      expect(said(app)):equals{ "open", "closed 4001" }
      app:tap("Ping")
      expect(said(app)[3]):contains("nil")
    end)
    test("is refused, and comes back", function(app)
      app:network(room, { { error = "timeout" }, true })
      app:tap("Join")
      expect(said(app)[1]):contains("network.timeout")
      expect(said(app)[2]):equals("closed 1006")
      app:tap("Join")
      expect(said(app)[3]):equals("open")
      app:offline()
      expect(said(app)[4]):equals("closed 1006")
      app:tap("Join")
      expect(said(app)[5]):contains("network.unreachable")
      app:offline(false)
      app:restart()
      app:tap("Join")
      expect(said(app)[#said(app)]):equals("open")
    end)`,
  )
  const failure = await failureOf(
    chat,
    `test("unanswered", { permissions = { "network.websocket" } }, function(app) app:tap("Other") end)`,
  )
  assert.equal(failure.code, 'test.not_scripted')
  assert.match(failure.message, /WS wss:\/\/chat\.example\.com\/other.*network = \{ \["WS wss:\/\/chat/)
})

test('files of actions play the other side of a WebSocket as well', async () => {
  const actions = {
    given: {
      permissions: ['network.websocket'],
      network: { 'WS wss://chat.example.com/room': { messages: 'welcome', replies: { hello: ['hi', 'there'] } } },
    },
    steps: [
      { tap: 'Join' },
      { receive: { 'wss://chat.example.com/room': ['one', 'two'] } },
      { expect: { log: 'heard two', sent: { 'wss://chat.example.com/*': 'hello' } } },
      { hang_up: 'wss://chat.example.com/room' },
      { expect: { log: 'closed 1000' } },
    ],
  }
  const { results } = await run(chat, { 'chat.json': JSON.stringify(actions) })
  assert.deepEqual(
    results.map(({ failure }) => failure),
    [undefined],
  )
})

test('a WebSocket that is told wrong says what it may be', async () => {
  for (const [network, message] of [
    [`["WS https://chat.example.com"] = true`, /named like .*"WS wss:/],
    [`["WS wss://chat.example.com"] = 5`, /true, or a table with messages, replies, error/],
    [`["WS wss://chat.example.com"] = { status = 200 }`, /only messages, replies, error/],
    [`["WS wss://chat.example.com"] = { replies = "pong" }`, /a table of what is said/],
    [`["WS wss://chat.example.com"] = { error = "late" }`, /one of offline, timeout, tls/],
  ] as const) {
    const failure = await failureOf(chat, `test("wrong", { network = { ${network} } }, function() end)`)
    assert.equal(failure.code, 'test.usage', network)
    assert.match(failure.message, message)
  }
})

test('permissions are answered as a test says, and only when the app asks', async () => {
  await passes(
    client,
    `
    local function said(app) local log = app:log() return log[#log] and log[#log].text end
    test("denied", function(app)
      app:tap("Photo")
      expect(said(app)):equals("camera false")
      expect(app:asked()):equals{ "camera" }
    end)
    test("allowed", { permissions = { camera = "allow" } }, function(app)
      app:tap("Photo")
      expect(said(app)):equals("camera true")
      expect(app:asked()):has_length(1)
    end)
    test("granted", { permissions = { "camera" } }, function(app)
      app:tap("Photo")
      expect(said(app)):equals("camera true")
      expect(app:asked()):has_length(0)
    end)
    test("allowed later", function(app)
      app:permission("camera", "allow")
      app:tap("Photo")
      expect(said(app)):equals("camera true")
    end)`,
  )
})

const phone = {
  permissions: ['camera', 'location.fine', 'clipboard.write', 'system.notifications'],
  lua: `
    function locate() location.watch(function(place) print(string.format("%.1f", place.latitude)) end) end
    function copy() print(tostring(clipboard.write("copied"))) end
    function tell() notifications.show{ title = "Hello", body = "You" } end`,
  body: '<button onclick="locate()">Locate</button><button onclick="copy()">Copy</button><button onclick="tell()">Tell</button><p id="theme">{{ 1 + 1 }}</p>',
}

test('a test says what the phone feels and reads what was done with it', async () => {
  await passes(
    phone,
    `
    setup{
      permissions = { "location.fine", "clipboard.write", "system.notifications" },
      sources = { position = { { at = 0, latitude = 1.5, longitude = 2 }, { at = 5000, latitude = 1.6, longitude = 2 } } },
    }
    test("a way", function(app)
      app:tap("Locate")
      app:advance(10000)
      local log = {}
      for _, line in ipairs(app:log()) do log[#log + 1] = line.text end
      expect(log):contains("1.5")
      expect(log):contains("1.6")
      app:provide{ position = { latitude = 7, longitude = 2 } }
      app:advance(5000)
      expect(app:log()[#app:log()].text):equals("7.0")
    end)
    test("what it did", function(app)
      app:tap("Copy")
      app:tap("Tell")
      expect(app:phone().clipboard):equals("copied")
      expect(app:phone().notifications[1].title):equals("Hello")
    end)`,
  )
})

test('what surrounds an app is as a test says, and may change', async () => {
  const app = {
    manifest: { locales: ['en', 'de'], default_locale: 'en' },
    lua: 'function show() document:GetElementById("word").inner_rml = t("word") end',
    body: `<p id="word"></p><button onclick="show()">Show</button><p id="wide" class="wide">Wide</p>`,
    files: {
      'locales/en.json': '{ "word": "Hello" }',
      'locales/de.json': '{ "word": "Hallo" }',
      'assets/main.rml': `<rml><head><style>p { display: block; color: #ff0000; } @media (theme: dark) { p { color: #00ff00; } } @media (min-width: 700px) { .wide { display: none; } }</style><script src="main.lua"></script></head><body><p id="word"></p><button onclick="show()">Show</button><p class="wide">Wide</p></body></rml>`,
    },
  }
  await passes(
    app,
    `
    setup{ locale = "de" }
    test("x", { theme = "dark" }, function(app)
      app:tap("Show")
      expect(app):shows("Hallo")
      expect(app:find{ id = "word" }:style("color")):contains("00ff00")
      app:set{ locale = "en", theme = "light" }
      app:tap("Show")
      expect(app):shows("Hello")
      expect(app:find{ id = "word" }:style("color")):contains("ff0000")
      expect(app):shows("Wide")
      app:set{ viewport = { width = 800 } }
      expect_not(app):shows("Wide")
    end)`,
  )
})

test('what cannot be done says what is there instead, with the line of the test', async () => {
  const missing = await failureOf(controls, `\n\ntest("x", function(app)\n  app:tap("Sav al")\nend)`)
  assert.equal(missing.code, 'test.element_not_found')
  assert.match(missing.message, /^There is no element with the text "Sav al" on main\.rml\nNear it: button "Save all"/)
  assert.equal(missing.path, 'tests/sample.lua')
  assert.equal(missing.line, 4)
  assert.match(missing.screen ?? '', /Form/)

  const cases: [lua: string, code: string, message: RegExp][] = [
    [`app:tap{ id = "off" }`, 'test.disabled', /input#off.*"Off"/],
    [`app:tap{ id = "gone" }`, 'test.not_visible', /Cannot tap button#gone "Gone"/],
    [`app:type("Pad", "x")`, 'test.wrong_element', /div#pad "Pad"/],
    [`app:choose({ id = "size" }, "Huge")`, 'test.element_not_found', /"Small".*"Large"/],
    [
      `expect(app:find{ id = "name" }):has_value("x")`,
      'test.assertion',
      /Expected the value "x" of input#name.*\nFound    ""/,
    ],
    [
      `expect({ a = { 1, 2 } }):equals{ a = { 1, 3 } }`,
      'test.assertion',
      /First difference at \.a\[2\]: 2, expected 3/,
    ],
    [`expect_not(app):shows("Pad")`, 'test.assertion', /Expected no element with the text "Pad"/],
    [`app:find{ role = "knob" }`, 'test.usage', /one of button, link, field/],
    [`app:find{ label = "x" }`, 'test.usage', /"label".*id, text, role/],
    [`app:find("Pad").colour = 1`, 'test.usage', /read-only/],
    [`local _ = app:find("Pad").colour`, 'test.usage', /has no "colour"/],
    [`app:key("hyper")`, 'test.usage', /no key "hyper"/],
    [
      `local element = app:find_all("Pad")[1] app:restart() element:tap()`,
      'test.element_gone',
      /no longer on the screen/,
    ],
    [`error("oh")`, 'test.error', /^oh$/],
    [`while true do end`, 'test.cut_off', /ran too long/],
    [`local t = nil; t.x = 1`, 'test.error', /nil value/],
  ]
  const file = cases.map(([lua], index) => `test("${index}", function(app) ${lua} end)`).join('\n')
  const { results } = await run(controls, { 'sample.lua': file })
  assert.deepEqual(
    results.map(({ name, failure }) => [name, failure?.code, failure?.line]),
    cases.map(([, code], index) => [String(index), code, index + 1]),
  )
  for (const [index, [, , message]] of cases.entries()) assert.match(results[index]!.failure!.message, message)
})

test('an element that was replaced is found again by what it was found with', async () => {
  await passes(
    {
      body: `<div id="list"><p>Row</p></div><button onclick="document:GetElementById('list').inner_rml = '&lt;p&gt;Row&lt;/p&gt;'">Fill</button>`,
    },
    `test("x", function(app)
      local row, same = app:find("Row"), app:find_all("Row")[1]
      app:tap("Fill")
      expect(row.text):equals("Row")
      expect(same.exists):is_false()
    end)`,
  )
})

test('what a data model shows is there as a person sees it', async () => {
  const lua = `model = document.context:OpenDataModel("shop", { list = { "Milk", "Bread" }, name = "" })
    function more() model.list[#model.list + 1] = "Tea" end`
  const body = `<div data-model="shop"><p class="row" data-for="item : list">{{ item }}</p>
    <input id="name" type="text" data-value="name"/><h2 data-if="name != ''">Hello {{ name }}</h2></div><button onclick="more()">More</button>`
  await passes(
    { lua, body },
    `test("x", function(app)
      expect(app:find_all{ selector = ".row" }):has_length(2)
      app:tap("More")
      expect(app:find_all{ selector = ".row" }[3].text):equals("Tea")
      expect_not(app):shows("Hello")
      app:fill({ id = "name" }, "Ada")
      expect(app):shows{ role = "heading", text = "Hello Ada" }
    end)`,
  )
})

test('an app that fails or ends fails its test, unless the test expects that', async () => {
  const app = {
    lua: 'function burn() while true do end end function oops() error("broken") end',
    body: '<button onclick="oops()">Oops</button><button onclick="burn()">Burn</button>',
  }
  const oops = await failureOf(app, `test("x", function(app) app:tap("Oops") end)`)
  assert.equal(oops.code, 'test.app_error')
  assert.match(oops.message, /broken.*\(assets\/main\.lua:1\)/)
  const burnt = await failureOf(app, `test("x", function(app) for _ = 1, 9 do app:tap("Burn") end end)`)
  assert.equal(burnt.code, 'test.app_ended')
  assert.match(burnt.message, /limit\.cut_offs/)
  await passes(
    app,
    `test("errors", function(app)
      app:tap("Oops")
      expect(app:errors()[1].message):contains("broken")
    end)
    test("end", function(app)
      pcall(function() for _ = 1, 9 do app:tap("Burn") end end)
      expect(app.ended.code):equals("limit.cut_offs")
    end)`,
  )
  const broken = await failureOf({ lua: 'this is no Lua' }, `test("x", function(app) app:tap("x") end)`)
  assert.match(broken.notes.join('\n'), /assets\/main\.lua/)
})

test('a test that does not end is ended, and says what it did last', async () => {
  const app = { lua: 'timer.every(16, function() end)', body: '<p>Here</p>' }
  const failure = await failureOf(app, `test("x", function(app) app:advance(365 * 24 * 3600 * 1000) end)`, {
    timeoutMs: 1500,
  })
  assert.equal(failure.code, 'test.timed_out')
  assert.match(failure.message, /1500 ms.*app:advance/)
})

test('an app that waits while it opens is open when its time has come, or its test is ended', async () => {
  const app = {
    permissions: ['network.internet'],
    lua: 'local answer = network.request{ url = "https://api.example.com/" } print(answer.status) timer.every(50, function() end)',
    body: '<p>Here</p>',
  }
  await passes(
    app,
    `setup{ permissions = { "network.internet" }, network = { ["*"] = { status = 204, delay = 1000 } } }
    test("x", function(app)
      expect(app.now):equals(1000)
      expect(app):shows("Here")
      expect(app:log()[1].text):equals("204")
    end)`,
  )
  const stuck = { ...app, lua: 'while true do network.request{ url = "https://api.example.com/" } end' }
  const failure = await failureOf(
    stuck,
    `test("x", { permissions = { "network.internet" }, network = { ["*"] = { delay = 1 } } }, function(app) app:tap("x") end)`,
    { timeoutMs: 3000 },
  )
  assert.ok(['test.timed_out', 'test.app_ended'].includes(failure.code), failure.code)
})

test('a file that cannot be run is a failure of its own', async () => {
  const cases: [text: string, code: string, line: number | undefined, message: RegExp][] = [
    ['test("x", function(app)\n  app:tap(\nend)', 'test.syntax', 3, /near 'end'/],
    ['local x = 1', 'test.nothing', undefined, /no test/],
    ['test("x", function() end)\ntest("x", function() end)', 'test.usage', 2, /two tests "x"/],
    ['setup{ langauge = "de" }', 'test.usage', 1, /locale/],
    ['setup{ permissions = { camra = "allow" } }', 'test.usage', 1, /camera/],
    ['test("x")', 'test.usage', 1, /function/],
    ['error("no")', 'test.error', 1, /^no$/],
  ]
  for (const [text, code, line, message] of cases) {
    const failure = await failureOf({}, text)
    assert.deepEqual([failure.code, failure.line], [code, line], text)
    assert.match(failure.message, message)
  }
})

test('files of tests share what stands in tests/lib, run beside each other, and stop at a failure when asked to', async () => {
  const app = { body: '<button>One</button>' }
  const tests = {
    'lib/steps.lua': 'local steps = {} function steps.one(app) app:tap("One") end return steps',
    'a.lua':
      'local steps = import("lib/steps.lua") test("a", function(app) steps.one(app) end) skip("b", function() end)',
    'sub/b.lua':
      'local steps = import("/lib/steps.lua") test("c", function(app) steps.one(app) error("stop") end) test("d", function() end)',
    'c.lua': 'test("e", function() end) only("f", function() end)',
  }
  const all = await run(app, tests)
  const told = ({ results }: Awaited<ReturnType<typeof run>>) =>
    results.map(({ file, name, outcome }) => `${file} ${name} ${outcome}`).sort()
  assert.deepEqual(told(all), [
    'tests/a.lua a passed',
    'tests/a.lua b skipped',
    'tests/c.lua e skipped',
    'tests/c.lua f passed',
    'tests/sub/b.lua c failed',
    'tests/sub/b.lua d passed',
  ])
  assert.deepEqual([all.passed, all.failed, all.skipped], [3, 1, 2])
  const bailed = await run(app, tests, { isBailing: true, jobs: 1 })
  assert.ok(!told(bailed).includes('tests/sub/b.lua d passed'))
  assert.deepEqual(told(await run(app, tests, { filter: 'F' })), ['tests/c.lua f passed'])
  assert.deepEqual(told(await run(app, tests, { chosen: ['tests/a.lua'] })), [
    'tests/a.lua a passed',
    'tests/a.lua b skipped',
  ])
  assert.deepEqual(
    ['tests/a.lua', 'tests/x.json', 'tests/lib/a.lua', 'tests/__snapshots__/a.lua.snap', 'assets/a.lua'].map(
      isTestFile,
    ),
    [true, true, false, false, false],
  )
})

/** A screen with one word that may be another. */
const barWith = (word: string) => ({
  body: `<div id="bar"><button class="main">${word}</button><input id="f" type="text" value="v"/></div><p style="display: none">x</p><p>a</p><p>b</p>`,
})

test('a snapshot is kept once, compared ever after, and renewed only when asked for', async () => {
  const file = `test("list", function(app) expect(app):matches_snapshot() end)
    test("part", function(app) expect(app:find{ id = "bar" }):matches_snapshot("bar") end)`
  const path = 'tests/__snapshots__/sample.lua.snap'
  const first = await run(barWith('Add'), { 'sample.lua': file })
  assert.deepEqual(first.snapshotCounts, { written: 2, updated: 0, removed: 0 })
  const kept = first.snapshots.get(path)!
  assert.match(
    kept,
    /=== list\nbody\n  div#bar\n    button\.main "Add"\n    input#f\.text \(field\) type="text" value="v"\n  p "a"\n  p "b"\n/,
  )
  assert.match(kept, /=== part > bar\ndiv#bar\n/)

  const withKept = { 'sample.lua': file, '__snapshots__/sample.lua.snap': kept }
  const again = await run(barWith('Add'), withKept)
  assert.deepEqual([again.passed, again.snapshots.size], [2, 0])
  const other = await run(barWith('Plus'), withKept)
  assert.equal(other.results[0]!.failure?.code, 'test.snapshot')
  assert.match(other.results[0]!.failure.message, /-     button\.main "Add"\n\+     button\.main "Plus"/)
  assert.equal(other.snapshots.size, 0)
  const updated = await run(barWith('Plus'), { ...withKept, 'sample.lua': file.split('\n')[0]! }, { isUpdating: true })
  assert.deepEqual(updated.snapshotCounts, { written: 0, updated: 1, removed: 1 })
  const inCi = await run(barWith('Add'), { 'sample.lua': file }, { isCi: true })
  assert.deepEqual(
    inCi.results.map(({ failure }) => failure?.code),
    ['test.snapshot_missing', 'test.snapshot_missing'],
  )
})

test('a file of actions does and expects the same, and names the line that fails', async () => {
  const actions = {
    $schema: testJsonSchema.$id,
    name: 'a form is filled in',
    given: { locale: 'en', storage: { 'a.txt': 'A' } },
    steps: [
      { expect: { shows: ['Form', { role: 'button', text: 'Save' }], hides: 'Gone', screen: 'main.rml' } },
      { type: { into: { id: 'name' }, text: 'Ada' } },
      { key: 'x' },
      { fill: { into: { id: 'text' }, text: 'long' } },
      { tap: 'I agree' },
      { choose: { in: { role: 'select' }, option: 'Large' } },
      { slide: { on: { id: 'loud' }, to: 3 } },
      { long_press: { text: 'Pad', ms: 100 } },
      { double_tap: 'Pad' },
      { swipe: 'left' },
      { wait: 100 },
      { settle: true },
      { press: 'home' },
      { open: true },
      { tap: 'Save' },
      { expect: { element: { find: { id: 'name' }, value: 'Adax', focused: false, enabled: true }, log: 'saved' } },
      { expect: { storage: { 'a.txt': 'A', 'b.txt': null }, calls: { 'storage.read': 0 } } },
      { expect: { snapshot: true } },
      { restart: true },
      { expect: { element: { find: { id: 'agree' }, checked: false } } },
    ],
  }
  const passed = await run(controls, { 'form.json': JSON.stringify(actions, null, 2) })
  assert.deepEqual(
    passed.results.map(({ name, failure }) => [name, failure]),
    [['a form is filled in', undefined]],
  )

  const failing = await run(controls, {
    'a.json': '{ "steps": [\n  { "tap": "Save" },\n  { "tap": "Nothing" }\n] }',
    'b.json': '{ "steps": [\n  { "poke": "Save" } ] }',
    'c.json': '{ "steps": [ }',
    'd.json': '{ "steps": [ { "expect": { "shows": "Form", "color": "red" } } ] }',
  })
  const told = failing.results.toSorted((one, next) => (one.file < next.file ? -1 : 1))
  assert.deepEqual(
    told.map(({ file, failure }) => [file, failure?.code, failure?.line]),
    [
      ['tests/a.json', 'test.element_not_found', 3],
      ['tests/b.json', 'test.usage', 2],
      ['tests/c.json', 'test.syntax', 1],
      ['tests/d.json', 'test.usage', 1],
    ],
  )
})

test('the schema of action files names every step there is', () => {
  assert.deepEqual([...stepNames].sort(), Object.keys(actionSteps).sort())
})

test('what editors and the reference say of tests is what a test finds in Lua', async () => {
  // The methods only take notes of these two until they are called.
  const sandbox = {} as Parameters<typeof appMethods>[0]
  const made = {
    TestApp: { methods: appMethods(sandbox, new Map()), fields: appProperties.split(' ') },
    TestElement: { methods: elementMethods(sandbox), fields: elementProperties.split(' ') },
    Expectation: { methods: expectationMethods(), fields: [] },
  }
  for (const { name, methods, fields } of testApi.classes ?? []) {
    const own = made[name as keyof typeof made]
    assert.deepEqual(
      methods.map((one) => one.name).sort(),
      Object.keys(own.methods)
        .map((one) => `${name}:${one}`)
        .sort(),
    )
    assert.deepEqual(fields.map((one) => one.name).sort(), [...own.fields].sort())
  }
  const globals = testApi.functions.map(({ name }) => `assert(type(${name}) == "function")`).join(' ')
  await passes({}, `test("x", function() ${globals} end)`)
})

test('every failure says what it is and what to do', () => {
  for (const [code, { about, fix }] of Object.entries(testFailures)) {
    assert.match(code, /^test\.[a-z_]+$/)
    assert.ok(about.endsWith('.') && fix.length > 10, code)
  }
})
