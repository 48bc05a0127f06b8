import { accounts, analytics, createClient, reviews, teams, versions } from '@mosis/api'
import type { Client, Version } from '@mosis/api'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { freePort } from '../programs.ts'
import { startSeededWorld } from '../seed.ts'
import { people } from '../world.ts'
import type { Viewer } from './pages.ts'

/** A seeded portal, a browser, and everybody's way into it. */
export interface Stage {
  url: string
  browser: Browser
  /** What stands for the names in addresses. */
  ids: Readonly<Record<string, string>>
  /** A client of the API for each who has an account. */
  call: Readonly<Record<Exclude<Viewer, 'nobody'>, Client>>
  /** A browser of its own in which this person has signed in. */
  openFor(viewer: Viewer, options?: BrowserContextOptions & { language?: 'en' | 'de' }): Promise<BrowserContext>
  close(): Promise<void>
}

const newcomer = { email: 'newcomer@mosis.test', name: 'Nora Newcomer', password: 'newcomer newcomer' }

/** Fills a portal and starts a browser; with `at`, the seeded portal that runs there already. */
export async function openStage({ at, tell }: { at?: string; tell?: (line: string) => void } = {}): Promise<Stage> {
  const port = await freePort()
  const url = at ?? `http://localhost:${port}`
  const [browser, world] = await Promise.all([
    startBrowser(),
    at === undefined
      ? startSeededWorld({ listen: `127.0.0.1:${port}`, settings: { BASE_URL: url }, ...(tell && { tell }) })
      : undefined,
  ])
  const close = async () => {
    await browser.close()
    await world?.close()
  }
  try {
    return { url, browser, close, ...(await enterAll(url, browser)) }
  } catch (failure) {
    await close()
    throw failure
  }
}

async function enterAll(url: string, browser: Browser): Promise<Pick<Stage, 'ids' | 'call' | 'openFor'>> {
  const visitor = createClient({ baseUrl: url })
  await visitor(accounts.register, { body: newcomer }).catch(() => 'is there from an earlier run')
  const enter = async (person: (typeof people)['admin']) => {
    const { access_token } = await visitor(accounts.login, { body: person })
    return { call: createClient({ baseUrl: url, token: access_token }), cookie: await startSession(url, access_token) }
  }
  const entered = {
    newcomer: await enter(newcomer),
    developer: await enter(people.developer),
    reviewer: await enter(people.reviewer),
    admin: await enter(people.admin),
  }
  const { developer, reviewer, admin } = entered
  return {
    ids: await findIds(developer.call, reviewer.call),
    call: { newcomer: entered.newcomer.call, developer: developer.call, reviewer: reviewer.call, admin: admin.call },
    async openFor(viewer, { language = 'en', ...options } = {}) {
      const locale = language === 'de' ? 'de-DE' : 'en-GB'
      const context = await browser.newContext({ reducedMotion: 'reduce', locale, ...options })
      const at = { domain: new URL(url).hostname, path: '/' }
      const choice = { name: 'mosis_lang', value: language, ...at }
      const session = viewer === 'nobody' ? [] : [{ ...entered[viewer].cookie, ...at, httpOnly: true }]
      await context.addCookies([choice, ...session])
      return context
    },
  }
}

/** The session cookie that a browser gets after signing in. */
async function startSession(url: string, token: string): Promise<{ name: string; value: string }> {
  const headers = { origin: url, authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/v1/auth/browser-session`, { method: 'POST', headers })
  const [name = '', value = ''] = (response.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? []
  if (value === '') throw new Error(`The portal gives no session: ${response.status} ${await response.text()}`)
  return { name, value }
}

async function findIds(developer: Client, reviewer: Client): Promise<Record<string, string>> {
  const [appId, failedAppId, threadAppId] = ['dev.mosis.weather', 'com.example.ledger', 'com.example.trails']
  /** The newest version, or the newest of those in one of these states. */
  const newest = async (app_id: string, ...states: Version['state'][]) => {
    const listed = await developer(versions.listVersions, { params: { app_id }, query: {} })
    return listed.versions.find(({ state }) => states.length === 0 || states.includes(state))?.id ?? ''
  }
  const { teams: own } = await developer(teams.listTeams, {})
  const { reviews: open } = await reviewer(reviews.listReviews, { query: {} })
  const { groups } = await developer(analytics.listCrashes, { params: { app_id: appId }, query: {} })
  return {
    appId,
    groupId: groups[0]?.id ?? '',
    versionId: await newest(appId),
    failedAppId,
    failedVersionId: await newest(failedAppId, 'failed'),
    threadAppId,
    threadVersionId: await newest(threadAppId, 'changes_requested', 'in_review'),
    teamId: own.at(-1)?.id ?? '',
    reviewId: open[0]?.id ?? '',
  }
}
