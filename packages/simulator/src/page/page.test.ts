// The phone as a person meets it: a real Chromium on the page of a real app.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { startBrowser } from '@mosis/testkit'
import type { Browser, Page } from 'playwright-core'
import { startTestPhone } from '../testing.ts'
import type { TestPhone } from '../testing.ts'

describe('the phone in a browser', () => {
  let browser: Browser
  let phone: TestPhone
  const faults: string[] = []
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    const scope = { after: (work: () => Promise<void>) => void ends.push(work) }
    ;[browser, phone] = await Promise.all([startBrowser(), startTestPhone(scope, { isWatched: true })])
  })
  after(async () => {
    await browser?.close()
    for (const end of ends) await end()
  })

  async function open({ width = 1280, height = 800 } = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height } })
    // A blocked script or style, a failed file and an error are all told here.
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())))
    page.on('pageerror', (error) => faults.push(String(error)))
    await page.goto(phone.url)
    await painted(page).getByText('Add').waitFor()
    return page
  }

  test('the app is touched and typed into, and what it shows follows', async () => {
    const page = await open()
    assert.equal(new URL(page.url()).search, '', 'the secret has left the address')
    await painted(page).getByText('Add').click()
    await painted(page).getByText('1', { exact: true }).waitFor()
    await painted(page).locator('input').click()
    await page.keyboard.type('Grace')
    await page.locator('#prompt').fill('return document:GetElementById("name").value')
    await page.keyboard.press('Enter')
    await page.locator('.entry.answer').getByText('"Grace"').waitFor()
    await painted(page).getByText('Next').click()
    await painted(page).getByText('Second screen').waitFor()
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await painted(page).getByText('Add').waitFor()
    await page.close()
  })

  test('axe has nothing against the phone and its panes around the app, in light and in dark', async () => {
    const page = await open()
    const panes = page.getByRole('tab')
    const seen: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const pane of await panes.all()) {
        await pane.click()
        const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude('.painted')
        const { violations } = await axe.withTags(['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice']).analyze()
        const name = await pane.innerText()
        seen.push(name)
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
        assert.deepEqual(told, [], `${name}, ${colorScheme}`)
      }
    }
    assert.equal(new Set(seen).size, 8)
    await page.close()
  })

  test('a permission is asked in plain words, and the answer reaches the app', async () => {
    const page = await open()
    await painted(page).getByText('Ask').click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('Read the names, phone numbers and e-mail addresses in your contacts.').waitFor()
    // The key that a person was just pressing must not say yes.
    assert.equal(
      await dialog.getByRole('button', { name: 'Don’t allow' }).evaluate((node) => node === document.activeElement),
      true,
    )
    await dialog.getByRole('button', { name: 'Allow', exact: true }).click()
    await painted(page).getByText('allowed').waitFor()
    await page.getByRole('tab', { name: 'Permissions' }).click()
    assert.equal(await page.getByRole('button', { name: 'Allow', pressed: true }).count(), 1)
    await page.close()
  })

  test('a save shows at once and keeps the screen; a mistake lies over the last good screen until it is mended', async () => {
    const page = await open()
    await painted(page).locator('input').fill('kept')
    await phone.write(
      'assets/main.rcss',
      'body { background-color: #112233; color: #ffffff; font-family: Inter; font-size: 20dp; } p, input, button { display: block; }',
    )
    await page.getByRole('status').getByText('Reloaded main.rcss').waitFor()
    assert.equal(await painted(page).locator('input').inputValue(), 'kept')

    await phone.write('assets/main.lua', 'function add()\n  count = count +\nend\n')
    const alert = page.getByRole('alert')
    await alert.getByText('assets/main.lua:3').waitFor()
    await alert.getByText('count = count +').waitFor()
    assert.equal(await painted(page).getByText('Add').count(), 1)

    await phone.write(
      'assets/main.lua',
      'function add()\n  document:GetElementById("count").inner_rml = "mended"\nend\n',
    )
    await page.getByRole('status').getByText('Restarted main.lua').waitFor()
    assert.equal(await alert.count(), 0)
    assert.equal(await painted(page).locator('input').inputValue(), 'kept')
    await painted(page).getByText('Add').click()
    await painted(page).getByText('mended').waitFor()
    await page.close()
  })

  test('the inspector names the file and line that a value comes from, and shows the element on the phone', async () => {
    const page = await open()
    await page.getByRole('tab', { name: 'Elements' }).click()
    await page.getByRole('treeitem', { name: '#add' }).hover()
    await page.locator('.highlight').getByText('button#add').waitFor()
    await page.getByRole('treeitem', { name: '#add' }).click()
    await page.locator('.rule-group').getByText('main.rcss:1').first().waitFor()
    await page.close()
  })

  test('two browsers show the same phone, and a narrow one shows the phone alone', async () => {
    const [wide, narrow] = [await open(), await open({ width: 390, height: 844 })]
    assert.equal(await narrow.getByRole('tablist').isVisible(), false)
    assert.equal(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true)
    await painted(narrow).getByText('Next').click()
    await painted(wide).getByText('Second screen').waitFor()
    await narrow.close()
    await wide.getByRole('button', { name: 'Home', exact: true }).click()
    await wide.getByRole('button', { name: 'Counter' }).click()
    await painted(wide).getByText('Second screen').waitFor()
    await wide.close()
  })

  test('nothing was blocked, missing or thrown in all of this', () => {
    assert.deepEqual(faults, [])
  })
})

const painted = (page: Page) => page.locator('.painted')
