import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Behaviour } from '@mosis/api'
import { writePackage } from '@mosis/format'
import { sampleFiles } from './sample-package.ts'
import { tryPackage } from './try-app.ts'

interface Sample {
  lua: string
  body?: string
  permissions?: string[]
  files?: Record<string, string>
}

async function tryOut(t: TestContext, { lua, body = '', permissions = [], files = {} }: Sample): Promise<Behaviour> {
  const root = await mkdtemp(join(tmpdir(), 'mosis-try-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const head = '<head><script src="main.lua"/></head>'
  const main = { 'assets/main.rml': `<rml>${head}<body>${body}</body></rml>`, 'assets/main.lua': lua }
  const bytes = writePackage(sampleFiles({ permissions, files: { ...main, ...files } }))
  return tryPackage(bytes, { root, nowMs: Date.UTC(2026, 0, 2) })
}

test('a trial uses every control it can reach, on every screen, and goes back for the rest', async (t) => {
  const body = `<button onclick="print('one') navigateTo('second.rml')">Two</button>
    <p id="plain">not a control</p>
    <p onclick="print('pressed')">Press</p>
    <input type="text" id="name" onchange="print('typed ' .. event.parameters.value)"/>
    <input type="checkbox" id="box" onchange="print('ticked')"/>
    <select id="list" onchange="print('chose ' .. event.parameters.value)"><option value="a">A</option><option value="b">B</option></select>
    <button id="hidden" style="display: none" onclick="print('hidden')">No</button>
    <input type="submit" disabled="" onclick="print('disabled')"/>`
  const second = "<rml><head/><body><button onclick=\"storage.write('second.txt', 'x')\">Keep</button></body></rml>"
  const behaviour = await tryOut(t, {
    lua: '',
    body,
    permissions: ['storage'],
    files: { 'assets/second.rml': second },
  })
  assert.deepEqual(behaviour, {
    schema: 'mosis.behaviour/1',
    ended: 'finished',
    problem: null,
    is_whole: true,
    controls_used: 6,
    screens: ['assets/main.rml', 'assets/second.rml'],
    calls: { navigateTo: 1, 'storage.write': 1 },
    permissions: [],
    hosts: [],
    files: [{ path: 'second.txt', size_bytes: 1 }],
    databases: [],
    log_lines: 5,
    errors: [],
  })
})

test('in a trial a minute passes in no time, nobody allows anything and no host is reached', async (t) => {
  const lua = `
    timer.after(50000, function() network.request{url = "https://late.example.com/"} end)
    print(permissions.request("camera"))
    local answer = network.request{url = "https://early.example.com/", timeout = 1000}
    print(answer.error)
    local socket = network.websocket("wss://socket.example.com/")
    socket:on("error", function(text) storage.write("cache/" .. "error.txt", text) end)
    database.open("main.db"):exec("create table t(a)")`
  const permissions = ['camera', 'location.fine', 'network.internet', 'network.websocket', 'storage']
  const begun = performance.now()
  const behaviour = await tryOut(t, { lua, permissions })
  assert.ok(performance.now() - begun < 30_000)
  const { hosts, calls, files, databases, errors } = behaviour
  assert.deepEqual(errors, [])
  assert.deepEqual(hosts, ['early.example.com', 'late.example.com', 'socket.example.com'])
  assert.deepEqual(Object.keys(calls), [
    'Database:exec',
    'WebSocket:on',
    'database.open',
    'network.request',
    'network.websocket',
    'permissions.request',
    'storage.write',
    'timer.after',
  ])
  assert.deepEqual(
    [files.map(({ path }) => path), databases.map(({ path }) => path)],
    [['cache/error.txt'], ['main.db']],
  )
  assert.deepEqual(behaviour.permissions, ['camera'])
})

test('a trial of an app that cannot start, loops or asks for more than there is tells so and ends', async (t) => {
  const endless = await tryOut(t, { lua: 'while true do end' })
  assert.deepEqual([endless.ended, endless.problem?.code], ['limit', 'document.cut_off'])
  const greedy = await tryOut(t, { lua: 'local kept = {} for i = 1, 1e6 do kept[i] = string.rep("x", 1000) .. i end' })
  assert.deepEqual([greedy.ended, greedy.errors.map(({ code }) => code)], ['finished', ['limit.memory']])
  const timers = await tryOut(t, { lua: 'local function again() timer.after(1, again) end again()' })
  assert.equal(timers.ended, 'finished')
  assert.ok((timers.calls['timer.after'] ?? 0) <= 2001)
})
