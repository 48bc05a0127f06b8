// Signed packages and versions for tests, made through the API.
import { crc32, deflateSync } from 'node:zlib'
import { apps, keys, reviews, versions } from '@mosis/api'
import type { Sent, Version } from '@mosis/api'
import { generateSigningKey, signText, writePackage } from '@mosis/format'
import type { SignOptions } from '@mosis/format'
import type { Caller, TestServer } from '../testing.ts'

export interface SamplePackage extends SignOptions {
  id: string
  version?: string
  version_code?: number
  privateKeyPem?: string
  /** More fields of the manifest. */
  manifest?: Record<string, unknown>
  /** More files, by path. */
  files?: Record<string, string | Uint8Array>
}

/** The smallest package that the automated review lets pass, with what a test adds to it. */
export function samplePackage({
  id,
  version_code = 1,
  version = `1.0.${version_code}`,
  manifest = {},
  files = {},
  ...signing
}: SamplePackage): Buffer {
  const fields = { id, name: 'Clock', version, version_code, entry: 'assets/main.rml', min_mosis_version: '1.0.0' }
  const icons = Object.fromEntries(['32', '64', '128'].map((size) => [size, `icons/icon-${size}.png`]))
  const all: Record<string, string | Uint8Array> = {
    'manifest.json': `${JSON.stringify({ ...fields, icons, ...manifest }, null, 2)}\n`,
    'assets/main.rml':
      '<rml>\n<head>\n<title>Clock</title>\n</head>\n<body>\n<p id="time">12:00</p>\n</body>\n</rml>\n',
    ...Object.fromEntries(Object.entries(icons).map(([size, path]) => [path, samplePng(Number(size))])),
    ...files,
  }
  return writePackage(new Map(Object.entries(all).map(([path, content]) => [path, Buffer.from(content)])), signing)
}

/** A square of one grey. */
export function samplePng(size: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(size * (size + 1), 0x80)
  for (let row = 0; row < size; row += 1) rows[row * (size + 1)] = 0
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

export type SampleKey = ReturnType<typeof generateSigningKey>

/** Makes a key and registers it with the caller's account. */
export async function registerKey({ call }: Pick<Caller, 'call'>): Promise<SampleKey> {
  const key = generateSigningKey()
  const { challenge } = await call(keys.createKeyChallenge, {})
  const signature = signText(key.privateKeyPem, challenge)
  await call(keys.registerSigningKey, { body: { name: 'Laptop', public_key: key.publicKeyPem, challenge, signature } })
  return key
}

/** Makes an app; the name is the last part of its id. */
export async function createSampleApp({ call }: Pick<Caller, 'call'>, id: string): Promise<void> {
  const last = id.slice(id.lastIndexOf('.') + 1)
  await call(apps.createApp, { body: { id, name: last[0]?.toUpperCase() + last.slice(1) } })
}

export function upload({ call }: Pick<Caller, 'call'>, app_id: string, body: Uint8Array): Promise<Version> {
  return call(versions.uploadVersion, { params: { app_id }, body })
}

/** Who plays a part in the way of a version, and an app to go it with. */
export interface SampleApp {
  id: string
  developer: Caller
  reviewer: Caller
  key: SampleKey
  /** Uploads a package; the same version_code gives the same bytes. */
  draft: (version_code?: number, more?: Partial<SamplePackage>) => Promise<Version>
  submit: (version: Version, body?: Sent<typeof versions.submitVersion>['body']) => Promise<Version>
  /** Lets the automated review of a submitted version run, and approves it. */
  approve: (version: Version) => Promise<Version>
  /** Uploads, submits, lets the automated review run and approves. */
  approved: (version_code?: number, more?: Partial<SamplePackage>) => Promise<Version>
  published: (version_code?: number, more?: Partial<SamplePackage>) => Promise<Version>
  get: (version: Version) => Promise<Version>
}

/** An app with a developer whose key is registered, and a reviewer; new people unless the test has some. */
export async function startSampleApp(
  server: TestServer,
  id: string,
  people?: Pick<SampleApp, 'developer' | 'reviewer' | 'key'>,
): Promise<SampleApp> {
  const [developer, reviewer] = people
    ? [people.developer, people.reviewer]
    : [await server.developer(), await server.reviewer()]
  const key = people?.key ?? (await registerKey(developer))
  await createSampleApp(developer, id)
  const ref = (version: Version) => ({ app_id: id, version_id: version.id })
  const app: SampleApp = {
    id,
    developer,
    reviewer,
    key,
    draft: (version_code = 1, more = {}) =>
      upload(developer, id, samplePackage({ id, version_code, privateKeyPem: key.privateKeyPem, ...more })),
    submit: (version, body = {}) => developer.call(versions.submitVersion, { params: ref(version), body }),
    async approved(version_code, more) {
      const version = await app.draft(version_code, more)
      await app.submit(version)
      return app.approve(version)
    },
    async approve(version) {
      await server.settle()
      const { review } = await app.get(version)
      await reviewer.call(reviews.approveReview, { params: { review_id: review?.id ?? '' } })
      return app.get(version)
    },
    async published(version_code, more) {
      const version = await app.approved(version_code, more)
      return developer.call(versions.publishVersion, { params: ref(version) })
    },
    get: (version) => developer.call(versions.getVersion, { params: ref(version) }),
  }
  return app
}
