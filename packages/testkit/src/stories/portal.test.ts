// The web portal as it is served, in a real Chromium over a portal with people, apps and a past.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { admin as administration, analytics, jobs, safety } from '@mosis/api'
import { addresses } from '../../../portal/src/addresses.ts'
import { askAxe, askBasics } from '../screenshots/look.ts'
import type { Fault } from '../screenshots/look.ts'
import { leadingOn, pages } from '../screenshots/pages.ts'
import type { PortalPage, Viewer } from '../screenshots/pages.ts'
import { leave, reach, rest } from '../screenshots/reach.ts'
import { openStage } from '../screenshots/stage.ts'
import type { Stage } from '../screenshots/stage.ts'

const phone = { width: 390, height: 844 }

/** One page of each kind; `npm run screenshots` looks at all of them, in every state and width. */
const sample = new Set(
  `landing store store-app sign-in sign-up invitation
  dashboard apps new-app app versions new-version version version-findings version-thread listing analytics testers
  api-keys team security queue review reports admin admin-accounts admin-jobs admin-rules`.split(/\s+/),
)
const shown = pages.filter(({ name }) => sample.has(name))

/** Where people read what others wrote. */
const written = new Set([
  'landing',
  'store-app',
  'dashboard',
  'app',
  'version',
  'version-findings',
  'version-thread',
  'team',
  'review',
])

describe('the web portal', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage()
  })
  after(() => stage?.close())

  test('the table of pages names every address of the portal', () => {
    const named = new Set([
      ...pages.map(({ pattern }) =>
        pattern.replaceAll(/\$(failed|thread)(App|Version)Id/g, (_all, _which, of) =>
          of === 'App' ? '$appId' : '$versionId',
        ),
      ),
      ...leadingOn,
    ])
    const missing = addresses.filter((address) => !named.has(address))
    assert.deepEqual(missing, [])
  })

  test('pages of every kind are as they should be on a phone, light and dark: axe, width, one headline, nothing in the console', async () => {
    const wrong: string[] = []
    await ofAll(shown, async (page, open) => {
      const { page: tab, said } = await reach(await open(page.states.filled.viewer), stage, page.states.filled)
      const note = (theme: string, faults: readonly Fault[]) =>
        wrong.push(...faults.map(({ rule, what, where = '' }) => `${page.name} ${theme}: ${rule}: ${what} ${where}`))
      for (const theme of ['light', 'dark'] as const) {
        await tab.emulateMedia({ colorScheme: theme })
        await rest(tab)
        note(theme, [
          ...(theme === 'light' ? await askBasics(tab) : []),
          ...(await askAxe(tab, theme === 'light' ? 'everything' : 'colours')),
        ])
      }
      note(
        '',
        [...said].map((what) => ({ rule: 'said', what })),
      )
      await leave(tab)
    })
    assert.deepEqual(wrong, [])
  })

  test('nothing that people write runs or leaves its place, where people read it', async () => {
    const wrong: string[] = []
    const read = pages.filter(({ name }) => written.has(name))
    await ofAll(read, async ({ name, states }, open) => {
      const way = { ...states.filled, answers: 'hostile' as const }
      const { page: tab, said } = await reach(await open(way.viewer), stage, way)
      const seen = await tab.evaluate(() => ({
        hasRun: 'hasRun' in globalThis,
        madeElements: document.querySelectorAll('img[src=x], body script:not([src])').length,
        leadsToCode: document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]').length,
        isTooWide: document.documentElement.scrollWidth > innerWidth,
      }))
      const expected = { hasRun: false, madeElements: 0, leadsToCode: 0, isTooWide: false }
      for (const [what, value] of Object.entries(seen)) {
        if (value !== expected[what as keyof typeof expected]) wrong.push(`${name}: ${what} is ${value}`)
      }
      wrong.push(...[...said].map((what) => `${name}: ${what}`))
      await leave(tab)
    })
    assert.deepEqual(wrong, [])
  })

  test('its policy allows no code but its own, and the browser turns no text into markup', async () => {
    const { headers } = await fetch(`${stage.url}/dashboard`)
    const policy = headers.get('content-security-policy') ?? ''
    assert.doesNotMatch(policy, /unsafe-|\*|https?:/)
    assert.match(policy, /script-src 'self';/)
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types 'none'/)
    assert.match(policy, /frame-ancestors 'none'; base-uri 'none'/)
    const { page } = await reach(await stage.openFor('developer'), stage, {
      address: '/dashboard',
      viewer: 'developer',
    })
    const refusals = await page.evaluate(() => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown }
      }
      const acts = [
        () => (document.createElement('p').innerHTML = '<b>text</b>'),
        () => document.createElement('p').insertAdjacentHTML('beforeend', '<b>text</b>'),
        () => (document.createElement('script').src = '/x.js'),
        () => trustedTypes.createPolicy('default', {}),
      ]
      return acts.map((act) => {
        try {
          act()
          return 'it was done'
        } catch (failure) {
          return (failure as Error).name
        }
      })
    })
    assert.deepEqual(refusals, ['TypeError', 'TypeError', 'TypeError', 'TypeError'])
    await page.context().close()
  })

  test('signing in leads to no other site, whatever the address asks for', async () => {
    const context = await stage.openFor('developer')
    const page = await context.newPage()
    const elsewhere = [
      'https://evil.example',
      '//evil.example',
      String.raw`/\evil.example`,
      '/\t/evil.example',
      'javascript:alert(1)',
      '/.//evil.example',
    ]
    for (const return_to of elsewhere) {
      await page.goto(`${stage.url}/auth/sign-in?${new URLSearchParams({ return_to })}`)
      await page.waitForURL((url) => url.pathname !== '/auth/sign-in')
      assert.equal(page.url(), `${stage.url}/dashboard`, return_to)
    }
    await context.close()
  })

  test('an address that nothing stands at, and a page that fails, leave everybody in the frame with ways to go on', async () => {
    const visitor = await (await stage.openFor('nobody')).newPage()
    const missed = await visitor.goto(`${stage.url}/nothing/here`)
    assert.equal(missed?.status(), 404)
    await visitor.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor()
    await visitor.getByRole('link', { name: 'Sign in' }).waitFor()
    await visitor.getByLabel('Look for it in the store').fill('metronome')
    await visitor.getByRole('button', { name: 'Search' }).click()
    await visitor.waitForURL(`${stage.url}/store?q=metronome`)
    await visitor.getByRole('link', { name: 'Metronome' }).waitFor()
    await visitor.context().close()

    const developer = await (await stage.openFor('developer')).newPage()
    await developer.goto(`${stage.url}/apps/dev.mosis.notes/nothing/`)
    await developer.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor()
    await developer.getByRole('navigation', { name: 'Portal' }).waitFor()
    await developer.route('**/v1/teams**', (route) => route.fulfill({ json: { teams: [null] } }))
    await developer.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Teams' }).click()
    await developer.getByRole('heading', { level: 1, name: 'This page failed' }).waitFor()
    await developer.unroute('**/v1/teams**')
    await developer.getByRole('main').getByRole('link', { name: 'To the dashboard' }).click()
    await developer.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor()
    await developer.context().close()
  })

  test('the filled portal has a past: use day by day, a release that crashed, a job that was given up', async () => {
    const { developer, reviewer, admin } = stage.call
    const params = { app_id: 'dev.mosis.notes' }
    const { days, versions, downloads } = await developer(analytics.getAnalytics, { params, query: {} })
    const used = days.flatMap(({ devices }) => devices ?? [])
    // On a weekend at its beginning they may be too few to be counted out loud.
    assert.ok(days.length === 30 && used.length > 25, `${used.length} of ${days.length} days have numbers`)
    assert.ok(used.every((devices) => devices > 0 && devices <= downloads))
    const rateOf = (version: string) => {
      const { starts, crashes } = versions.find((one) => one.version === version) ?? {}
      return (crashes ?? 0) / (starts ?? 1)
    }
    assert.ok(rateOf('1.0.1') > 3 * rateOf('1.0.0') && rateOf('1.0.1') > 3 * rateOf('1.0.2'))
    const { groups } = await developer(analytics.listCrashes, { params, query: { sort: 'most' } })
    assert.match(groups[0]?.message ?? '', /index a nil value/)
    const { jobs: dead } = await admin(jobs.listJobs, { query: {} })
    assert.deepEqual(
      dead.map(({ name }) => name),
      ['mail.send'],
    )
    const { apps: suspended } = await admin(administration.listAllApps, { query: { state: 'suspended' } })
    assert.equal(suspended.length, 1)
    const { quarantines } = await reviewer(safety.listQuarantines, { query: {} })
    assert.ok(quarantines.length > 0)
  })

  /** Does a work with each page, a few at a time, each viewer in one browser. */
  async function ofAll(
    all: readonly PortalPage[],
    work: (page: PortalPage, open: (viewer: Viewer) => ReturnType<Stage['openFor']>) => Promise<void>,
  ): Promise<void> {
    const contexts = new Map<Viewer, ReturnType<Stage['openFor']>>()
    const open = (viewer: Viewer) => {
      const context = contexts.get(viewer) ?? stage.openFor(viewer, { viewport: phone })
      contexts.set(viewer, context)
      return context
    }
    const waiting = [...all]
    const worker = async () => {
      for (let page = waiting.shift(); page; page = waiting.shift()) await work(page, open)
    }
    await Promise.all(Array.from({ length: 3 }, worker))
    for (const context of contexts.values()) await (await context).close()
  }
})
