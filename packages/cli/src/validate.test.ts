import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { newMachine } from './testing.ts'

test('findings are grouped by file, with place, words, the lines around it and a fix', async (t) => {
  const { mosis, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  write('app/assets/scripts/app.lua', 'local a = 1\nlocal b = )\nlocal c = 3\n')
  const head = '<head><title>App</title><script src="scripts/app.lua"></script></head>'
  write('app/assets/main.rml', `<rml>\n${head}\n<body><img src="none.png"/></body>\n</rml>\n`)
  const { code, stdout, stderr } = await mosis('validate', 'app')
  assert.deepEqual({ code, stderr }, { code: 3, stderr: '' })
  assert.match(stdout, /^assets\/main\.rml\n[\s\S]*\n\nassets\/scripts\/app\.lua\n/)
  const frame = [
    '    1 | local a = 1',
    '    2 | local b = )',
    '      |           ^',
    '    3 | local c = 3',
    '    fix: ',
  ]
  assert.ok(stdout.includes('  2:11  error  lua-syntax\n    ') && stdout.includes(frame.join('\n')), stdout)
  assert.match(stdout, /\n\nNot valid {2}app: \d+ errors?.* \(rules [0-9a-f]{8}\)\n$/)
})

test('the JSON document carries the review as it is, and the same for a package and its folder', async (t) => {
  const { mosis, json } = newMachine(t)
  await mosis('init', 'app', '--yes')
  await mosis('keys', 'generate')
  await mosis('build', 'app', '--out', 'x.mosis')
  const { path: _, ...folder } = await json('validate', 'app')
  const { path: __, ...file } = await json('validate', 'x.mosis')
  assert.deepEqual(file, folder)
  assert.deepEqual([folder['schema'], folder['ok'], folder.exit], ['mosis.validate/1', true, 0])
})

test('SARIF names the tool, every rule and every place', async (t) => {
  const { mosis, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  write('app/assets/styles/a b.rcss', 'p { color: ; }\n')
  const { code, stdout } = await mosis('validate', 'app', '--sarif')
  assert.equal(code, 3)
  const { version, runs } = JSON.parse(stdout) as { version: string; runs: { results: object[] }[] }
  assert.equal(version, '2.1.0')
  const found = runs[0]?.results.map((result) => JSON.stringify(result)).join('\n') ?? ''
  assert.match(
    found,
    /"level":"error".*"uri":"assets\/styles\/a%20b\.rcss"\},"region":\{"startLine":1,"startColumn":\d+/,
  )
})

test('validate ends with 0 or 3 whatever the bytes are, and with 5 where there is nothing', async (t) => {
  const { mosis, read, write, mosisIn } = newMachine(t)
  await mosis('init', 'app', '--yes')
  await mosis('keys', 'generate')
  await mosis('build', 'app', '--out', 'x.mosis')
  const good = read('x.mosis')
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }).map((changes) => {
      const changed = Buffer.from(good)
      for (const [at, value] of changes) changed[at] = value
      return changed
    }),
    fc.nat(good.length).map((length) => good.subarray(0, length)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (contents) => {
      write('any.mosis', contents)
      const { code, stdout } = await mosis('validate', 'any.mosis')
      assert.ok(code === 0 || code === 3, `${code}: ${stdout}`)
    }),
    { numRuns: 60 },
  )
  for (const path of [
    'app/manifest.json',
    'app/assets/main.rml',
    'app/assets/scripts/app.lua',
    'app/locales/en.json',
  ]) {
    const before = read(path)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.string()), async (contents) => {
        write(path, contents)
        const { code, stderr } = await mosis('validate', 'app')
        assert.ok(code === 0 || code === 3, `${code}: ${stderr}`)
      }),
      { numRuns: 15 },
    )
    write(path, before)
  }
  assert.equal((await mosis('validate', 'missing')).code, 5)
  write('empty/x.txt', '')
  assert.equal((await mosis('validate', 'empty')).code, 3)
  assert.equal((await mosisIn({ columns: 20 }, 'validate', 'any.mosis')).code, 3)
})

test('what an app says cannot move the cursor or hide words in the terminal', async (t) => {
  const { mosis, write } = newMachine(t)
  await mosis('init', 'app', '--yes')
  write('app/assets/scripts/app.lua', 'local x = "\x1b[2Jgone" +\n')
  write('app/assets/\u202egnp.lua', '')
  const { code, stdout } = await mosis('validate', 'app')
  assert.equal(code, 3)
  assert.doesNotMatch(stdout, /[\x1b\u202e]/)
})
