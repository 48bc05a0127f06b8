import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PackageError, readManifest, readPackage } from '@mosis/format'
import type { Manifest } from '@mosis/format'
import type { Asset, ReloadProblem } from '@mosis/device'
import type { ProblemView } from '../protocol.ts'

/** What the phone was pointed at. */
export interface Project {
  kind: 'folder' | 'file'
  path: string
}

/** The manifest of a project folder or of a package file. */
export async function readProjectManifest({ kind, path }: Project): Promise<Manifest> {
  if (kind === 'folder') return readManifest(await readFile(join(path, 'manifest.json')))
  return readPackage(await readFile(path), { allowUnsigned: true }).manifest
}

/** The path of the largest icon that the app brings. */
export function iconOf({ icons }: Manifest): string | null {
  return icons?.['128'] ?? icons?.['64'] ?? icons?.['32'] ?? null
}

/** Reads the icon at a path that `iconOf` answered. */
export async function readIcon({ kind, path }: Project, icon: string): Promise<Asset | undefined> {
  const bytes =
    kind === 'folder'
      ? await readFile(join(path, ...icon.split('/'))).catch(() => undefined)
      : readPackage(await readFile(path), { allowUnsigned: true })
          .files.get(icon)
          ?.read()
  return bytes && { bytes, type: 'image/png' }
}

/** How many lines above and below a mistake are shown. */
const linesAround = 3

/** A mistake as pages show it: with the lines around it, read from the project. */
export async function describeProblem(project: Project, problem: ReloadProblem | Error): Promise<ProblemView> {
  const place = placeOf(problem)
  const excerpt =
    problem instanceof Error || !problem.excerpt
      ? await readExcerpt(project, place)
      : problem.excerpt.map(({ line, text }) => ({ number: line, text, isFault: line === problem.line }))
  return {
    message: withoutPlace(problem.message, place),
    path: place.path,
    line: place.line,
    column: place.column,
    excerpt,
  }
}

/** The place is shown by itself. */
function withoutPlace(message: string, { path, line }: Place): string {
  const front = `${path}:${line}: `
  return message.startsWith(front) ? message.slice(front.length) : message
}

interface Place {
  path: string | null
  line: number | null
  column: number | null
}

function placeOf(problem: ReloadProblem | Error): Place {
  const { path, line, column } =
    problem instanceof PackageError
      ? { path: problem.details.pointer === undefined ? problem.details.path : 'manifest.json', ...lineOf(problem) }
      : problem instanceof Error
        ? placeInText(problem.message)
        : { path: problem.path, line: problem.line, column: undefined }
  return { path: path ?? null, line: line ?? null, column: column ?? null }
}

const lineOf = ({ details }: PackageError) => ({ line: details.line, column: details.column })

/** Errors of the app's code name their place in the text: `assets/scripts/app.lua:12: …`. */
function placeInText(text: string): { path?: string; line?: number; column?: number } {
  const [, path, line] = /\b((?:[\w-]+\/)*[\w-]+\.(?:lua|rml|rcss|json)):(\d+)/.exec(text) ?? []
  return path === undefined ? {} : { path, line: Number(line) }
}

async function readExcerpt(project: Project, { path, line }: Place): Promise<ProblemView['excerpt']> {
  if (project.kind !== 'folder' || path === null || line === null) return []
  const text = await readFile(join(project.path, ...path.split('/')), 'utf8').catch(() => undefined)
  // The file is gone since, or the place is none of the project's.
  if (text === undefined) return []
  const lines = text.split(/\r?\n/)
  const first = Math.max(1, line - linesAround)
  return lines
    .slice(first - 1, line + linesAround)
    .map((content, index) => ({ number: first + index, text: content.slice(0, 400), isFault: first + index === line }))
}
