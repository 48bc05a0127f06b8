// Pages longer than the portal makes them: its own answers with their entries repeated, or with lines that are made up.
import type { BrowserContext, Page, Route } from 'playwright-core'
import type { Stage } from '../../packages/testkit/src/screenshots/stage.ts'
import { median } from '../measure.ts'
import type { Measurement } from '../measure.ts'
import { longestTaskDuring, observe } from './observe.ts'

const visits = 3
const goals = { scrollMs: 50, openMs: 200 }
/** The longest page of a list that the API gives. */
const largestPage = 100
const codeLines = 20_000
const hunkCount = 400
const path = 'assets/scripts/app.lua'

/** The longest tasks while long tables, differences and files are opened and scrolled, on a processor so many times slower. */
export async function measureLongPages(stage: Stage, slowDown: number): Promise<Measurement[]> {
  const scrolled = (what: string, value: number): Measurement => ({
    what: `${what}: longest task while scrolling, ${slowDown} × slower`,
    value,
    unit: 'ms',
    goal: goals.scrollMs,
  })
  const opened = (what: string, value: number): Measurement => ({
    what: `${what}: longest task while opening, ${slowDown} × slower`,
    value,
    unit: 'ms',
    goal: goals.openMs,
  })
  const rows: Measurement[] = []
  for (const length of [largestPage, 1000]) {
    const scrollMs = await visitOften(() => readTable(stage, length, slowDown))
    const origin = length === largestPage ? 'the most that the API gives' : 'made up'
    rows.push(scrolled(`audit log of ${length} rows, ${origin}`, median(scrollMs)))
  }
  for (const [what, open] of [
    [`a difference of ${codeLines} lines in ${hunkCount} hunks`, openDifference],
    [`a file of ${codeLines} lines`, openFile],
  ] as const) {
    const read = await visitOften(() => readCode(stage, open, slowDown))
    rows.push(opened(what, median(read.map(({ openMs }) => openMs))))
    rows.push(scrolled(what, median(read.map(({ scrollMs }) => scrollMs))))
  }
  return rows
}

async function visitOften<Seen>(visit: () => Promise<Seen>): Promise<Seen[]> {
  const seen: Seen[] = []
  for (let number = 0; number < visits; number++) seen.push(await visit())
  return seen
}

async function readTable(stage: Stage, length: number, slowDown: number): Promise<number> {
  const { context, page } = await openPage(stage, 'admin')
  await edit(page, /\/v1\/audit|\/v1\/admin\/audit/, ({ events }) => ({ events: repeat(events, length) }))
  await page.goto(`${stage.url}/admin/audit`, { waitUntil: 'networkidle' })
  const rows = await page.getByRole('row').count()
  if (rows < length) throw new Error(`The table should have ${length} rows and has ${rows}`)
  await slow(context, page, slowDown)
  const scrollMs = await longestTaskDuring(page, () => scroll(page, { x: 640, y: 500 }))
  await context.close()
  return scrollMs
}

function repeat(entries: unknown, count: number): unknown[] {
  const list = entries as readonly Record<string, unknown>[]
  return Array.from({ length: count }, (_, index) => {
    const entry = list[index % list.length]
    return { ...entry, id: `${String(entry?.['id'])}-${index}` }
  })
}

/** From another tab of a review, which is open and at rest. */
async function readCode(stage: Stage, open: (page: Page) => Promise<void>, slowDown: number) {
  const { context, page } = await openPage(stage, 'reviewer')
  await edit(page, /\/v1\/reviews\/[^/]+\/difference$/, () => ({ files: [madeUpDifference()] }))
  await edit(page, /\/v1\/reviews\/[^/]+\/files$/, ({ files }) => ({
    files: [...(files as { path: string }[]).filter((file) => file.path !== path), { path, size_bytes: 600_000 }],
  }))
  const text = Array.from({ length: codeLines }, (_, at) => `${lineOf(at)}\n`).join('')
  await page.route(/\/v1\/reviews\/[^/]+\/files\/.+$/, (route) =>
    route.fulfill({ body: text, contentType: 'text/plain; charset=utf-8' }),
  )
  await page.goto(`${stage.url}/review/${stage.ids['reviewId']}?tab=history`, { waitUntil: 'networkidle' })
  await slow(context, page, slowDown)
  const openMs = await longestTaskDuring(page, () => open(page))
  const view = page.locator('#content section[tabindex="0"]').first()
  await view.scrollIntoViewIfNeeded()
  const box = await view.boundingBox()
  if (!box) throw new Error('The lines should be in sight')
  const scrollMs = await longestTaskDuring(page, () => scroll(page, { x: box.x + 200, y: box.y + 100 }))
  const top = await view.evaluate(({ scrollTop }) => scrollTop)
  if (top < 10_000) throw new Error(`The lines should have been scrolled by more than 10000 px and were by ${top}`)
  await context.close()
  return { openMs, scrollMs }
}

async function openDifference(page: Page): Promise<void> {
  await page.locator('a[href*="tab=difference"]').first().click()
  await page.locator('[data-hunk]').first().waitFor({ state: 'attached' })
}

async function openFile(page: Page): Promise<void> {
  await page.locator('a[href*="tab=files"]').first().click()
  await page.locator('nav a[href*="app.lua"]').first().click()
  await page.locator('[data-line]').first().waitFor({ state: 'attached' })
}

/** Three lines around each change; in it lines went and others came in their place, four at a time. */
function madeUpDifference() {
  const length = codeLines / hunkCount
  const signOf = (at: number) => (at < 3 || at >= length - 3 ? ' ' : Math.floor(at / 4) % 2 === 0 ? '-' : '+')
  const hunks = Array.from({ length: hunkCount }, (_, hunk) => {
    const start = hunk * (length + 10) + 1
    const lines = Array.from({ length }, (_, at) => signOf(at) + lineOf(start + at))
    const count = (other: string) => lines.filter((line) => !line.startsWith(other)).length
    return {
      before_start: start,
      before_lines: count('+'),
      after_start: start,
      after_lines: count('-'),
      lines,
    }
  })
  const facts = { size_bytes: 600_000, sha256: '0'.repeat(64) }
  return { path, change: 'changed', before: facts, after: facts, hunks, left_out: null }
}

const sample = [
  'local count = 0 -- how often it was pressed',
  'function onPress(event)',
  '  if count > 10 then storage.write("count", tostring(count)) end',
  "  local title = 'pressed ' .. count .. ' times'",
  '',
  '  count = count + 1',
  'end',
]
const lineOf = (at: number) => sample[at % sample.length] ?? ''

async function openPage(stage: Stage, viewer: 'admin' | 'reviewer'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await stage.openFor(viewer, { viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(observe)
  return { context, page }
}

async function slow(context: BrowserContext, page: Page, rate: number): Promise<void> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate })
}

/** Answers as the portal does, with other entries. */
async function edit(page: Page, address: RegExp, change: (body: Record<string, unknown>) => object): Promise<void> {
  await page.route(address, async (route: Route) => {
    const response = await route.fetch()
    const body = (await response.json()) as Record<string, unknown>
    await route.fulfill({ response, json: { ...body, ...change(body) } })
  })
}

async function scroll(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.mouse.move(x, y)
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(16)
  }
}
