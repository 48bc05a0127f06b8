import type { BrowserContext, Page, Route } from 'playwright-core'
import { ApiError } from '@mosis/api'
import type { Way } from './pages.ts'

/** A page that has come to rest in one of its states, and what it said on the way. */
export interface Reached {
  page: Page
  /** What a person would find wrong without looking: errors in the console, what the policy refused, what failed. */
  said: Set<string>
  /** Every text that the portal answered with: names and words that no language changes. */
  data: Set<string>
}

/** Opens a page in a state and waits until nothing moves any more. */
export async function reach(
  context: BrowserContext,
  { url, ids }: { url: string; ids: Readonly<Record<string, string>> },
  { address, answers }: Way,
): Promise<Reached> {
  const page = await context.newPage()
  const said = new Set<string>()
  const data = new Set<string>()
  listen(page, url, said, data, answers === 'refused')
  if (answers) await page.route(asked, (route) => answer(route, answers))
  const path = address.replaceAll(/\$(\w+)/g, (_all, name: string) => ids[name] || missing(name))
  await page.goto(url + path, { waitUntil: 'load' })
  // What is held keeps the network busy for ever.
  if (answers === 'held') {
    const headline = page.locator('h1').first()
    await headline.waitFor({ timeout: 10_000 }).catch(() => said.add('It shows no headline while it waits'))
    await page.waitForTimeout(skeletonMs)
  } else await page.waitForLoadState('networkidle', { timeout: 15_000 }).catch(() => said.add('It never stops loading'))
  if (answers === 'refused') {
    const again = page.getByRole('button', { name: /^(Try again|Erneut versuchen)$/ })
    await again
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => said.add('A failure is shown without a way to try again'))
  }
  await rest(page)
  return { page, said, data }
}

function missing(name: string): string {
  throw new Error(`The seeded world has nothing for $${name}`)
}

const skeletonMs = 900

/** What a page's own data comes from; who looks and which app it is are known in every state. */
const asked = ({ pathname }: URL) =>
  pathname.startsWith('/v1/') && !/^\/v1\/(auth\/session|portal|apps\/[^/]+)$/.test(pathname)

async function answer(route: Route, answers: NonNullable<Way['answers']>): Promise<void> {
  if (route.request().method() !== 'GET') return route.continue()
  if (answers === 'held') return undefined
  if (answers === 'refused') {
    const problem = { ...new ApiError('internal').toProblem(), request_id: 'req_example' }
    return route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) })
  }
  const response = await route.fetch()
  if (!response.headers()['content-type']?.includes('json')) return route.fulfill({ response })
  const body = (await response.json()) as Record<string, unknown>
  if (answers === 'hostile') return route.fulfill({ response, json: poison(body) })
  const emptied = Object.entries(body).map(([name, value]) => [name, emptiedValue(name, value)])
  return route.fulfill({ response, json: Object.fromEntries(emptied) })
}

const emptiedValue = (name: string, value: unknown) => {
  if (Array.isArray(value)) return []
  return name === 'next_cursor' ? null : value
}

/** What somebody may write where other people read. */
export const hostileText = [
  '<img src=x onerror="globalThis.hasRun=1"><script>globalThis.hasRun=1</script>',
  'javascript:globalThis.hasRun=1',
  '[press](javascript:globalThis.hasRun=1)',
  '\u202Eexe.gpj\u2066 \u0000',
  'x'.repeat(10_000),
].join(' ')

const written =
  /^(name|.*_name|title|description|.*_description|release_notes|notes?|text|body|message|reason|user_agent|path|file|line_text|snippet|lua|stack|tags?|label|summary)$/

/** The same answer, with what people write replaced by the worst that they may write. */
function poison(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return written.test(name) && value !== '' ? hostileText : value
  if (Array.isArray(value)) return value.map((entry) => poison(entry, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poison(inner, name)]))
}

function listen(page: Page, url: string, said: Set<string>, data: Set<string>, isRefused: boolean): void {
  page.on('console', (message) => {
    const text = message.text()
    // Chromium itself names each answer of 400 and more; those are looked at below.
    if (!['error', 'warning'].includes(message.type()) || text.startsWith('Failed to load resource')) return
    // What the portal refused is shown on the page, and told to whoever looks into the console.
    if (text.startsWith('PortalError: ')) return
    said.add(`${message.type()} in the console: ${text.slice(0, 300)}`)
  })
  page.on('pageerror', (failure) => said.add(`uncaught: ${failure.message.slice(0, 300)}`))
  page.on('response', (response) => {
    const { pathname, origin } = new URL(response.url())
    if (response.status() >= 500 && !isRefused) said.add(`${response.status()} from ${pathname}`)
    if (origin !== url && origin !== 'null') said.add(`asks ${origin}`)
    if (!pathname.startsWith('/v1/')) return
    response.json().then(
      (body: unknown) => gather(body, data),
      () => 'a file, or the page is gone',
    )
  })
}

function gather(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      into.add(name)
      gather(inner, into)
    }
  }
}

/** Closes a page, whatever it still waits for. */
export async function leave(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.close()
}

/** Until fonts are there, two frames were drawn, and nothing that ends moves any more: colours that change are no fault. */
export async function rest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve))
    const moving = document.getAnimations().filter(({ effect, playState, timeline }) => {
      // One that follows the scroll bar is never finished.
      const ends = timeline instanceof DocumentTimeline && effect?.getComputedTiming().endTime !== Infinity
      return ends && playState === 'running'
    })
    await Promise.allSettled(moving.map(({ finished }) => finished))
  })
}
