// Passkeys as a person meets them: a real Chromium with its virtual authenticator, against a portal on loopback.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { freePort } from '../programs.ts'
import { people, startWorld } from '../world.ts'
import type { World } from '../world.ts'

const { developer } = people

describe('passkeys in a browser', () => {
  let world: World
  let browser: Browser
  const violations: string[] = []
  before(async () => {
    const port = await freePort()
    // Browsers have passkeys on https and on this one name, and only for the address that the portal is set up with.
    const settings = { BASE_URL: `http://localhost:${port}` }
    ;[world, browser] = await Promise.all([startWorld({ listen: `127.0.0.1:${port}`, settings }), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('somebody adds a passkey, signs in with nothing else, and removes it', async () => {
    const { page, countKeys } = await openPage()
    await signIn(page)
    await page.goto(`${world.url}/auth/account/passkeys`)
    await page.getByLabel('Name', { exact: true }).fill('Work laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('The passkey is added').waitFor()
    assert.equal(await page.getByText('Work laptop').first().isVisible(), true)
    assert.equal(await countKeys(), 1)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out').waitFor()
    await page.goto(`${world.url}/auth/sign-in?return_to=/auth/account/passkeys`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL(`${world.url}/auth/account/passkeys`)
    assert.equal(await page.getByText('last used').isVisible(), true)

    await page.getByText('Rename or remove').click()
    await page.getByRole('button', { name: 'Remove this passkey' }).click()
    await page.getByText('The passkey is removed').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('heading', { name: 'The passkey was not accepted' }).waitFor()
  })

  test('a device that does not recognise its owner adds nothing, and the page says so', async () => {
    const { page, countKeys } = await openPage({ isUserVerified: false })
    await signIn(page)
    await page.goto(`${world.url}/auth/account/passkeys`)
    await page.getByLabel('Name', { exact: true }).fill('Found on a table')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('The device gave no passkey').waitFor()
    assert.equal(await countKeys(), 0)
  })

  test('a browser without passkeys is told so before it is asked for one', async () => {
    const { page } = await openPage()
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'PublicKeyCredential'))
    await page.goto(`${world.url}/auth/sign-in`)
    await page.getByText('This browser is too old for passkeys here').waitFor()
  })

  test('a password that needs a code takes a passkey instead, and the code is shown as a picture once', async () => {
    const { page } = await openPage()
    await signIn(page)
    await page.goto(`${world.url}/auth/account/passkeys`)
    await page.getByLabel('Name', { exact: true }).fill('Phone')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('The passkey is added').waitFor()
    await page.goto(`${world.url}/auth/account/totp`)
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByRole('img', { name: 'The secret as a QR code' }).waitFor()
    const secret = (await page.locator('code').first().textContent()) ?? ''
    await page.getByRole('textbox', { name: 'Code' }).fill(new TOTP({ secret: secret.replaceAll(' ', '') }).generate())
    await page.getByRole('button', { name: 'Switch it on' }).click()
    await page.getByText('The authenticator app is switched on').waitFor()
    assert.equal(await page.locator('ol code').count(), 10)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await typePassword(page)
    await page.getByRole('heading', { name: 'Second step' }).waitFor()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL(`${world.url}/auth/account`)
  })

  test('no page broke its own policy on the way', () => assert.deepEqual(violations, []))

  /** A page with a device of its own, that has recognised its owner or not. What the page's own policy refuses is noted. */
  async function openPage({ isUserVerified = true } = {}) {
    const page = await (await browser.newContext()).newPage()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified,
        automaticPresenceSimulation: true,
      },
    })
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    const countKeys = async () => {
      const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    }
    return { page, countKeys }
  }

  async function signIn(page: Page): Promise<void> {
    await typePassword(page)
    await page.waitForURL(`${world.url}/auth/account`)
  }

  async function typePassword(page: Page): Promise<void> {
    await page.goto(`${world.url}/auth/sign-in`)
    await page.getByLabel('E-mail address').fill(developer.email)
    await page.getByLabel('Password').fill(developer.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
})
