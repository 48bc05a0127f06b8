// The pages about an account that mails and links lead to, in a real Chromium, over a portal as an operator starts it.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { accounts, createClient, deviceLogin, teams } from '@mosis/api'
import type { Client } from '@mosis/api'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { startMailbox } from '../mailbox.ts'
import type { Mailbox } from '../mailbox.ts'
import { startPortal } from '../programs.ts'
import type { Portal } from '../programs.ts'

const ada = { name: 'Ada Admin', email: 'ada@example.test', password: 'correct horse battery' }
const dana = { name: 'Dana', email: 'dana@example.test', password: 'staple battery horse' }

describe('the pages about an account', () => {
  let folder: string
  let mailbox: Mailbox
  let portal: Portal
  let browser: Browser
  let call: Client
  const faults: string[] = []

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mosis-account-pages-'))
    mailbox = await startMailbox()
    portal = await startPortal(folder, { SMTP_URL: mailbox.url, MAIL_FROM: 'Mosis <portal@example.test>' })
    browser = await startBrowser()
    call = createClient({ baseUrl: portal.url })
  })
  after(async () => {
    await browser?.close()
    await portal?.stop()
    await mailbox?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('the printed link makes the admin, once', async () => {
    const page = await openPage()
    await page.goto(portal.setupUrl ?? '')
    await fillIn(page, { 'Your name': ada.name, 'E-mail address': ada.email, Password: 'short' })
    await press(page, 'Make the admin account')
    await page.getByRole('link', { name: /^Password: / }).click()
    assert.equal(await page.getByLabel('Password', { exact: true }).evaluate((field) => field.matches(':focus')), true)
    await fillIn(page, { Password: ada.password })
    await press(page, 'Make the admin account')
    await page.getByRole('heading', { name: 'The portal is yours' }).waitFor()
    await page.getByText(`npx mosis login --portal ${portal.url}`).waitFor()
    assert.equal((await call(accounts.login, { body: ada })).user.role, 'admin')
    await page.goto(portal.setupUrl ?? '')
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
  })

  test('the session is a cookie that no script reads, and nothing of it is kept where one could', async () => {
    const page = await openPage()
    await signUp(page)
    await press(page, 'Continue')
    await page.waitForURL(`${portal.url}/dashboard`)
    const cookies = await page.context().cookies()
    assert.deepEqual(
      cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite })),
      [{ name: 'mosis_session', httpOnly: true, sameSite: 'Lax' }],
    )
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    )
    assert.doesNotMatch(kept, /eyJ|mosis_session|token/)
  })

  test('a sign-in leads on to a page of this portal and nowhere else', async () => {
    for (const [wanted, reached] of [
      ['/account/sessions', '/account/sessions'],
      ['//evil.example', '/dashboard'],
      ['/\\evil.example', '/dashboard'],
      ['https://evil.example/', '/dashboard'],
    ]) {
      const page = await openPage()
      await page.goto(`${portal.url}/auth/sign-in?return_to=${encodeURIComponent(wanted ?? '')}`)
      await signIn(page)
      await page.waitForURL(`${portal.url}${reached}`)
      // Whoever is signed in already is led on at once.
      await page.goto(`${portal.url}/auth/sign-in?return_to=${encodeURIComponent(wanted ?? '')}`)
      await page.waitForURL(`${portal.url}${reached}`)
      await page.context().close()
    }
  })

  test('another address counts once its mail was opened, and the old one takes the account back', async () => {
    const page = await openPage()
    await page.goto(linkTo('/auth/verify', await mailbox.await(dana.email, /\/auth\/verify/)))
    await press(page, 'Confirm the address')
    await page.getByText('The e-mail address is confirmed').waitFor()
    await signIn(page)
    await page.waitForURL(`${portal.url}/dashboard`)
    await page.goto(`${portal.url}/account`)
    await fillIn(page, { 'New e-mail address': 'other@example.test' })
    await press(page, 'Send the mail')
    await page.getByText('other@example.test waits to be confirmed').waitFor()
    await page.goto(linkTo('/auth/email', await mailbox.await('other@example.test', /\/auth\/email/)))
    await press(page, 'Use this address')
    await page.getByText('The new e-mail address counts from now on').waitFor()
    await page.getByText('other@example.test', { exact: true }).waitFor()

    await page.goto(linkTo('/auth/undo', await mailbox.await(dana.email, /\/auth\/undo/)))
    await press(page, 'Take it back')
    await page.getByText('The old address is back').waitFor()
    await page.goto(linkTo('/auth/reset', await mailbox.await(dana.email, /\/auth\/reset/)))
    await fillIn(page, { 'New password': dana.password })
    await press(page, 'Set the password')
    await page.getByText('Sign in with it').waitFor()
    await signIn(page)
    await page.waitForURL(`${portal.url}/dashboard`)
  })

  test('a forgotten password is set anew by mail, and an address without an account is answered alike', async () => {
    const page = await openPage()
    for (const email of ['nobody@example.test', ada.email]) {
      await page.goto(`${portal.url}/auth/sign-in`)
      await page.getByRole('link', { name: 'Forgot the password?' }).click()
      // Both pages have a field of this name.
      await page.getByRole('button', { name: 'Send the link' }).waitFor()
      await fillIn(page, { 'E-mail address': email })
      await press(page, 'Send the link')
      await page.getByText('If there is an account with this address').waitFor()
    }
    const link = linkTo('/auth/reset', await mailbox.await(ada.email, /\/auth\/reset/))
    await page.goto(link)
    await fillIn(page, { 'New password': 'password123' })
    await press(page, 'Set the password')
    await page.getByRole('alert').waitFor()
    await fillIn(page, { 'New password': ada.password })
    await press(page, 'Set the password')
    await page.getByText('Sign in with it').waitFor()
    await page.goto(link)
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
  })

  test('a device is let in only after its owner showed again who is there', async () => {
    const page = await openPage()
    await page.goto(`${portal.url}/auth/sign-in`)
    await signIn(page)
    await page.waitForURL(`${portal.url}/dashboard`)
    // As if the sign-in were older than the portal lets it count.
    const code = 'auth.recent_sign_in_required'
    const body = JSON.stringify({ type: 'about:blank', title: code, code, status: 403, detail: code, fix: '' })
    const refusal = { status: 403, contentType: 'application/problem+json', body }
    await page.route('**/v1/auth/device/*/approve', (route) => route.fulfill(refusal), { times: 1 })
    const client_id = 'mosis-cli/1.0.0 (linux)'
    const started = await call(deviceLogin.startDeviceLogin, { body: { client_id } })
    await page.goto(`${portal.url}/auth/device`)
    await fillIn(page, { Code: 'BCDF-GHJK' })
    await press(page, 'Continue')
    await page.getByRole('alert').waitFor()
    await fillIn(page, { Code: started.user_code.toLowerCase() })
    await press(page, 'Continue')
    await page.getByText(client_id).waitFor()
    await press(page, 'Let it in')
    const dialog = page.getByRole('dialog', { name: 'Is it you?' })
    await dialog.getByLabel('Password', { exact: true }).fill('not the password')
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(dana.password)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'The device is signed in' }).waitFor()
    const { device_code } = started
    await call(deviceLogin.finishDeviceLogin, {
      body: { grant_type: deviceLogin.deviceGrant, device_code, client_id },
    })

    await page.goto(`${portal.url}/account/sessions`)
    await page.getByRole('button', { name: /^End mosis 1\.0\.0 on Linux/ }).click()
    await page.getByText('The session was ended').waitFor()
  })

  test('an invited person signs in from the mailed link and joins', async () => {
    const admin = createClient({
      baseUrl: portal.url,
      token: (await call(accounts.login, { body: ada })).access_token,
    })
    const { id: team_id } = await admin(teams.createTeam, { body: { name: 'Makers' } })
    await admin(teams.invite, { params: { team_id }, body: { email: dana.email, role: 'developer' } })
    const page = await openPage()
    await page.goto(linkTo('/auth/invitation', await mailbox.await(dana.email, /\/auth\/invitation/)))
    await page.getByRole('heading', { name: 'Join Makers?' }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await signIn(page)
    await press(page, 'Join')
    await page.waitForURL(`${portal.url}/dashboard`)
    const { members } = await admin(teams.getTeam, { params: { team_id } })
    assert.deepEqual(members.map(({ role }) => role).toSorted(), ['developer', 'owner'])
  })

  test('a locked account is led to the sign-in, which says why to whoever knows the password, until it is unlocked', async () => {
    const [hers, page] = [await openPage(), await openPage()]
    await hers.goto(`${portal.url}/auth/sign-in`)
    await signIn(hers)
    await hers.waitForURL(`${portal.url}/dashboard`)
    await page.goto(`${portal.url}/admin/accounts`)
    await signIn(page, ada)
    // With the keyboard alone.
    await page
      .getByRole('main')
      .getByRole('button', { name: `Actions of ${dana.name}` })
      .focus()
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitem]:focus').waitFor()
    await page.keyboard.press('End')
    await page.locator('[role=menuitem]:focus', { hasText: 'Lock' }).waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: `Lock the account of ${dana.name}?` })
    await dialog.getByText(`${dana.email} gets a mail with the reason.`).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Reason').fill('Somebody else signed in with it')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(`${dana.name} is locked`).waitFor()
    await page.getByRole('row', { name: dana.email }).getByText('Locked').waitFor()

    await hers.goto(`${portal.url}/account/sessions`)
    await hers.waitForURL(/\/auth\/sign-in/)
    await signIn(hers, { ...dana, password: 'not the password' })
    await hers.getByRole('alert').getByText('The e-mail address or the password is wrong').waitFor()
    await signIn(hers)
    await hers.getByText('This account is locked: Somebody else signed in with it').waitFor()

    await press(page, 'Unlock')
    await page.getByText(`${dana.name} is unlocked`).waitFor()
    await page.getByRole('row', { name: dana.email }).getByText('Active').waitFor()
    await signIn(hers)
    await hers.waitForURL(`${portal.url}/account/sessions`)
  })

  test('an account is exported, and deleted after its address was typed', async () => {
    const page = await openPage()
    await page.goto(`${portal.url}/auth/account/delete`)
    await signIn(page)
    await page.waitForURL(`${portal.url}/account/data`)
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download the file')])
    assert.equal(download.suggestedFilename(), 'mosis-account.json')
    await press(page, 'Delete my account')
    const dialog = page.getByRole('alertdialog')
    const act = dialog.getByRole('button', { name: 'Delete my account' })
    assert.equal(await act.getAttribute('aria-disabled'), 'true', 'nothing happens before the address is typed')
    await dialog.getByRole('textbox').fill(dana.email)
    await act.click()
    await page.getByText('Your account is deleted').waitFor()
    assert.deepEqual(await page.context().cookies(), [])
    await assert.rejects(call(accounts.login, { body: dana }), { code: 'auth.wrong_credentials' })
  })

  test('no page failed or broke its own policy on the way', () => assert.deepEqual(faults, []))

  async function openPage(): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (fault) => faults.push(String(fault)))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    return page
  }

  async function signUp(page: Page): Promise<void> {
    await page.goto(`${portal.url}/auth/sign-up`)
    await fillIn(page, { 'Your name': dana.name, 'E-mail address': dana.email, Password: dana.password })
    await press(page, 'Create the account')
    await page.waitForURL(`${portal.url}/auth/check-mail`)
  }
})

async function signIn(page: Page, { email, password } = dana): Promise<void> {
  await fillIn(page, { 'E-mail address': email, Password: password })
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

function linkTo(path: string, mail: string): string {
  const link = mail.split(/\s+/).find((word) => word.includes(`${path}?token=`))
  assert.ok(link !== undefined, mail)
  return link
}
