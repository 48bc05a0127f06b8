import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { deviceLogin } from '@mosis/api'
import { startTestServer, testBaseUrl, testPassword } from '../testing.ts'
import { authPages } from './auth/routes.ts'
import { attributesOf, openBrowser } from './testing.ts'
import type { OpenPage } from './testing.ts'

test('every page has one heading, a title, a label for each input, and runs and loads nothing from elsewhere', async () => {
  const server = await startTestServer({ github: { clientId: 'id', clientSecret: 'secret' } })
  const paths: string[] = ['/', '/setup', '/setup/done', '/nothing-here']
  authPages((method, path) => void (method === 'GET' && paths.push(path)), server.deps)
  assert.ok(paths.length > 20)
  const stranger = openBrowser(server)
  const ada = openBrowser(server)
  await ada.open('/auth/sign-up')
  await ada.press('Create the account', { name: 'Ada', email: 'ada@example.com', password: testPassword })
  const { user_code } = await server.call(deviceLogin.startDeviceLogin, { body: { client_id: 'mosis-cli/1.0.0' } })
  await server.settle()
  const links = server.outbox.flatMap(({ url }) => (url === undefined ? [] : [url.slice(testBaseUrl.length)]))
  try {
    for (const path of [
      ...paths,
      ...links,
      `/auth/device?user_code=${user_code}`,
      '/auth/device?user_code=wrong',
      '/auth/forgot?done=sent',
    ]) {
      for (const browser of [stranger, ada]) {
        const page = await browser.open(path)
        assert.ok([200, 403, 404, 410, 422].includes(page.status), `${path} ${page.status}`)
        checkPage(page)
      }
    }
    await ada.open('/auth/account/totp')
    checkPage(await ada.press('Set it up'))
    checkPage(await ada.press('Switch it on', { code: '000000' }))
    await stranger.open('/auth/sign-up')
    checkPage(await stranger.press('Create the account', { name: '', email: '', password: '' }))
    await stranger.open('/auth/sign-in')
    checkPage(await stranger.press('Sign in', { email: 'ada@example.com', password: 'wrong' }))
  } finally {
    await server.close()
  }
})

function checkPage({ path, headers, body, title }: OpenPage): void {
  assert.equal(headers['content-type'], 'text/html; charset=utf-8', path)
  assert.equal(headers['cache-control'], 'no-store', path)
  assert.equal(headers['referrer-policy'], 'same-origin', path)
  assert.match(title, /^.+ · Mosis$|^Mosis portal$/, path)
  assert.equal(body.match(/<h1[ >]/g)?.length, 1, `${path}: one h1`)
  assert.match(body, /<html lang="en">/)
  assert.equal(body.match(/<main[ >]/g)?.length, 1)
  checkInputs(path, body)
  checkPolicy(path, headers['content-security-policy'] ?? '', body)
}

function checkInputs(path: string, body: string): void {
  const ids = [...body.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id)
  assert.deepEqual(ids, [...new Set(ids)], `${path}: an id stands once`)
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const { type, id = '', 'aria-describedby': described = '' } = attributesOf(tag)
    if (type === 'hidden') continue
    assert.ok(body.includes(`<label for="${id}"`), `${path}: ${tag} has a label`)
    for (const one of described.split(' ').filter((word) => word !== ''))
      assert.ok(ids.includes(one), `${path}: #${one}`)
    assert.match(tag, / autocomplete="[\w-]+"/, `${path}: ${tag}`)
  }
  for (const [, inside = ''] of body.matchAll(/<(?:button|a) [^>]*>(.*?)<\/(?:button|a)>/gs)) {
    assert.match(inside.replace(/<[^>]*>/g, ''), /\S/, `${path}: a button or link has words`)
  }
}

function checkPolicy(path: string, policy: string, body: string): void {
  assert.match(policy, /^default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'/, path)
  assert.doesNotMatch(policy, /unsafe|\*|http:/, path)
  assert.doesNotMatch(body, /<style|\sstyle=|\son\w+=|javascript:/i, path)
  const scripts = [...body.matchAll(/<script[^>]*>(.*?)<\/script>/gs)]
  assert.ok(
    scripts.every(([tag, inside]) => inside === '' && / src="\/assets\/[^"]+"/.test(tag)),
    path,
  )
  assert.equal(scripts.length > 0, policy.includes('script-src'), path)
  for (const [, address = ''] of body.matchAll(/ (?:src|href|action)="([^"]*)"/g)) {
    assert.match(address, /^(\/(?!\/)|#main$|data:text\/plain)/, `${path}: ${address}`)
  }
}

const style = readFileSync(new URL('mosis.css', import.meta.url), 'utf8')
/** Name → [light, dark], as red, green and blue. */
const colours = new Map(
  [...style.matchAll(/--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    [light, dark],
  ]),
)

test('text and its ground are far enough apart for everybody, light and dark (WCAG 2.2 AA)', () => {
  const grounds = ['paper', 'card', 'code', 'good', 'bad', 'warn']
  const pairs = [
    ...grounds.flatMap((ground) => [
      ['ink', ground],
      ['accent', ground],
    ]),
    ...['paper', 'card', 'code'].flatMap((ground) => [
      ['soft', ground],
      ['fault', ground],
      ['accent-strong', ground],
    ]),
    ['fault', 'bad'],
    ['accent-strong', 'good'],
    ['on-accent', 'accent'],
    ['on-accent', 'accent-strong'],
    ['on-fault', 'fault'],
  ]
  for (const [text = '', ground = ''] of pairs) assertContrast(text, ground, 4.5)
  // The edge of an input is what shows that it is one (WCAG 1.4.11); the ring shows where the keyboard is.
  for (const ground of ['paper', 'card'])
    for (const edge of ['edge', 'accent', 'fault']) assertContrast(edge, ground, 3)
})

function assertContrast(one: string, other: string, least: number): void {
  for (const scheme of [0, 1]) {
    const [first, second] = [one, other].map((name) => luminance(colours.get(name)?.[scheme] ?? assert.fail(name)))
    const [dark = 0, light = 0] = [first ?? 0, second ?? 0].sort((a, b) => a - b)
    const contrast = (light + 0.05) / (dark + 0.05)
    assert.ok(contrast >= least, `${one} on ${other}, ${scheme === 0 ? 'light' : 'dark'}: ${contrast.toFixed(2)}`)
  }
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
