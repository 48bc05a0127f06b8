import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { permissions } from '@mosis/format/permissions'
import type { ErrorLine, Line, LogLine } from './lines.ts'
import { runFiles } from './run-files.ts'
import { sampleFiles } from './sample-package.ts'

const dangerous = permissions.filter(({ risk }) => risk !== 'signature').map(({ name }) => name)

/** Runs Lua in an app that may do everything, then presses its button so often; answers the lines that it printed. */
export async function runLua(t: TestContext, lua: string, presses = 0): Promise<string[]> {
  const lines: Line[] = []
  const body = `<form id="form"><input type="text" id="input"/><textarea id="area"></textarea>
    <select id="select"><option value="a">A</option></select></form><tabset id="tabs"><tab>1</tab><panel>one</panel></tabset><p id="p">text</p><button id="attack" onclick="attackSome()">Go on</button>`
  const files = {
    'assets/main.rml': `<rml><head><script src="main.lua"></script></head><body>${body}</body></rml>`,
    'assets/main.lua': lua,
    'assets/empty.lua': 'return {}',
  }
  const app = await runFiles(sampleFiles({ permissions: dangerous, files }), {
    grants: dangerous,
    onLine: (line) => lines.push(line),
  })
  t.after(() => app.stop())
  await app.started
  for (let press = 0; press < presses; press++) await app.click('#attack')
  await app.stop()
  const errors = lines.filter((line): line is Line & ErrorLine => line.type === 'error')
  // Handlers that are attacks themselves may fail.
  assert.deepEqual(presses > 0 ? errors.filter(({ code }) => /^(?:internal|limit|sandbox)/.test(code)) : errors, [])
  return lines.filter((line): line is Line & LogLine => line.type === 'log').map(({ text }) => text)
}
