import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import type { Revocation, Rollout } from '@mosis/api'
import { readPackage } from '@mosis/format'

/** A store with the few answers a device asks for, for tests. What it says about a package can be made wrong. */
export interface SampleStore {
  url: string
  /** Every request: method, path and range. */
  asked: string[]
  /** Every request as it came, headers included. */
  sent: string[]
  /** The tokens of those who joined. */
  testerTokens: string[]
  offer(bytes: Buffer, wrong?: Record<string, unknown>): void
  /** Offers a version beside the one for everybody: in stages, to testers, or, with undefined, no more. */
  offerBeside(bytes: Buffer, rollout: Rollout | null | undefined, more?: Record<string, unknown>): void
  /** What devices neither install nor run. */
  revoked: { serial: number; revocations: Revocation[] }
  /** Takes the place of the package answers. */
  answerPackage?: (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void
}

export async function openSampleStore(t: TestContext): Promise<SampleStore> {
  const offers = new Map<string, SampleOffer>()
  const beside = new Map<string, SampleOffer>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://store')
    store.asked.push(`${pathname}${request.headers.range ? ` ${request.headers.range}` : ''}`)
    store.sent.push(
      [request.url, ...Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`)].join('\n'),
    )
    if (pathname.startsWith('/v1/testers/')) {
      void answerTester(store, pathname, request, response)
      return
    }
    const id = pathname.split('/').at(-1) ?? ''
    if (pathname === '/v1/store/apps/updates') {
      const asked = (searchParams.get('packages') ?? '').split(',').map((item) => item.split('@')[0] ?? '')
      const updates = asked.flatMap((name) =>
        [offers.get(name), beside.get(name)].flatMap((offer) => offer?.entry ?? []),
      )
      sendJson(response, 200, { updates })
      return
    }
    if (pathname === '/v1/store/revocations') {
      sendJson(response, 200, store.revoked)
      return
    }
    const isBeside = searchParams.has('beside')
    const offer = (isBeside ? beside : offers).get(id)
    if (!offer) {
      sendJson(response, 404, { code: 'store.app_not_found', status: 404 })
      return
    }
    if (pathname.startsWith('/v1/')) sendJson(response, 200, { ...offer.entry, offers: listOffers(beside.get(id)) })
    else if (store.answerPackage) store.answerPackage(request, response, offer.bytes)
    else sendBytes(request, response, offer.bytes)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const store: SampleStore = {
    // The server listens on a port, so its address is one.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    revoked: { serial: 0, revocations: [] },
    sent: [],
    testerTokens: [],
    offer(bytes, wrong = {}) {
      offers.set(readPackage(bytes).manifest.id, { bytes, entry: { ...toEntry(bytes), ...wrong } })
    },
    offerBeside(bytes, rollout, more = {}) {
      const entry = toEntry(bytes)
      const id = String(entry['id'])
      const download_url = `${String(entry['download_url'])}?beside`
      if (rollout === undefined) beside.delete(id)
      else beside.set(id, { bytes, entry: { ...entry, rollout, download_url, ...more } })
    },
  }
  return store
}

interface SampleOffer {
  bytes: Buffer
  entry: Record<string, unknown>
}

const listOffers = (beside: SampleOffer | undefined) => (beside ? [beside.entry] : [])

/** Lets everybody join whose token does not begin with "ended". */
async function answerTester(store: SampleStore, pathname: string, request: IncomingMessage, response: ServerResponse) {
  const { token = '', tester_token } = JSON.parse(await text(request)) as { token?: string; tester_token?: string }
  if (pathname.endsWith('/leave')) {
    store.testerTokens = store.testerTokens.filter((known) => known !== tester_token)
    response.writeHead(204).end()
  } else if (token.startsWith('ended')) sendJson(response, 404, { code: 'tester.link_ended', status: 404 })
  else {
    const made = `mt_${String(store.testerTokens.length).padStart(43, 't')}`
    store.testerTokens.push(made)
    sendJson(response, 200, { app_id: 'com.example.clock', app_name: 'Clock', tester_token: made })
  }
}

/** Answers with the bytes, or with the rest of them that was asked for. */
export function sendBytes(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (from > 0) response.setHeader('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`)
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from })
  response.end(bytes.subarray(from))
}

function sendJson(response: ServerResponse, status: number, value: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

function toEntry(bytes: Buffer): Record<string, unknown> {
  const { manifest, signer, sha256, mfSha256 } = readPackage(bytes)
  return {
    id: manifest.id,
    name: manifest.name,
    version: manifest.version,
    version_code: manifest.version_code,
    min_mosis_version: manifest.min_mosis_version,
    permissions: manifest.permissions,
    sha256,
    mf_sha256: mfSha256,
    key_id: signer?.keyId,
    size_bytes: bytes.length,
    description: '',
    developer: 'Example',
    category: null,
    tags: [],
    release_notes: '',
    download_count: 0,
    icon_url: '',
    download_url: `/packages/${manifest.id}`,
    published_at: '2026-11-21T08:00:00.000Z',
    listing: {
      locale: 'en',
      locales: ['en'],
      long_text: '',
      screenshots: [],
      contact_email: null,
      contact_url: null,
      privacy_url: null,
    },
    track: 'production',
    rollout: null,
    offers: [],
  }
}
