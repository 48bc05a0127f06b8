import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { readPackage } from '@mosis/format'

/** A store with the few answers a device asks for, for tests. What it says about a package can be made wrong. */
export interface SampleStore {
  url: string
  /** Every request: method, path and range. */
  asked: string[]
  offer(bytes: Buffer, wrong?: Record<string, unknown>): void
  /** Takes the place of the package answers. */
  answerPackage?: (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void
}

export async function openSampleStore(t: TestContext): Promise<SampleStore> {
  const offers = new Map<string, { bytes: Buffer; entry: Record<string, unknown> }>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://store')
    store.asked.push(`${pathname}${request.headers.range ? ` ${request.headers.range}` : ''}`)
    const id = pathname.split('/').at(-1) ?? ''
    if (pathname === '/v1/store/apps/updates') {
      const asked = (searchParams.get('packages') ?? '').split(',').map((item) => item.split('@')[0] ?? '')
      sendJson(response, 200, { updates: asked.flatMap((name) => offers.get(name)?.entry ?? []) })
      return
    }
    const offer = offers.get(id)
    if (!offer) {
      sendJson(response, 404, { code: 'store.app_not_found', status: 404 })
      return
    }
    if (pathname.startsWith('/v1/')) sendJson(response, 200, offer.entry)
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
    offer(bytes, wrong = {}) {
      offers.set(readPackage(bytes).manifest.id, { bytes, entry: { ...toEntry(bytes), ...wrong } })
    },
  }
  return store
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
  }
}
