import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '@mosis/api'
import { groupFindings } from './group-findings.ts'

const finding = (severity: Finding['severity'], path?: string, line?: number): Finding => ({
  code: 'some-rule',
  tier: 2,
  severity,
  message: '',
  fix: '',
  path,
  line,
})

test('the file with the heaviest finding stands first, and within a file the heaviest finding', () => {
  const groups = groupFindings([
    finding('info', 'a.lua', 1),
    finding('warning', 'c.lua', 9),
    finding('info', 'b.lua', 2),
    finding('error', 'b.lua', 7),
    finding('error', 'b.lua', 3),
    finding('warning'),
  ])
  assert.deepEqual(
    groups.map(({ path, findings }) => [path, findings.map(({ severity, line }) => `${severity} ${line}`)]),
    [
      ['b.lua', ['error 3', 'error 7', 'info 2']],
      [undefined, ['warning undefined']],
      ['c.lua', ['warning 9']],
      ['a.lua', ['info 1']],
    ],
  )
})
