// What the dashboard of the portal costs a browser: bytes, paint, layout, presses and scrolling in a real Chromium whose processor
// is slowed down four times, as on a phone; and what its pages are worth in a list of good practice.
import type { CDPSession } from 'playwright-core'
import { askAxe } from '../packages/testkit/src/screenshots/look.ts'
import { openStage } from '../packages/testkit/src/screenshots/stage.ts'
import type { Stage } from '../packages/testkit/src/screenshots/stage.ts'
import { median } from './measure.ts'
import type { Measurement } from './measure.ts'
import { measureLongPages } from './portal-web/long-pages.ts'
import { observe, readSeen } from './portal-web/observe.ts'
import { askPractice } from './portal-web/practice.ts'

const runs = 5
const slowDown = 4
const goals = { scriptKiB: 180, lcpMs: 1200, inpMs: 100, cls: 0.02 }

interface Load {
  scriptKiB: number
  allKiB: number
  lcpMs: number
  cls: number
  inpMs: number
}

export async function measurePortalWeb(): Promise<Measurement[]> {
  const stage = await openStage()
  try {
    const loads: Load[] = []
    for (let run = 0; run < runs; run++) loads.push(await loadDashboard(stage))
    const middle = (side: keyof Load) => median(loads.map((load) => load[side]))
    const faults = await judge(stage)
    return [
      {
        what: 'dashboard, empty cache: scripts as sent (brotli)',
        value: middle('scriptKiB'),
        unit: 'KiB',
        goal: goals.scriptKiB,
      },
      { what: 'dashboard, empty cache: everything as sent', value: middle('allKiB'), unit: 'KiB' },
      {
        what: `dashboard: largest paint, processor ${slowDown} × slower`,
        value: middle('lcpMs'),
        unit: 'ms',
        goal: goals.lcpMs,
      },
      {
        what: `dashboard: press to next paint, ${slowDown} × slower`,
        value: middle('inpMs'),
        unit: 'ms',
        goal: goals.inpMs,
      },
      { what: 'dashboard: layout shift', value: middle('cls'), unit: '', goal: goals.cls },
      ...(await measureLongPages(stage, slowDown)),
      { what: 'axe (WCAG 2.2 AA, good practice): faults on six pages', value: faults.axe, unit: 'faults', goal: 0 },
      { what: 'good practice, 12 points: faults on six pages', value: faults.practice.length, unit: 'faults', goal: 0 },
    ]
  } finally {
    await stage.close()
  }
}

/** One visit with nothing in the cache, and three presses. */
async function loadDashboard(stage: Stage): Promise<Load> {
  const context = await stage.openFor('developer', { viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowDown })
  const sent = await countBytes(cdp)
  await page.addInitScript(observe)
  await page.goto(`${stage.url}/dashboard`, { waitUntil: 'networkidle' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  const { scripts, all } = sent()
  const menu = page.getByRole('button', { name: /^Account of/ })
  for (let press = 0; press < 3; press++) {
    await menu.click()
    await page.getByRole('menuitem').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
  }
  await page.waitForTimeout(300)
  const { largestPaintMs, shift, longestPressMs } = await readSeen(page)
  await context.close()
  return { scriptKiB: scripts / 1024, allKiB: all / 1024, lcpMs: largestPaintMs, cls: shift, inpMs: longestPressMs }
}

/** Bytes as they went over the wire, bodies and headers. */
async function countBytes(cdp: CDPSession): Promise<() => { scripts: number; all: number }> {
  const types = new Map<string, string>()
  const bytes = { scripts: 0, all: 0 }
  await cdp.send('Network.enable')
  cdp.on('Network.responseReceived', ({ requestId, type }) => void types.set(requestId, type))
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength
    if (types.get(requestId) === 'Script') bytes.scripts += encodedDataLength
  })
  return () => bytes
}

/** Pages of each kind: for visitors, developers, operators. */
async function judge(stage: Stage): Promise<{ axe: number; practice: string[] }> {
  const places = [
    ['nobody', '/'],
    ['nobody', '/store'],
    ['nobody', '/auth/sign-in'],
    ['developer', '/dashboard'],
    ['developer', `/apps/${stage.ids.appId}/versions`],
    ['admin', '/admin'],
  ] as const
  const found = { axe: 0, practice: [] as string[] }
  for (const [viewer, path] of places) {
    const context = await stage.openFor(viewer, { viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const faults = await askPractice(page, stage.url + path)
    found.practice.push(...faults)
    for (const fault of faults) process.stderr.write(`${path}: ${fault}\n`)
    found.axe += (await askAxe(page)).length
    await context.close()
  }
  return found
}
