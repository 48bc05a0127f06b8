import assert from 'node:assert/strict'
import { test } from 'node:test'
import { luaApi } from '@mosis/format/lua-api'
import { parseLua } from '@mosis/syntax'
import { luaSettingsPath, typesFolder, writeLuaTypes } from './lua-types.ts'
import { newMachine } from './testing.ts'

test('the types are Lua that says nothing else, and every function of the platform is in them', () => {
  const files = writeLuaTypes()
  for (const [name, text] of files) {
    assert.ok(text.startsWith('---@meta\n'), name)
    assert.deepEqual(parseLua(text).problems, [], name)
    for (const line of text.split('\n')) {
      assert.match(line, /^(?:---.*|local \w+ = \{\}|[\w.]+ = (?:\{\}|nil)|function [\w.:]+\([\w., ]*\) end|)$/, name)
    }
  }
  const all = [...files.values()].join('\n')
  const own = luaApi.filter(({ isStandard }) => !isStandard)
  for (const { functions, classes = [] } of own) {
    for (const { name } of [...functions, ...classes.flatMap(({ methods }) => methods)]) {
      assert.ok(all.includes(`\nfunction ${name}(`), name)
    }
  }
  assert.match(
    all,
    /---@param offset\? integer where to begin, counted from 0 \(at least 0\)\n---@param size\? .*\n---@return string\? data\n---@return string\? problem .*\nfunction storage\.read\(path, offset, size\) end/,
  )
  assert.match(all, /---Does not exist in Mosis\. .*\n---@deprecated\nsetmetatable = nil/)
})

test('types writes them into a project, again too, and leaves settings of the person alone', async (t) => {
  const { mosis, json, read, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  const settings = JSON.parse(read(`app/${luaSettingsPath}`).toString()) as Record<string, unknown>
  assert.deepEqual(settings['workspace.library'], [typesFolder])
  assert.match(read(`app/${typesFolder}/camera.lua`).toString(), /function camera\.capture\(callback\) end/)
  const { findings } = await json('validate', 'app')
  assert.deepEqual(findings, [], 'they are no part of the app')
  write('other/.luarc.json', '{}')
  write(`other/${typesFolder}/camera.lua`, 'old')
  const answer = await json('types', 'other')
  assert.equal(answer.exit, 0)
  assert.ok(!(answer['files'] as string[]).includes(luaSettingsPath))
  assert.equal(read('other/.luarc.json').toString(), '{}')
  assert.equal(read(`other/${typesFolder}/camera.lua`).toString(), read(`app/${typesFolder}/camera.lua`).toString())
  assert.match((await mosis('types', 'other')).stdout, /Wrote \d+ files in other\n\.luarc\.json is yours and stays/)
  assert.match((await mosis('types', 'nothing')).stderr, /There is no folder "nothing"/)
})
