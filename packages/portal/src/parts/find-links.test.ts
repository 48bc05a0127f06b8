import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLinks } from './find-links.ts'

const hrefsIn = (text: string) => findLinks(text).flatMap(({ href }) => (href === undefined ? [] : [href]))

test('web addresses in a text become links, without the sentence around them', () => {
  assert.deepEqual(findLinks('See https://example.com/help?topic=wind, or ask.'), [
    { text: 'See ' },
    { text: 'https://example.com/help?topic=wind', href: 'https://example.com/help?topic=wind' },
    { text: ', or ask.' },
  ])
  assert.deepEqual(hrefsIn('(http://a.example) HTTPS://B.example/x. https://c.example/…'), [
    'http://a.example/',
    'https://b.example/x',
    'https://c.example/',
  ])
})

test('nothing else that looks like an address is one', () => {
  const texts = [
    'javascript:alert(1)',
    'data:text/html,<script>',
    '[a](javascript:alert(1))',
    'https://portal.example@evil.example/',
    'https://user:word@evil.example',
    'ftp://example.com',
    '//example.com',
    'https://',
    'https://[bad',
  ]
  for (const text of texts) {
    assert.deepEqual(hrefsIn(text), [], text)
    assert.equal(
      findLinks(text)
        .map((piece) => piece.text)
        .join(''),
      text,
    )
  }
})
