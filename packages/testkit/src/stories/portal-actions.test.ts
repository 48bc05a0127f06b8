// What people seldom do in the portal, in a real Chromium: each time what they read before and after, and what the API says then.
// The portal's time is given, so that a sign-in can grow old and a job can use up its tries.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  accounts,
  admin as portalAdmin,
  apps,
  jobs,
  people as peopleApi,
  reviews,
  safety,
  teams,
  uploads,
  versions,
} from '@mosis/api'
import type { Version } from '@mosis/api'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { startMailbox } from '../mailbox.ts'
import type { Mailbox } from '../mailbox.ts'
import { smallApp } from '../sample-apps.ts'
import { rest } from '../screenshots/reach.ts'
import { people, startWorld, until } from '../world.ts'
import type { Developer, Person, World } from '../world.ts'

describe('what people seldom do in the portal', () => {
  let mailbox: Mailbox
  let world: World
  let browser: Browser
  let reviewer: Developer
  let colleague: Developer
  let aheadMs = 0
  /** What the store offers of the developer's. */
  let published: Version

  before(async () => {
    ;[mailbox, browser] = await Promise.all([startMailbox(), startBrowser()])
    world = await startWorld({
      settings: { SMTP_URL: mailbox.url, MAIL_FROM: 'Mosis <portal@mosis.test>' },
      clock: () => new Date(Date.now() + aheadMs),
    })
    ;[reviewer, colleague] = await Promise.all([world.join(people.reviewer), world.join(people.colleague)])
    const params = { account_id: (await reviewer.call(accounts.me, {})).id }
    await world.admin.call(peopleApi.changePortalRole, { params, body: { role: 'reviewer' } })
    for (const { email } of [people.developer, people.colleague]) {
      const mail = await mailbox.await(email, /\/auth\/verify\?token=/)
      await colleague.call(accounts.verifyEmail, { body: { token: /token=([\w-]+)/.exec(mail)?.[1] ?? '' } })
    }
    published = await world.publish(world.developer.build(smallApp('dev.example.abacus')))
  })
  after(async () => {
    await browser?.close()
    await world?.close()
    await mailbox?.close()
  })

  test('a job that was given up is tried again from its page, and then does what it was to do', async () => {
    const { admin, url, folder } = world
    const backups = join(folder, 'backups')
    // As when the disk for it is not there: what should be a folder leads nowhere.
    await rm(backups, { recursive: true, force: true })
    await symlink(join(folder, 'away'), backups)
    const page = await openPage(admin)
    await page.goto(`${url}/admin/backups`)
    await page.getByRole('button', { name: 'Make one now' }).click()
    await useUpTries('database.backup')
    await page.reload()
    await page.getByText('The last backup failed').waitFor()

    await page.goto(`${url}/admin/jobs`)
    const row = page.getByRole('row').filter({ hasText: 'Back up the database' })
    await row.getByText('Last error').click()
    await row.getByText(/EEXIST|ENOENT|ENOTDIR/).waitFor()
    await rm(backups)
    await mkdir(backups)
    await row.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('It is tried again').waitFor()
    await page.getByText('No job was given up').waitFor()
    const { last, backups: made } = await until(
      () => admin.call(portalAdmin.listBackups, {}),
      ({ is_running }) => !is_running,
    )
    assert.deepEqual([last?.is_good, made.length], [true, 1])
    await page.goto(`${url}/admin/backups`)
    await page.getByRole('table').getByText(/\.db/).waitFor()
    await page.context().close()
  })

  test('an invitation is declined on the page of teams, and the team sees it go', async () => {
    const { developer } = world
    const { id: team_id } = await developer.call(teams.createTeam, { body: { name: 'Bead people' } })
    const page = await openPage(developer)
    await page.goto(`${world.url}/teams/${team_id}`)
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    await dialog.getByLabel('E-mail address').fill(people.colleague.email)
    await dialog.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByRole('table', { name: 'Open invitations' }).getByText(people.colleague.email).waitFor()

    const other = await openPage(colleague)
    await other.goto(`${world.url}/teams`)
    await other.getByText(`${people.developer.name} invites you to Bead people as Developer`).waitFor()
    await other.getByRole('button', { name: 'Decline' }).click()
    await other.getByText('The invitation is declined').waitFor()
    await other.getByRole('button', { name: 'Decline' }).waitFor({ state: 'detached' })
    assert.deepEqual(await colleague.call(teams.listMyInvitations, {}), { invitations: [] })
    await page.reload()
    await page.getByRole('heading', { name: 'What each role may do' }).waitFor()
    assert.equal(await page.getByRole('table', { name: 'Open invitations' }).count(), 0)
    const { members } = await developer.call(teams.getTeam, { params: { team_id } })
    assert.deepEqual(
      members.map(({ name }) => name),
      [people.developer.name],
    )
    for (const opened of [page, other]) await opened.context().close()
  })

  test('an app is offered to another team, declined, offered again and accepted', async () => {
    const { developer } = world
    const app_id = 'dev.example.counter'
    await developer.call(apps.createApp, { body: { id: app_id, name: 'Counter' } })
    const { teams: theirs } = await colleague.call(teams.listTeams, {})
    const goal = theirs[0]?.id ?? ''
    const page = await openPage(developer)
    const other = await openPage(colleague)
    const offer = async () => {
      await page.goto(`${world.url}/apps/${app_id}/settings`)
      const card = page.locator('#transfer')
      await card.getByLabel('To which team').selectOption({ label: 'Another team\u00a0…' })
      await card.getByLabel('Id of the team').fill(goal)
      await card.getByRole('button', { name: /^Transfer/ }).click()
      const question = page.getByRole('alertdialog', { name: 'Transfer Counter?' })
      await question.getByText('Until then nothing changes').waitFor()
      await question.getByRole('button', { name: 'Offer the app' }).click()
      await page.getByText('The app is offered').waitFor()
      await card.getByText(/^Offered to the team/).waitFor()
      await other.goto(`${world.url}/teams/${goal}`)
      await other.getByText(new RegExp(`${people.developer.name} of .+ offers Counter`)).waitFor()
    }
    const teamOf = async () => (await developer.call(apps.getApp, { params: { app_id } })).team_id
    const own = await teamOf()

    await offer()
    await other.getByRole('button', { name: 'Decline' }).click()
    await other.getByText('The offer is declined').waitFor()
    await other.getByText('offers Counter').waitFor({ state: 'detached' })
    assert.equal(await teamOf(), own)
    await page.reload()
    await page
      .locator('#transfer')
      .getByRole('button', { name: /^Transfer/ })
      .waitFor()

    await offer()
    await other.getByRole('button', { name: 'Accept' }).click()
    await other.getByText('Counter belongs to this team now').waitFor()
    assert.equal((await colleague.call(apps.getApp, { params: { app_id } })).team_id, goal)
    await page.reload()
    await page.getByText('No app with this id among yours').waitFor()
    await assert.rejects(teamOf(), { code: 'app.not_found' })
    for (const opened of [page, other]) await opened.context().close()
  })

  test('an upload whose page was closed goes on, with the same file only, or is given up', async () => {
    const { developer } = world
    const app_id = 'dev.example.dial'
    await developer.call(apps.createApp, { body: { id: app_id, name: 'Dial' } })
    // Nothing that could be packed smaller.
    const words = Buffer.from(JSON.stringify({ words: randomBytes(1_500_000).toString('base64') }))
    const file = join(world.folder, 'dial.mosis')
    await writeFile(file, developer.build(new Map([...smallApp(app_id), ['assets/words.json', words]])))
    const other = join(world.folder, 'other.mosis')
    await writeFile(other, developer.build(smallApp(app_id)))
    const context = (await openPage(developer)).context()
    const pause = async () => {
      const page = await context.newPage()
      await page.goto(`${world.url}/apps/${app_id}/versions/new`)
      const line = await context.newCDPSession(page)
      await line.send('Network.enable')
      const uploadThroughput = 150_000
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput }
      await line.send('Network.emulateNetworkConditions', slow)
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByText('per second').waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByText('Paused', { exact: true }).waitFor()
      const params = { app_id, upload_id: new URL(page.url()).searchParams.get('upload') ?? '' }
      await page.close()
      return { params, upload: await developer.call(uploads.getUpload, { params }) }
    }
    const kept = async () => {
      let { params, upload } = await pause()
      // On a busy computer the browser now and then sends everything at once, however slow it was told to be.
      for (let tries = 1; upload.state !== 'open' && tries < 4; tries++) {
        if (upload.version) {
          await developer.call(versions.deleteVersion, { params: { app_id, version_id: upload.version.id } })
        }
        const page = await context.newPage()
        await page.goto(`${world.url}/apps/${app_id}/versions`)
        await page.evaluate(() => localStorage.clear())
        await page.close()
        ;({ params, upload } = await pause())
      }
      const page = await context.newPage()
      await page.goto(`${world.url}/apps/${app_id}/versions`)
      await page.getByText('The upload of dial.mosis is not finished').waitFor()
      await page.getByRole('link', { name: 'To the upload' }).click()
      await page.getByText('Choose the same file again, and the rest follows.').waitFor()
      return { page, params }
    }

    const first = await kept()
    await first.page.getByRole('button', { name: 'Give up' }).click()
    await first.page.getByText('The upload was given up').waitFor()
    await first.page.getByText('is not finished').waitFor({ state: 'detached' })
    await assert.rejects(developer.call(uploads.getUpload, { params: first.params }), { code: 'upload.not_found' })
    await first.page.close()

    const second = await kept()
    const { offset, size_bytes } = await developer.call(uploads.getUpload, { params: second.params })
    assert.ok(offset > 0 && offset < size_bytes, `${offset} of ${size_bytes}`)
    const sent: number[] = []
    second.page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']))
    })
    await second.page.locator('input[type=file]').setInputFiles(other)
    await second.page.getByText('This is another file than dial.mosis').waitFor()
    await second.page.locator('input[type=file]').setInputFiles(file)
    await second.page.getByRole('button', { name: 'Submit for review' }).waitFor()
    assert.deepEqual(sent, [offset])
    const { versions: drafts } = await developer.call(versions.listVersions, { params: { app_id }, query: {} })
    assert.deepEqual(
      drafts.map(({ state }) => state),
      ['draft'],
    )
    await context.close()
  })

  test('whoever began a quarantine cannot confirm it; somebody else turns the appeal down and confirms it', async () => {
    const { developer, admin, url } = world
    const params = { app_id: published.app_id, version_id: published.id }
    const reasons = {
      reason_code: 'vulnerable',
      reason: 'It counts by itself.',
      public_reason: 'It is looked at.',
    } as const
    await reviewer.call(safety.quarantineVersion, { params, body: reasons })
    await developer.call(safety.appealQuarantine, { params, body: { text: 'Only with wet fingers.' } })

    const page = await openPage(reviewer)
    await page.goto(`${url}/review/quarantines`)
    await page.getByText('You began it, so a second person has to confirm it.').waitFor()
    await page.getByRole('button', { name: 'Confirm the quarantine of Small 1.0.1' }).click()
    const question = page.getByRole('alertdialog', { name: 'Confirm the quarantine of Small 1.0.1?' })
    await question.getByRole('button', { name: 'Confirm' }).click()
    await question.getByRole('alert').waitFor()
    assert.equal((await admin.call(safety.getQuarantine, { params })).state, 'open')

    const other = await openPage(admin)
    await other.goto(`${url}/review/quarantines`)
    await other.getByText('Only with wet fingers.').waitFor()
    await other.getByRole('button', { name: 'Turn the appeal down: Small 1.0.1' }).click()
    const dialog = other.getByRole('dialog', { name: 'Turn the appeal for Small 1.0.1 down?' })
    await dialog.getByText('it cannot appeal again').waitFor()
    await dialog.getByLabel('Answer, for the team').fill('With dry ones too.')
    await dialog.getByLabel('For everybody').fill('It was looked at twice.')
    await dialog.getByRole('button', { name: 'Turn the appeal down' }).click()
    await other.getByText('Appeal for Small 1.0.1 answered').waitFor()
    await other.getByRole('button', { name: 'Confirm the quarantine of Small 1.0.1' }).click()
    const last = other.getByRole('alertdialog', { name: 'Confirm the quarantine of Small 1.0.1?' })
    await last.getByText('devices stop the version that they have installed').waitFor()
    await last.getByRole('button', { name: 'Confirm' }).click()
    await other.getByText('Quarantine of Small 1.0.1 confirmed').waitFor()
    const { state, appeal } = await admin.call(safety.getQuarantine, { params })
    assert.deepEqual([state, appeal?.answer], ['confirmed', 'With dry ones too.'])

    const theirs = await openPage(developer)
    await theirs.goto(`${url}/apps/${params.app_id}/versions/${params.version_id}`)
    await theirs.getByText('A second person has confirmed it: devices stop this version.').waitFor()
    await theirs.getByText('With dry ones too.').waitFor()
    assert.equal(await theirs.getByRole('button', { name: 'Appeal', exact: true }).count(), 0)
    for (const opened of [page, other, theirs]) await opened.context().close()
  })

  test('twice as large, by the browser or by its letters, nothing is cut off and nothing goes sideways', async () => {
    const { developer, admin, url } = world
    const { app_id, id } = published
    const { reviews: open } = await admin.call(reviews.listReviews, { query: {} })
    const { teams: own } = await developer.call(teams.listTeams, {})
    const app = `/apps/${app_id}`
    const seen: Readonly<Record<string, readonly string[]>> = {
      developer: [
        '/dashboard',
        app,
        `${app}/versions`,
        `${app}/versions/${id}`,
        `${app}/versions/new`,
        `${app}/listing`,
      ],
      admin: [`/review/${open[0]?.id}`, '/admin/accounts', '/admin/jobs'],
      both: ['/store', `/teams/${own.at(-1)?.id}`],
    }
    const wrong: string[] = []
    const look = async (person: Person, paths: readonly string[], isText: boolean) => {
      const width = isText ? 1280 : 640
      const height = isText ? 900 : 450
      const page = await openPage(person, { viewport: { width, height }, deviceScaleFactor: isText ? 1 : 2 })
      if (isText) {
        const settings = await page.context().newCDPSession(page)
        await settings.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
      }
      for (const path of paths) {
        await page.goto(url + path)
        await page.waitForFunction(isFilled)
        await rest(page)
        const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
        assert.equal(size, isText ? '32px' : '16px')
        const how = isText ? 'large letters' : 'zoomed in'
        wrong.push(...(await page.evaluate(findCutOff)).map((what) => `${path}, ${how}: ${what}`))
      }
      await page.context().close()
    }
    const { developer: first = [], admin: second = [], both = [] } = seen
    for (const isText of [false, true]) {
      await Promise.all([look(developer, [...first, ...both], isText), look(admin, second, isText)])
    }
    assert.deepEqual(wrong, [])
  })

  test('an old sign-in is asked for the password once more, and the deletion of a team goes on by itself', async () => {
    const { developer } = world
    const { id: team_id } = await developer.call(teams.createTeam, { body: { name: 'Short lived' } })
    const page = await openPage(developer)
    // What was signed in before is old from here on, in every browser: this test stays the last.
    aheadMs += 16 * 60_000
    await page.goto(`${world.url}/teams/${team_id}?tab=settings`)
    await page.getByText('Possible while it has no apps.').waitFor()
    await page.getByRole('button', { name: 'Delete the team' }).click()
    const question = page.getByRole('alertdialog', { name: 'Delete Short lived?' })
    const act = question.getByRole('button', { name: 'Delete the team' })
    assert.equal(await act.getAttribute('aria-disabled'), 'true', 'nothing happens before the name is typed')
    await question.getByRole('textbox').fill('Short lived')
    await act.click()
    const dialog = page.getByRole('dialog', { name: 'Is it you?' })
    await dialog.getByText(`What comes next is for ${people.developer.email} alone.`).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await question.getByText('Confirm who you are').waitFor()

    await act.click()
    await dialog.getByLabel('Password', { exact: true }).fill('not the password')
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await dialog.getByRole('alert').getByText('This is not the password of this account.').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(people.developer.password)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('Short lived is deleted').waitFor()
    await page.waitForURL(`${world.url}/teams`)
    assert.equal(await page.getByRole('table').getByText('Short lived').count(), 0)
    await page.goto(`${world.url}/teams/${team_id}`)
    await page.getByText('There is no such team').waitFor()
    await page.context().close()
  })

  /** Lets the time pass in which a job is tried again and again, until it is given up. */
  async function useUpTries(name: string): Promise<void> {
    const find = async (state: 'ready' | 'dead') => {
      const { jobs: found } = await world.admin.call(jobs.listJobs, { query: { state, name } })
      return found.find(({ id }) => !id.startsWith('every_'))
    }
    for (;;) {
      const job = await until(
        async () => (await find('dead')) ?? (await find('ready')),
        (found) => found !== undefined && !found.is_running && found.run_at !== null,
      )
      if (job?.state === 'dead') return
      aheadMs = Math.max(aheadMs, Date.parse(job?.run_at ?? '') - Date.now())
      // Whatever is asked of the portal has it look for jobs that are due.
      const early = world.admin.call(jobs.retryJob, { params: { job_id: job?.id ?? '' } })
      await assert.rejects(early, { code: 'job.not_dead' })
    }
  }

  /** A page in a browser of their own, in which somebody has signed in. */
  async function openPage({ token }: Person, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
    const headers = { origin: world.url, authorization: `Bearer ${token}` }
    const begun = await context.request.post(`${world.url}/v1/auth/browser-session`, { headers })
    assert.equal(begun.ok(), true, await begun.text())
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    return page
  }
})

/** There is a headline, and no grey shape of what is still on its way. Runs in the page. */
function isFilled(): boolean {
  return document.querySelector('h1') !== null && document.querySelector('[class*="skeleton" i]') === null
}

/** Texts of a page that stand outside of it, or of which a part is hidden with no way to scroll to it. Runs in the page. */
function findCutOff(): string[] {
  const faults = new Set<string>()
  if (document.documentElement.scrollWidth > innerWidth) {
    faults.add(`is ${document.documentElement.scrollWidth} px wide in ${innerWidth}`)
  }
  const slackPx = 2
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? ''
    const holder = node.parentElement
    if (text === '' || !holder?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    for (let around: Element | null = holder; around; around = around.parentElement) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(around)
      // For screen readers only, or to be scrolled to.
      if (clipPath !== 'none' || ['auto', 'scroll'].includes(overflowX)) break
      const place =
        around === document.documentElement ? new DOMRect(0, 0, innerWidth, Infinity) : around.getBoundingClientRect()
      const hides = (overflow: string) => around === document.documentElement || ['hidden', 'clip'].includes(overflow)
      const isBeside = hides(overflowX) && (box.left < place.left - slackPx || box.right > place.right + slackPx)
      const isBelow = hides(overflowY) && (box.top < place.top - slackPx || box.bottom > place.bottom + slackPx)
      if (isBeside || (isBelow && around !== document.documentElement)) {
        faults.add(`"${text.slice(0, 40)}" is cut off by <${around.localName} class="${around.className}">`)
        break
      }
    }
  }
  return [...faults]
}
