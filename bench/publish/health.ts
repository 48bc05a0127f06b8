import { setTimeout as wait } from 'node:timers/promises'
import { smallApp } from '../../packages/testkit/src/sample-apps.ts'
import type { Version } from '../../packages/api/src/index.ts'
import type { Measurement } from '../measure.ts'
import { openBench } from './publisher.ts'
import { quantile } from './quantile.ts'

const apps = 6
const asksASecond = 100
const goalMs = 50
const codeBytes = 524_288

/** Apps that cost a review and a trial as much as one may: code as large as it is still read, and handlers without an end. */
function heavyApp(id: string, versionCode: number): Map<string, Buffer> {
  const files = smallApp(id, versionCode)
  const line = 'local t = {1, 2, 3, "four", [5] = {6}} if t[1] then t[2] = t[3] + 1 end\n'
  for (const name of ['a', 'b', 'c'])
    files.set(`assets/${name}.lua`, Buffer.from(line.repeat(codeBytes / line.length / 8)))
  const buttons = Array.from({ length: 100 }, (_, index) => `<button id="b${index}" onclick="work()">${index}</button>`)
  const work = 'function work() local n = 0 for i = 1, 100000 do n = n + i end end\n'
  files.set('assets/work.lua', Buffer.from(work))
  const scripts = ['a', 'b', 'c', 'work'].map((name) => `<script src="${name}.lua"/>`).join('')
  files.set('assets/main.rml', Buffer.from(`<rml><head>${scripts}</head><body>${buttons.join('\n')}</body></rml>`))
  return files
}

/** Whether the portal still answers while its threads and trials have as much to do as they can have. */
export async function measureHealth(folder: string): Promise<Measurement[]> {
  const { portal, publishers } = await openBench(folder, apps)
  try {
    const drafts: { version: Version; get: () => Promise<Version>; submit: () => Promise<Version> }[] = []
    for (const { appId, upload, get, submit } of publishers) {
      const version = await upload(heavyApp(appId, 1))
      drafts.push({ version, get: () => get(version), submit: () => submit(version) })
    }
    const idle = await askHealth(portal.url, () => wait(2000))
    const busy = await askHealth(portal.url, async () => {
      for (const { submit } of drafts) await submit()
      for (const { get } of drafts) {
        while (['submitted', 'checking'].includes((await get()).state)) await wait(50)
      }
    })
    return [
      { what: `/health, ${asksASecond} a second, nothing to do: p99`, value: quantile(idle, 0.99), unit: 'ms' },
      {
        what: `/health, ${asksASecond} a second, ${apps} heavy apps in review: p99`,
        value: quantile(busy, 0.99),
        unit: 'ms',
        goal: goalMs,
      },
    ]
  } finally {
    await portal.stop()
  }
}

/** Asks at a steady pace until `meanwhile` is done; each question counts from when it should have been asked. */
async function askHealth(url: string, meanwhile: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const running: Promise<void>[] = []
  const begun = performance.now()
  const end = new AbortController()
  const work = meanwhile().finally(() => end.abort())
  for (let number = 0; !end.signal.aborted; number += 1) {
    const due = begun + (number * 1000) / asksASecond
    const early = due - performance.now()
    if (early > 0) await wait(early)
    const answered = fetch(`${url}/health`).then((answer) => answer.text())
    running.push(answered.then(() => void times.push(performance.now() - due)))
  }
  await work
  await Promise.all(running)
  return times
}
