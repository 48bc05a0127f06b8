import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { reviews, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { startTestServer } from '../testing.ts'
import { packageKey } from '../versions/storage-keys.ts'
import { startSampleApp } from '../versions/testing.ts'
import type { SampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())

async function reviewOf({ submit, get }: SampleApp, version: Version) {
  await submit(version)
  await server.settle()
  return { review_id: (await get(version)).review?.id ?? '' }
}

/** A long list in which no line is as in that of another number. */
const list = (number: string) => `[\n${`${number},\n`.repeat(1500)}${number}]\n`

const script = (body: string) => `local name = "clock"\n\n${body}\nprint(name)\n`

test('a reviewer sees what changed since the last approved version: rights, domains, manifest, findings, files', async () => {
  const app = await startSampleApp(server, 'com.difference.app')
  const first = await app.approved(1, {
    manifest: {
      permissions: ['storage', 'network.internet', 'microphone'],
      network: { allowed_domains: ['a.example.com'] },
    },
    files: {
      'assets/scripts/app.lua': script('local x = 1'),
      'assets/data/old.json': '{}\n',
      'assets/data/other.json': list('1'),
    },
  })
  const second = await app.draft(2, {
    manifest: {
      name: 'Clock 2',
      permissions: ['network.internet', 'camera'],
      network: { allowed_domains: ['b.example.com'] },
    },
    files: {
      'assets/scripts/app.lua': script('local x = 2'),
      'assets/data/new.json': '[1]\n',
      'assets/data/large.json': `"${'x'.repeat(300_000)}"\n`,
      'assets/data/other.json': list('2'),
    },
  })
  const params = await reviewOf(app, second)
  const { reviewer } = app
  const found = await reviewer.call(reviews.getReviewDifference, { params })
  assert.deepEqual(found.base, { version_id: first.id, version: '1.0.1', version_code: 1 })
  assert.deepEqual(found.permissions, {
    added: [{ name: 'camera', risk: 'dangerous' }],
    removed: [
      { name: 'storage', risk: 'normal' },
      { name: 'microphone', risk: 'dangerous' },
    ],
  })
  assert.deepEqual(found.domains, { added: ['b.example.com'], removed: ['a.example.com'] })
  assert.deepEqual(
    found.manifest.map(({ field }) => field),
    ['name', 'version', 'version_code', 'permissions', 'network'],
  )
  assert.deepEqual(found.manifest[0], { field: 'name', before: 'Clock', after: 'Clock 2' })
  assert.deepEqual(found.signing_key, { before: first.key_id, after: first.key_id, has_changed: false })
  assert.ok(found.findings.added.some(({ message }) => message.includes('camera')))
  assert.ok(found.findings.removed.some(({ message }) => message.includes('microphone')))
  assert.deepEqual(
    found.files.map(({ path, change, left_out, hunks }) => [path, change, left_out, hunks !== null]),
    [
      ['assets/data/large.json', 'added', 'too_large', false],
      ['assets/data/new.json', 'added', null, true],
      ['assets/data/old.json', 'removed', null, false],
      ['assets/data/other.json', 'changed', 'too_different', false],
      ['assets/scripts/app.lua', 'changed', null, true],
      ['manifest.json', 'changed', null, true],
    ],
  )
  const code = found.files.find(({ path }) => path === 'assets/scripts/app.lua')
  assert.deepEqual(code?.hunks, [
    {
      before_start: 1,
      before_lines: 4,
      after_start: 1,
      after_lines: 4,
      lines: [' local name = "clock"', ' ', '-local x = 1', '+local x = 2', ' print(name)'],
    },
  ])
  assert.equal(code.before?.size_bytes, code.after?.size_bytes)
  assert.notEqual(code.before?.sha256, code.after?.sha256)
  assert.equal(found.unchanged_files, 4)
  await assert.rejects(app.developer.call(reviews.getReviewDifference, { params }), { code: 'auth.forbidden' })
})

test('the first version is compared with nothing: everything in it is new', async () => {
  const app = await startSampleApp(server, 'com.difference.first')
  const params = await reviewOf(app, await app.draft(1))
  const found = await app.reviewer.call(reviews.getReviewDifference, { params })
  assert.deepEqual([found.base, found.manifest, found.unchanged_files], [null, [], 0])
  assert.deepEqual([found.signing_key.before, found.signing_key.has_changed], [null, false])
  assert.deepEqual(
    found.files.map(({ path, change, left_out }) => [path, change, left_out]),
    [
      ['assets/main.rml', 'added', null],
      ['icons/icon-128.png', 'added', 'not_text'],
      ['icons/icon-32.png', 'added', 'not_text'],
      ['icons/icon-64.png', 'added', 'not_text'],
      ['manifest.json', 'added', null],
    ],
  )
})

test('files of a package are read as plain text that can do nothing; what is no text is saved', async () => {
  const app = await startSampleApp(server, 'com.difference.files')
  const code = '-- <script>alert(1)</script>\n'
  const params = await reviewOf(app, await app.draft(1, { files: { 'assets/scripts/ü page.lua': code } }))
  const { call } = app.reviewer
  const { files } = await call(reviews.listReviewFiles, { params })
  assert.deepEqual(
    files.find(({ path }) => path === 'assets/scripts/ü page.lua'),
    { path: 'assets/scripts/ü page.lua', size_bytes: code.length },
  )
  await assert.rejects(app.developer.call(reviews.listReviewFiles, { params }), { code: 'auth.forbidden' })
  const page = await call(reviews.getReviewFile, { params: { ...params, path: 'assets/scripts/ü page.lua' } })
  assert.equal(await page.text(), code)
  assert.deepEqual(
    ['content-type', 'content-disposition', 'x-content-type-options'].map((name) => page.headers.get(name)),
    ['text/plain; charset=utf-8', 'inline', 'nosniff'],
  )
  assert.match(page.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/)
  const icon = await call(reviews.getReviewFile, { params: { ...params, path: 'icons/icon-32.png' } })
  assert.equal(icon.headers.get('content-type'), 'application/octet-stream')
  assert.equal(icon.headers.get('content-disposition'), 'attachment')
  for (const path of ['assets/none.txt', '../../../../etc/passwd', 'assets', 'META-INF/MANIFEST.MF'])
    await assert.rejects(call(reviews.getReviewFile, { params: { ...params, path } }), {
      code: 'review.file_not_found',
      message: `The package has no file ${path}`,
    })
  await assert.rejects(app.developer.call(reviews.getReviewFile, { params: { ...params, path: 'manifest.json' } }), {
    code: 'auth.forbidden',
  })
})

test('a package that cannot be read says so, and costs nobody else anything', async () => {
  const app = await startSampleApp(server, 'com.difference.broken')
  const version = await app.draft(1)
  const params = await reviewOf(app, version)
  const path = server.deps.storage.path(packageKey(version.sha256))
  assert.ok(path)
  await writeFile(path, 'no package')
  await assert.rejects(app.reviewer.call(reviews.getReviewDifference, { params }), { code: 'review.unreadable' })
  const other = await startSampleApp(server, 'com.difference.fine')
  const fine = await reviewOf(other, await other.draft(1))
  assert.equal((await app.reviewer.call(reviews.getReviewDifference, { params: fine })).files.length, 5)
})

test('a team reads the files of its own versions, where its findings are, and of nobody else’s', async () => {
  const app = await startSampleApp(server, 'com.files.own')
  const code = 'local x = 1\n'
  const version = await app.draft(1, { files: { 'assets/scripts/app.lua': code } })
  const params = { app_id: app.id, version_id: version.id }
  const { files } = await app.developer.call(versions.listVersionFiles, { params })
  assert.deepEqual(
    files.map(({ path }) => path),
    [
      'assets/main.rml',
      'assets/scripts/app.lua',
      'icons/icon-128.png',
      'icons/icon-32.png',
      'icons/icon-64.png',
      'manifest.json',
    ],
  )
  assert.equal(files.find(({ path }) => path === 'assets/scripts/app.lua')?.size_bytes, code.length)
  const read = (path: string, caller = app.developer) =>
    caller.call(versions.getVersionFile, { params: { ...params, path } })
  const file = await read('assets/scripts/app.lua')
  assert.equal(await file.text(), code)
  assert.equal(file.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.match(file.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/)
  assert.equal((await read('icons/icon-32.png')).headers.get('content-disposition'), 'attachment')
  await assert.rejects(read('../manifest.json'), {
    code: 'version.file_not_found',
    message: 'The package has no file ../manifest.json',
  })
  await assert.rejects(read('manifest.json', await server.developer('Eve')), { code: 'app.not_found' })
  const path = server.deps.storage.path(packageKey(version.sha256))
  assert.ok(path)
  await writeFile(path, 'no package')
  await assert.rejects(read('manifest.json'), { code: 'review.unreadable' })
})
