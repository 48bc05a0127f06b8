import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAudit } from '../index.ts'
import { startWorld } from '../../test/world.ts'

test('digests are lower-case hex, random bytes base64', async () => {
  const { values, raised } = await startWorld()
  assert.deepEqual(
    await values(`
      return crypto.sha256("hello world"), crypto.md5(""), crypto.hmac("sha256", "secret key", "message"), #crypto.sha512("\\xff"),
        #crypto.random(32), #base64.decode(crypto.random(65536)), #crypto.uuid()`),
    [
      'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
      'd41d8cd98f00b204e9800998ecf8427e',
      'c431e4857a6b817f9eeaab86b00f78e210808e5a2b2ae1e5bb6befb213608eed',
      128,
      44,
      65_536,
      36,
    ],
  )
  for (const wrong of [
    'crypto.random(0)',
    'crypto.random(65537)',
    'crypto.random("x")',
    'crypto.hmac("sha1", "k", "m")',
    'crypto.sha256()',
  ]) {
    assert.match(await raised(wrong.replace('crypto', 'local x = crypto')), /^argument\.invalid: Cannot call crypto\./)
  }
})

test('base64 is read only in its one proper form', async () => {
  const { values } = await startWorld()
  for (const [plain, encoded] of [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['\\xff\\xfe\\0', '//4A'],
  ]) {
    assert.deepEqual(await values(`return base64.encode('${plain}'), base64.decode('${encoded}') == '${plain}'`), [
      encoded,
      true,
    ])
  }
  for (const wrong of ['Zg', 'Zg=', 'Zh==', 'Zm9=', 'Z===', '====', 'Zm9v\\n', 'Zm9-', 'Zg==Zg==', ' Zm9v']) {
    assert.deepEqual(
      await values(`return base64.decode('${wrong}')`),
      [undefined, 'base64.invalid: Cannot decode this: it is not base64'],
      wrong,
    )
  }
  assert.deepEqual(
    await values(
      'local all = {} for i = 0, 255 do all[#all + 1] = string.char(i) end local s = table.concat(all):rep(40) return base64.decode(base64.encode(s)) == s',
    ),
    [true],
  )
})

test('print goes to the log with its place, cut at the limit', async () => {
  const { values, log } = await startWorld({ limits: { logLineBytes: 20 } })
  await values('print("a", 1, nil, true, 1.5)\nprint()\nprint(("é"):rep(100), "b")\nprint("\\xff")')
  assert.deepEqual(log, [
    { level: 'info', text: 'a\t1\tnil\ttrue\t1.5', path: 'assets/main.lua', line: 1 },
    { level: 'info', text: '', path: 'assets/main.lua', line: 2 },
    { level: 'info', text: `${'é'.repeat(10)} … (cut)`, path: 'assets/main.lua', line: 3 },
    { level: 'info', text: '\ufffd', path: 'assets/main.lua', line: 4 },
  ])
})

test('the audit keeps the last entries, oldest first', () => {
  const audit = createAudit(3)
  for (let atMs = 1; atMs <= 5; atMs++) audit.note({ atMs, action: 'a', subject: 'x'.repeat(1000), allowed: true })
  assert.deepEqual(
    audit.entries().map(({ atMs, subject }) => [atMs, subject.length]),
    [
      [3, 256],
      [4, 256],
      [5, 256],
    ],
  )
})
