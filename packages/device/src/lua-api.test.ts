// The schema of the Lua API against what apps really find.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  luaApi,
  luaClasses,
  luaErrors,
  luaFunctions,
  luaGlobals,
  luaShapes,
  removedGlobals,
} from '@mosis/format/lua-api'
import type { LuaField } from '@mosis/format/lua-api'
import { openTestApp } from './app-worker/screen/open-test-app.ts'
import { runLua } from './lua-api.testing.ts'

/** What apps find among their globals: functions, and tables with what is in them. */
const walk = `
  local names = {}
  local function visit(value, name, depth)
    if type(value) == "function" then names[#names + 1] = name
    elseif type(value) == "table" and value ~= _G and depth < 3 then
      for key, inner in pairs(value) do if type(key) == "string" then visit(inner, name .. "." .. key, depth + 1) end end
    end
  end
  for key, value in pairs(_G) do visit(value, key, 0) end
  table.sort(names)
  for first = 1, #names, 100 do print(table.concat(names, " ", first, math.min(first + 99, #names))) end`

test('every function that apps find is in the schema, and the other way round', async (t) => {
  const found = (await runLua(t, walk)).flatMap((line) => line.split(' '))
  const described = luaFunctions.filter(({ name }) => !name.includes(':')).map(({ name }) => name)
  assert.deepEqual(found, described.toSorted())
})

test('every global is in the schema, and none of those that were removed exists', async (t) => {
  const removed = removedGlobals.map(({ name }) => `if ${name} ~= nil then print("exists", "${name}") end`)
  const [globals, ...existing] = await runLua(
    t,
    `local names = {} for name in pairs(_G) do names[#names + 1] = name end table.sort(names)
    print(table.concat(names, " ")) ${removed.join(' ')}`,
  )
  assert.deepEqual(globals?.split(' '), luaGlobals.toSorted())
  assert.deepEqual(existing, [])
})

/** Tables that are looked up by any name: the schema knows them as plain tables. */
const isProxy = (name: string) => /Proxy$|^DataModel|^json\.null$/.test(name)

test('every class has the methods and properties of the schema, and no others', async (t) => {
  const { sandbox, stop } = await openTestApp({ 'main.rml': '<body/>' })
  t.after(stop)
  const described = new Map(luaClasses.map((one) => [one.name, one]))
  for (const { name, methods, properties, ...defined } of sandbox.classes().filter(({ name }) => !isProxy(name))) {
    const schema = described.get(name)
    assert.ok(schema, `the class ${name} is in the schema`)
    assert.equal(defined.extends, schema.extends, name)
    const own = schema.methods.map((method) => method.name.slice(name.length + 1))
    assert.deepEqual(methods.toSorted(), own.toSorted(), name)
    const inherited = inheritedFields(name)
    const fields = new Set([...inherited, ...schema.fields].map((field) => field.name))
    // A class may answer for those above it too.
    const missing = schema.fields.filter((field) => !properties.includes(field.name)).map((field) => field.name)
    assert.deepEqual(missing, [], `${name} has no such properties`)
    assert.deepEqual(
      properties.filter((property) => !fields.has(property)),
      [],
      `${name} has properties that are not in the schema`,
    )
  }
})

function inheritedFields(name: string): LuaField[] {
  const parent = luaClasses.find((one) => one.name === name)?.extends
  if (parent === undefined) return []
  return [...inheritedFields(parent), ...(luaClasses.find((one) => one.name === parent)?.fields ?? [])]
}

test('the names of the schema come once, each function has an example, each type is one', () => {
  const names = luaFunctions.map(({ name }) => name)
  assert.deepEqual(names, [...new Set(names)])
  const types = new Set([...luaClasses, ...luaShapes].map(({ name }) => name))
  for (const { name, parameters, results, example } of luaFunctions) {
    assert.ok(example, `${name} has an example`)
    for (const { type } of [...parameters, ...results]) {
      for (const word of type.replaceAll(/"[^"]*"|\w+\??:/g, '').match(/[A-Z]\w+/g) ?? []) {
        assert.ok(types.has(word), `${name}: ${word} is a class or a shape`)
      }
    }
  }
  for (const { name } of luaApi) assert.doesNotMatch(name, /[.:]/)
})

/** Codes in the sources of the platform that reach Lua, or the log of an app. */
function codesInSources(): Set<string> {
  const folders = ['sandbox/src', 'device/src/app-worker', 'device/src/brokers', 'device/src/sources']
  const files = folders.flatMap((folder) =>
    globSync(`${folder}/**/*.ts`, { cwd: packagesFolder, exclude: (name) => /test/.test(name) }),
  )
  const thrown = /(?:LuaError|BrokerError|SandboxError|failed|failure|refusal)\(\s*'([a-z_0-9]+\.[a-z_]+)'/g
  const codes = files.flatMap((file) => {
    const text = readFileSync(join(packagesFolder, file), 'utf8')
    return [...text.matchAll(thrown)].map(([, code]) => code!)
  })
  return new Set(codes)
}

const packagesFolder = join(import.meta.dirname, '../..')

test('every code of the schema is explained, and every code that the platform throws', () => {
  const named = luaFunctions.flatMap(({ raises = [], fails = [] }) => [...raises, ...fails])
  for (const code of named) assert.ok(Object.hasOwn(luaErrors, code), `${code} has an entry in luaErrors`)
  // Those are told to programs, never to an app.
  const notForApps = /^(?:sandbox|shape)\./
  const thrown = codesInSources()
  assert.ok(thrown.size > 60, String(thrown.size))
  const unexplained = [...thrown].filter((code) => !notForApps.test(code) && !Object.hasOwn(luaErrors, code))
  assert.deepEqual(unexplained, [])
})
