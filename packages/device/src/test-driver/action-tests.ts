import { actionSteps, pick } from './action-steps.ts'
import { testJsonSchema } from './action-schema.ts'
import { TestFailure } from './failures.ts'
import { readGiven } from './given.ts'
import type { TestSession } from './session.ts'
import type { LoadedTests } from './tests.ts'
import { isRecord } from './values.ts'
import type { Plain } from './values.ts'

const fields = ['$schema', 'name', 'skip', 'given', 'steps']

/** Reads a file of actions: one test, step by step. */
export function loadActionTests(path: string, files: ReadonlyMap<string, Uint8Array>): LoadedTests {
  const text = new TextDecoder().decode(files.get(path))
  const file = parse(path, text)
  const fail = (message: string) => new TestFailure('test.usage', message, { path })
  if (!isRecord(file)) throw fail('A file of actions is an object with "steps"')
  const unknown = Object.keys(file).find((name) => !fields.includes(name))
  if (unknown !== undefined) throw fail(`There is no "${unknown}" in a file of actions: it has ${fields.join(', ')}`)
  const { $schema, name, skip, given, steps } = file
  if ($schema !== undefined && $schema !== testJsonSchema.$id)
    throw fail(`The $schema should be "${testJsonSchema.$id}"`)
  if (name !== undefined && typeof name !== 'string') throw fail('"name" should be a text')
  if (!Array.isArray(steps) || steps.length === 0)
    throw fail('"steps" should be a list of what is done, such as { "tap": "Save" }')
  const lines = findItemLines(text, 'steps')
  const own = name ?? path.replace(/^.*\//, '').replace(/\.json$/, '')
  const list = steps as readonly Plain[]
  return {
    tests: [
      {
        name: own,
        kind: skip === true ? 'skip' : 'test',
        given: given === undefined ? {} : placed(path, undefined, () => readGiven(given, 'given', files)),
        run: (session) => runSteps(session, list, path, lines),
      },
    ],
    takeOutput: () => [],
    close: () => Promise.resolve(),
  }
}

async function runSteps(
  session: TestSession,
  steps: readonly Plain[],
  path: string,
  lines: readonly number[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await runStep(session, step, `step ${index + 1}`)
    } catch (error) {
      throw withPlace(error, path, lines[index])
    }
  }
}

async function runStep(session: TestSession, step: Plain, where: string): Promise<void> {
  const entries = isRecord(step) ? Object.entries(step) : []
  const [first] = entries
  if (!first || entries.length > 1) {
    throw new TestFailure('test.usage', `${where} should be an object with one action, such as { "tap": "Save" }`)
  }
  const [name, value] = first
  await pick(actionSteps, name, where)(session, value, `${where}: ${name}`)
}

function placed<T>(path: string, line: number | undefined, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw withPlace(error, path, line)
  }
}

function withPlace(error: unknown, path: string, line: number | undefined): unknown {
  if (!(error instanceof TestFailure) || error.place) return error
  return new TestFailure(error.code, error.message, { path, ...(line !== undefined && { line }) }, error.traceback)
}

function parse(path: string, text: string): Plain {
  try {
    return JSON.parse(text) as Plain
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const offset = /position (\d+)/.exec(message)?.[1]
    const line = offset === undefined ? text.split('\n').length : text.slice(0, Number(offset)).split('\n').length
    throw new TestFailure('test.syntax', `This is no JSON: ${message.replace(/ in JSON at position.*$/, '')}`, {
      path,
      line,
    })
  }
}

/** The lines on which the items of a top-level list begin. The text is JSON that has been read before. */
function findItemLines(text: string, name: string): number[] {
  const lines: number[] = []
  let depth = 0
  let line = 1
  let key = ''
  let isAwaited = false
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:\n]|[^\s"[\]{},:]+/g)) {
    if (token === '\n') {
      line += 1
      continue
    }
    if (isAwaited && token !== ']') lines.push(line)
    isAwaited = false
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (depth === 1 && token.startsWith('"')) key = token.slice(1, -1)
    isAwaited = key === name && depth === 2 && (token === '[' || token === ',')
  }
  return lines
}
