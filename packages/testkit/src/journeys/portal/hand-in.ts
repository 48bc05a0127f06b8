import { reviews, versions } from '@mosis/api'
import type { Client, Version } from '@mosis/api'
import { must } from '../../steps.ts'
import { until } from '../../world.ts'
import type { Hand } from './hand.ts'
import type { Line } from './line.ts'

/** The app of the journey. */
export const app = { app_id: 'dev.example.tally' }

/** From the file to the verdict of the automated review, or a place in the queue. */
export async function handIn(hand: Hand, file: string): Promise<void> {
  await choose(hand, file)
  await submit(hand)
}

/**
 * The same over a bad line: stopped by hand, then cut off in the middle. Once the line is back it goes on by itself, with the first
 * byte that the portal does not have; answers how many it had.
 */
export async function handInOverBadLine(hand: Hand, file: string, line: Line): Promise<number> {
  const { page } = hand
  const main = page.getByRole('main')
  const button = (name: string) => main.getByRole('button', { name, exact: true })
  const begun: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') begun.push(Number(request.headers()['upload-offset']))
  })
  const browser = await page.context().newCDPSession(page)
  await browser.send('Network.enable')
  const allow = (uploadThroughput: number) =>
    browser.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await allow(slowBytesPerSecond)
  await choose(hand, file)
  await main.getByText('per second').waitFor()
  await hand.press(button('Pause'))
  await main.getByText('Paused', { exact: true }).waitFor()
  await hand.press(button('Go on'))
  await main.getByText('per second').waitFor()
  line.cut()
  await main.getByText('The portal does not answer at the moment').waitFor()
  await allow(-1)
  line.mend()
  await button('Submit for review').waitFor()
  const [first, second = 0, last = 0] = begun
  must(first === 0 && second > 0 && last > second, `each time it goes on where it was: ${begun.join(', ')}`)
  await submit(hand)
  return last
}

const slowBytesPerSecond = 250_000

async function choose(hand: Hand, file: string): Promise<void> {
  const { page } = hand
  await page.waitForURL(/\/versions\/new/)
  await page.waitForLoadState('networkidle')
  await hand.give(page.getByRole('main').locator('input[type=file]'), file)
}

async function submit(hand: Hand): Promise<void> {
  const main = hand.page.getByRole('main')
  await hand.press(main.getByRole('radio', { name: /^Wait for me/ }))
  await hand.press(main.getByRole('button', { name: 'Submit for review' }))
  await main.getByRole('link', { name: 'Open the version' }).waitFor()
}

/** The newest version once the automated review is done with it; a person has to look at it then. */
export async function waitsForReviewer(developer: Client): Promise<string> {
  const newest = await until(
    async () => (await developer(versions.listVersions, { params: app, query: {} })).versions[0],
    (version) => version !== undefined && !['submitted', 'checking'].includes(version.state),
  )
  const params = { ...app, version_id: newest?.id ?? '' }
  const { review, findings } = await developer(versions.getVersion, { params })
  must(review?.state === 'open', `it waits for a person: ${JSON.stringify(findings)}`)
  return review.id
}

export async function approveByCall(admin: Client, developer: Client): Promise<void> {
  await admin(reviews.approveReview, { params: { review_id: await waitsForReviewer(developer) } })
}

export async function stateOf(call: Client, versionCode: number): Promise<Version['state'] | undefined> {
  const { versions: all } = await call(versions.listVersions, { params: app, query: {} })
  return all.find(({ version_code }) => version_code === versionCode)?.state
}
