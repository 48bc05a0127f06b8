// Accounts from sign-up to deletion, against a portal started as an operator would, a real mail server, a real OAuth and OIDC
// provider, a real Chromium and the real command.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accounts,
  ApiError,
  apiKeys,
  apps,
  createClient,
  secondFactor,
  teams,
  trustedPublishing,
  versions,
} from '@mosis/api'
import { startOAuthProvider } from '@mosis/server/testing'
import type { TestOAuthProvider } from '@mosis/server/testing'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { startMailbox } from '../mailbox.ts'
import type { Mailbox } from '../mailbox.ts'
import { freePort, mosisMain, runProgram, startPortal } from '../programs.ts'
import { smallApp } from '../sample-apps.ts'
import { must, runSteps } from '../steps.ts'
import type { DoStep, Step } from '../steps.ts'
import { openAuthenticator } from '../virtual-authenticator.ts'
import { joinPortal } from '../world.ts'

const dana = { email: 'dana@example.test', name: 'Dana', password: 'correct horse battery' }
const eli = { email: 'eli@example.test', name: 'Eli', password: 'staple battery horse' }
const appId = 'dev.example.tally'

interface Surroundings {
  folder: string
  url: string
  mailbox: Mailbox
  provider: TestOAuthProvider
  browser: Browser
}

/** Runs the journey once, tells each step as it is done, and leaves nothing behind. */
export async function runAccounts(tell: (step: Step) => void = () => undefined): Promise<Step[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-accounts-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const mailbox = await startMailbox()
    closers.unshift(() => mailbox.close())
    const provider = await startOAuthProvider({ id: 583_231, email: 'dana@work.example', name: 'Dana' })
    closers.unshift(() => provider.close())
    const browser = await startBrowser()
    closers.unshift(() => browser.close())
    const port = await freePort()
    // Browsers have passkeys on https and on this one name.
    const url = `http://localhost:${port}`
    const portal = await startPortal(folder, {
      LISTEN_ADDR: `127.0.0.1:${port}`,
      BASE_URL: url,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Mosis <portal@example.test>',
      GITHUB_ACTIONS_ISSUER: provider.url,
      ...provider.env,
    })
    closers.unshift(() => portal.stop())
    return await runSteps((step) => journey({ folder, url, mailbox, provider, browser }, step), tell)
  } finally {
    for (const close of closers) await close()
  }
}

async function journey({ folder, url, mailbox, provider, browser }: Surroundings, step: DoStep): Promise<void> {
  const publicCall = createClient({ baseUrl: url })
  const page = await openPage(browser)

  await step('Sign up', async () => {
    await page.goto(`${url}/auth/sign-up`)
    await page.getByLabel('Your name').fill(dana.name)
    await page.getByLabel('E-mail address').fill(dana.email)
    await page.getByLabel('Password', { exact: true }).fill(dana.password)
    await page.getByRole('button', { name: 'Create the account' }).click()
    await page.waitForURL(`${url}/auth/check-mail**`)
    const tokens = await publicCall(accounts.login, { body: dana })
    must(!tokens.user.email_verified, 'the address is not proved yet')
    const call = createClient({ baseUrl: url, token: tokens.access_token })
    const refused = await codeOf(call(apiKeys.createApiKey, { body: { name: 'too early', scopes: ['apps:read'] } }))
    must(refused === 'auth.email_not_verified', `an API key needs a proved address: ${refused}`)
    return { proved: 'an account by the page; without a proved address it makes no API key', value: undefined }
  })

  await step('Verify by mail', async () => {
    const link = linkIn(await mailbox.await(dana.email, /\/auth\/verify\?token=/))
    await page.goto(link)
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await page.waitForURL(`${url}/account`)
    const { user } = await publicCall(accounts.login, { body: dana })
    must(user.email_verified, 'the address is proved now')
    const token = new URL(link).searchParams.get('token') ?? ''
    const again = await codeOf(publicCall(accounts.verifyEmail, { body: { token } }))
    must(again === 'account.invalid_link', `the link works once: ${again}`)
    return { proved: 'the link of the mail works, and works once', value: undefined }
  })

  const totp = await step('Switch on an authenticator app', async () => {
    await page.goto(`${url}/account/security`)
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByRole('img', { name: 'The secret as a QR code' }).waitFor()
    const secret = ((await page.getByRole('dialog').locator('code').first().textContent()) ?? '').replaceAll(' ', '')
    const value = new TOTP({ secret })
    await page.getByRole('textbox', { name: 'Code' }).fill(value.generate())
    await page.getByRole('button', { name: 'Switch it on' }).click()
    await page.getByText('Keep these codes now').waitFor()
    const codes = await page.getByRole('dialog').locator('ol code').allTextContents()
    must(codes.length === 10, 'ten recovery codes are shown')
    await page.getByRole('button', { name: 'I have kept them' }).click()
    const refused = await codeOf(publicCall(accounts.login, { body: dana }))
    must(refused === 'auth.second_factor_required', `the password alone no longer signs in: ${refused}`)
    return { proved: 'ten recovery codes; the password alone no longer signs in', value: { recovery: codes } }
  })

  const call = await step('Sign in with a recovery code', async () => {
    const [code = ''] = totp.recovery
    const enter = async () => {
      const refusal = await refusalOf(publicCall(accounts.login, { body: dana }))
      return publicCall(secondFactor.finishSignIn, { body: { ticket: String(refusal.details.ticket), code } })
    }
    const tokens = await enter()
    must((await codeOf(enter())) === 'auth.wrong_code', 'a recovery code works once')
    return {
      proved: 'a recovery code signs in once',
      value: createClient({ baseUrl: url, token: tokens.access_token }),
    }
  })

  await step('Add a passkey and sign in with nothing else', async () => {
    await page.goto(`${url}/account/security`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Work laptop')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByText('The passkey is added').waitFor()
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('You are signed out').waitFor()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(`${url}/dashboard`)
    return { proved: 'Chromium made it and signed in with it alone', value: undefined }
  })

  await step('Link GitHub and sign in with it', async () => {
    await page.goto(`${url}/account/security`)
    await page.getByRole('button', { name: 'Link GitHub' }).click()
    await page.getByText('The account is linked').waitFor()
    const other = await (await browser.newContext()).newPage()
    await other.goto(`${url}/auth/sign-in`)
    await other.getByRole('button', { name: 'Continue with GitHub' }).click()
    await other.getByRole('heading', { name: 'Second step' }).waitFor()
    await other.context().close()
    return { proved: 'linked by PKCE and state; a sign-in with it still asks for the second factor', value: undefined }
  })

  await step('Device login from the command', async () => {
    const env = { MOSIS_HOME: join(folder, 'home'), MOSIS_PORTAL: url }
    const login = spawn(process.execPath, [mosisMain, 'login', '--device', '--no-browser', '--no-qr'], {
      cwd: folder,
      env: { ...process.env, ...env, MOSIS_KEYRING: 'off', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [login.stdout, login.stderr])
      stream.setEncoding('utf8').on('data', (text) => void (said += text))
    const ended = once(login, 'exit')
    const code = await until(
      () => /\b[B-DF-HJ-NP-TV-Z]{4}-[B-DF-HJ-NP-TV-Z]{4}\b/.exec(said)?.[0],
      'the command shows a code',
    )
    await page.goto(`${url}/auth/device`)
    await page.getByRole('textbox', { name: 'Code' }).fill(code)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('mosis-cli').first().waitFor()
    await page.getByRole('button', { name: 'Let it in' }).click()
    const [exit] = (await ended) as [number]
    must(exit === 0, `mosis login ends with 0: ${said}`)
    const status = await runProgram([mosisMain, 'auth', 'status', '--json'], { cwd: folder, env })
    must(status.code === 0, `mosis auth status ends with 0: ${status.stdout}${status.stderr}`)
    return { proved: `${code} was approved in the browser, and mosis auth status says that it works`, value: undefined }
  })

  await step('API key', async () => {
    await call(apps.createApp, { body: { id: appId, name: 'Tally' } })
    const body = { name: 'laptop', scopes: ['apps:read' as const], app_ids: [appId] }
    const made = await call(apiKeys.createApiKey, { body })
    const withKey = createClient({ baseUrl: url, token: made.key })
    must((await withKey(apps.listApps, {})).apps.length === 1, 'the key sees its app')
    const refused = await codeOf(withKey(apps.updateApp, { params: { app_id: appId }, body: { name: 'Other' } }))
    must(refused === 'auth.forbidden', `it may only read: ${refused}`)
    await call(apiKeys.revokeApiKey, { params: { api_key_id: made.id } })
    const ended = await codeOf(withKey(apps.listApps, {}))
    must(ended === 'auth.invalid_api_key', `a revoked key is refused at once: ${ended}`)
    return { proved: `${made.hint} read its app, wrote nothing, and ended when it was revoked`, value: undefined }
  })

  await step('CI token exchange', async () => {
    const workflow = { provider: 'github' as const, repository: 'example/tally', workflow: 'release.yml' }
    await call(trustedPublishing.addTrustedPublisher, { params: { app_id: appId }, body: workflow })
    const token = await runToken(provider, url)
    const { api_key } = await publicCall(trustedPublishing.exchangeCiToken, { body: { app_id: appId, token } })
    const again = await codeOf(publicCall(trustedPublishing.exchangeCiToken, { body: { app_id: appId, token } }))
    must(again === 'ci_token.used', `the token works once: ${again}`)
    const run = createClient({ baseUrl: url, token: api_key })
    must((await run(versions.listVersions, { params: { app_id: appId } })).versions.length === 0, 'it sees the app')
    return { proved: 'a run of release.yml got a key for 20 minutes and one app, once', value: undefined }
  })

  await step('Team and invitation', async () => {
    const { id: team_id } = await call(teams.createTeam, { body: { name: 'Tally makers' } })
    const other = await joinPortal(url, eli)
    const verification = linkIn(await mailbox.await(eli.email, /\/auth\/verify\?token=/))
    await publicCall(accounts.verifyEmail, { body: { token: new URL(verification).searchParams.get('token') ?? '' } })
    await call(teams.invite, { params: { team_id }, body: { email: eli.email, role: 'developer' } })
    const token = new URL(linkIn(await mailbox.await(eli.email, /\/auth\/invitation\?token=/))).searchParams.get(
      'token',
    )
    must((await codeOf(other.call(teams.getTeam, { params: { team_id } }))) === 'team.not_found', 'not a member yet')
    await other.call(teams.acceptInvitation, { body: { token: token ?? '' } })
    must((await call(teams.transferApp, { params: { app_id: appId }, body: { team_id } })).state === 'done', 'moved')
    const bytes = other.build(smallApp(appId))
    const uploaded = await other.call(versions.uploadVersion, { params: { app_id: appId }, body: bytes })
    const params = { app_id: appId, version_id: uploaded.id }
    const refused = await codeOf(other.call(versions.publishVersion, { params }))
    must(refused === 'auth.forbidden', `a developer uploads and does not publish: ${refused}`)
    return { proved: 'Eli joined by mail, uploaded a version, and may not publish it', value: undefined }
  })

  await step('Export', async () => {
    const exported = await call(accounts.exportAccount, {})
    const text = JSON.stringify(exported)
    must(text.includes(dana.email) && text.includes('Tally makers'), 'the file says what the portal knows')
    must(!text.includes('mk_live_') || !/mk_live_[0-9A-Za-z]{49}/.test(text), 'and no secret')
    await writeFile(join(folder, 'export.json'), text)
    return { proved: `${text.length} bytes in ${Object.keys(exported).length} parts, and no secret`, value: undefined }
  })

  await step('Delete', async () => {
    const early = await codeOf(call(accounts.deleteAccount, { body: { email: dana.email } }))
    must(early === 'account.owns_teams', `the last owner of a team with an app stays: ${early}`)
    await call(apps.deleteApp, { params: { app_id: appId } })
    const { teams: own } = await call(teams.listTeams, {})
    for (const { id, is_personal } of own) if (!is_personal) await call(teams.deleteTeam, { params: { team_id: id } })
    await call(accounts.deleteAccount, { body: { email: dana.email } })
    must((await codeOf(call(accounts.me, {}))) === 'auth.invalid_token', 'its tokens are refused')
    must((await codeOf(publicCall(accounts.login, { body: dana }))) === 'auth.wrong_credentials', 'nobody signs in')
    await mailbox.await(dana.email, /deleted/i)
    const again = await publicCall(accounts.register, { body: dana })
    must(again.user.email === dana.email, 'the address is free again')
    return { proved: 'tokens, sign-in and data are gone; the address is free again', value: undefined }
  })
}

/** A page with a device that has recognised its owner. */
async function openPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(10_000)
  await openAuthenticator(page)
  return page
}

/** What GitHub Actions would hand to a run of release.yml. */
function runToken({ openId }: TestOAuthProvider, audience: string): Promise<string> {
  const claims = {
    aud: audience,
    sub: 'repo:example/tally:ref:refs/heads/main',
    jti: 'run-1',
    repository: 'example/tally',
    repository_id: '74',
    repository_owner_id: '65',
    workflow_ref: 'example/tally/.github/workflows/release.yml@refs/heads/main',
    ref: 'refs/heads/main',
  }
  return openId.issuer.buildToken({ scopesOrTransform: (_header, payload) => void Object.assign(payload, claims) })
}

function linkIn(mail: string): string {
  const link = /https?:\/\/\S+token=\S+/.exec(mail)?.[0]
  must(link, `the mail has a link: ${mail}`)
  return link
}

async function refusalOf(calling: Promise<unknown>): Promise<ApiError> {
  try {
    await calling
  } catch (failure) {
    if (failure instanceof ApiError) return failure
    throw failure
  }
  throw new Error('it was not refused')
}

const codeOf = async (calling: Promise<unknown>) => (await refusalOf(calling)).code

async function until<T>(look: () => T | undefined, what: string): Promise<T> {
  const end = Date.now() + 15_000
  while (Date.now() < end) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`does not hold: ${what}`)
}
