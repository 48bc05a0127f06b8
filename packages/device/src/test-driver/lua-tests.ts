import { createGrants, createSandbox, LuaError } from '@mosis/sandbox'
import type { Arguments, LuaFunctionRef, Outcome, OutcomeError, Sandbox } from '@mosis/sandbox'
import { createTrialCrypto } from '../app-worker/trial/crypto.ts'
import { loadGlue } from '../glue.ts'
import { testFailures, TestFailure } from './failures.ts'
import type { TestFailureCode } from './failures.ts'
import { joinGiven, readGiven } from './given.ts'
import type { Given } from './given.ts'
import { guard, plainAt } from './lua-arguments.ts'
import { defineTestClasses } from './lua-classes.ts'
import type { TestSession } from './session.ts'
import type { DeclaredTest, LoadedTests } from './tests.ts'

/** What a test's own code may use; what it does with the app is not counted here. */
const limits = {
  memoryBytes: 67_108_864,
  loadInstructions: 50_000_000,
  loadWallMs: 5000,
  nestedCalls: 16,
}

const mostOutput = 200

interface Declared {
  name: string
  kind: DeclaredTest['kind']
  given: Given
  fn: LuaFunctionRef
  line: number | undefined
}

/** Runs a file of tests in a Lua of its own, which declares them. What `import` asks for is looked up among `files`. */
export async function loadLuaTests(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<LoadedTests> {
  const declared: Declared[] = []
  const beforeEach: LuaFunctionRef[] = []
  const output: string[] = []
  let fileGiven: Given = {}
  let isLoaded = false
  const dice = createTrialCrypto(path)
  const sandbox = await createSandbox({
    glue: await loadGlue(),
    brokers: { crypto: dice },
    // Nothing here runs by itself: time is the app's, and goes by with app:advance.
    clock: { now: () => 0, setTimer: () => undefined, clearTimer: () => undefined },
    random: (sizeBytes) => dice.randomBytes(sizeBytes),
    log: ({ text }) => void (output.length < mostOutput && output.push(text)),
    grants: createGrants({ declared: [] }),
    limits,
  })
  for (const name of ['timer', 'crypto']) sandbox.setGlobal(name, undefined)
  defineTestClasses(sandbox, files)
  for (const kind of ['test', 'skip', 'only'] as const)
    sandbox.setGlobal(kind, (call) => guard(() => declare(kind, call)))
  sandbox.setGlobal('setup', (call) =>
    guard(() => {
      requireLoading('setup')
      fileGiven = joinGiven(fileGiven, readGiven(plainAt(call, 1), 'setup', files))
    }),
  )
  sandbox.setGlobal('before_each', (call) =>
    guard(() => {
      requireLoading('before_each')
      beforeEach.push(call.function(1, 'function'))
    }),
  )
  sandbox.setImport((asked) => {
    const found = resolveTestFile(asked, path)
    const source = files.get(found)
    if (source) return { path: found, source }
    throw new LuaError('import.not_found', `Cannot import "${asked}": there is no file "${found}"`)
  })

  function declare(kind: DeclaredTest['kind'], call: Arguments): void {
    requireLoading(kind)
    const name = call.text(1, 'name')
    const given = call.count > 2 ? readGiven(plainAt(call, 2), `"${name}": argument 2`, files) : {}
    if (declared.some((other) => other.name === name)) {
      throw new TestFailure(
        'test.usage',
        `There are two tests "${name}" in this file; results and snapshots go by their names`,
      )
    }
    declared.push({ name, kind, given, fn: call.function(call.count > 2 ? 3 : 2, 'function'), line: undefined })
  }

  function requireLoading(what: string): void {
    if (!isLoaded) return
    throw new TestFailure('test.usage', `${what} is called inside a test: it stands in the file itself`)
  }

  const close = () => sandbox.stop()
  const takeOutput = () => output.splice(0)
  const source = files.get(path) ?? new Uint8Array()
  const outcome = await sandbox.runFile(path, source, 'load')
  isLoaded = true
  if (!outcome.ok) {
    await close()
    throw toFailure(outcome.error)
  }
  if (declared.length === 0) {
    await close()
    throw new TestFailure(
      'test.nothing',
      `There is no test in ${path}: write test("what is so", function(app) … end)`,
      { path },
    )
  }
  const tests = declared.map(({ name, kind, given, fn }) => ({
    name,
    kind,
    given: joinGiven(fileGiven, given),
    run: (session: TestSession) => runTest(sandbox, [...beforeEach, fn], session),
  }))
  return { tests, takeOutput, close }
}

async function runTest(sandbox: Sandbox, functions: readonly LuaFunctionRef[], session: TestSession): Promise<void> {
  for (const fn of functions) {
    const outcome: Outcome = await sandbox.call(fn, [sandbox.toLua('App', session)], 'load')
    if (!outcome.ok) throw toFailure(outcome.error)
  }
}

/** Imports stand beside the file that asks, or, with a slash in front, in the folder of the tests. */
function resolveTestFile(asked: string, from: string): string {
  const folder = asked.startsWith('/') ? ['tests'] : from.split('/').slice(0, -1)
  const segments = [...folder]
  for (const segment of asked.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}

function toFailure({ code, message, path, line, traceback }: OutcomeError): TestFailure {
  const place = path === undefined ? undefined : { path, ...(line !== undefined && { line }) }
  const said = message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message
  if (isTestCode(code)) return new TestFailure(code, said, place, traceback)
  if (code === 'lua.syntax') return new TestFailure('test.syntax', withoutPlace(said, path), place)
  if (code === 'limit.instructions' || code === 'limit.time') {
    return new TestFailure(
      'test.cut_off',
      'The code of the test ran too long without waiting and was cut off',
      place,
      traceback,
    )
  }
  if (code === 'argument.invalid') return new TestFailure('test.usage', said, place, traceback)
  return new TestFailure('test.error', withoutPlace(said, path), place, traceback)
}

/** The place stands beside the message already. */
function withoutPlace(message: string, path: string | undefined): string {
  return path !== undefined && message.startsWith(`${path}:`)
    ? message.slice(path.length).replace(/^:\d+: /, '')
    : message
}

const isTestCode = (code: string): code is TestFailureCode => Object.hasOwn(testFailures, code)
