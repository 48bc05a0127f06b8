import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withProviders } from '../../accounts/oauth/testing.ts'
import type { OAuthWorld } from '../../accounts/oauth/testing.ts'
import { openBrowser } from '../testing.ts'
import type { OpenPage, TestBrowser } from '../testing.ts'

/** To the provider, where the person agrees, and back. */
const goThere = async ({ provider }: OAuthWorld, browser: TestBrowser, { headers }: OpenPage) => {
  const [, address = ''] = /^0; url=(.*)$/.exec(headers['refresh'] ?? '') ?? []
  const { pathname, search } = await provider.visit(address)
  return browser.open(pathname + search)
}

const signInThere = async (world: OAuthWorld, browser: TestBrowser) => {
  await browser.open('/auth/sign-in?return_to=/auth/account/linked')
  return goThere(world, browser, await browser.press('Continue with GitHub'))
}

test(
  'one press and an account elsewhere signs in, and comes back to where one wanted to be',
  withProviders(async (world) => {
    const browser = openBrowser(world)
    const page = await signInThere(world, browser)
    assert.deepEqual([page.path, page.status], ['/auth/account/linked', 200])
    assert.match(page.text, /GitHub Octavia, linked on 2 January 2026/)
    assert.match((await browser.open('/auth/account')).text, /None: you sign in another way.*Linked: GitHub/)
  }),
)

test(
  'the last way in stays, and is unlinked once there is a password',
  withProviders(async (world) => {
    const browser = openBrowser(world)
    await signInThere(world, browser)
    const refused = await browser.press('Unlink GitHub')
    assert.deepEqual([refused.status, /nobody could sign in/.test(refused.text)], [422, true])
    await browser.open('/auth/account/password')
    assert.doesNotMatch(browser.page().body, /current_password/)
    const set = await browser.press('Set a password', { new_password: 'four words of no kin' })
    assert.equal(set.path, '/auth/account?done=password')
    await browser.open('/auth/account/linked')
    assert.match((await browser.press('Unlink GitHub')).text, /The account is not linked any more.*GitHub Not linked/)
    const linked = await goThere(world, browser, await browser.press('Link GitHub'))
    assert.equal(linked.path, '/auth/account/linked?done=linked')
    assert.match(linked.text, /The account is linked/)
  }),
)

test(
  'who has no password shows again at the provider that it is them',
  withProviders(async (world) => {
    const browser = openBrowser(world)
    await signInThere(world, browser)
    world.clock.advance(16 * 60_000)
    const asked = await browser.open('/auth/account/export')
    assert.equal(asked.path, '/auth/confirm?return_to=%2Fauth%2Faccount%2Fexport')
    assert.doesNotMatch(asked.body, /type="password"/)
    const back = await goThere(world, browser, await browser.press('Continue with GitHub'))
    assert.deepEqual([back.path, back.title], ['/auth/account/export', 'Your data · Mosis'])
  }),
)

test(
  'who says no at the provider is told so on the sign-in page, and may go another way',
  withProviders(async (world) => {
    const browser = openBrowser(world)
    await browser.open('/auth/sign-in?return_to=/auth/sessions')
    const { headers } = await browser.press('Continue with GitHub')
    const state = new URL((headers['refresh'] ?? '').replace('0; url=', '')).searchParams.get('state') ?? ''
    const query = new URLSearchParams({ error: 'access_denied', state })
    const page = await browser.open(`/v1/auth/oauth/github/callback?${query.toString()}`)
    assert.match(page.path, /^\/auth\/sign-in\?.*problem=oauth\.denied/)
    assert.match(page.body, /role="alert">[^<]*GitHub/)
    assert.match(page.body, /name="return_to" value="\/auth\/sessions"/)
  }),
)
