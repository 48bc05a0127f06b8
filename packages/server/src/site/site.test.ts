import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { withServer } from '../accounts/testing.ts'
import { chooseCoding } from '../http/content-encoding.ts'
import { startTestServer } from '../testing.ts'
import { openSite } from './open-site.ts'
import { packSite, readSite } from './site-file.ts'
import { createChoosePage } from './site-page.ts'
import { sampleDocs, sampleHtml, sampleScript, sampleSite } from './testing.ts'

const script = '/assets/main-1a2b3c4d.js'
const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test(
  'every address of the web portal answers with its one page, any other with the same page and 404',
  withServer(async ({ inject }) => {
    for (const url of ['/dashboard', '/store/com.example.clock', '/apps/com.example.clock/versions/ver_1?tab=files']) {
      const page = await inject({ url, headers: asPage })
      assert.deepEqual([page.statusCode, page.headers['content-type']], [200, 'text/html; charset=utf-8'], url)
      assert.equal(page.body, sampleHtml)
    }
    for (const url of ['/nothing', '/store/a/b', '/nothing/', '/apps/a/versions/b/c', '/assets/main-old.js']) {
      const page = await inject({ url, headers: asPage })
      assert.deepEqual([page.statusCode, page.body], [404, sampleHtml], url)
    }
  }),
)

test(
  'an address with a slash at its end leads to the page without it, with its search, and never to another host',
  withServer(async ({ inject }) => {
    const lead = async (url: string) => {
      const { statusCode, headers } = await inject({ url, headers: asPage })
      return statusCode === 308 ? headers.location : statusCode
    }
    assert.equal(await lead('/dashboard/'), '/dashboard')
    assert.equal(await lead('/store/com.example.clock/?lang=de&q=a%2Fb'), '/store/com.example.clock?lang=de&q=a%2Fb')
    assert.equal(await lead('/store/%0d%0aSet-Cookie:x=1/'), '/store/%0d%0aSet-Cookie:x=1')
    assert.equal(await lead('http://evil.example/dashboard/'), '/dashboard')
    assert.equal(await lead('/'), 200)
    for (const url of ['//evil.example/', '//dashboard/', '/store//evil.example/', '/assets/', `${script}/`]) {
      assert.equal(await lead(url), 404, url)
    }
  }),
)

test(
  'programs are told as problems what is not there: the page is for whoever asks for HTML with GET',
  withServer(async ({ inject }) => {
    const refused = async (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}) => {
      const { statusCode, headers: answered } = await inject({ method, url, headers })
      return [statusCode, answered['content-type']]
    }
    const problem = 'application/problem+json; charset=utf-8'
    assert.deepEqual(await refused('GET', '/nothing'), [404, problem])
    assert.deepEqual(await refused('GET', '/assets/main-old.js', { accept: '*/*' }), [404, problem])
    assert.deepEqual(await refused('GET', '/v1/nothing', asPage), [404, problem])
    assert.deepEqual(await refused('POST', '/dashboard', asPage), [405, problem])
    assert.deepEqual(await refused('POST', script), [405, problem])
  }),
)

test(
  'the page may run and load what this portal serves, and nothing else',
  withServer(async ({ inject }) => {
    const { headers } = await inject({ url: '/dashboard' })
    const policy = String(headers['content-security-policy'])
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    const asset = await inject({ url: script })
    assert.match(String(asset.headers['content-security-policy']), /^default-src 'none';/)
  }),
)

test(
  'the documentation answers under its own addresses, in its one language, in the colours that were chosen, under the same policy',
  withServer(async ({ inject }) => {
    const { headers: ofPages } = await inject({ url: '/dashboard' })
    for (const url of ['/docs', '/docs/start/first-app']) {
      const page = await inject({ url, headers: { ...asPage, 'accept-language': 'de', cookie: 'mosis_lang=de' } })
      assert.deepEqual([page.statusCode, page.body], [200, sampleDocs], url)
      assert.equal(page.headers.vary, 'accept-encoding, cookie')
      for (const name of ['content-type', 'content-security-policy', 'cache-control', 'referrer-policy']) {
        assert.equal(page.headers[name], ofPages[name], name)
      }
      const dark = await inject({ url, headers: { cookie: 'mosis_theme=dark' } })
      assert.equal(dark.body, sampleDocs.replace('"system"', '"dark"'))
      const again = await inject({ url, headers: { 'if-none-match': String(page.headers.etag) } })
      assert.equal(again.statusCode, 304)
      const packed = await inject({ url, headers: { 'accept-encoding': 'br' } })
      assert.equal(brotliDecompressSync(packed.rawPayload).toString(), sampleDocs)
    }
    const slash = await inject({ url: '/docs/start/first-app/' })
    assert.deepEqual([slash.statusCode, slash.headers.location], [308, '/docs/start/first-app'])
    for (const url of ['/docs/nothing', '/docs/start', '/docs/start/first-app.md']) {
      const page = await inject({ url, headers: asPage })
      assert.deepEqual([page.statusCode, page.body], [404, sampleHtml], url)
    }
  }),
)

test(
  'language and colours of the page come from the choices of the browser, else from its languages',
  withServer(async ({ inject }) => {
    const rootOf = async (headers: Record<string, string>) => {
      const { body } = await inject({ url: '/dashboard', headers })
      return /<html[^>]*>/.exec(body)?.[0]
    }
    const german = '<html lang="de" data-theme="system">'
    const english = '<html lang="en" data-theme="system">'
    assert.equal(await rootOf({}), english)
    assert.equal(await rootOf({ 'accept-language': 'de-CH,de;q=0.9,en;q=0.8' }), german)
    assert.equal(await rootOf({ 'accept-language': 'fr, de;q=0.4, en;q=0.2' }), german)
    assert.equal(await rootOf({ 'accept-language': 'fr' }), english)
    assert.equal(await rootOf({ 'accept-language': 'de', cookie: 'mosis_lang=en' }), english)
    assert.equal(await rootOf({ cookie: 'a=b; mosis_theme=dark; mosis_lang=de' }), '<html lang="de" data-theme="dark">')
  }),
)

test(
  'nothing that a request says gets into the page',
  withServer(async ({ inject }) => {
    const attack = '"><script>alert(1)</script>'
    const hostile: Record<string, string>[] = [
      { cookie: `mosis_lang=${attack}; mosis_theme=${attack}` },
      { cookie: 'mosis_theme=dark"onload="alert(1)' },
      { cookie: 'mosis_lang=constructor; mosis_theme=__proto__' },
      { 'accept-language': attack },
      { 'accept-language': `de${attack},de;q=${attack}` },
      { referer: attack, 'x-forwarded-host': 'evil.example' },
    ]
    for (const headers of hostile) {
      const { body } = await inject({ url: '/dashboard', headers: { ...asPage, ...headers } })
      assert.equal(body.replace('lang="de"', 'lang="en"'), sampleHtml, JSON.stringify(headers))
    }
    for (const url of [
      `/${encodeURIComponent(attack)}`,
      `/store/x?q=${encodeURIComponent(attack)}`,
      '/store/%00%0d%0aSet-Cookie:x=1',
    ]) {
      const page = await inject({ url, headers: asPage })
      assert.ok(page.body === sampleHtml || page.statusCode === 400, url)
      assert.equal(page.headers['set-cookie'], undefined)
    }
  }),
)

test(
  'no path reaches a file of the disk, however it is written',
  withServer(async ({ inject }) => {
    for (const url of [
      '/assets/../../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%5c..%5cpackage.json',
      '/assets/%2fetc%2fpasswd',
      '/assets//main-1a2b3c4d.js',
      '/assets/main-1a2b3c4d.js%00.css',
      '/assets/main-1a2b3c4d.js/',
      '//etc/passwd',
      '/portal.site',
      '/assets/',
      '/assets',
      '/index.html',
    ]) {
      const { statusCode, body } = await inject({ url, headers: { accept: '*/*' } })
      assert.ok(statusCode === 404 || statusCode === 400, `${url} answered ${statusCode}`)
      assert.doesNotMatch(body, /root:|"workspaces"|hello hello/)
    }
  }),
)

test(
  'what is named by its contents is kept for ever, in the smallest coding that the browser takes',
  withServer(async ({ inject }) => {
    const get = (headers: Record<string, string> = {}) => inject({ url: script, headers })
    const plain = await get()
    assert.equal(plain.body, sampleScript)
    assert.equal(plain.headers['content-encoding'], undefined)
    assert.equal(plain.headers['content-type'], 'text/javascript; charset=utf-8')
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
    const brotli = await get({ 'accept-encoding': 'gzip, deflate, br, zstd' })
    assert.equal(brotli.headers['content-encoding'], 'br')
    assert.equal(brotliDecompressSync(brotli.rawPayload).toString(), sampleScript)
    const zipped = await get({ 'accept-encoding': 'gzip' })
    assert.equal(gunzipSync(zipped.rawPayload).toString(), sampleScript)
    for (const { headers, rawPayload } of [plain, brotli, zipped]) {
      assert.equal(headers.vary, 'accept-encoding')
      assert.equal(Number(headers['content-length']), rawPayload.length)
    }
    // A cache must not give the bytes of one coding to who has another.
    assert.equal(new Set([plain, brotli, zipped].map(({ headers }) => headers.etag)).size, 3)
    const font = await inject({ url: '/assets/inter-5e6f7a8b.woff2', headers: { 'accept-encoding': 'br' } })
    assert.deepEqual([font.headers['content-encoding'], font.headers.vary], [undefined, undefined])
    const icon = await inject({ url: '/icon.svg' })
    assert.equal(icon.headers['cache-control'], 'public, max-age=86400')
  }),
)

test(
  'who has it already gets 304, HEAD gets the headers, and a part of a file is never sent',
  withServer(async ({ inject }) => {
    for (const url of [script, '/dashboard']) {
      const first = await inject({ url, headers: { 'accept-encoding': 'br' } })
      const etag = String(first.headers.etag)
      const again = await inject({ url, headers: { 'accept-encoding': 'br', 'if-none-match': etag } })
      assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag], url)
      assert.equal(again.headers.vary, first.headers.vary)
      assert.equal(again.headers['cache-control'], first.headers['cache-control'])
      const other = await inject({ url, headers: { 'if-none-match': etag } })
      assert.equal(other.statusCode, 200, 'in another coding it is another thing')
      const head = await inject({ method: 'HEAD', url, headers: { 'accept-encoding': 'br' } })
      assert.deepEqual([head.statusCode, head.body, head.headers.etag], [200, '', etag])
      assert.equal(head.headers['content-length'], first.headers['content-length'])
      const part = await inject({ url, headers: { range: 'bytes=0-3' } })
      assert.deepEqual([part.statusCode, part.headers['content-range']], [200, undefined])
    }
    const page = await inject({ url: '/dashboard' })
    assert.deepEqual(
      [page.headers['cache-control'], page.headers.vary],
      ['no-cache', 'accept-encoding, accept-language, cookie'],
    )
    const gone = await inject({ url: '/nothing', headers: { ...asPage, 'if-none-match': String(page.headers.etag) } })
    assert.equal(gone.statusCode, 404, 'what is not there is never unchanged')
  }),
)

test('a coding is chosen as the client weighs it, and none that it refuses', () => {
  const all = ['identity', 'gzip', 'br'] as const
  const cases: [string | undefined, string][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['GZIP', 'gzip'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['br;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['br;q=0, *;q=0.5', 'gzip'],
    ['identity, br;q=0.2', 'identity'],
    ['br;q=nonsense', 'identity'],
    ['zstd, deflate', 'identity'],
    [`${'x,'.repeat(1000)}br`, 'identity'],
  ]
  for (const [header, coding] of cases) assert.equal(chooseCoding(header, all), coding, header)
  assert.equal(chooseCoding('br, gzip', ['identity']), 'identity')
})

test('a site comes out of its file as it went in, and one that was cut short does not', () => {
  const bytes = packSite(sampleSite)
  const read = readSite(bytes)
  assert.deepEqual(read, sampleSite)
  assert.equal(readSite(bytes.subarray(0, -1)), undefined)
  assert.equal(readSite(bytes.subarray(0, 40)), undefined)
  assert.equal(readSite(Buffer.alloc(0)), undefined)
  assert.equal(readSite(Buffer.from('{"format":"mosis-site-0"}\n')), undefined)
})

test('a page without the place for its language is refused, not shown in the wrong one', () => {
  const lacks = { message: /should have <html lang="en" data-theme="system"> in it/ }
  assert.throws(() => createChoosePage('<!doctype html><html><body></body></html>', ['en']), lacks)
  assert.throws(() => createChoosePage(sampleHtml + sampleHtml, ['en']), lacks)
})

test('without a built portal whoever asks for a page reads how to build it, and the API answers', async () => {
  const server = await startTestServer({}, { site: undefined })
  try {
    const page = await server.inject({ url: '/dashboard', headers: asPage })
    assert.deepEqual([page.statusCode, page.headers['content-type']], [503, 'text/html; charset=utf-8'])
    assert.match(page.body, /npm start/)
    assert.equal((await server.inject({ url: '/health' })).statusCode, 200)
  } finally {
    await server.close()
  }
})

test('the archive of the command is handed out as it is, and asked for again each time', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-site-'))
  t.after(() => rm(folder, { recursive: true }))
  const at = (name: string) => pathToFileURL(join(folder, name))
  const archive = Buffer.from('\u001f\u008b as npm packs it', 'latin1')
  assert.equal(await openSite(at('portal.site'), at('mosis.tgz')), undefined)
  await writeFile(at('portal.site'), packSite(sampleSite))
  const without = await openSite(at('portal.site'), at('mosis.tgz'))
  assert.equal(without?.files.length, sampleSite.files.length)
  await writeFile(at('mosis.tgz'), archive)
  const site = await openSite(at('portal.site'), at('mosis.tgz'))
  const server = await startTestServer({}, { site })
  t.after(() => server.close())
  const { statusCode, headers, rawPayload } = await server.inject({
    url: '/mosis.tgz',
    headers: { 'accept-encoding': 'gzip, br' },
  })
  assert.equal(statusCode, 200)
  assert.ok(rawPayload.equals(archive))
  assert.deepEqual(
    [headers['content-type'], headers['cache-control'], headers['content-encoding']],
    ['application/gzip', 'no-cache', undefined],
  )
  const again = await server.inject({ url: '/mosis.tgz', headers: { 'if-none-match': String(headers.etag) } })
  assert.equal(again.statusCode, 304)
})
