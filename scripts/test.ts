// Runs every test on the Node of this process: `npm test`, or `npm test -- packages/format` for one part. The portal's tests run
// a second time on PostgreSQL, which comes from npm like everything else.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeTemplate, startCluster } from '../packages/server/src/db/testing.ts'

const places = process.argv.slice(2)
const chosen = (patterns: string[]) => {
  const files = globSync(patterns).toSorted()
  return places.length === 0 ? files : files.filter((file) => places.some((place) => file.startsWith(place)))
}

/** What never opens a database would only show the same twice. */
const opensDatabase = (file: string) => readFileSync(file, 'utf8').includes("testing.ts'")

const passes = [
  {
    title: 'The portal on PostgreSQL',
    env: { MOSIS_TEST_DATABASE: 'postgres' },
    files: chosen([
      'packages/server/src/{accounts,keys,teams,apps,versions,reviews,safety,uploads,store,telemetry,webhooks,jobs,mail,db,admin,dashboard}/**/*.test.ts',
    ]).filter(opensDatabase),
  },
  { title: 'Everything', env: {}, files: chosen(['packages/*/src/**/*.test.ts', 'scripts/*.test.ts']) },
]

/** A test that hangs fails by its name instead of holding everything up. */
const flags = ['--test', '--test-concurrency=2', '--test-timeout=180000']

/** Each file is a process of its own that reads hundreds of modules: one that was compiled before is not compiled again. */
const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? resolve('node_modules/.cache/compiled') }

let hasFailed = false
for (const { title, env, files } of passes.filter(({ files }) => files.length > 0)) {
  process.stdout.write(`\n${title}: ${files.length} files\n`)
  // One server for all files: to start one for each would take longer than the tests.
  const cluster = 'MOSIS_TEST_DATABASE' in env ? await startCluster() : undefined
  const database = cluster && {
    MOSIS_TEST_DATABASE_URL: cluster.url,
    // Migrated once for all tests.
    MOSIS_TEST_DATABASE_TEMPLATE: await makeTemplate(cluster.url),
  }
  const child = spawn(process.execPath, [...flags, ...files], {
    stdio: 'inherit',
    env: { ...process.env, ...compiled, ...env, ...database },
  })
  const [code] = (await once(child, 'close')) as [number | null]
  await cluster?.stop()
  hasFailed ||= code !== 0
}
if (passes.every(({ files }) => files.length === 0)) {
  process.stderr.write(`There is no test in ${places.join(', ')}\n`)
  hasFailed = true
}
// Said outright: what ends PostgreSQL with this process would otherwise end it well, whatever the exit code was set to.
process.exit(hasFailed ? 1 : 0)
