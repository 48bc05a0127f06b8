import { testers } from '@mosis/api'
import { readFileIfThere } from './disk.ts'
import { DeviceError } from './errors.ts'
import { isAppId } from './layout.ts'
import type { Place } from './place.ts'
import { reachPortal, requirePortal } from './portal.ts'
import type { Portal } from './portal.ts'

/** An app whose testers this device belongs to. */
export interface TestedApp {
  app_id: string
  name: string
  /** When it joined, ISO 8601 UTC. */
  joined_at: string
}

interface KeptTester extends TestedApp {
  /** What the portal asks for; it is sent there only. */
  token: string
}

const schema = 'mosis.testers/1'

/** Joins and leaves the testers of apps; who has joined is offered versions that others are not. */
export class Testers {
  readonly #place: Place
  readonly #portal: Portal | undefined

  constructor(place: Place, portal: Portal | undefined) {
    this.#place = place
    this.#portal = portal
  }

  /** Joins by the address or the token of an invitation; the portal of the device has to know it. */
  async join(link: string): Promise<TestedApp> {
    const portal = requirePortal(this.#portal)
    const token = readToken(link)
    const { app_id, app_name, tester_token } = await reachPortal('a tester', portal, () =>
      portal.call(testers.joinTesters, { body: { token } }),
    )
    const joined_at = new Date(this.#place.now()).toISOString()
    const before = await this.#change((all) => [
      ...all.filter((kept) => kept.app_id !== app_id),
      { app_id, name: app_name, joined_at, token: tester_token },
    ])
    // Joined twice: the place of the first time is free for somebody else.
    for (const kept of before) if (kept.app_id === app_id) await this.#tellPortal(kept)
    return { app_id, name: app_name, joined_at }
  }

  /** The apps that this device tests, by id. */
  async list(): Promise<TestedApp[]> {
    const all = await readTesters(this.#place)
    return all
      .map(({ app_id, name, joined_at }) => ({ app_id, name, joined_at }))
      .sort((a, b) => compare(a.app_id, b.app_id))
  }

  /** Leaves the testers of an app. What is installed stays, until everybody is offered something newer. */
  async leave(appId: string): Promise<void> {
    const before = await this.#change((all) => all.filter((kept) => kept.app_id !== appId))
    const left = before.find((kept) => kept.app_id === appId)
    if (!left) throw new DeviceError('device.not_a_tester', { id: appId })
    await this.#tellPortal(left)
  }

  /** That nobody waits for: a token that the device forgot works for nobody. */
  async #tellPortal({ app_id, token }: KeptTester) {
    const portal = this.#portal
    try {
      await portal?.call(testers.leaveTesters, { body: { tester_token: token } })
    } catch (error) {
      this.#place.log('warning', `The portal does not know yet that this device left: ${String(error)}`, { id: app_id })
    }
  }

  /** Changes the list, and returns it as it was before. */
  async #change(change: (all: KeptTester[]) => KeptTester[]): Promise<KeptTester[]> {
    const { disk, layout, locks } = this.#place
    const release = await locks.take('settings', 10_000)
    if (!release) throw new Error(`Cannot change ${layout.testers}: the settings stayed locked for 10 s`)
    try {
      const before = await readTesters(this.#place)
      const text = JSON.stringify({ schema, testers: change(before) }, undefined, 2)
      await disk.replaceFile(layout.testers, `${text}\n`)
      return before
    } finally {
      release()
    }
  }
}

/** The header that shows the portal what this device tests: one app, or all. */
export async function testerHeaders(place: Place, appId?: string): Promise<Record<string, string>> {
  const tokens = (await readTesters(place))
    .filter((kept) => appId === undefined || kept.app_id === appId)
    .map(({ token }) => token)
  return tokens.length === 0 ? {} : { 'x-mosis-tester': tokens.join(',') }
}

/** The token in a link, or the link itself when it is one. */
function readToken(link: string): string {
  const token = URL.canParse(link) ? new URL(link).searchParams.get('token') : link.trim()
  if (token === null || !/^[\w-]{20,100}$/.test(token)) throw new DeviceError('device.invalid_tester_link', { link })
  return token
}

async function readTesters({ layout }: Place): Promise<KeptTester[]> {
  const bytes = await readFileIfThere(layout.testers)
  return bytes ? parseTesters(bytes.toString()) : []
}

function parseTesters(text: string): KeptTester[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Damage is an expected state: then the device tests nothing, which is the careful answer.
    return []
  }
  const { testers } = (value ?? {}) as { testers?: unknown }
  return Array.isArray(testers) ? testers.filter((entry) => isKept(entry)) : []
}

function isKept(value: unknown): value is KeptTester {
  const { app_id, name, joined_at, token } = (value ?? {}) as Partial<Record<keyof KeptTester, unknown>>
  const areTexts = [app_id, name, joined_at, token].every((part) => typeof part === 'string')
  // A token is part of a header.
  return areTexts && isAppId(String(app_id)) && /^[\w-]+$/.test(String(token))
}

const compare = (a: string, b: string) => (a < b ? -1 : 1)
