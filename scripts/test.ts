// Runs every test on the Node of this process: `npm test`, or `npm test -- packages/format` for one part. The portal's tests run
// a second time on PostgreSQL, which comes from npm like everything else.
import { globSync } from 'node:fs'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

const places = process.argv.slice(2)
const chosen = (patterns: string[]) => {
  const files = globSync(patterns).toSorted()
  return places.length === 0 ? files : files.filter((file) => places.some((place) => file.startsWith(place)))
}

const passes = [
  { title: 'Everything', env: {}, files: chosen(['packages/*/src/**/*.test.ts', 'scripts/*.test.ts']) },
  {
    title: 'The portal again, on PostgreSQL',
    env: { MOSIS_TEST_DATABASE: 'postgres' },
    files: chosen(['packages/server/src/{accounts,keys,apps,versions,reviews,store,telemetry,jobs,db}/*.test.ts']),
  },
]

const counts = { passed: 0, failed: 0, skipped: 0 }
for (const { title, env, files } of passes.filter(({ files }) => files.length > 0)) {
  process.stdout.write(`\n${title}: ${files.length} files\n`)
  const events = run({ files, concurrency: 2, env: { ...process.env, ...env } })
  events.on('test:summary', ({ file, counts: { tests, passed, skipped } }) => {
    if (file !== undefined) return
    counts.passed += passed
    counts.skipped += skipped
    counts.failed += tests - passed - skipped
  })
  const report = events.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await new Promise((resolve) => report.once('end', resolve))
}
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
