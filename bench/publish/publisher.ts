import { apps, createClient, versions } from '../../packages/api/src/index.ts'
import type { Client, Version } from '../../packages/api/src/index.ts'
import { startPortal } from '../../packages/testkit/src/programs.ts'
import type { Portal } from '../../packages/testkit/src/programs.ts'
import { joinPortal } from '../../packages/testkit/src/world.ts'

/** A portal in a process of its own, and people with a registered key and an app each. */
export interface Bench {
  portal: Portal
  publishers: Publisher[]
  publicCall: Client
}

export interface Publisher {
  appId: string
  call: Client
  /** Signs the files. */
  build: (files: ReadonlyMap<string, Buffer>) => Buffer
  upload: (files: ReadonlyMap<string, Buffer>) => Promise<Version>
  submit: (version: Version) => Promise<Version>
  get: (version: Version) => Promise<Version>
}

export async function openBench(folder: string, publishers: number): Promise<Bench> {
  const portal = await startPortal(folder, { LOG_LEVEL: 'error' })
  const joined: Publisher[] = []
  for (let number = 1; number <= publishers; number += 1) joined.push(await joinAs(portal.url, number))
  return { portal, publishers: joined, publicCall: createClient({ baseUrl: portal.url }) }
}

async function joinAs(url: string, number: number): Promise<Publisher> {
  const person = {
    email: `publisher-${number}@example.com`,
    name: `Publisher ${number}`,
    password: 'correct horse battery',
  }
  const developer = await joinPortal(url, person)
  const { call } = developer
  const appId = `com.bench.app${number}`
  await call(apps.createApp, { body: { id: appId, name: `Bench ${number}` } })
  const ref = ({ id }: Version) => ({ app_id: appId, version_id: id })
  return {
    appId,
    call,
    build: (files) => developer.build(files),
    upload: (files) => call(versions.uploadVersion, { params: { app_id: appId }, body: developer.build(files) }),
    submit: (version) => call(versions.submitVersion, { params: ref(version) }),
    get: (version) => call(versions.getVersion, { params: ref(version) }),
  }
}
