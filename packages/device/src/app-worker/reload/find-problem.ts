import { SandboxError, type LogEntry, type Sandbox } from '@mosis/sandbox'
import { readMarkup } from '@mosis/screen'
import { parseRcss } from '@mosis/syntax'
import type { ReloadProblem } from '../../reload.ts'
import type { PackageFiles } from '../package-files.ts'

/** The first mistake in the text of a changed file, if there is one: what cannot be read is not tried. */
export function findProblem(path: string, files: PackageFiles, sandbox: Sandbox): ReloadProblem | undefined {
  if (!files.has(path)) return undefined
  if (path.endsWith('.lua')) return checkLua(path, files, sandbox)
  const problem = firstProblem(path, files)
  return problem && withExcerpt({ message: problem.message, path, line: problem.line }, files)
}

function firstProblem(path: string, files: PackageFiles): { message: string; line: number } | undefined {
  if (path.endsWith('.rml')) return readMarkup(files.readText(path)).problems[0]
  if (path.endsWith('.rcss')) return parseRcss(files.readText(path)).problems[0]
  return path.endsWith('.json') ? checkJson(files.readText(path)) : undefined
}

function checkLua(path: string, files: PackageFiles, sandbox: Sandbox): ReloadProblem | undefined {
  try {
    sandbox.compileHandler(files.readText(path), [], path).release()
    return undefined
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error
    return withExcerpt({ message: error.message, path, ...(error.line !== undefined && { line: error.line }) }, files)
  }
}

function checkJson(text: string): { message: string; line: number } | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const offset = Number(/position (\d+)/.exec(error.message)?.[1] ?? 0)
    return { message: error.message, line: text.slice(0, offset).split('\n').length }
  }
}

/** An error that the app's code ran into, with the lines around it. */
export function toProblem({ text, path, line, traceback }: LogEntry, files: PackageFiles): ReloadProblem {
  return withExcerpt(
    {
      message: text,
      ...(path !== undefined && { path }),
      ...(line !== undefined && { line }),
      ...(traceback !== undefined && traceback !== '' && { traceback }),
    },
    files,
  )
}

const linesAround = 2

function withExcerpt(problem: ReloadProblem, files: PackageFiles): ReloadProblem {
  const { path, line } = problem
  if (path === undefined || line === undefined || !files.has(path)) return problem
  const lines = files.readText(path).split(/\r?\n/)
  const first = Math.max(1, line - linesAround)
  const excerpt = lines
    .slice(first - 1, line + linesAround)
    .map((text, index) => ({ line: first + index, text: text.slice(0, 500) }))
  return { ...problem, excerpt }
}
