// What a developer waits for: the first picture after `mosis dev`, and the picture after a save. In a real Chromium.
import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { startBrowser } from '../../packages/testkit/src/browser.ts'
import { median } from '../measure.ts'
import type { Measurement } from '../measure.ts'

const root = join(import.meta.dirname, '../..')
const mosis = join(root, 'packages/cli/bin/mosis.js')
const sheet = 'assets/styles/notes.rcss'
const script = 'assets/scripts/list.lua'
const rounds = { sheet: 40, script: 20 }

/** Opens a phone on a copy of the sample app, and saves its files again and again. */
export async function measurePhone(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-bench-'))
  const app = join(folder, 'app')
  await cp(join(root, 'apps/notes'), app, { recursive: true })
  const browser = await startBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const begun = now()
  const child = spawn(process.execPath, [mosis, 'dev', app, '--no-open', '--json'], {
    env: { ...process.env, MOSIS_HOME: join(folder, 'home') },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    const { url, readyAt } = await readAddress(child.stdout)
    await page.goto(url)
    const firstMs = (await seenAt(page, null)) - begun
    const saves = { sheet: [] as number[], script: [] as number[] }
    for (const [kind, file] of [['sheet', sheet] as const, ['script', script] as const]) {
      const text = await readFile(join(app, file), 'utf8')
      for (let round = 0; round < rounds[kind]; round++) {
        const color = `rgb(${round + 1}, ${kind === 'sheet' ? 20 : 40}, 60)`
        const change =
          kind === 'sheet'
            ? `\nbody { background-color: ${color}; }\n`
            : `\ndocument.style["background-color"] = "${color}"\n`
        const seen = seenAt(page, color)
        // A save while the page is still busy with the one before is no usual one.
        await wait(120)
        const saved = now()
        await writeFile(join(app, file), text + change)
        saves[kind].push((await seen) - saved)
      }
    }
    return [
      row('mosis dev: the command to its address', readyAt - begun, 1000),
      row('mosis dev: the command to the first picture', firstMs, 1500),
      row('a saved style sheet on the screen, p50', median(saves.sheet), 50),
      row('a saved style sheet on the screen, p95', percentile(saves.sheet, 0.95), 100),
      row('a saved script on the screen, p50', median(saves.script), 100),
      row('a saved script on the screen, p95', percentile(saves.script, 0.95), 200),
    ]
  } finally {
    child.stdin.end()
    child.kill('SIGTERM')
    await ended
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

const row = (what: string, value: number, goal: number) => ({ what, value, unit: 'ms', goal })

const now = () => performance.timeOrigin + performance.now()

async function readAddress(stdout: NodeJS.ReadableStream): Promise<{ url: string; readyAt: number }> {
  for await (const text of createInterface({ input: stdout })) {
    const line = JSON.parse(text) as { type: string; url?: string }
    if (line.type !== 'ready' || line.url === undefined) continue
    const readyAt = now()
    // What it says later is read too, or its pipe would fill up.
    stdout.resume()
    return { url: line.url, readyAt }
  }
  throw new Error('mosis dev ended before it had an address')
}

/** When the document is painted, in this colour where one is given: the frame after it was seen. */
function seenAt(page: Page, color: string | null): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const body = document.querySelector('.painted')?.shadowRoot?.querySelector('.screen')?.firstElementChild
          if (body && (wanted === null || getComputedStyle(body).backgroundColor === wanted)) {
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
          } else requestAnimationFrame(look)
        }
        look()
      }),
    color,
  )
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
