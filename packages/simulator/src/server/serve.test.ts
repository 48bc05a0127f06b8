import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { WebSocket } from 'ws'
import { startPageServer } from './serve.ts'
import type { PageServer } from './serve.ts'

const page = { html: Buffer.from('<!doctype html>page'), script: Buffer.from('script'), style: Buffer.from('style') }
const picture = { bytes: Buffer.from('picture'), type: 'image/png' }

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

describe('the server of the phone’s page', () => {
  let server: PageServer
  let cookie = ''
  const asked: string[] = []
  before(async () => {
    server = await startPageServer({
      port: 0,
      page: Promise.resolve(page),
      readAsset(path) {
        asked.push(path)
        const types: Record<string, string> = { 'assets/page.html': 'text/html', 'assets/logo.svg': 'image/svg+xml' }
        return Promise.resolve({ ...picture, type: types[path] ?? picture.type })
      },
      onPage: (socket) => socket.send('hello'),
      control: ({ verb }) => Promise.resolve({ ok: true, value: verb }),
    })
    const { headers } = await get(`/?token=${server.doors.token}`)
    cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  })
  after(() => server.close())

  function get(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
    const { port } = new URL(server.origin)
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  const isOpened = async (headers: Record<string, string>, path = '/socket') => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, { headers })
    // It hears a message, or the refusal as an error.
    const first = await once(socket, 'message').then(
      () => true,
      () => false,
    )
    socket.terminate()
    return first
  }

  test('the secret lets in once and goes on as a cookie that no script and no other site gets', async () => {
    const { status, headers } = await get(`/?token=${server.doors.token}&view=screen`)
    assert.equal(status, 303)
    assert.equal(headers.location, '/?view=screen')
    assert.match(headers['set-cookie']?.[0] ?? '', /^mosis_phone_\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/)
    assert.equal((await get('/', { cookie })).body, '<!doctype html>page')
  })

  test('without the secret there is nothing, not even the page', async () => {
    for (const path of ['/', '/page.js', '/page.css', '/files/0/icons/a.png', '/?token=wrong', '/?token=']) {
      assert.equal((await get(path)).status, 403, path)
      assert.equal((await get(path, { cookie: cookie.slice(0, -1) })).status, 403, path)
    }
  })

  test('a name that an attacker points at this machine is refused, secret or not', async () => {
    for (const host of ['evil.example', `evil.example:${new URL(server.origin).port}`, '127.0.0.1:1']) {
      assert.equal((await get('/', { host, cookie })).status, 403, host)
    }
    assert.equal((await get('/', { host: server.origin.replace('http://127.0.0.1', 'localhost'), cookie })).status, 200)
  })

  test('what another site makes the browser send is refused', async () => {
    const sent: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ]
    for (const headers of sent) {
      assert.equal((await get('/page.js', { ...headers, cookie })).status, 403, JSON.stringify(headers))
    }
  })

  test('a socket opens only for our own page with the cookie', async () => {
    const { origin } = server
    assert.equal(await isOpened({ origin, cookie }), true)
    assert.equal(await isOpened({ origin }), false)
    assert.equal(await isOpened({ cookie }), false)
    assert.equal(await isOpened({ origin: 'http://evil.example', cookie }), false)
    assert.equal(await isOpened({ origin: origin.replace('127.0.0.1', 'localhost'), cookie }), false)
    assert.equal(await isOpened({ origin, cookie, host: 'evil.example' }), false)
    assert.equal(await isOpened({ origin, cookie }, '/other'), false)
  })

  test('files are asked for by plain paths, and only pictures, fonts and media come back', async () => {
    asked.length = 0
    assert.equal((await get('/files/3/assets/img/a%20b.png', { cookie })).body, 'picture')
    for (const path of ['../secret', '%2e%2e/secret', 'a/..%2fsecret', 'a%5c..%5csecret', '.%00', '%']) {
      assert.equal((await get(`/files/0/${path}`, { cookie })).status, 404, path)
    }
    assert.deepEqual(asked, ['assets/img/a b.png'])
    assert.equal((await get('/files/0/assets/page.html', { cookie })).status, 404)
    assert.equal((await get('/files/0/assets/logo.svg', { cookie })).status, 404)
  })

  test('every answer forbids scripts, frames and sources that are not ours', async () => {
    for (const answer of [
      await get('/', { cookie }),
      await get('/page.js', { cookie }),
      await get('/nothing', { cookie }),
      await get('/'),
    ]) {
      const policy = String(answer.headers['content-security-policy'])
      assert.match(policy, /default-src 'self'/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /unsafe|\*|https?:/)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.equal(answer.headers['cache-control'], 'no-store')
    }
    assert.equal((await get('/', { cookie }, 'POST')).status, 405)
  })

  test('only who has the other secret, and no browser, controls the phone', async () => {
    const authorization = `Bearer ${server.doors.controlToken}`
    const call = JSON.stringify({ verb: 'back' })
    assert.equal((await get('/control', { authorization }, 'POST', call)).body, '{"ok":true,"value":"back"}')
    assert.equal((await get('/control', { authorization })).status, 403)
    assert.equal((await get('/control', { cookie }, 'POST', call)).status, 403)
    assert.equal((await get('/control', { authorization: `Bearer ${server.doors.token}` }, 'POST', call)).status, 403)
    assert.equal((await get('/control', { authorization, 'sec-fetch-site': 'same-origin' }, 'POST', call)).status, 403)
    for (const body of ['', '[]', '{"verb":1}', '{"verb":"back","args":[]}']) {
      assert.match((await get('/control', { authorization }, 'POST', body)).body, /simulator\.wrong_argument/, body)
    }
  })
})
