import type { Scene } from '../portal.ts'
import type { Hand } from './hand.ts'
import { rita } from './operate.ts'

/** A reviewer signs in and stands before the queue. */
export async function goToDesk({ url, step, sitDown }: Scene): Promise<Hand> {
  const hand = await sitDown()
  const { page } = hand
  return step('The reviewer signs in', async () => {
    await page.goto(`${url}/auth/sign-in`)
    await hand.type(page.getByLabel('E-mail address'), rita.email)
    await hand.type(page.getByLabel('Password', { exact: true }), rita.password)
    await hand.press(page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }))
    await page.waitForURL(`${url}/dashboard`)
    await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Queue' }))
    await page.getByRole('heading', { name: 'Review queue' }).waitFor()
    return { proved: 'and stands before the queue', value: hand }
  })
}

/** Claims a version in the queue and sends it back with words. */
export async function requestChanges(hand: Hand, version: string): Promise<void> {
  await claim(hand, version)
  const main = hand.page.getByRole('main')
  await hand.press(main.getByRole('link', { name: /^Files/ }))
  await main.getByText('assets/app.lua').first().waitFor()
  await hand.press(main.getByRole('radio', { name: /^Request changes/ }))
  await hand.type(main.getByLabel('Text to the developer'), 'Please say on the first screen what is counted.')
  await hand.press(main.getByRole('button', { name: 'Request changes' }))
  await hand.page.getByText(`Changes requested for ${version}`).first().waitFor()
}

/** Claims a version in the queue and rejects it for good, for reasons of the list and in words. */
export async function reject(hand: Hand, version: string, reasons: readonly string[], text: string): Promise<void> {
  await claim(hand, version)
  const { page } = hand
  const main = page.getByRole('main')
  await hand.press(main.getByRole('radio', { name: /^Reject/ }))
  for (const name of reasons) {
    await hand.take(main.getByRole('button', { name: 'Add a reason' }), page.getByRole('menuitem', { name }))
    await main.getByRole('list', { name: 'Reasons' }).getByText(name, { exact: true }).waitFor()
  }
  await hand.type(main.getByLabel('Text to the developer'), text)
  await hand.press(main.getByRole('button', { name: 'Reject' }))
  const question = page.getByRole('alertdialog', { name: `Reject ${version}?` })
  await question.getByText('It can appeal once').waitFor()
  await hand.press(question.getByRole('button', { name: 'Reject' }))
  await page.getByText(`${version} rejected`).first().waitFor()
}

/** Claims a version in the queue, looks at what is different, and approves it. */
export async function approve(hand: Hand, version: string, look = () => Promise.resolve()): Promise<void> {
  await claim(hand, version)
  await look()
  const main = hand.page.getByRole('main')
  await hand.press(main.getByRole('link', { name: /^Difference/ }))
  await main.getByText('assets/app.lua').first().waitFor()
  await hand.press(main.getByRole('radio', { name: /^Approve/ }))
  for (const box of await main.getByRole('checkbox').all()) await hand.press(box)
  await hand.press(main.getByRole('button', { name: 'Approve', exact: true }))
  await hand.page.getByText(`${version} approved`).first().waitFor()
}

async function claim(hand: Hand, version: string): Promise<void> {
  const { page } = hand
  await hand.press(page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Queue' }))
  await hand.press(page.getByRole('button', { name: `Claim ${version}` }))
  await page.getByText(`${version} is yours for 15 minutes`).first().waitFor()
  await hand.press(
    page
      .getByRole('table')
      .getByRole('link', { name: /^Tally/ })
      .first(),
  )
  await page.waitForURL(/\/review\/[\w-]+/)
}
