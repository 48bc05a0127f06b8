import { SimulatorError } from '../errors.ts'
import type { Surroundings } from '../protocol.ts'
import { startChromium } from './chromium.ts'
import { findChromium } from './find-chromium.ts'

/** What drawing may take: a start of Chromium, the page, its fonts. */
const drawMs = 30_000

/** Draws what is on the phone's screen, at its own size, in a Chromium without a window. */
export async function drawScreen(url: string, { width, height }: Surroundings): Promise<Uint8Array> {
  const found = findChromium(process.env)
  if (!found) {
    throw new SimulatorError(
      'simulator.no_browser',
      'Cannot draw the screen: there is no Chromium or Chrome on this machine',
      {
        fix: 'Install one, or name it: MOSIS_CHROMIUM=/path/to/chrome',
      },
    )
  }
  const chromium = await startChromium(found, drawMs)
  try {
    const { targetId } = await chromium.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
    const attach = { targetId, flatten: true }
    const { sessionId } = await chromium.send<{ sessionId: string }>('Target.attachToTarget', attach)
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false }
    await chromium.send('Emulation.setDeviceMetricsOverride', metrics, sessionId)
    await chromium.send('Page.enable', {}, sessionId)
    await chromium.send('Page.navigate', { url: `${url}&view=screen` }, sessionId)
    // The page says when the first picture and its fonts are there.
    const ready = {
      expression: 'globalThis.mosisReady ?? new Promise((r) => setTimeout(r, 50, false))',
      awaitPromise: true,
    }
    for (let isReady = false; !isReady;) {
      const { result } = await chromium.send<{ result: { value?: unknown } }>('Runtime.evaluate', ready, sessionId)
      isReady = result.value === true
    }
    const clip = { x: 0, y: 0, width, height, scale: 1 }
    const { data } = await chromium.send<{ data: string }>('Page.captureScreenshot', { format: 'png', clip }, sessionId)
    return Buffer.from(data, 'base64')
  } finally {
    await chromium.close()
  }
}
