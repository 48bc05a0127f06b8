import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { generateSigningKey, packageErrors, writePackage } from '@mosis/format'
import { applyModes, explainCode, isFixedCode, reviewBytes, reviewFolder, rules } from './index.ts'
import type { Finding, Review } from './index.ts'

const fixtures = join(import.meta.dirname, '../fixtures')
// Their smallest failing package is a large one; it is made below.
const withoutFixture = new Set(['text-too-large', 'asset-large'])

const manifest = {
  id: 'com.example.clock',
  name: 'Clock',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
}

function readFixture(rule: string, side: string): Map<string, Uint8Array> {
  const folder = join(fixtures, rule, side)
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path))]))
}

function app(files: Record<string, string | Uint8Array>, fields = {}): Map<string, Uint8Array> {
  const all = {
    'manifest.json': JSON.stringify({ ...manifest, ...fields }),
    'assets/main.rml': '<rml><head><script src="app.lua"/></head><body>12:00</body></rml>',
    'assets/app.lua': '',
    ...files,
  }
  return new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]))
}

function say({ path, line, column, message }: Finding): string {
  return `${[path, line, column].filter((part) => part !== undefined).join(':')} ${message}\n`
}

for (const { code } of rules.filter(({ code }) => !withoutFixture.has(code))) {
  test(`${code}: the smallest package that passes has no finding of weight`, async () => {
    const { findings } = await reviewFolder(readFixture(code, 'passes'))
    assert.deepEqual(
      findings.filter((finding) => finding.code === code || finding.severity !== 'info'),
      [],
    )
  })

  test(`${code}: the smallest package that fails has just the expected findings`, async () => {
    const { findings } = await reviewFolder(readFixture(code, 'fails'))
    const others = findings.filter((finding) => finding.code !== code && finding.severity !== 'info')
    assert.deepEqual(others, [])
    const said = findings.filter((finding) => finding.code === code).map(say)
    assert.equal(said.join(''), readFileSync(join(fixtures, code, 'expected.txt'), 'utf8'))
  })
}

test('a file or a package with too much text is refused, and the rest is judged', async () => {
  const long = ' '.repeat(524_289)
  const { findings } = await reviewFolder(app({ 'assets/big.lua': long, 'assets/app.lua': 'x = = 1' }))
  const blocking = findings.filter(({ severity }) => severity === 'error')
  assert.deepEqual(
    blocking.map(({ code, path }) => `${code} ${path}`),
    ['lua-syntax assets/app.lua', 'text-too-large assets/big.lua'],
  )
  const many = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`assets/${index}.lua`, long.slice(1)]))
  const total = await reviewFolder(app(many))
  assert.deepEqual(
    total.findings.filter(({ code }) => code === 'text-too-large').map(({ path }) => path),
    ['assets/4.lua', 'assets/main.rml'],
  )
})

test('data may be larger than code, and is judged as JSON all the same', async () => {
  const data = `[${'1, '.repeat(1_000_000)}2]`
  const code = 'print("data.json")'
  const whole = await reviewFolder(app({ 'assets/data.json': data, 'assets/app.lua': code }))
  assert.deepEqual([whole.ok, whole.findings.map(({ code }) => code)], [true, ['icons-missing']])
  const broken = await reviewFolder(
    app({ 'assets/data.json': `[${data}, ${data.slice(0, 100)}`, 'assets/app.lua': code }),
  )
  assert.deepEqual(
    broken.findings.filter(({ severity }) => severity === 'error').map(({ code, column }) => `${code} ${column}`),
    ['json-syntax 3000107'],
  )
})

test('an asset above 2 MiB is pointed out', async () => {
  const sound = Buffer.concat([Buffer.from('OggS\0'), Buffer.alloc(2_097_152)])
  const { ok, findings } = await reviewFolder(app({ 'assets/a.ogg': sound, 'assets/app.lua': 'print("a.ogg")' }))
  assert.deepEqual([ok, findings.map(({ code }) => code)], [true, ['asset-large', 'icons-missing']])
})

test('what the package format refuses is found with it, and a package that cannot be read has only that', async () => {
  const { privateKeyPem } = generateSigningKey()
  const bytes = writePackage(app({ 'assets/app.lua': 'os.exit()' }), { privateKeyPem })
  assert.deepEqual(
    (await reviewBytes(bytes)).findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ['removed-global'],
  )
  const unsigned = await reviewBytes(writePackage(app({})))
  assert.deepEqual(
    unsigned.findings.filter(({ tier }) => tier === 1).map(({ code, severity }) => `${code} ${severity}`),
    ['unsigned error'],
  )
  const broken = await reviewBytes(bytes.subarray(0, 100))
  assert.equal(broken.ok, false)
  assert.equal(broken.manifest, null)
  assert.ok(broken.findings.every(({ tier, fix }) => tier === 1 && fix !== ''))
})

test('the same files give the same JSON, in whatever order they come', async () => {
  const files = readFixture('permission-undeclared', 'fails')
  const forward = await reviewFolder(files)
  const backward = await reviewFolder(new Map([...files].toReversed()))
  assert.equal(JSON.stringify(forward), JSON.stringify(backward))
  assert.match(forward.rule_set, /^[0-9a-f]{64}$/)
})

test('a person is asked to look at dangerous permissions and warnings, and told why', async () => {
  const quiet = await reviewFolder(app({}))
  assert.deepEqual([quiet.ok, quiet.requires_manual, quiet.manual_reasons], [true, false, []])
  const loud = await reviewFolder(app({}, { permissions: ['camera', 'storage'] }))
  assert.deepEqual(
    [loud.ok, loud.requires_manual, loud.manual_reasons],
    [true, true, ['Asks for dangerous permissions: camera', 'The automated review warns: permission-unused']],
  )
  assert.deepEqual(applyModes(loud, {}).manual_notes, [
    { code: 'review.permissions', facts: { permissions: ['camera'] } },
    { code: 'review.warnings', facts: { rules: ['permission-unused'] } },
  ])
})

test('the permission report is derived from the code', async () => {
  const code = [
    'local api <const> = "https://API.example.com/v1"',
    'function send(path) network.request({ url = api .. path }) end',
    'local ask = _G["perm" .. "issions"].request',
    'ask("camera")',
    'clipboard.write("12:00")',
  ].join('\n')
  const fields = { permissions: ['network.internet', 'camera', 'storage'] }
  const { permissions } = await reviewFolder(app({ 'assets/app.lua': code }, fields))
  assert.deepEqual(permissions, {
    declared: ['storage', 'network.internet', 'camera'],
    used: ['network.internet'],
    unused: ['storage', 'camera'],
    undeclared: ['clipboard.write'],
    uses: [
      { permission: 'network.internet', call: 'network.request', path: 'assets/app.lua', line: 2, column: 21 },
      { permission: 'clipboard.write', call: 'clipboard.write', path: 'assets/app.lua', line: 5, column: 1 },
    ],
    hosts: ['api.example.com'],
  })
})

test('code in handlers and scripts of a document is judged where it stands', async () => {
  const document = [
    '<rml><head><script>',
    'local a = 1',
    'os.exit(a)</script></head>',
    '<body onload="print(&quot;&#65;&quot;) io.write()"><p onclick=\'load("x")\'>12</p></body></rml>',
  ].join('\n')
  const { findings } = await reviewFolder(app({ 'assets/main.rml': document, 'assets/app.lua': 'print("main.rml")' }))
  assert.deepEqual(
    findings.filter(({ code }) => code === 'removed-global').map(({ line, column }) => `${line}:${column}`),
    ['3:1', '4:40', '4:64'],
  )
})

test('a few findings of one rule are enough for a file and for all, and the last one says how many more there are', async () => {
  const bad = 'os.exit()\n'.repeat(30)
  const one = await reviewFolder(app({ 'assets/app.lua': bad }))
  const inOne = one.findings.filter(({ code }) => code === 'removed-global')
  assert.equal(inOne.length, 20)
  assert.match(inOne.at(-1)?.message ?? '', /Mosis \(and 10 more like it in this file\)$/)
  const all = await reviewFolder(app({ 'assets/app.lua': bad, 'assets/b.lua': bad, 'assets/c.lua': bad }))
  const inAll = all.findings.filter(({ code }) => code === 'removed-global')
  assert.deepEqual([inAll.length, inAll.at(-1)?.path], [50, 'assets/c.lua'])
  assert.match(inAll.at(-1)?.message ?? '', /Mosis \(and 10 more like it\)$/)
})

test('invisible characters of the app are written out in findings', async () => {
  const { findings } = await reviewFolder(app({ 'assets/app.lua': 'import("\\27[2J\u202e.lua")' }))
  const missing = findings.find(({ code }) => code === 'file-missing')
  assert.match(missing?.message ?? '', /"\\u\{1b\}\[2J\\u\{202e\}\.lua"/)
})

test('hostile texts of every kind are judged without failing', async () => {
  const count = 60_000
  const scripts = [
    `x = 1${' + 1'.repeat(count)}`,
    `x = a${'.b'.repeat(count)}`,
    `x = a${'["b"]'.repeat(count)}`,
    `x = ${'f('.repeat(count)}`,
    `local a0 = "x" ${Array.from({ length: 190 }, (_, index) => `local a${index + 1} = a${index} .. a${index}`).join(' ')} network.request({ url = a190 })`,
    Array.from({ length: count / 10 }, (_, index) => `g${index + 1} = g${index}`).join(' '),
    `network = network _G = _G a = b b = a ${'a() '.repeat(count / 10)}`,
    `while true do ${'while true do '.repeat(150)} ${'end '.repeat(151)}`,
    `t = { ${'a = 1, '.repeat(count)} } ${'x = t.zz '.repeat(count / 10)}`,
    `function f() f() g() end function g() f() end f() timer.every(1, f)`,
    '"\\'.repeat(count),
    '\u0000'.repeat(count),
  ]
  const markup = [
    '<a>'.repeat(count),
    `<a ${Array.from({ length: count / 10 }, (_, index) => `on${String.fromCharCode(97 + (index % 26))}${index}="os()"`).join(' ')}>`,
    `<rml><body style="${'('.repeat(count)}" onclick="${'&quot;'.repeat(count / 6)}"/></rml>`,
    `<rml><head><style>${'{'.repeat(count)}`,
    `<rml><head><script>${'('.repeat(count)}`,
    '{{'.repeat(count),
  ]
  const sheets = ['{'.repeat(count), `p { decorator: ${'image('.repeat(count)}.png; }`, `${':not('.repeat(count)} { }`]
  const data = ['['.repeat(count), '{"a":'.repeat(count), `"${'\\'.repeat(count)}`]
  for (const [extension, texts] of Object.entries({ lua: scripts, rml: markup, rcss: sheets, json: data })) {
    for (const text of texts) {
      const { findings } = await reviewFolder(app({ [`locales/hostile.${extension}`]: text }))
      assert.ok(findings.length > 0, text.slice(0, 40))
    }
  }
})

test('every code is explained: those of rules and those of the package format', () => {
  const codes = [...rules.map(({ code }) => code), ...Object.keys(packageErrors)]
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) {
    const { explanation = '', fix = '' } = explainCode(code) ?? {}
    assert.ok(explanation !== '' && fix !== '', code)
  }
  assert.equal(explainCode('no-such-code'), undefined)
})

test('a rule that only observes or is off decides nothing, and one that keeps harm out cannot be either', async () => {
  const files = { 'assets/app.lua': 'x = = 1', 'assets/big.lua': ' '.repeat(524_289) }
  const review = await reviewFolder(app(files))
  assert.deepEqual(applyModes(review, {}), { ...pickVerdict(review), manual_notes: [], observed: [] })
  const all = { 'lua-syntax': 'observe', 'text-too-large': 'off', 'icons-missing': 'off' } as const
  const { ok, findings, observed } = applyModes(review, all)
  assert.deepEqual([ok, observed.map(({ code }) => code)], [false, ['lua-syntax']])
  assert.deepEqual(
    findings,
    review.findings.filter(({ code }) => code !== 'lua-syntax' && code !== 'icons-missing'),
  )
  const unsigned = await reviewBytes(writePackage(app({})))
  assert.equal(applyModes(unsigned, { unsigned: 'off' }).ok, false)
  assert.deepEqual([isFixedCode('unsigned'), isFixedCode('lua-syntax')], [true, false])
})

function pickVerdict({ ok, findings, requires_manual, manual_reasons }: Review) {
  return { ok, findings, requires_manual, manual_reasons }
}
