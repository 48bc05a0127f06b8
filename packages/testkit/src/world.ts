import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accounts, apps, createClient, keys, reviews, versions } from '@mosis/api'
import type { Client, Release, Version } from '@mosis/api'
import { createDevice } from '@mosis/device'
import type { Device, DeviceOptions } from '@mosis/device'
import { generateSigningKey, readPackage, signText, writePackage } from '@mosis/format'
import { createLog, loadConfig, openSite, startServer } from '@mosis/server'
import type { Clock, RunningServer } from '@mosis/server'

export const people = {
  admin: { email: 'admin@mosis.test', name: 'Ada Admin', password: 'admin admin admin' },
  developer: { email: 'dev@mosis.test', name: 'Dev Eloper', password: 'developer developer' },
  reviewer: { email: 'reviewer@mosis.test', name: 'Rita Reviewer', password: 'reviewer reviewer' },
  colleague: { email: 'sam@mosis.test', name: 'Sam Second', password: 'sam has a password' },
}

/** Somebody with an account, and the key that signs what they publish. */
export interface Person {
  call: Client
  token: string
}

export interface Developer extends Person {
  privateKeyPem: string
  /** Signs the files with the developer's key. */
  build(files: ReadonlyMap<string, Uint8Array>): Buffer
}

/** A portal with its people, over real HTTP on loopback and real files. */
export interface World {
  /** Where programs on this machine reach it; links name BASE_URL where the settings give one. */
  url: string
  folder: string
  admin: Person
  developer: Developer
  /** Somebody else who publishes at this portal, with a registered key of their own. */
  join(person: (typeof people)['developer']): Promise<Developer>
  /** Uploads a package, creating its app, and submits it. */
  submit(bytes: Buffer, options?: { release?: Release; notes?: string }): Promise<Version>
  /** Submits it and has the admin approve it: afterwards the store offers it. */
  publish(bytes: Buffer, options?: { notes?: string }): Promise<Version>
  /** A phone of its own for each name, with this portal's store. */
  device(name?: string, options?: Partial<DeviceOptions>): Promise<Device>
  close(): Promise<void>
}

export interface WorldOptions {
  /** What lies here stays; without it a temporary folder is used and removed. */
  folder?: string
  listen?: string
  logLevel?: string
  settings?: Record<string, string>
  /** The portal's time, where it is not the machine's. */
  clock?: Clock
  /** Hears each line of the portal's log, which else goes to standard error. */
  onLog?: (line: string) => void
}

/** Starts a portal with an admin and a developer whose key is registered. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'mosis-world-')))
  const config = loadConfig({
    LISTEN_ADDR: options.listen ?? '127.0.0.1:0',
    DATABASE_PATH: join(folder, 'data/portal.db'),
    PACKAGES_DIR: join(folder, 'packages'),
    BACKUPS_DIR: join(folder, 'backups'),
    LOG_LEVEL: options.logLevel ?? 'silent',
    // Each trial is a program of its own, and most stories are not about them.
    BEHAVIOUR_REVIEW: '0',
    REVIEW_SAMPLE_PERCENT: '0',
    ...options.settings,
  })
  const site = await openSite(
    new URL('../../portal/dist/portal.site', import.meta.url),
    new URL('../../../dist/mosis.tgz', import.meta.url),
  )
  const portal = await startServer(config, {
    log: createLog(config.logLevel, options.onLog),
    site,
    ...(options.clock && { clock: options.clock }),
  })
  // Whatever stands in front of it need not run yet.
  const url = options.settings?.BASE_URL === undefined ? portal.url : `http://${options.listen ?? ''}`
  const admin = await enter(url, people.admin, setupTokenOf(portal))
  const developer = await joinPortal(url, people.developer)
  const devices: Device[] = []
  const world: World = {
    url,
    folder,
    admin,
    developer,
    join: (person) => joinPortal(url, person),
    submit: (bytes, { release = 'manual', notes = '' } = {}) => submit(developer.call, bytes, release, notes),
    async publish(bytes, { notes = '' } = {}) {
      const submitted = await submit(developer.call, bytes, 'when_approved', notes)
      return approve(admin.call, developer.call, submitted)
    },
    async device(name = 'phone', deviceOptions = {}) {
      const device = await createDevice({ dataRoot: join(folder, name), portalUrl: url, ...deviceOptions })
      devices.push(device)
      return device
    },
    async close() {
      for (const device of devices) await device.close()
      await portal.close()
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
  return world
}

function setupTokenOf({ setupUrl }: RunningServer): string | undefined {
  return (setupUrl !== undefined && new URL(setupUrl).searchParams.get('token')) || undefined
}

/** Signs in at a portal, with a new account where there is none, and registers a new signing key. */
export async function joinPortal(url: string, person: (typeof people)['developer']): Promise<Developer> {
  return withKey(await enter(url, person))
}

/** Registers, or signs in where the account is there from an earlier start. */
async function enter(baseUrl: string, person: (typeof people)['admin'], setupToken?: string): Promise<Person> {
  const call = createClient({ baseUrl })
  const { access_token: token } = await call(accounts.login, { body: person }).catch(() =>
    call(accounts.register, { body: { ...person, ...(setupToken && { setup_token: setupToken }) } }),
  )
  return { call: createClient({ baseUrl, token }), token }
}

async function withKey(person: Person): Promise<Developer> {
  const { privateKeyPem, publicKeyPem } = generateSigningKey()
  const { challenge } = await person.call(keys.createKeyChallenge, {})
  const signature = signText(privateKeyPem, challenge)
  await person.call(keys.registerSigningKey, {
    body: { name: 'laptop', public_key: publicKeyPem, challenge, signature },
  })
  return { ...person, privateKeyPem, build: (files) => writePackage(files, { privateKeyPem }) }
}

async function submit(call: Client, bytes: Buffer, release: Release, notes: string): Promise<Version> {
  const { id, name, description, category, tags } = readPackage(bytes).manifest
  const params = { app_id: id }
  await call(apps.getApp, { params }).catch(() =>
    call(apps.createApp, { body: { id, name, description, category, tags } }),
  )
  const version = await call(versions.uploadVersion, { params, body: bytes })
  const at = { app_id: id, version_id: version.id }
  return call(versions.submitVersion, { params: at, body: { release, release_notes: notes } })
}

async function approve(admin: Client, developer: Client, { app_id, id }: Version): Promise<Version> {
  const params = { app_id, version_id: id }
  const inReview = await until(
    () => developer(versions.getVersion, { params }),
    ({ state }) => state !== 'submitted' && state !== 'checking',
  )
  if (!inReview.review) throw new Error(`The version is ${inReview.state}: ${JSON.stringify(inReview.findings)}`)
  await admin(reviews.approveReview, { params: { review_id: inReview.review.id } })
  return until(
    () => developer(versions.getVersion, { params }),
    ({ state }) => state === 'published',
  )
}

/** Asks again until the answer is as it should be, less and less often; whoever waits for ever is stopped by the test runner. */
export async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 1.2, 250)) {
    const answer = await ask()
    if (isDone(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
