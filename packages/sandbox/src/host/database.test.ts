import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listOf } from '../index.ts'
import { startWorld } from '../../test/world.ts'

test('the example of the specification works', async () => {
  const { values } = await startWorld()
  assert.deepEqual(
    await values(`
      local db = database.open("mydata.db")
      db:exec([[CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE)]])
      local stmt = db:prepare("INSERT INTO users (name, email) VALUES (?, ?)")
      stmt:bind("John Doe", "john@example.com")
      local changed = stmt:exec()
      local again, message = stmt:exec()
      local rows = db:query("SELECT * FROM users WHERE name LIKE ?", "%John%")
      local row = rows[1]
      db:close()
      return changed, again, message:match('^[%w._]+'), #rows, row.id, row.name, row.email`),
    [1, undefined, 'database.constraint', 1, 1, 'John Doe', 'john@example.com'],
  )
})

test('values keep their kind: integers to 2^63, floats, text, bytes, nil', async () => {
  const { values } = await startWorld()
  const [kinds] = await values(`
    local db = database.open("a.db")
    local given = { math.maxinteger, 3, 3.0, 0.5, 'text', '\\xff\\0', true }
    local kinds = {}
    for i, value in ipairs(given) do
      local row = db:query('SELECT ? AS value, typeof(?) AS kind, ? AS empty', value, value, nil)[1]
      kinds[i] = row.kind .. ' ' .. (math.type(row.value) or type(row.value)) .. ' ' .. tostring(row.value == value) .. ' ' .. tostring(row.empty)
    end
    return kinds`)
  assert.deepEqual(listOf(kinds as never), [
    'integer integer true nil',
    'integer integer true nil',
    'real float true nil',
    'real float true nil',
    'text string true nil',
    'blob string true nil',
    'integer integer false nil',
  ])
})

test('wrong SQL and wrong use raise', async () => {
  const { values, raised } = await startWorld()
  await values('db = database.open("a.db") stmt = db:prepare("SELECT 1")')
  const cases: [string, RegExp][] = [
    ['db:exec("SELEC 1")', /^database\.sql: /],
    ['db:query("SELECT * FROM missing")', /^database\.sql: /],
    ['db:prepare("SELEC 1")', /^database\.sql: /],
    [
      'db:exec("SELECT ?", {})',
      /argument 2 \(parameter 1\) is a table, it should be nil, a boolean, a number or a string$/,
    ],
    ['db:exec(("x"):rep(70000))', /argument 1 \(sql\) is 70000 characters long, it should be at most 65536$/],
    ['database.open("../a.db")', /argument 1 \(name\) is "\.\.\/a\.db"/],
    ['database.open("")', /argument 1 \(name\)/],
    ['database.open(".hidden")', /argument 1 \(name\)/],
    ['stmt.exec(db)', /call it on a DatabaseStatement, with a colon$/],
  ]
  for (const [call, message] of cases) {
    assert.match(await raised(call), message, call)
  }
})

test('what is closed cannot be used; what Lua forgot is closed', async () => {
  const { values, sandbox, raised } = await startWorld({ limits: { databases: 2, statements: 2 } })
  await values('db = database.open("a.db") stmt = db:prepare("SELECT 1") db:close() db:close() stmt:close()')
  assert.match(
    await raised('db:exec("SELECT 1")'),
    /^database\.closed: Cannot call Database:exec: the database was closed/,
  )
  assert.match(await raised('stmt:exec()'), /^database\.closed: .* statement was closed/)
  await values('a = database.open("a.db") b = database.open("b.db")')
  assert.match(await raised('database.open("c.db")'), /^database\.too_many/)
  await values('stmt = a:prepare("SELECT 7 AS n") a, b, db = nil')
  sandbox.collectGarbage()
  // A statement keeps its database.
  assert.deepEqual(await values('c = database.open("c.db") return stmt:query()[1].n'), [7])
  assert.match(await raised('database.open("d.db")'), /^database\.too_many/)
  await values('stmt = nil')
  sandbox.collectGarbage()
  assert.deepEqual(await values('return (pcall(database.open, "d.db"))'), [true])
  await sandbox.stop()
})
