// Runs every test on the Node of this process: `npm test`, or `npm test -- packages/format` for one part.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

const places = process.argv.slice(2)
const all = globSync(['packages/*/src/**/*.test.ts', 'scripts/*.test.ts']).sort()
const files = places.length > 0 ? all.filter((file) => places.some((place) => file.startsWith(place))) : all
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...files], { stdio: 'inherit' })
process.exitCode = status ?? 1
