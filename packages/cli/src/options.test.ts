import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closest } from './closest.ts'
import { isDuration, readDuration, showDuration } from './duration.ts'
import { findOption } from './options.ts'
import { drawFrame } from './findings.ts'
import { size, table, wrap } from './output.ts'
import { findPaths } from './paths.ts'
import { newMachine } from './testing.ts'

test('a flag wins over the environment, that over the project, that over the person, that over the default', () => {
  const spec = { summary: '', value: 'URL', setting: true } as const
  const all = {
    given: { portal: 'flag' },
    env: { MOSIS_PORTAL: 'environment' },
    settings: { project: { portal: 'project' }, user: { portal: 'user' } },
  }
  const none = { project: {}, user: {} }
  const find = (given: object, env: object, settings: typeof none) =>
    findOption('portal', spec, { ...given }, { ...env }, settings)
  assert.deepEqual(find(all.given, all.env, all.settings), { value: 'flag', from: 'flag' })
  assert.deepEqual(find({}, all.env, all.settings), { value: 'environment', from: 'environment' })
  assert.deepEqual(find({}, {}, all.settings), { value: 'project', from: 'project' })
  assert.deepEqual(find({}, {}, { ...all.settings, project: {} }), { value: 'user', from: 'user' })
  assert.deepEqual(find({}, {}, none), { value: undefined, from: 'default' })
})

test('settings are kept, explained and forgotten; a wrong name or value is refused', async (t) => {
  const { mosis, json, write, mosisIn } = newMachine(t)
  assert.equal((await mosis('config', 'set', 'portal', 'https://portal.test')).code, 0)
  assert.equal((await mosis('config', 'get', 'portal')).stdout, 'https://portal.test\n')
  assert.equal((await json('auth', 'status'))['portal'], 'https://portal.test')
  await mosis('config', 'set', 'portal', 'https://project.test', '--project')
  const explained = await json('config', 'explain', 'portal')
  assert.deepEqual([explained['value'], explained['from']], ['https://project.test', 'project'])
  const fromEnv = await mosisIn({ env: { MOSIS_PORTAL: 'https://env.test' } }, 'config', 'explain', 'portal')
  assert.match(fromEnv.stdout, /^portal is https:\/\/env\.test\n/)
  await mosis('config', 'unset', 'portal', '--project')
  assert.equal((await json('config', 'explain', 'portal'))['from'], 'user')
  assert.match((await mosis('config', 'set', 'portl', 'x')).stderr, /Did you mean portal\?/)
  assert.equal((await mosis('config', 'set', 'color', 'blue')).code, 2)
  write('.mosis.json', '{"portal": 3}')
  const { code, stderr } = await mosis('version')
  assert.equal(code, 2)
  assert.match(stderr, /Cannot use the setting "portal" in .*it is not a text or a switch \(settings\.invalid\)/)
})

test('files go where XDG says, or below MOSIS_HOME', () => {
  assert.equal(findPaths(undefined, {}, '/home/ada').credentials, '/home/ada/.config/mosis/credentials.json')
  assert.equal(findPaths(undefined, { XDG_CONFIG_HOME: '/x' }, '/home/ada').keys, '/x/mosis/keys')
  assert.equal(
    findPaths(undefined, { XDG_STATE_HOME: 'relative' }, '/home/ada').device,
    '/home/ada/.local/state/mosis/device',
  )
  assert.equal(findPaths('/m', { XDG_CONFIG_HOME: '/x' }, '/home/ada').settings, '/m/config/config.json')
})

test('durations are read and shown as people write them', () => {
  assert.deepEqual(
    ['500ms', '2s', '1.5s', '10m', '1h', '3'].map((text) => readDuration(text, '--for')),
    [500, 2000, 1500, 600_000, 3_600_000, 3000],
  )
  assert.equal(isDuration('./folder'), false)
  for (const text of ['', 's', '-1s', '25h', '1d'])
    assert.throws(() => readDuration(text, '--for'), { code: 'usage.wrong' })
  assert.deepEqual([400, 12_000, 185_000].map(showDuration), ['0.4 s', '12 s', '3 m 05 s'])
})

test('sizes, tables and wrapped text are made for 80 columns', () => {
  assert.deepEqual([0, 999, 1000, 999_949, 999_950, 52_428_800].map(size), [
    '0 B',
    '999 B',
    '1.0 kB',
    '999.9 kB',
    '1.0 MB',
    '52.4 MB',
  ])
  assert.equal(
    table(
      [
        ['a', '\x1b[1mb\x1b[22m', 'c'],
        ['long', '', 'x'],
      ],
      '  ',
    ),
    '  a     \x1b[1mb\x1b[22m  c\n  long     x',
  )
  assert.equal(wrap('one two three four five', 20, '  '), '  one two three four\n  five')
})

test('a frame marks the column, also behind tabs, in long lines and at the end of the file', () => {
  const plain = { color: { dim: String, red: String } as never, columns: 80 }
  assert.equal(drawFrame('a\n\tbad\nz\n', 2, 2, plain), '    1 | a\n    2 |  bad\n      |  ^\n    3 | z')
  assert.equal(drawFrame('only\n', 1, 5, plain), '    1 | only\n      |     ^')
  assert.equal(drawFrame('one', 9, 1, plain), undefined)
  const [, mark = ''] = drawFrame(`${'x'.repeat(5000)}!`, 1, 5001, plain)?.split('\n') ?? []
  assert.ok(mark.endsWith('^') && mark.length < 80, mark)
})

test('only a near word is proposed', () => {
  assert.equal(closest('storge', ['camera', 'storage']), 'storage')
  assert.equal(closest('xyz', ['camera', 'storage']), undefined)
})
