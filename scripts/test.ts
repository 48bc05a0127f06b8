// Runs every test on the Node of this process: `npm test`, or `npm test -- packages/format` for one part. The portal's tests run
// a second time on PostgreSQL, which comes from npm like everything else.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
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

const flags = [
  '--test',
  // One more than there are processors: while one file waits for a program, a browser or a timer, another one goes on. More than
  // these would need more memory and connections than there may be.
  `--test-concurrency=${Math.min(availableParallelism(), 7) + 1}`,
  // A test that hangs fails by its name instead of holding everything up.
  '--test-timeout=180000',
  `--import=${pathToFileURL(resolve('packages/server/src/accounts/password-cost.testing.ts')).href}`,
]

/** Each process reads hundreds of modules: one that was compiled before is not compiled again. */
const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? resolve('node_modules/.cache/compiled') }

/** Where a process reads many modules and its files need little more than that, some share one, each file after the other. */
const shared = /^packages\/(api|portal|sandbox|screen|server|syntax)\//
/** Files about processes, threads and time have a process of their own. */
const isAlone = (file: string) =>
  /\bprocess\.(?!platform)|node:child_process|worker_threads|performance\.now|timers\/promises|\bmock\./.test(
    readFileSync(file, 'utf8'),
  )
const mostInBatch = 8

/** The same tests in fewer files: each batch imports some of them, whose hooks end with them as if they ran alone. */
function writeBatches(files: readonly string[], folder: string): string[] {
  const single = files.filter((file) => !shared.test(file) || isAlone(file))
  const byPackage = Object.groupBy(
    files.filter((file) => !single.includes(file)),
    (file) => file.split('/')[1] ?? '',
  )
  const batches = Object.entries(byPackage).flatMap(([name, ofPackage = []]) => {
    const count = Math.ceil(ofPackage.length / mostInBatch)
    return Array.from({ length: count }, (_, index) => {
      // Every so-many-th: files of one folder are of one kind, and would make some batches much longer than others.
      const members = ofPackage.filter((_, place) => place % count === index)
      const path = join(folder, `${name}-${index + 1}.test.mjs`)
      writeFileSync(path, batchOf(members))
      return path
    })
  })
  return [...batches, ...single]
}

const batchOf = (files: readonly string[]) => `import { after, suite, test } from 'node:test'
const files = ${JSON.stringify(files.map((file) => [file, pathToFileURL(resolve(file)).href]))}
let left = files.length
// A file that ends the process must not take the others along unnoticed.
process.on('exit', () => { if (left > 0) process.exitCode = 1 })
for (const [name, url] of files) {
  await new Promise((next) => {
    suite(name, async () => {
      await import(url).catch((failure) => test('it can be read', () => Promise.reject(failure)))
      after(next)
    })
  })
  left -= 1
}
`

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
  const folder = mkdtempSync(join(tmpdir(), 'mosis-tests-'))
  const child = spawn(process.execPath, [...flags, ...writeBatches(files, folder)], {
    stdio: 'inherit',
    env: { ...process.env, ...compiled, ...env, ...database },
  })
  const [code] = (await once(child, 'close')) as [number | null]
  rmSync(folder, { recursive: true })
  await cluster?.stop()
  hasFailed ||= code !== 0
}
if (passes.every(({ files }) => files.length === 0)) {
  process.stderr.write(`There is no test in ${places.join(', ')}\n`)
  hasFailed = true
}
// Said outright: what ends PostgreSQL with this process would otherwise end it well, whatever the exit code was set to.
process.exit(hasFailed ? 1 : 0)
