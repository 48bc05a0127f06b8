// A web portal of a few lines, for tests.
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { digestOf } from './site-file.ts'
import type { Site, SiteFile } from './site-file.ts'

export const sampleHtml =
  '<!doctype html><html lang="en" data-theme="system"><head><title>Mosis</title></head><body><div id="root"></div></body></html>'
export const sampleDocs =
  '<!doctype html><html lang="en" data-theme="system"><head><title>Mosis documentation</title></head><body><h1>Start</h1></body></html>'
export const sampleScript = `export const said = '${'hello '.repeat(200)}'\n`

const script = Buffer.from(sampleScript)
const font = Buffer.from('wOF2 not really')

const file = (path: string, type: string, bytes: Buffer, isCompressed: boolean): SiteFile => ({
  path,
  type,
  sha256: digestOf(bytes),
  bodies: new Map([
    ['identity', bytes],
    ...(isCompressed
      ? ([
          ['br', brotliCompressSync(bytes)],
          ['gzip', gzipSync(bytes)],
        ] as const)
      : []),
  ]),
})

export const sampleSite: Site = {
  sources: 'made by hand',
  addresses: ['/', '/store/$appId', '/dashboard', '/apps/$appId/versions/$versionId'],
  html: sampleHtml,
  pages: [
    { address: '/docs', html: sampleDocs },
    { address: '/docs/start/first-app', html: sampleDocs },
  ],
  files: [
    file('/assets/main-1a2b3c4d.js', 'text/javascript; charset=utf-8', script, true),
    file('/assets/inter-5e6f7a8b.woff2', 'font/woff2', font, false),
    file('/icon.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), false),
  ],
}
