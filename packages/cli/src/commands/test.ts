import { watch } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { TestResult, TestRun } from '@mosis/device/test'
import { command } from '../command.ts'
import type { Answer, OptionSpec, Values } from '../command.ts'
import { readDuration } from '../duration.ts'
import { Failure } from '../failure.ts'
import { textsOf } from '../findings.ts'
import type { Io } from '../io.ts'
import { openSource, readSource } from '../project.ts'
import { readTests } from '../test-files.ts'
import { toJunit, toTap } from '../test-formats.ts'
import { createPictureProgram } from '../test-pictures.ts'
import { describeRun, describeTestFile } from '../test-report.ts'

const reporters = ['people', 'tap', 'junit', 'json'] as const
type Reporter = (typeof reporters)[number]

const options = {
  filter: { value: 'TEXT', summary: 'only tests with this in their name' },
  bail: { summary: 'stop after the first test that fails' },
  update: { short: '-u', summary: 'keep what is on the screen now as the new snapshots' },
  reporter: { value: 'FORM', summary: 'how it is told', choices: reporters, default: 'people' },
  timeout: { value: 'DURATION', summary: 'real time for one test', default: '30s' },
  jobs: { value: 'NUMBER', summary: 'test files at the same time', default: 'the number of cores' },
  watch: { summary: 'run again whenever a file of the project changes' },
} as const satisfies Record<string, OptionSpec>

type Options = Values<{}, typeof options>

export const test = command({
  name: 'test',
  summary: 'Run the tests of an app',
  about:
    'Tests are the .lua and .json files in the folder tests of the project; they are no part of the package. Each test gets the app in a fresh place: its own storage, a clock that stands still until the test lets time go by, the same chance every time, and no network but the answers that the test gives. Ends with 1 if a test fails.',
  group: 'Write an app',
  arguments: {
    dir: { summary: 'the project (default: this folder), or a file of tests', optional: true },
    files: { summary: 'only these files of tests', optional: true, many: true },
  },
  options,
  examples: [
    ['mosis test', 'all tests of the project in this folder'],
    ['mosis test tests/notes.lua --filter delete', 'some of them'],
    ['mosis test --update', 'after a screen became another on purpose'],
    ['mosis test --reporter junit > results.xml', 'for CI'],
  ],
  async run({ dir, files, ...given }, io) {
    const paths = [...(dir === undefined ? [] : [dir]), ...files]
    if (given.watch) return watchTests(paths, given, io)
    const { run, text } = await runOnce(paths, given, io)
    return { data: toData(run), text, exit: run.failed > 0 ? 'unexpected' : 'ok' }
  },
})

async function runOnce(paths: readonly string[], given: Options, io: Io): Promise<{ run: TestRun; text: string }> {
  const project = readTests(io, paths)
  const source = openSource(io, project.folder)
  const pkg = await readSource(source)
  const { isTestFile, runTests } = await import('@mosis/device/test')
  if (![...project.files.keys()].some(isTestFile)) {
    throw new Failure('file.not_found', `There are no tests in "${relative(io.cwd, project.folder) || '.'}"`, {
      path: project.folder,
      fix: 'Write tests/first.lua, see docs/guides/test-an-app.md',
    })
  }
  const reporter: Reporter = io.json ? 'json' : ((given.reporter as Reporter | undefined) ?? 'people')
  const readText = textsOf(
    (path) => project.files.get(path) ?? (source.kind === 'folder' ? source.files.get(path) : undefined),
  )
  const pictures = createPictureProgram(io.env)
  const run = await runTests({
    pkg,
    files: project.files,
    ...(project.chosen && { chosen: project.chosen.filter(isTestFile) }),
    ...(given.filter !== undefined && { filter: given.filter }),
    ...(given.timeout !== undefined && { timeoutMs: readDuration(given.timeout, '--timeout') }),
    ...(given.jobs !== undefined && { jobs: readJobs(given.jobs) }),
    isBailing: given.bail,
    isUpdating: given.update,
    isCi: !['', '0', 'false', undefined].includes(io.env['CI']),
    signal: io.interrupted,
    draw: (screen) => pictures.draw(screen),
    onFile(path, results) {
      if (reporter === 'people')
        io.out(`${describeTestFile(path, results, { color: io.color, columns: io.columns, readText })}\n`)
    },
  }).finally(() => pictures.close())
  for (const [path, png] of run.pictures) io.files.writeWhole(join(project.folder, path), png)
  for (const [path, text] of run.snapshots) {
    if (text === null) io.files.remove(join(project.folder, path))
    else io.files.writeWhole(join(project.folder, path), text)
  }
  if (run.results.length === 0 && given.filter !== undefined) {
    throw new Failure('file.not_found', `No test has "${given.filter}" in its name`, { field: '--filter' })
  }
  return { run, text: write(run, reporter, io) }
}

function write(run: TestRun, reporter: Reporter, io: Io): string {
  if (reporter === 'tap') return toTap(run)
  if (reporter === 'junit') return toJunit(run)
  if (reporter === 'json')
    return JSON.stringify({ schema: 'mosis.test/1', ok: run.failed === 0, ...toData(run) }, null, 2)
  return describeRun(run, io.color)
}

function toData({ passed, failed, skipped, durationMs, snapshotCounts, results }: TestRun) {
  return {
    passed,
    failed,
    skipped,
    duration_ms: Math.round(durationMs),
    snapshots: snapshotCounts,
    tests: results.map(toResult),
  }
}

function toResult({ durationMs, ...result }: TestResult) {
  return { ...result, duration_ms: Math.round(durationMs) }
}

function readJobs(text: string): number {
  const jobs = Number(text)
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs
  throw new Failure('usage.wrong', `Cannot use "${text}" for --jobs`, {
    field: '--jobs',
    fix: 'Give a number from 1 to 64',
  })
}

/** Editors write a file in several steps, and several files at once. */
const quietMs = 150

async function watchTests(paths: readonly string[], given: Options, io: Io): Promise<Answer> {
  const { folder } = readTests(io, paths)
  let last: TestRun | undefined
  const runNow = async () => {
    try {
      const { run, text } = await runOnce(paths, given, io)
      last = run
      io.out(`${text}\n`)
    } catch (error) {
      // A file in the middle of a change is no reason to end.
      const { describe } = await import('../describe.ts')
      const { message, path, line } = await describe(error)
      io.err(
        `${io.errColor.red('error')} ${message}${path === undefined ? '' : `  ${path}${line === undefined ? '' : `:${line}`}`}\n`,
      )
    }
    io.err(io.errColor.dim('Waiting for a change; Ctrl-C ends it\n'))
  }
  await runNow()
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  try {
    for await (const { filename } of watch(folder, { recursive: true, signal: io.interrupted })) {
      if (filename === null || /(?:^|[\\/])(?:\.|__snapshots__)/.test(filename)) continue
      clearTimeout(timer)
      timer = setTimeout(() => void (running = running.then(runNow)), quietMs)
    }
  } catch (error) {
    if (!io.interrupted.aborted) throw error
  } finally {
    clearTimeout(timer)
    await running
  }
  return { data: last ? toData(last) : {}, text: '', exit: last && last.failed > 0 ? 'unexpected' : 'ok' }
}
