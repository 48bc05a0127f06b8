import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { renderDocs } from '../packages/portal/build/docs/render-docs.ts'
import { readDocs } from './portal.ts'

const sheet = '/assets/docs.css'
const texts = await readDocs(fileURLToPath(new URL('../', import.meta.url)))
const { pages } = renderDocs(texts, sheet)

test('every text of the documentation is a page, but for the decisions', () => {
  const expected = [...texts.keys()].filter((path) => !path.startsWith('decisions/'))
  assert.deepEqual(
    pages.map(({ address }) => address).toSorted(),
    ['/docs', ...expected.map((path) => `/docs/${path.replace(/(\/index)?\.md$/, '')}`)].toSorted(),
  )
})

test('every link between the pages leads to a page, and to a heading that it has', () => {
  const idsOf = new Map(
    pages.map(({ address, html }) => [address, [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)]),
  )
  const broken = pages.flatMap(({ address, html }) =>
    hrefsOf(html)
      .filter((href) => href.startsWith('#') || href === '/docs' || href.startsWith('/docs/'))
      .filter((href) => {
        const { pathname, hash } = new URL(href, `http://portal${address}`)
        const ids = idsOf.get(pathname)
        return !ids || (hash !== '' && !ids.includes(decodeURIComponent(hash.slice(1))))
      })
      .map((href) => `${address} → ${href}`),
  )
  assert.deepEqual(broken, [])
  for (const [address, ids] of idsOf) assert.equal(new Set(ids).size, ids.length, `${address} has an id twice`)
})

test('every page has one title, is reached from the first one, and nothing in it is a script, inline or of another host', () => {
  const [first] = pages
  const reached = new Set(hrefsOf(first?.html ?? ''))
  for (const { address, html } of pages) {
    assert.equal([...html.matchAll(/<h1[ >]/g)].length, 1, address)
    assert.match(html, /<title>(.+ · )?Mosis documentation<\/title>/, address)
    assert.ok(reached.has(address), address)
    assert.doesNotMatch(html, /<(script|style|iframe|form)\b|<[^>]+\s(style|on\w+)=/i, address)
    assert.doesNotMatch(html, /<!--/, address)
    const loaded = [...html.matchAll(/<(?:link|img)\b[^>]*?(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
    assert.ok(loaded.includes(sheet), address)
    assert.deepEqual(
      loaded.filter((url) => !/^\/(?!\/)/.test(url)),
      [],
      address,
    )
  }
})

const render = (text: string) => {
  const docs = renderDocs(
    new Map([
      ['guides/a.md', text],
      ['reference/lua/index.md', '# Lua\n\n## What `json` does\n'],
      ['decisions/0001.md', '# A decision\n'],
    ]),
    sheet,
  )
  const html = docs.pages.find(({ address }) => address === '/docs/guides/a')?.html ?? ''
  return { images: docs.images, html: html.slice(html.indexOf('</h1>') + '</h1>'.length, html.indexOf('</article>')) }
}

test('HTML in a text is shown and not obeyed, and no link becomes code', () => {
  const { html } = render(
    '# A\n\n<script>alert(1)</script>\n\nSome <img src=x onerror=alert(1)> text.\n\n' +
      '[run](javascript:alert(1)) [data](data:text/html,x)' +
      '\n\n## <b onclick="x">Bold</b>\n',
  )
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  assert.match(html, /Some &lt;img src=x onerror=alert\(1\)&gt; text/)
  assert.match(html, /<code>run<\/code> <code>data<\/code>/)
  assert.doesNotMatch(html, /<(script|img|b)\b|javascript:/)
})

test('links lead to addresses of the portal, to other hosts as they are, and files of the repository are words', () => {
  const { html, images } = render(
    '# A\n\n[Lua](../reference/lua/index.md#what-json-does) [rules](../../packages/review/src/rules.ts) [why](../decisions/0001.md) ' +
      '[standard](https://example.org/?a=1&b=2) ![Notes](../images/notes.png)\n',
  )
  assert.match(html, /<a href="\/docs\/reference\/lua#what-json-does">Lua<\/a>/)
  assert.match(html, /<code>rules<\/code> <code>why<\/code>/)
  assert.match(html, /<a href="https:\/\/example\.org\/\?a=1&amp;b=2">standard<\/a>/)
  assert.match(html, /<img src="\/docs\/images\/notes\.png" alt="Notes" loading="lazy">/)
  assert.deepEqual(images, ['images/notes.png'])
})

test('a link to a page that is not there, a picture from elsewhere and a text with two titles stop the build', () => {
  assert.throws(() => render('# A\n\n[gone](gone.md)\n'), /docs\/guides\/a\.md leads to gone\.md/)
  assert.throws(() => render('# A\n\n![x](https://example.org/x.png)\n'), /leads to https:\/\/example\.org\/x\.png/)
  assert.throws(() => render('# A\n\n# B\n'), /docs\/guides\/a\.md should have one title/)
})

function hrefsOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
}
