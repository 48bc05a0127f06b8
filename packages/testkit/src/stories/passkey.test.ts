// Passkeys as a person meets them: a real Chromium with its virtual authenticator, against a portal on loopback.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { freePort } from '../programs.ts'
import { openAuthenticator } from '../virtual-authenticator.ts'
import type { AuthenticatorOptions } from '../virtual-authenticator.ts'
import { people, startWorld } from '../world.ts'
import type { World } from '../world.ts'

const { developer, colleague } = people

describe('passkeys in a browser', () => {
  let world: World
  let browser: Browser
  let url: string
  const violations: string[] = []
  before(async () => {
    const port = await freePort()
    // Browsers have passkeys on https and on this one name, and only for the address that the portal is set up with.
    url = `http://localhost:${port}`
    ;[world, browser] = await Promise.all([
      startWorld({ listen: `127.0.0.1:${port}`, settings: { BASE_URL: url } }),
      startBrowser(),
    ])
    await world.join(colleague)
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('somebody adds a passkey, signs in with nothing else, and removes it', async () => {
    const { page, authenticator } = await openPage()
    await signIn(page)
    await addPasskey(page, 'Work laptop')
    assert.equal(await authenticator.countKeys(), 1)
    await signOut(page)
    await page.goto(`${url}/auth/sign-in?return_to=/account/security`)
    await usePasskey(page).click()
    await page.waitForURL(`${url}/account/security`)
    await page.getByText('last used').waitFor()

    await page.getByRole('button', { name: 'Remove Work laptop' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the passkey' }).click()
    await page.getByText('No passkeys yet').waitFor()
    await signOut(page)
    await usePasskey(page).click()
    await page.getByText('The passkey was not accepted').waitFor()
  })

  test('the list of the e-mail field signs in with a passkey, with no button pressed', async () => {
    const { page, authenticator } = await openPage({ hasAutofill: true })
    await signIn(page)
    await addPasskey(page, 'Tablet')
    await authenticator.setPresent(false)
    await signOut(page)
    await authenticator.setPresent(true)
    await page.goto(`${url}/auth/sign-in?return_to=/account/sessions`)
    await page.waitForURL(`${url}/account/sessions`)
    await page.getByText('With a passkey').first().waitFor()
  })

  test('a device that does not recognise its owner adds nothing, and the page says so', async () => {
    const { page, authenticator } = await openPage({ isUserVerified: false })
    await signIn(page)
    await page.goto(`${url}/account/security`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByText('The device gave no passkey').waitFor()
    assert.equal(await authenticator.countKeys(), 0)
  })

  test('a browser without passkeys is told so before it is asked for one', async () => {
    const { page } = await openPage()
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'PublicKeyCredential'))
    await page.goto(`${url}/auth/sign-in`)
    await page.getByText('This browser is too old for passkeys').waitFor()
  })

  test('a password that needs a code takes a passkey instead, and the codes are shown once', async () => {
    const { page } = await openPage()
    await signIn(page, colleague)
    await addPasskey(page, 'Phone')
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByRole('img', { name: 'The secret as a QR code' }).waitFor()
    const secret = (await page.getByRole('dialog').locator('code').first().textContent()) ?? ''
    await page.getByRole('textbox', { name: 'Code' }).fill(new TOTP({ secret: secret.replaceAll(' ', '') }).generate())
    await page.getByRole('button', { name: 'Switch it on' }).click()
    await page.getByText('Keep these codes now').waitFor()
    assert.equal(await page.getByRole('dialog').locator('ol code').count(), 10)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByText('10 recovery codes left').waitFor()
    await page.reload()
    await page.getByText('10 recovery codes left').waitFor()
    assert.equal(await page.locator('ol code').count(), 0)

    await signOut(page)
    await typePassword(page, colleague)
    await page.getByRole('heading', { name: 'Second step' }).waitFor()
    assert.equal(new URL(page.url()).search, '', 'the ticket stands in no address')
    await usePasskey(page).click()
    await page.waitForURL(`${url}/dashboard`)
  })

  test('no page broke its own policy on the way', () => assert.deepEqual(violations, []))

  /** A page with a device of its own, that has recognised its owner or not. What the page's own policy refuses is noted. */
  async function openPage(options: AuthenticatorOptions = {}) {
    const page = await (await browser.newContext()).newPage()
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    return { page, authenticator: await openAuthenticator(page, options) }
  }

  async function addPasskey(page: Page, name: string): Promise<void> {
    await page.goto(`${url}/account/security`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByText('The passkey is added').waitFor()
    await page.getByText(name).first().waitFor()
  }

  async function signIn(page: Page, person = developer): Promise<void> {
    await typePassword(page, person)
    await page.waitForURL(`${url}/dashboard`)
  }

  async function typePassword(page: Page, person = developer): Promise<void> {
    await page.goto(`${url}/auth/sign-in`)
    await page.getByLabel('E-mail address').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  }
})

const usePasskey = (page: Page) => page.getByRole('button', { name: 'Use a passkey' })

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByText('You are signed out').waitFor()
}
