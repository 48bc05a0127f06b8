import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { openTestApp, type TestApp } from './open-test-app.ts'

async function open(
  t: TestContext,
  lua: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): Promise<TestApp> {
  const document = `<rml><head><script>${lua}</script></head><body>${body}</body></rml>`
  const app = await openTestApp({ 'main.rml': document, ...more })
  t.after(() => app.stop())
  await app.screen.openDocument('main.rml')
  return app
}

function texts({ lines }: TestApp): string[] {
  return lines.map((line) => line.replace(/^info: /, '').replace(/ \([^()]*:\d+\)$/, ''))
}

test('a document shows a table of Lua, and what Lua writes into the live table', async (t) => {
  const app = await open(
    t,
    `model = document.context:OpenDataModel("shop", {
      title = "Fruit",
      items = { {name = "Apple", price = 1.5}, {name = "Pear", price = 2} },
      buy = function(event, index, name)
        print(event.type, index, name, model.items[index + 1].name)
        model.title = "Bought " .. name
        model.items[index + 1].price = 0
      end,
    })`,
    `<div data-model="shop"><h1>{{ title | to_upper }}</h1>
      <p data-for="item, i : items" data-event-click="buy(i, item.name)" data-class-free="item.price == 0">{{ item.name }} {{ item.price | format(2) }}</p></div>`,
  )
  assert.equal(app.screen.text(), 'FRUIT\nApple 1.50\nPear 2.00')
  await app.screen.click('p:nth-child(3)').settled
  assert.equal(app.screen.text(), 'BOUGHT PEAR\nApple 1.50\nPear 0.00')
  assert.deepEqual(texts(app), ['click\t1\tPear\tPear'])
  await app.screen.click('p.free').settled
})

test('the live table works like a table: lists, length, pairs, ipairs, insert, remove and sort', async (t) => {
  const app = await open(
    t,
    `local m = document.context:OpenDataModel("m", { list = {3, 1, 2}, rows = {} })
    print(#m.list, m.list[1], m.list[4], m.none)
    table.insert(m.list, 9) table.insert(m.list, 1, 7) print(table.remove(m.list, 2), table.concat({m.list[1], m.list[2], m.list[4]}, " "))
    local sum = 0 for i, v in ipairs(m.list) do sum = sum + i * v end print(sum)
    local names = {} for name in pairs(m) do names[#names + 1] = name end table.sort(names) print(table.concat(names, " "))
    for i = 1, 3 do table.insert(m.rows, {n = i}) end
    local second = m.rows[2] table.remove(m.rows, 1) print(#m.rows, m.rows[1].n, m.rows[1] == second)
    table.sort(m.rows, function(a, b) return a.n > b.n end) print(m.rows[1].n, m.rows[2].n)
    m.extra = {deep = {er = true}} print(m.extra.deep.er, tostring(m))
    m.list = nil print(m.list)`,
    '<p data-model="m">{{ extra.deep.er }} {{ rows.size }} {{ rows[1].n }}</p>',
  )
  assert.equal(app.screen.text(), '1 2 2')
  assert.deepEqual(texts(app), [
    '3\t3\tnil\tnil',
    '3\t7 1 9',
    String(7 + 2 + 6 + 36),
    'list rows',
    '2\t2\ttrue',
    '3\t2',
    'true\tDataModel(m)',
    'nil',
  ])
})

test('functions of a model can be called, replaced and taken away by Lua too', async (t) => {
  const app = await open(
    t,
    `model = document.context:OpenDataModel("m", { say = function(event, word) print(word, event.type) end })
    model.say({ type = "own" }, "one")
    function other() model.say = function(event) print("two", event.type) end end
    function gone() model.say = nil end`,
    `<div data-model="m"><p id="p" data-event-click="say('three')"/><p id="o" onclick="other()"/><p id="g" onclick="gone()"/></div>`,
  )
  for (const id of ['p', 'o', 'p', 'g', 'p']) await app.screen.click(`#${id}`).settled
  assert.deepEqual(texts(app), [
    'one\town',
    'three\tclick',
    'two\tclick',
    'warning: Cannot call "say": the model "m" has no such function',
  ])
  assert.equal(app.sandbox.usage().functions, 2)
})

test('a live table is written as JSON like any table', async (t) => {
  const app = await open(
    t,
    `local m = document.context:OpenDataModel("m", { list = {1, {a = true}}, run = function() end })
    print(json.encode(m.list), json.encode({ kept = m }))
    local at = m for i = 1, 40 do at.next = {} at = at.next end
    print(select(2, pcall(json.encode, m)))`,
    '<p/>',
  )
  const [list, deep] = texts(app)
  assert.equal(list, '[1,{"a":true}]\t{"kept":{"list":[1,{"a":true}]}}')
  assert.match(deep!, /nested more than 32 deep/)
})

test('handlers of load find what is bound, and handlers of a change find it in the model', async (t) => {
  const app = await open(
    t,
    `model = document.context:OpenDataModel("m", { words = "", rows = {1, 2}, say = function() print("said", model.words) end })`,
    `<div data-model="m"><p data-for="rows">{{ it }}</p>
      <input id="w" type="text" data-event-change="say()" onchange="print('heard', model.words)" data-value="words"/></div>`,
  )
  await app.screen.type('#w', 'a').settled
  assert.deepEqual(texts(app), ['heard\ta', 'said\ta'])
  const loading = await openTestApp({
    'main.rml': `<rml><head><script>document.context:OpenDataModel("m", { rows = {1, 2} })</script></head>
      <body data-model="m" onload="print(#document:GetElementsByTagName('p'))"><p data-for="rows"/></body></rml>`,
  })
  t.after(() => loading.stop())
  await loading.screen.openDocument('main.rml')
  assert.deepEqual(texts(loading), ['3'])
})

test('fields write the table of Lua', async (t) => {
  const app = await open(
    t,
    `model = document.context:OpenDataModel("form", { name = "", agree = false })`,
    `<div data-model="form"><input id="n" type="text" data-value="name"/><input id="a" type="checkbox" data-checked="agree"/>
      <button id="ok" data-attrif-disabled="!agree || name == ''" onclick="print(model.name, model.agree)">Send</button></div>`,
  )
  await app.screen.type('#n', 'Ann').settled
  await app.screen.click('#a').settled
  app.screen.text()
  await app.screen.click('#ok').settled
  assert.deepEqual(texts(app), ['Ann\ttrue'])
})

test('models outlive their document, can be opened again, and closed ones refuse', async (t) => {
  const app = await open(t, `model = document.context:OpenDataModel("m", { n = 1 })`, '<p data-model="m">{{ n }}</p>', {
    'next.rml': `<rml><head><script>
        print(pcall(function() return model.n end))
        local old = model
        model = document.context:OpenDataModel("m", { n = model.n + 1 })
        print(pcall(function() return old.n end))
        print(pcall(function() old.n = 3 end))
        print(document.context:CloseDataModel("other"))</script></head><body><p data-model="m">{{ n }}</p></body></rml>`,
  })
  assert.equal(app.screen.text(), '1')
  await app.screen.openDocument('next.rml')
  assert.equal(app.screen.text(), '2')
  assert.deepEqual(texts(app), [
    'true\t1',
    'false\tscreen.model_closed: Cannot use the data model "m": it is closed',
    'false\tscreen.model_closed: Cannot use the data model "m": it is closed',
    'false',
  ])
})

test('what a model cannot hold is refused, and everything else stays', async (t) => {
  const app = await open(
    t,
    `local m = document.context:OpenDataModel("m", { a = {} })
    local function try(run) print(select(2, pcall(run))) end
    try(function() m.a.f = function() end end)
    try(function() m.a.x = { 1, { function() end } } end)
    try(function() m[1] = 2 end)
    try(function() m.a.text = "\\255" end)
    try(function() m.a.self = m.a end)
    try(function() m.element = document end)
    local big = string.rep("x", 900000)
    try(function() for i = 1, 9 do m["big" .. i] = big .. i end end)
    m.ok = "fine" print(m.ok)`,
    '<p data-model="m">{{ ok }}</p>',
  )
  assert.equal(app.screen.text(), 'fine')
  const lines = texts(app)
  assert.equal(lines.at(-1), 'fine')
  assert.match(lines[0]!, /argument\.invalid: Cannot keep this in a data model/)
  assert.match(lines[1]!, /argument\.invalid: Cannot keep this in a data model/)
  assert.match(lines[2]!, /its variables have names/)
  assert.match(lines[3]!, /Cannot keep this/)
  assert.match(lines[4]!, /screen\.wrong_model: .*into itself/)
  assert.match(lines[5]!, /Cannot keep this/)
  assert.match(lines[6]!, /screen\.model_too_large/)
  assert.equal(app.sandbox.usage().functions, 0)
})

test('a mistake in a binding names file and line, an error in its function too', async (t) => {
  const app = await open(
    t,
    `document.context:OpenDataModel("m", { a = 1, fail = function() error("broken") end })`,
    '<div data-model="m">\n<p data-if="a +">x</p>\n<p id="p" data-event-click="fail()">{{ b }}</p></div>',
  )
  app.screen.text()
  await app.screen.click('#p').settled
  assert.deepEqual(app.lines.map((line) => line.replace(/ \[.*/, '')).toSorted(), [
    'error: main.rml:1: broken (main.rml:1)',
    'warning: Cannot show "b": the model "m" has no such variable (main.rml:3)',
    'warning: Cannot use data-if="a +": it ends where a value should be (main.rml:2)',
  ])
})

test('keys and the context are known by their RmlUi names', async (t) => {
  const app = await open(
    t,
    `print(rmlui.key_identifier.RETURN, rmlui.key_identifier.A, rmlui.key_identifier.F1, rmlui.key_modifier.SHIFT)
    local c = document.context print(c.name, c.dimensions.x, c.dp_ratio, c.root_element == document, #c.documents)
    print(pcall(function() return document.offset_width end))
    print(pcall(function() document.scroll_top = 5 end))
    print(document.offset_parent, document.first_child.offset_parent == document)`,
    '<p/>',
  )
  assert.deepEqual(texts(app), [
    '72\t12\t107\t2',
    'main\t540\t1.5\ttrue\t1',
    'false\tscreen.no_layout: Cannot tell where "body" is: nobody has laid it out yet',
    'false\tscreen.no_layout: Cannot tell where "body" is: nobody has laid it out yet',
    'nil\ttrue',
  ])
})

test('what is selected in a field is counted in characters', async (t) => {
  const app = await open(
    t,
    `function show() local f = document:GetElementById("f")
      print(f:GetSelection()) f:SetSelection(1, 3) print(f:GetSelection()) f:Select() print(f:GetSelection()) end`,
    '<input id="f" type="text" value="aäö💡x"/><p id="p" onclick="show()">x</p>',
  )
  await app.screen.click('#p').settled
  assert.deepEqual(texts(app), ['5\t5\t', '1\t3\täö', '0\t5\taäö💡x'])
})

test('parts that controls make for themselves are no children for Lua', async (t) => {
  const app = await open(
    t,
    `function look() local s = document:GetElementById("s")
      print(#s.child_nodes, s.first_child.inner_rml, s.last_child.parent_node == s, s.inner_rml)
      print(document:QuerySelector("selectvalue"), #document:GetElementsByTagName("option"), #document:QuerySelectorAll("select > option:nth-child(2)"))
      local o = document:CreateElement("option") o:SetAttribute("value", "c") s:InsertBefore(o, s.first_child)
      print(s.options[1].value, #s.options, s:RemoveChild(o), s.first_child.next_sibling.tag_name, s:HasChildNodes())
      local g = document:GetElementById("g") print(g:HasChildNodes(), g.inner_rml) end`,
    '<select id="s"><option value="a">A</option><option value="b">B</option></select><input id="g" type="range"/><p id="p" onclick="look()">x</p>',
  )
  await app.screen.click('#p').settled
  assert.deepEqual(texts(app), [
    '2\tA\ttrue\t<option value="a">A</option><option value="b">B</option>',
    'nil\t2\t1',
    'c\t3\ttrue\toption\ttrue',
    'false\t',
  ])
})
