// What the dashboard of the portal costs a browser: bytes, paint, layout, presses and scrolling in a real Chromium whose processor
// is slowed down four times, as on a phone; and what its pages are worth in a list of good practice.
import type { CDPSession, Page } from 'playwright-core'
import { askAxe } from '../packages/testkit/src/screenshots/look.ts'
import { openStage } from '../packages/testkit/src/screenshots/stage.ts'
import type { Stage } from '../packages/testkit/src/screenshots/stage.ts'
import { median } from './measure.ts'
import type { Measurement } from './measure.ts'
import { askPractice } from './portal-web/practice.ts'

const runs = 5
/** The longest page of a list that the API gives. */
const largestPage = 100
const slowDown = 4
const goals = { scriptKiB: 180, lcpMs: 1200, inpMs: 100, cls: 0.02, longTaskMs: 50 }

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
      {
        what: `audit log of ${largestPage} rows, the most that the API gives: longest task while scrolling, ${slowDown} × slower`,
        value: await scrollTable(stage, largestPage),
        unit: 'ms',
        goal: goals.longTaskMs,
      },
      {
        what: `a made-up one of 1,000 rows: longest task while scrolling, ${slowDown} × slower`,
        value: await scrollTable(stage, 1000),
        unit: 'ms',
      },
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

interface Seen {
  largestPaintMs: number
  shift: number
  longestPressMs: number
  longestTaskMs: number
}

/** Runs in the page, before anything else does. */
function observe(): void {
  const seen: Seen = { largestPaintMs: 0, shift: 0, longestPressMs: 0, longestTaskMs: 0 }
  Object.assign(globalThis, { seen })
  const hears: Record<string, (entry: PerformanceEntry) => void> = {
    'largest-contentful-paint': ({ startTime }) => (seen.largestPaintMs = startTime),
    'layout-shift': (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
      if (!hadRecentInput) seen.shift += value
    },
    event: (entry) => {
      const { interactionId = 0 } = entry as PerformanceEntry & { interactionId?: number }
      if (interactionId > 0) seen.longestPressMs = Math.max(seen.longestPressMs, entry.duration)
    },
    longtask: ({ duration }) => (seen.longestTaskMs = Math.max(seen.longestTaskMs, duration)),
  }
  for (const [type, hear] of Object.entries(hears)) {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) hear(entry)
    })
    observer.observe({ type, buffered: true, ...(type === 'event' && { durationThreshold: 16 }) })
  }
}

const readSeen = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)

/** A page of the audit log as long as none is: the portal's own answer, its entries repeated. */
async function scrollTable(stage: Stage, wanted: number): Promise<number> {
  const context = await stage.openFor('admin', { viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(observe)
  await page.route(/\/v1\/admin\/audit|\/v1\/audit/, async (route) => {
    const response = await route.fetch()
    const body = (await response.json()) as Record<string, unknown>
    const repeated = Object.entries(body).map(([name, value]) => [
      name,
      Array.isArray(value) ? repeat(value, wanted) : value,
    ])
    await route.fulfill({ response, json: Object.fromEntries(repeated) })
  })
  await page.goto(`${stage.url}/admin/audit`, { waitUntil: 'networkidle' })
  const rows = await page.getByRole('row').count()
  if (rows < wanted) throw new Error(`The table should have ${wanted} rows and has ${rows}`)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowDown })
  await page.evaluate(() => ((globalThis as unknown as { seen: Seen }).seen.longestTaskMs = 0))
  await page.mouse.move(640, 500)
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(16)
  }
  await page.waitForTimeout(300)
  const { longestTaskMs } = await readSeen(page)
  await context.close()
  return longestTaskMs
}

function repeat(entries: readonly unknown[], count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => {
    const entry = entries[index % entries.length] as Record<string, unknown>
    return 'id' in entry ? { ...entry, id: `${String(entry.id)}-${index}` } : entry
  })
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
