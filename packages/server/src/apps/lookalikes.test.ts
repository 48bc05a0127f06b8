import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBestLocale, readLanguages } from './best-locale.ts'
import { findLookalikes } from './lookalikes.ts'

const known = [
  { id: 'com.bakery.photogrid', names: ['Photo Grid', 'Fotogitter'] },
  { id: 'org.tally', names: ['Tally'] },
  { id: 'net.ink', names: ['Ink'] },
  { id: 'com.whatsupp.messenger', names: ['Plauder!'] },
]

test('names and ids that people take for a well-known one are found, others are not', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    // Written otherwise, the same for the eye.
    ['com.evil.one', 'Photo Grid', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'PHOTO-GRID', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Phöto_Grïd', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Рhоtо Grіd', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Ph0t0 Gr1d', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Photo Gricl', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Ｐｈｏｔｏ Grid', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Fotogiter', ['com.bakery.photogrid by name']],
    ['com.evil.one', 'Tal1y', ['org.tally by name']],
    ['com.evil.one', 'Talyl', ['org.tally by name']],
    ['com.evil.one', 'lnk', ['net.ink by name']],
    // Another word.
    ['com.evil.one', 'Photos', []],
    ['com.evil.one', 'Ilk', []],
    ['com.evil.one', 'Rally Time', []],
    ['com.evil.one', 'Grid', []],
    ['com.evil.one', '!!!', []],
    // By its id, whatever it is called.
    ['com.bakeryphotogrid.app', 'Other', ['com.bakery.photogrid by id']],
    ['com.bakery.phot0grid', 'Other', ['com.bakery.photogrid by id']],
    ['io.whatsup.messenger', 'Other', ['com.whatsupp.messenger by id']],
    ['com.garden.messenger', 'Other', []],
  ]
  for (const [id, name, expected] of cases) {
    const found = findLookalikes({ id, names: [name] }, known)
    assert.deepEqual(
      found.map((one) => `${one.id} by ${one.by}`),
      expected,
      `${id} ${name}`,
    )
  }
})

test('of the languages there are, the one that fits best is found', () => {
  const cases: readonly [string | undefined, string | undefined, readonly string[], string | undefined][] = [
    [undefined, 'de', ['en', 'de'], 'de'],
    [undefined, 'de-CH', ['en', 'de'], 'de'],
    [undefined, 'de', ['en', 'de-AT'], 'de-AT'],
    [undefined, 'fr;q=0.3, de;q=0.9', ['fr', 'de'], 'de'],
    [undefined, 'fr, de', ['de'], 'de'],
    [undefined, 'de;q=0, fr', ['de', 'fr'], 'fr'],
    [undefined, 'zh-TW', ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    [undefined, 'zh-TW', ['zh-Hans'], undefined],
    [undefined, 'sr-Latn', ['sr'], undefined],
    ['pt-BR', 'de', ['de', 'pt'], 'pt'],
    ['pt-BR', 'de', ['de', 'en'], 'de'],
    [undefined, '*', ['de'], undefined],
    [undefined, 'x,;q=, de-,-,en;q=nonsense', ['de'], undefined],
    [undefined, undefined, ['de'], undefined],
  ]
  for (const [asked, header, available, expected] of cases) {
    const found = findBestLocale(readLanguages(asked, header), available)
    assert.equal(found, expected, `${asked} ${header} of ${available.join(' ')}`)
  }
})
