// Draws screens as a program: `mosis test` starts it, hands it snapshots line by line, and ends it by closing the stream.
import { createInterface } from 'node:readline'
import type { Snapshot } from '@mosis/screen'
import { startChromium } from './chromium.ts'
import type { RunningChromium } from './chromium.ts'
import { findChromium } from './find-chromium.ts'
import { bundlePaintScript } from './paint-script.ts'

/** One screen to draw; `assets` are addresses with the files in them, by path. */
export interface DrawLine {
  id: number
  snapshot: Snapshot
  assets: Record<string, string>
}

/** The picture, as base64 of a PNG, or why there is none. */
export type DrawnLine = { id: number; png: string } | { id: number; problem: string }

/** A run of tests is over long before; then nothing may be left running. */
const limitMs = 600_000

const noChromium = 'there is no Chromium or Chrome on this machine (MOSIS_CHROMIUM=/path names one)'

interface Studio {
  chromium: RunningChromium
  script: string
}

async function openStudio(): Promise<Studio | undefined> {
  const found = findChromium(process.env)
  if (!found) return undefined
  const [chromium, script] = await Promise.all([startChromium(found, limitMs), bundlePaintScript()])
  return { chromium, script }
}

async function draw({ chromium, script }: Studio, { snapshot, assets }: DrawLine): Promise<string> {
  const { width, height } = snapshot.viewport
  const { targetId } = await chromium.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
  try {
    const attach = { targetId, flatten: true }
    const { sessionId } = await chromium.send<{ sessionId: string }>('Target.attachToTarget', attach)
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false }
    await chromium.send('Emulation.setDeviceMetricsOverride', metrics, sessionId)
    await chromium.send('Runtime.evaluate', { expression: script }, sessionId)
    const expression = `paintSnapshot(${JSON.stringify(snapshot)}, ${JSON.stringify(assets)})`
    const painted = await chromium.send<{ exceptionDetails?: { text: string } }>(
      'Runtime.evaluate',
      { expression, awaitPromise: true },
      sessionId,
    )
    if (painted.exceptionDetails) throw new Error(painted.exceptionDetails.text)
    const clip = { x: 0, y: 0, width, height, scale: 1 }
    const { data } = await chromium.send<{ data: string }>('Page.captureScreenshot', { format: 'png', clip }, sessionId)
    return data
  } finally {
    await chromium.send('Target.closeTarget', { targetId })
  }
}

let studio: Promise<Studio | undefined> | undefined

async function answer(line: DrawLine): Promise<DrawnLine> {
  try {
    studio ??= openStudio()
    const open = await studio
    return open ? { id: line.id, png: await draw(open, line) } : { id: line.id, problem: noChromium }
  } catch (error) {
    return { id: line.id, problem: error instanceof Error ? error.message : String(error) }
  }
}

// One after the other: a page that is not in front draws no frames.
for await (const text of createInterface({ input: process.stdin })) {
  // The program that started this one writes exactly these lines.
  const drawn = await answer(JSON.parse(text) as DrawLine)
  process.stdout.write(`${JSON.stringify(drawn)}\n`)
}
await (await studio?.catch(() => undefined))?.chromium.close()
