import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { mosisMain, runProgram } from '../programs.ts'

const mistakes = join(import.meta.dirname, '../../fixtures/mistakes')
let home = ''

before(() => {
  home = mkdtempSync(join(tmpdir(), 'mosis-mistakes-'))
})
after(() => rmSync(home, { recursive: true, force: true }))

for (const name of readdirSync(mistakes)) {
  test(`a developer is told about ${name.replaceAll('-', ' ')} in these words`, async () => {
    const cwd = join(mistakes, name)
    const env = { MOSIS_HOME: home, COLUMNS: '100', NO_COLOR: '1' }
    const { code, stdout, stderr } = await runProgram([mosisMain, 'validate', 'app'], { cwd, env })
    const told = stdout.replace(/\(rules [0-9a-f]{8}\)/, '(rules ________)')
    assert.equal(`${told}exit ${code}\n`, readFileSync(join(cwd, 'expected.txt'), 'utf8'))
    assert.equal(stderr, '')
  })
}
