// Format, lint and types in one go; every failing part is shown, not only the first.
import { spawnSync } from 'node:child_process'

const parts = [
  ['oxfmt', '--check', '.'],
  ['oxlint', '--type-aware', '--deny-warnings', '.'],
  ['tsc', '--noEmit'],
]
const failed = parts.filter(([tool = '', ...args]) => {
  const { status } = spawnSync(tool, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  return status !== 0
})
if (failed.length > 0) {
  process.stderr.write(`Not clean: ${failed.map(([tool]) => tool).join(', ')}. "npx oxfmt ." formats everything\n`)
  process.exitCode = 1
}
