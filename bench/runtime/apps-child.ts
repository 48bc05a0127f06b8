// Measures running apps in a process that does nothing else, and prints one line of JSON.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keepThreadReady, runFolder } from '@mosis/device'
import type { RunningApp } from '@mosis/device'
import type { ScreenUpdate } from '@mosis/screen'
import { quantile } from '../publish/quantile.ts'
import type { AppFigures } from './apps.ts'

const rows = 120
const starts = 20
const taps = 100
const saves = 20
const idleApps = 20
const idleMs = 6000
// V8 tidies a last time some seconds after the app was opened.
const settleMs = 12_000

const watchers = new WeakMap<RunningApp, Watching>()
const notes = fileURLToPath(new URL('../../apps/notes', import.meta.url))

const stopReady = await keepThreadReady()
const start = await measureStart()
const { tap, reload } = await measureUse()
const idle = await measureIdle()
await stopReady()
console.log(JSON.stringify({ start, tap, reload, idle } satisfies AppFigures))

async function measureStart() {
  const times: number[] = []
  const dataRoot = await mkdtemp(join(tmpdir(), 'mosis-bench-'))
  // The first start makes the database of the notes, which is no part of opening them.
  await (
    await runFolder(notes, { dataRoot, forMs: 1 })
  ).stopped
  for (let count = 0; count < starts; count += 1) {
    // A person looks at the list of apps between one and the next.
    await wait(1000)
    const begun = performance.now()
    const app = await runFolder(notes, { dataRoot })
    await nextUpdate(app, (update) => update.kind === 'snapshot' && update.root !== null)
    times.push(performance.now() - begun)
    await app.stop()
  }
  await rm(dataRoot, { recursive: true, force: true })
  return spread(times)
}

async function measureUse() {
  const folder = await makeList()
  const app = await runFolder(folder, { isDevelopment: true })
  await app.started
  const { root } = await app.inspect({ kind: 'tree' })
  const target = root?.children.find(({ elementId }) => elementId === 'next')?.id ?? 0
  await nextUpdate(app, (update) => update.kind === 'snapshot')
  const tapTimes: number[] = []
  for (let count = 0; count < taps; count += 1) {
    // Not faster than pictures, as a person.
    await wait(40)
    const begun = performance.now()
    const color = `#00${(4096 + count).toString(16)}ff`
    const patched = nextUpdate(app, (update) => JSON.stringify(update).includes(color), true)
    const modifiers = { ctrl: false, shift: false, alt: false, meta: false }
    for (const phase of ['down', 'up'] as const)
      app.screen.input({ kind: 'pointer', phase, x: 5, y: 5, target, button: 0, modifiers })
    await patched
    tapTimes.push(performance.now() - begun)
  }
  const reloadTimes: number[] = []
  for (let count = 0; count < saves; count += 1) {
    const color = `#0000${(16 + count).toString(16)}`
    await writeFile(join(folder, 'assets/look.rcss'), `p { color: ${color}; }`)
    const begun = performance.now()
    const painted = nextUpdate(app, (update) => JSON.stringify(update).includes(`${color}ff`), true)
    await app.reload(['assets/look.rcss'])
    await painted
    reloadTimes.push(performance.now() - begun)
  }
  await app.stop()
  await rm(folder, { recursive: true, force: true })
  return { tap: spread(tapTimes), reload: spread(reloadTimes) }
}

async function measureIdle() {
  const apps: RunningApp[] = []
  for (let count = 0; count < idleApps; count += 1) {
    const app = await runFolder(notes)
    await app.started
    apps.push(app)
  }
  await wait(settleMs)
  const before = process.cpuUsage()
  const begun = performance.now()
  await wait(idleMs)
  const { user, system } = process.cpuUsage(before)
  const processorPercent = (user + system) / 10 / (performance.now() - begun)
  const status = await readFile('/proc/self/status', 'utf8')
  const mebibytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  for (const app of apps) await app.stop()
  return { apps: idleApps, mebibytes, processorPercent }
}

function toRow(_: unknown, index: number): string {
  return `<div id="row-${index}"><p>Row</p><b>${index}</b><i>more</i></div>`
}

/** A list of some five hundred elements with a button that colours one row after the other. */
async function makeList(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-bench-'))
  const list = Array.from({ length: rows }, toRow).join('')
  const manifest = {
    id: 'com.example.list',
    name: 'List',
    version: '1.0.0',
    version_code: 1,
    entry: 'assets/main.rml',
    min_mosis_version: '1.0.0',
    permissions: [],
  }
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'assets/main.rml': `<rml><head><link type="text/rcss" href="/system/html.rcss"/><link type="text/rcss" href="look.rcss"/>
      <script src="main.lua"/></head><body><button id="next" onclick="next_row()">Next</button>${list}</body></rml>`,
    'assets/look.rcss': 'p { color: #0000ff; }',
    'assets/main.lua': `count = 0
      function next_row()
        local row = document:GetElementById("row-" .. count % ${rows})
        row.style.color = string.format("#00%04x", 4096 + count)
        count = count + 1
      end`,
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

function spread(times: readonly number[]) {
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

interface Watching {
  updates: ScreenUpdate[]
  listeners: Set<(update: ScreenUpdate) => void>
}

/** Keeps the updates of an app, as one painter gets them. */
function watch(app: RunningApp): Watching {
  const watching: Watching = { updates: [], listeners: new Set() }
  app.screen.watch((update) => {
    watching.updates.push(update)
    for (const listener of watching.listeners) listener(update)
  })
  return watching
}

/** Settled with the first update that fits; a watcher begins with a snapshot. */
function nextUpdate(app: RunningApp, fits: (update: ScreenUpdate) => boolean, isFollowing = false): Promise<void> {
  watchers.set(app, watchers.get(app) ?? watch(app))
  const seen = watchers.get(app)!
  const known = isFollowing ? undefined : seen.updates.find(fits)
  if (known) return Promise.resolve()
  return new Promise((resolve) => {
    seen.listeners.add(function look(update) {
      if (!fits(update)) return
      seen.listeners.delete(look)
      resolve()
    })
  })
}
