import assert from 'node:assert/strict'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { ApiError, apps, listings, screenshotLimits, store, tusVersion, uploads, versions } from '@mosis/api'
import type { ListingRef } from '@mosis/api'
import sharp from 'sharp'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { pngChunk, startSampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())
const { db } = server.deps
const dayMs = 24 * 60 * 60_000

const put = ({ call }: Caller, app_id: string, locale: string, name: string, more: object = {}) =>
  call(listings.putListing, { params: { app_id, locale }, body: { name, ...more } })

const picture = (width: number, height: number, format: 'png' | 'jpeg' | 'webp' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: { r: width % 255, g: 90, b: 40 } } })
    .toFormat(format)
    .withExif({ IFD0: { Copyright: 'A secret place' } })
    .toBuffer()

const add = ({ call }: Caller, params: ListingRef, body: Uint8Array, caption = '') =>
  call(listings.addScreenshot, { params, query: { caption }, body }).then(({ screenshots }) => screenshots)

const refusal = async (work: Promise<unknown>) => {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  return failure instanceof ApiError ? failure.code : failure
}

test('an app says itself in each language, and the store answers in the one that fits best', async () => {
  const id = 'com.say.clock'
  const app = await startSampleApp(server, id)
  const { developer } = app
  await put(developer, id, 'en', 'Clock', { description: 'Tells the time', long_text: 'A long text' })
  await put(developer, id, 'DE', 'Uhr', { description: 'Sagt die Zeit' })
  await put(developer, id, 'zh-hant', '時鐘', { long_text: '很長的文字' })
  const { listings: all } = await developer.call(listings.listListings, { params: { app_id: id } })
  assert.deepEqual(
    all.map(({ locale, name, is_default }) => [locale, name, is_default]),
    [
      ['en', 'Clock', true],
      ['de', 'Uhr', false],
      ['zh-Hant', '時鐘', false],
    ],
  )
  const contact = { contact_email: 'help@example.com', privacy_url: 'https://example.com/privacy' }
  await developer.call(apps.updateApp, { params: { app_id: id }, body: contact })
  const version = await app.published()
  await developer.call(versions.putWhatsNew, {
    params: { app_id: id, version_id: version.id },
    body: { texts: { de: 'Schneller' } },
  })
  const ask = (acceptLanguage: string, locale?: string) =>
    server.call(
      store.getStoreApp,
      { params: { app_id: id }, query: { locale } },
      { headers: { 'accept-language': acceptLanguage } },
    )
  const inGerman = await ask('de-CH, en;q=0.5')
  assert.deepEqual(
    [inGerman.name, inGerman.description, inGerman.release_notes, inGerman.listing],
    [
      'Uhr',
      'Sagt die Zeit',
      'Schneller',
      {
        locale: 'de',
        locales: ['en', 'de', 'zh-Hant'],
        long_text: 'A long text',
        screenshots: [],
        contact_url: null,
        ...contact,
      },
    ],
  )
  assert.equal((await ask('de', 'zh-TW')).name, '時鐘')
  assert.equal((await ask('fr')).name, 'Clock')
  // Found by the words of every language.
  for (const q of ['uhr', 'zeit', '時鐘', 'clock']) {
    const { apps: found } = await server.call(store.listStoreApps, { query: { q } })
    assert.deepEqual(
      found.map((one) => one.id),
      [id],
      q,
    )
  }
  await developer.call(listings.deleteListing, { params: { app_id: id, locale: 'de' } })
  assert.deepEqual((await server.call(store.listStoreApps, { query: { q: 'uhr' } })).apps, [])
})

test('the default language is the one the app itself is named in, and moves with its texts', async () => {
  const developer = await server.developer()
  const id = 'com.say.moves'
  const params = { app_id: id }
  await developer.call(apps.createApp, { body: { id, name: 'Zeit', default_locale: 'de' } })
  const patch = (body: object) => developer.call(apps.updateApp, { params, body })
  assert.equal(await refusal(patch({ default_locale: 'en' })), 'listing.not_found')
  await put(developer, id, 'de', 'Uhrzeit')
  assert.equal((await developer.call(apps.getApp, { params })).name, 'Uhrzeit')
  await patch({ name: 'Uhr' })
  await put(developer, id, 'en', 'Clock')
  const moved = await patch({ default_locale: 'en' })
  assert.deepEqual([moved.name, moved.default_locale], ['Clock', 'en'])
  const inGerman = await developer.call(listings.getListing, { params: { app_id: id, locale: 'de' } })
  assert.deepEqual([inGerman.name, inGerman.is_default], ['Uhr', false])
  const remove = (locale: string) => developer.call(listings.deleteListing, { params: { app_id: id, locale } })
  assert.equal(await refusal(remove('en')), 'listing.is_default')
  await remove('de')
  assert.equal(await refusal(remove('de')), 'listing.not_found')
  for (const locale of ['e', 'english-please', 'en_US', 'x-private', 'en-u-ca-buddhist', '../en']) {
    assert.equal(await refusal(put(developer, id, locale, 'No')), 'invalid_input', locale)
  }
  for (const body of [
    { privacy_url: 'http://example.com' },
    { contact_url: 'javascript:alert(1)' },
    { contact_email: 'x' },
  ]) {
    assert.equal(await refusal(patch(body)), 'invalid_input', JSON.stringify(body))
  }
})

test('screenshots are written anew without what was hidden in them, ordered, captioned and served for ever', async () => {
  const id = 'com.say.pictures'
  const { developer } = await startSampleApp(server, id)
  const params = { app_id: id, locale: 'en' }
  await add(developer, params, await picture(320, 640), 'First')
  await add(developer, params, await picture(640, 320, 'jpeg'), 'Second')
  const [first, second, third] = await add(developer, params, await picture(800, 600, 'webp'))
  assert.ok(first && second && third)
  assert.deepEqual(
    [first, second, third].map(({ width, height, caption }) => [width, height, caption]),
    [
      [320, 640, 'First'],
      [640, 320, 'Second'],
      [800, 600, ''],
    ],
  )
  const served = await server.inject({ url: second.url })
  assert.deepEqual(
    ['content-type', 'cache-control', 'x-content-type-options'].map((name) => served.headers[name]),
    ['image/webp', 'public, max-age=31536000, immutable', 'nosniff'],
  )
  const { format, exif } = await sharp(served.rawPayload).metadata()
  assert.deepEqual([format, exif], ['webp', undefined])
  assert.ok(!served.rawPayload.includes('A secret place'))

  const arrange = (ids: { id: string; caption?: string }[]) =>
    developer.call(listings.arrangeScreenshots, { params, body: { screenshots: ids } })
  const { screenshots } = await arrange([{ id: third.id, caption: 'Now first' }, { id: first.id }, { id: second.id }])
  assert.deepEqual(
    screenshots.map(({ id: one, caption }) => [one, caption]),
    [
      [third.id, 'Now first'],
      [first.id, 'First'],
      [second.id, 'Second'],
    ],
  )
  for (const wrong of [
    [first, second],
    [first, second, second],
    [first, second, third, third],
  ]) {
    assert.equal(await refusal(arrange(wrong.map((one) => ({ id: one.id })))), 'screenshot.others_listed')
  }
  await developer.call(listings.deleteScreenshot, { params: { ...params, screenshot_id: second.id } })
  assert.equal((await server.inject({ url: second.url })).statusCode, 404)
  for (let count = 2; count < screenshotLimits.maxCount; count += 1) {
    await add(developer, params, await picture(320 + count, 320))
  }
  assert.equal(await refusal(add(developer, params, await picture(320, 320))), 'screenshot.too_many')
})

test('what is no picture, or one of the wrong size, is refused, also when it claims to be huge', async () => {
  const id = 'com.say.wrong'
  const { developer } = await startSampleApp(server, id)
  const params = { app_id: id, locale: 'en' }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(60_000, 0)
  header.writeUInt32BE(60_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const bomb = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
  const good = await picture(400, 400)
  const cases: [string, Uint8Array, string][] = [
    ['text', Buffer.from('not an image at all'), 'screenshot.not_an_image'],
    [
      'svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
      'screenshot.not_an_image',
    ],
    ['gif', await sharp(good).gif().toBuffer(), 'screenshot.not_an_image'],
    ['cut', good.subarray(0, good.length - 40), 'screenshot.not_an_image'],
    ['only a beginning', good.subarray(0, 8), 'screenshot.not_an_image'],
    ['bomb', bomb, 'screenshot.not_an_image'],
    ['small', await picture(319, 400), 'screenshot.wrong_size'],
    ['wide', await picture(3841, 2000), 'screenshot.wrong_size'],
    ['long', await picture(400, 921), 'screenshot.wrong_size'],
    ['heavy', Buffer.concat([good, Buffer.alloc(screenshotLimits.maxBytes)]), 'screenshot.too_large'],
  ]
  for (const [name, bytes, code] of cases) assert.equal(await refusal(add(developer, params, bytes)), code, name)
  assert.equal(await refusal(add(developer, { app_id: id, locale: 'fr' }, good)), 'listing.not_found')
  assert.deepEqual((await developer.call(listings.getListing, { params })).screenshots, [])
})

test('an app that looks like a well-known one is made all the same, and marked for reviewers', async () => {
  const famous = await startSampleApp(server, 'com.famous.photogrid')
  await famous.published()
  await db.updateTable('app').set({ name: 'Photo Grid', download_count: 5000 }).where('id', '=', famous.id).execute()
  const other = await server.developer('Other')
  const similarTo = async (id: string) => {
    const row = await db.selectFrom('app').select('similar_to').where('id', '=', id).executeTakeFirstOrThrow()
    return (JSON.parse(row.similar_to) as { id: string; by: string }[]).map(({ id: known, by }) => `${known} by ${by}`)
  }
  await other.call(apps.createApp, { body: { id: 'com.other.one', name: 'Ph0to-Grid' } })
  assert.deepEqual(await similarTo('com.other.one'), ['com.famous.photogrid by name'])
  await other.call(apps.updateApp, { params: { app_id: 'com.other.one' }, body: { name: 'My pictures' } })
  assert.deepEqual(await similarTo('com.other.one'), [])
  await put(other, 'com.other.one', 'de', 'Phòto Grid')
  assert.deepEqual(await similarTo('com.other.one'), ['com.famous.photogrid by name'])
  // The same team may call its apps alike.
  await famous.developer.call(apps.createApp, { body: { id: 'com.famous.photogrid2', name: 'Photo Grid 2' } })
  assert.deepEqual(await similarTo('com.famous.photogrid2'), [])
  const noted = await db.selectFrom('audit_event').selectAll().where('action', '=', 'lookalike').execute()
  assert.deepEqual(
    noted.map(({ subject_id, reason }) => [subject_id, reason]),
    [
      ['com.other.one', 'com.famous.photogrid'],
      ['com.other.one', 'com.famous.photogrid'],
    ],
  )
})

test('an app that was never published goes with all that is its own; one that was stays', async () => {
  const id = 'com.say.gone'
  const app = await startSampleApp(server, id)
  const { developer } = app
  const version = await app.draft()
  await put(developer, id, 'de', 'Weg')
  await add(developer, { app_id: id, locale: 'de' }, await picture(333, 444))
  const ref = { app_id: id, version_id: version.id }
  await developer.call(versions.putWhatsNew, { params: ref, body: { texts: { de: 'Neu' } } })
  const headers = { 'tus-resumable': tusVersion, 'upload-length': '10' }
  await developer.call(uploads.createUpload, { params: { app_id: id } }, { headers })
  await developer.call(apps.deleteApp, { params: { app_id: id } })
  for (const table of ['app_listing', 'app_screenshot', 'upload', 'version'] as const) {
    assert.deepEqual(await db.selectFrom(table).select('app_id').where('app_id', '=', id).execute(), [], table)
  }
  assert.deepEqual(await db.selectFrom('version_text').selectAll().where('version_id', '=', version.id).execute(), [])
  assert.deepEqual(await db.selectFrom('search_word').selectAll().where('app_id', '=', id).execute(), [])

  // The bytes follow with the sweeps.
  const { packagesDir } = server.deps.config
  const stored = async () => {
    const found: string[] = []
    for (const folder of ['images', 'packages', 'icons', '.uploads']) {
      for (const name of await readdir(join(packagesDir, folder))) found.push(join(packagesDir, folder, name))
    }
    return found
  }
  const before = await stored()
  const old = new Date(Date.parse(server.clock.now()) - 2 * dayMs)
  for (const path of before) await utimes(path, old, old)
  for (const name of ['image.sweep', 'storage.sweep', 'upload.sweep']) {
    const job = { id: `job_${name}`, name, payload: '{}', run_at: '', attempts: 0, state: 'ready' as const }
    await db.insertInto('job').values(job).execute()
  }
  await server.settle()
  const rows = await db.selectFrom('app_screenshot').select('sha256').distinct().execute()
  const left = await stored()
  assert.equal(left.filter((path) => path.endsWith('.webp')).length, rows.length)
  assert.ok(!left.some((path) => path.includes(version.id) || path.includes('upl_')))

  const published = await startSampleApp(server, 'com.say.stays')
  await published.published()
  await assert.rejects(published.developer.call(apps.deleteApp, { params: { app_id: published.id } }), (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.code, 'app.published')
    assert.match(error.fix, /Withdraw/)
    return true
  })
})
