import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { openTestApp, type TestApp } from './open-test-app.ts'

async function open(t: TestContext, files: Readonly<Record<string, string>>): Promise<TestApp> {
  const app = await openTestApp(files)
  t.after(() => app.stop())
  return app
}

/** Opens a document of this body and runs Lua beside it; answers what was printed or logged, without the level of prints. */
async function run(t: TestContext, body: string, lua: string): Promise<string[]> {
  const { screen, lines } = await open(t, {
    'main.rml': `<rml><head><script>${lua}</script></head><body>${body}</body></rml>`,
  })
  await screen.openDocument('main.rml')
  return lines.map((line) => line.replace(/^info: /, '').replace(/ \([^()]*:\d+\)$/, ''))
}

test('a document opens with its scripts in order, then load, then show', async (t) => {
  const { screen, lines } = await open(t, {
    'assets/main.rml': `<rml><head><title>Notes</title>
      <script src="scripts/one.lua"/><script>print("two", one)</script><script src="/assets/three.lua"/></head>
      <body onload="print(event.type, document.title)" onshow="print(event.type)"><p id="p">Hello</p></body></rml>`,
    'assets/scripts/one.lua': 'one = document:GetElementById("p").tag_name print("one")',
    'assets/three.lua': 'print("three")',
  })
  assert.equal(screen.current(), null)
  await screen.openDocument('assets/main.rml')
  assert.deepEqual(lines, [
    'info: one (assets/scripts/one.lua:1)',
    'info: two\tp (assets/main.rml:2)',
    'info: three (assets/three.lua:1)',
    'info: load\tNotes (assets/main.rml:3)',
    'info: show (assets/main.rml:3)',
  ])
  assert.equal(screen.current()?.path, 'assets/main.rml')
  assert.equal(screen.text(), 'Hello')
})

test('a press runs the handler, which changes what is read on the screen', async (t) => {
  const { screen, lines } = await open(t, {
    'main.rml': `<rml><head><script>
      count = 0
      function add(element)
        count = count + 1
        document:GetElementById("count").inner_rml = "Pressed " .. count .. " times"
        element:SetClass("used", true)
      end</script></head>
      <body><p id="count">Not pressed</p><button id="add" onclick="add(element)">Add</button></body></rml>`,
  })
  await screen.openDocument('main.rml')
  await screen.click('#add').settled
  await screen.click('button.used').settled
  assert.equal(screen.text(), 'Pressed 2 times\nAdd')
  assert.deepEqual(lines, [])
})

test('elements are read and changed as in RmlUi', async (t) => {
  const body = '<div id="d" class="a b" title="t"><p id="p">one</p>two<p id="q"/></div><p id="r"/>'
  const lines = await run(
    t,
    body,
    `local d = document:GetElementById("d")
    print(d.tag_name, d.id, d.class_name, d.inner_rml)
    print(#d.child_nodes, d.child_nodes[1].id, d.child_nodes[2].text, d.child_nodes[4], d.first_child.id, d.last_child.id)
    print(d.first_child.next_sibling.tag_name, d.last_child.previous_sibling.text, d.first_child.parent_node == d)
    print(d.owner_document == document, document.parent_node, d.next_sibling.id, d.no_such_thing)
    print(d:GetAttribute("title"), d:GetAttribute("x"), d:HasAttribute("title"), d.attributes.title, d.attributes.x)
    d:SetAttribute("x", "1") d:RemoveAttribute("title")
    local names = {} for name, value in pairs(d.attributes) do names[#names + 1] = name .. "=" .. value end
    table.sort(names) print(table.concat(names, " "))
    print(d:IsClassSet("a"), d:IsClassSet("c")) d:SetClass("c", true) d:SetClass("a", false) print(d.class_name)
    d.class_name = "z" d.id = "e" print(d.class_name, document:GetElementById("d"), document:GetElementById("e") == d)
    d.style.width = "10dp" d.style["background-color"] = "#fff" d.style.width = nil
    print(d.style.width, d.style["background-color"], d:GetAttribute("style"))
    for index, node in ipairs(d.child_nodes) do print(index, node.tag_name) end`,
  )
  assert.deepEqual(lines, [
    'div\td\ta b\t<p id="p">one</p>two<p id="q"/>',
    '3\tp\ttwo\tnil\tp\tq',
    '#text\ttwo\ttrue',
    'true\tnil\tr\tnil',
    't\tnil\ttrue\tt\tnil',
    'class=a b id=d x=1',
    'true\tfalse',
    'b c',
    'z\tnil\ttrue',
    'auto\t#fff\tbackground-color: #fff;',
    '1\tp',
    '2\t#text',
    '3\tp',
  ])
})

test('elements are found by id, tag, class and selector', async (t) => {
  const lines = await run(
    t,
    '<ul id="u"><li class="x">1</li><li class="x y">2</li></ul><p class="x"/>',
    `local u = document:GetElementById("u")
    print(#document:GetElementsByTagName("li"), #document:GetElementsByClassName("x"), #u:GetElementsByClassName("y x"))
    print(u:QuerySelector("li + li").inner_rml, u:QuerySelector("p"), #document:QuerySelectorAll(".x"), u:Matches("ul#u"))
    for _, li in ipairs(document:GetElementsByTagName("li")) do print(li.inner_rml) end
    print(pcall(function() return u:QuerySelector("li:") end))`,
  )
  assert.deepEqual(lines.slice(0, 4), ['2\t3\t1', '2\tnil\t3\ttrue', '1', '2'])
  assert.match(lines[4]!, /^false\tscreen\.bad_selector: Cannot read selector "li:"/)
})

test('elements and texts are made, put in place, replaced and removed', async (t) => {
  const lines = await run(
    t,
    '<div id="d"><p id="p"/></div>',
    `local d, p = document:GetElementById("d"), document:GetElementById("p")
    local made, text = document:CreateElement("B"), document:CreateTextNode("x < y")
    print(made.owner_document, made.parent_node)
    made:SetAttribute("id", "made")
    print(d:AppendChild(made) == made, made.owner_document == document, made:HasChildNodes())
    made:AppendChild(text)
    d:InsertBefore(document:CreateElement("i"), p)
    print(d.inner_rml)
    print(d:ReplaceChild(document:CreateTextNode("t"), p), d:RemoveChild(p), d:RemoveChild(made))
    print(d.inner_rml, d.last_child.tag_name)
    d.last_child.text = "changed" print(d.last_child.text)
    print(pcall(function() d:AppendChild(d) end))
    print(pcall(function() d:AppendChild("b") end))`,
  )
  assert.deepEqual(lines.slice(0, 6), [
    'nil\tnil',
    'true\ttrue\tfalse',
    '<i/><p id="p"/><b id="made">x &lt; y</b>',
    'true\tfalse\ttrue',
    '<i/>t\t#text',
    'changed',
  ])
  assert.match(lines[6]!, /^false\tscreen\.wrong_tree: /)
  assert.match(lines[7]!, /argument 1 \(node\) is a string, it should be a Node/)
})

test('form controls have their values, and changing them is heard', async (t) => {
  const { screen, lines } = await open(t, {
    'main.rml': `<rml><head><script>
      function say(event)
        local names = {}
        for name, value in pairs(event.parameters) do names[#names + 1] = name .. "=" .. tostring(value) end
        table.sort(names)
        print(event.target_element.id, event.type, table.concat(names, " "))
      end
      function get(id) return document:GetElementById(id) end</script></head>
      <body onchange="say(event)" onsubmit="say(event)" onload="
          print(get('t').value, get('t').name, get('t').maxlength, get('t').size, get('t').disabled, get('c').checked)
          get('c').checked = true get('t').value = 'set' get('t').disabled = true
          print(get('s').value, get('s').selection, #get('s').options, get('s').options[2].value, get('s').options[2].element.inner_rml)
          print(get('s'):Add('Three', '3'), get('s'):Add('Zero', '0', 1), get('s').selection)
          get('s').selection = 4 get('s'):Remove(1)
          print(get('a').value, get('a').rows, get('a').wordwrap)
          get('f'):Submit('how', 'code')">
      <form id="f"><input id="t" name="n" value="v" maxlength="9"/><input id="c" type="checkbox" name="c"/>
      <select id="s" name="s"><option value="1">One</option><option value="2">Two</option></select>
      <textarea id="a" name="a" rows="4">text</textarea></form></body></rml>`,
  })
  await screen.openDocument('main.rml')
  assert.deepEqual(
    lines.map((line) => line.replace(/^info: | \(main.*/g, '')),
    [
      'v\tn\t9\t20\tfalse\tfalse',
      'c\tchange\tchecked=true value=on',
      '1\t1\t2\t2\tTwo',
      '3\t1\t2',
      's\tchange\tvalue=3',
      'text\t4\ttrue',
      'f\tsubmit\ta=text c= how=code s=3',
    ],
  )
  assert.equal(screen.text(), '[set] [x] [Three] [text]')
})

test('a person types and chooses', async (t) => {
  const { screen, lines } = await open(t, {
    'main.rml': `<body onchange="print(element.tag_name, event.current_element == document, event.parameters.value)">
      <input id="name" placeholder="Name"/><tabset id="t"><tab>A</tab><panel>a</panel><tab id="b">B</tab><panel>b</panel></tabset></body>`,
  })
  await screen.openDocument('main.rml')
  assert.equal(screen.text(), '[(Name)]\nA B\na')
  screen.type('#name', 'Ada')
  screen.click('#b')
  assert.equal(screen.text(), '[Ada]\nA B\nb')
  assert.deepEqual(lines, ['info: body\ttrue\tAda (main.rml:1)'])
  assert.throws(() => screen.click('#nobody'), {
    code: 'element-not-found',
    message: 'Cannot find "#nobody" in "main.rml"',
  })
})

test('functions and code listen for events, and events carry what they are given', async (t) => {
  const lines = await run(
    t,
    '<div id="d"><p id="p"/></div>',
    `local d, p = document:GetElementById("d"), document:GetElementById("p")
    p:AddEventListener("hello", function(event, element, doc)
      print("p", event.parameters.n, event.parameters.s, event.parameters.e == d, event.parameters.x, element == p, doc == document)
    end)
    d:AddEventListener("hello", "print('capture', event.target_element.id) element:SetClass('heard', true)", true)
    d:AddEventListener("hello", function(event) print("bubble", event.current_element == d) end)
    print(p:DispatchEvent("hello", { n = 1.5, s = "text", e = d, b = true }), d.class_name)
    p:AddEventListener("hello", function(event) event:StopPropagation() end)
    print(p:DispatchEvent("hello"))
    print(pcall(function() p:DispatchEvent("hello", { f = print }) end))
    print(pcall(function() p:AddEventListener("hello", 5) end))`,
  )
  assert.deepEqual(lines.slice(0, 7), [
    'capture\tp',
    'p\t1.5\ttext\ttrue\tnil\ttrue\ttrue',
    'bubble\ttrue',
    'true\theard',
    'capture\tp',
    'p\tnil\tnil\tfalse\tnil\ttrue\ttrue',
    'false',
  ])
  assert.match(lines[7]!, /it should be of text, numbers, booleans and elements/)
  assert.match(lines[8]!, /argument 2 \(listener\)/)
})

test('the handlers of one element run one after the other, as far as each gets without waiting', async (t) => {
  const { sandbox, screen, lines } = await open(t, {
    'main.rml': `<body><div onclick="print('outer')"><input id="c" type="checkbox"
        onclick="print('before') wait() print('after', event.current_element.tag_name) event:StopPropagation()"/></div></body>`,
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  sandbox.setGlobal('wait', (call) => {
    call.willWait()
    return promise
  })
  await screen.openDocument('main.rml')
  const { settled } = screen.click('#c')
  assert.equal(screen.text(), '[x]')
  assert.deepEqual(
    lines.map((line) => line.slice(6, 12)),
    ['before', 'outer '],
  )
  resolve()
  await settled
  assert.equal(lines[2], 'info: after\tinput (main.rml:2)')
  assert.equal(screen.text(), '[x]')
})

test('errors name the file and the line, and nothing else stops', async (t) => {
  const { screen, log } = await open(t, {
    'assets/main.rml': `<rml><head>
<script src="broken.lua"/>
<script>
local x = nil
x.y = 1</script>
<script src="missing.lua"/><script src="../../outside.lua"/><link type="text/rcss" href="no.rcss"/>
<script>ok = "ok"</script></head>
<body>
<p id="a" onclick="
  error('no')">x</p><p id="b" onclick="if"/><p id="c" onclick="document:GetElementById('d').inner_rml = ok"/>
<p id="d"><b></p>
</body></rml>`,
    'assets/broken.lua': 'local a = \n\n)',
  })
  await screen.openDocument('assets/main.rml')
  await screen.click('#a').settled
  await screen.click('#c').settled
  assert.equal(screen.text(), 'x\nok')
  assert.deepEqual(
    log.map(({ level, path, line }) => `${level} ${path}:${line}`),
    [
      'warning assets/main.rml:11',
      'error assets/main.rml:6',
      'error assets/main.rml:6',
      'error assets/main.rml:6',
      'error assets/main.rml:10',
      'error assets/broken.lua:3',
      'error assets/main.rml:5',
      'error assets/main.rml:10',
    ],
  )
  assert.match(log[1]!.text, /^Cannot read "assets\/missing.lua": there is no file/)
  assert.match(log[2]!.text, /leads out of the package/)
  assert.match(log[4]!.text, /main.rml:10: unexpected symbol/)
  assert.equal(log.at(-1)!.text, 'assets/main.rml:10: no')
})

test('code that is set at run time runs like any handler', async (t) => {
  const { screen, log, lines } = await open(t, {
    'main.rml': `<body onload="
      document:GetElementById('a').inner_rml = [[<b id='x' onclick='print(element.id)'/><i id='y' onclick='error(1)'/><script>print('no')</script>]]
      document:GetElementById('a'):SetAttribute('ontest', 'oops(')"><p id="a"/></body>`,
  })
  await screen.openDocument('main.rml')
  assert.deepEqual(
    log.map(({ code, path, line }) => [code, path, line]),
    [['lua.syntax', 'main.rml', undefined]],
  )
  await screen.click('#x').settled
  await screen.click('#y').settled
  assert.equal(lines[1], 'info: x (onclick:1)')
  assert.deepEqual([log[2]!.path, log[2]!.line], ['main.rml', undefined])
})

test('all scripts of a load and its load handler share one budget', async (t) => {
  const document = (load: string) =>
    `<rml><head><script>${busy(8)}</script><script src="b.lua"/></head><body onload="${load}">shown</body></rml>`
  const files = { 'a.rml': document(''), 'b.rml': document(busy(8)), 'b.lua': busy(8), 'c.rml': '<body>fine</body>' }
  const app = await open(t, files)
  await app.screen.openDocument('c.rml')
  await assert.rejects(app.screen.openDocument('a.rml'), { name: 'DocumentError', code: 'document.cut_off' })
  assert.equal(app.screen.current(), null)
  assert.equal(app.sandbox.getGlobal('document'), undefined)
  assert.equal(app.log.at(-1)!.code, 'limit.instructions')
  const calm = await open(t, { ...files, 'b.lua': '' })
  await assert.rejects(calm.screen.openDocument('b.rml'), { code: 'document.cut_off' })
  await calm.screen.openDocument('a.rml')
  assert.equal(calm.screen.text(), 'shown')
})

test('a handler that runs too long is cut off and the document stays', async (t) => {
  const { screen, log } = await open(t, { 'main.rml': '<body><p id="p" onclick="while true do end">still</p></body>' })
  await screen.openDocument('main.rml')
  await screen.click('#p').settled
  assert.deepEqual([log[0]!.code, log[0]!.path, log[0]!.line], ['limit.instructions', 'main.rml', 1])
  assert.equal(screen.text(), 'still')
})

test('a new document takes the place of the old one', async (t) => {
  const { screen, lines, sandbox } = await open(t, {
    'a.rml': `<rml><head><title>A</title><script>old = document kept = document:GetElementById("p")</script></head>
      <body onhide="print(event.type, document.title)" onunload="print(event.type)"><p id="p" onclick="print('late')">a</p></body></rml>`,
    'b.rml': `<rml><head><title>B</title><script>print(old.title, document.title, old == document, kept.inner_rml)
      print(pcall(function() kept:AddEventListener("x", print) end)) kept:Click()</script></head><body>b</body></rml>`,
  })
  await screen.openDocument('a.rml')
  await assert.rejects(screen.openDocument('missing.rml'), { code: 'document.not_readable' })
  assert.equal(screen.text(), 'a')
  await screen.openDocument('b.rml')
  assert.equal(screen.text(), 'b')
  assert.deepEqual(lines.slice(0, 3), [
    'info: hide\tA (a.rml:2)',
    'info: unload (a.rml:2)',
    'info: A\tB\tfalse\ta (b.rml:1)',
  ])
  assert.match(lines[3]!, /^info: false\tscreen\.document_closed: /)
  assert.equal(lines.length, 4)
  await screen.close()
  assert.equal(screen.text(), '')
  assert.equal(sandbox.getGlobal('document'), undefined)
})

test('what is no document does not open', async (t) => {
  const { screen, lines } = await open(t, { 'a.rml': '<template name="x"><body/></template>', 'b.rml': 'just text' })
  await assert.rejects(screen.openDocument('a.rml'), {
    code: 'document.not_a_document',
    message: 'Cannot open "a.rml" as a document: its root is "template", it should be "rml"',
  })
  await assert.rejects(screen.openDocument('b.rml'), { code: 'document.not_a_document' })
  assert.equal(lines.length, 2)
})

test('templates bring their scripts before the document’s own and their markup around it', async (t) => {
  const { screen, lines } = await open(t, {
    'assets/main.rml': `<rml><head><link type="text/template" href="/system/window.rml"/><link type="text/template" href="loop.rml"/>
      <script>print("main", from_window)</script></head><body template="window"><p id="p">inside</p></body></rml>`,
    '/system/window.rml': `<template name="window" content="c"><head><script src="window.lua"/></head>
      <body><h1 onclick="print('bar')">Window</h1><div id="c"/></body></template>`,
    '/system/window.lua': 'from_window = true',
    'assets/loop.rml':
      '<template name="loop"><head><link type="text/template" href="loop.rml"/></head><body/></template>',
  })
  await screen.openDocument('assets/main.rml')
  await screen.click('h1').settled
  assert.deepEqual(lines, ['info: main\ttrue (assets/main.rml:2)', 'info: bar (/system/window.rml:2)'])
  assert.equal(screen.text(), 'Window\ninside')
})

test('handlers that are not used any more are given back to Lua', async (t) => {
  const { sandbox, screen } = await open(t, {
    'main.rml': `<rml><head><script>function fill()
        local list = document:GetElementById("list")
        list.inner_rml = ""
        for i = 1, 50 do
          local row = document:CreateElement("p")
          row:SetAttribute("onclick", "print(" .. i .. ")")
          row:AddEventListener("click", function() print(row.id) end)
          list:AppendChild(row)
        end
      end</script></head><body><div id="list"/><button onclick="fill()"/></body></rml>`,
  })
  await screen.openDocument('main.rml')
  const { functions } = sandbox.usage()
  for (let round = 0; round < 20; round += 1) await screen.click('button').settled
  assert.equal(sandbox.usage().functions, functions + 100)
  await screen.close()
  sandbox.collectGarbage()
  assert.ok(sandbox.usage().functions <= functions)
  assert.ok(sandbox.usage().objects < 60)
})

test('handlers inside handlers end at a limit that the app can catch', async (t) => {
  const { screen, log, lines } = await open(t, {
    'main.rml': `<body><p id="p" onclick="depth = (depth or 0) + 1
      local ok, reason = pcall(function() element:Click() end)
      if not ok then print(depth, reason) end"/></body>`,
  })
  await screen.openDocument('main.rml')
  await screen.click('#p').settled
  assert.equal(lines.length, 1)
  assert.match(log[0]!.text, /too_many_events|limit\.nesting/)
})

test('a handler can open another document at once', async (t) => {
  const { sandbox, screen, lines } = await open(t, {
    'a.rml':
      '<body onunload="print(event.type)"><p id="p" onclick="go() print(document.title, element.document == nil)">a</p></body>',
    'b.rml': '<rml><head><title>B</title><script>print("b", document.title)</script></head><body>b</body></rml>',
  })
  let opening: Promise<void> | undefined
  sandbox.setGlobal('go', () => {
    opening = screen.openDocument('b.rml')
  })
  await screen.openDocument('a.rml')
  await screen.click('#p').settled
  await opening
  assert.equal(screen.text(), 'b')
  assert.deepEqual(
    lines.map((line) => line.replace(/ \(.*/, '')),
    ['info: unload', 'info: b\tB', 'info: \ttrue'],
  )
})

test('a document that its own unload handler opens wins', async (t) => {
  const { sandbox, screen, lines } = await open(t, {
    'a.rml': '<body onunload="go()">a</body>',
    'b.rml': '<body>b</body>',
    'c.rml': '<body onload="print(1)">c</body>',
  })
  let opening: Promise<void> | undefined
  sandbox.setGlobal('go', () => {
    opening = screen.openDocument('b.rml')
  })
  await screen.openDocument('a.rml')
  await assert.rejects(screen.openDocument('c.rml'), { code: 'document.replaced' })
  await opening
  assert.equal(screen.text(), 'b')
  assert.deepEqual(lines, [])
})

test('of two documents opened at once the later one stays', async (t) => {
  const { sandbox, screen } = await open(t, {
    'a.rml': '<rml><head><script>wait()</script></head><body>a</body></rml>',
    'b.rml': '<body>b</body>',
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  sandbox.setGlobal('wait', (call) => {
    call.willWait()
    return promise
  })
  const first = screen.openDocument('a.rml')
  await screen.openDocument('b.rml')
  resolve()
  await assert.rejects(first, { code: 'document.replaced' })
  assert.equal(screen.text(), 'b')
})

test('elements with the names of JavaScript’s own properties are only elements', async (t) => {
  const lines = await run(
    t,
    '<constructor id="c" toString="x"><toString/></constructor>',
    `local c = document:GetElementById("c")
    print(c.tag_name, c.constructor, c.attributes.toString, c.attributes.constructor, c.style.constructor, c.inner_rml)
    c:AddEventListener("constructor", function(event) print(event.type, event.parameters.constructor, event.parameters.__proto__) end)
    c:DispatchEvent("constructor", { __proto__ = "p" })`,
  )
  assert.deepEqual(lines, ['constructor\tnil\tx\tnil\tnil\t<tostring/>', 'constructor\tnil\tp'])
})

test('vectors and colours can be made and reckoned with', async (t) => {
  const lines = await run(
    t,
    '',
    `local a, b = Vector2f.new(3, 4), Vector2f.new(1, 2)
    print(a.x, a.magnitude, tostring(a + b), tostring(a - b), tostring(a * 2), tostring(a / 2), a == Vector2f.new(3, 4), a:DotProduct(b))
    a.x = 6 print(tostring(Vector2i.new(1, 2) + Vector2i.new(3, 4)), a.x, tostring(Vector2f.new(0, 5):Normalise()))
    local c = Colourb.new(255, 100, 0, 255)
    print(c.red, c.rgba, c == Colourb.new(255, 100, 0, 255))
    print(tostring(c * 0.5), Colourf.new(1, 0.5, 0, 1).green)
    print(pcall(Colourb.new, 256, 0, 0, 0))
    print(pcall(function() a.z = 1 end))`,
  )
  assert.deepEqual(lines.slice(0, 4), [
    '3.0\t5.0\tVector2f(4, 6)\tVector2f(2, 2)\tVector2f(6, 8)\tVector2f(1.5, 2)\ttrue\t11.0',
    'Vector2i(4, 6)\t6.0\tVector2f(0, 1)',
    '255\t255\ttrue',
    'Colourb(127, 50, 0, 127)\t0.5',
  ])
  assert.match(lines[4]!, /argument 1 \(red\) is 256, it should be between 0 and 255/)
  assert.match(lines[5]!, /only these can be set: x, y/)
})

test('Log and the context are there', async (t) => {
  const { screen, log } = await open(t, {
    'main.rml': `<body onload="Log.Message(Log.logtype.warning, 'careful') Log.Message(Log.logtype.info, document.context.name)
      print(rmlui.contexts[1] == document.context, rmlui.contexts.main.documents[1] == document)
      document:GetElementById('i'):Focus() print(document.context.focus_element.id, document:GetElementById('i'):Blur())">
      <input id="i"/></body>`,
  })
  await screen.openDocument('main.rml')
  assert.deepEqual(
    log.map(({ level, text }) => `${level}: ${text}`),
    ['warning: careful', 'info: main', 'info: true\ttrue', 'info: i'],
  )
})

/** Lua that runs about that many million instructions. */
function busy(millions: number): string {
  return `for i = 1, ${millions} * 500000 do local x = i end`
}
