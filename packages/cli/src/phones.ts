import { join, resolve, sep } from 'node:path'
import type { OptionSpec } from './command.ts'
import { Failure } from './failure.ts'
import type { FailureCode } from './exits.ts'
import { failures } from './exits.ts'
import type { Io } from './io.ts'
import { notesFolder } from './phone-window.ts'

/** Says which phone is meant. */
export const phoneOption = {
  value: 'DIR',
  summary: 'the phone of this project, where several are open',
} as const satisfies OptionSpec

/** A phone that is open. */
export interface OpenPhone {
  /** Does something to it, and answers what it answers. */
  do<Answer = unknown>(verb: string, args?: Record<string, unknown>): Promise<Answer>
}

/** What a phone left for whoever may read this person's files. */
interface Note {
  path: string
  pid: number
  origin: string
  token: string
  project: { path: string }
}

type ControlAnswer = { ok: true; value: unknown } | { ok: false; code: string; message: string; fix?: string }

/** Finds the phone that is meant: of the named project, of this folder, or the only one. */
export function findPhone(io: Io, project: string | undefined): OpenPhone {
  const notes = readNotes(io)
  const note = chooseNote(notes, io, project)
  return {
    async do<Answer>(verb: string, args: Record<string, unknown> = {}) {
      const answer = await ask(io, note, verb, args)
      // Each verb answers what its command expects.
      if (answer.ok) return answer.value as Answer
      const { message, fix } = answer
      throw new Failure(codeOf(answer.code), message, {
        ...(fix !== undefined && { fix }),
        facts: { cause: answer.code },
      })
    },
  }
}

function readNotes(io: Io): Note[] {
  const folder = notesFolder(io)
  if (io.files.kind(folder) === undefined) return []
  return io.files.list(folder).flatMap(({ name }) => {
    const path = join(folder, name)
    if (!/^\d+\.json$/.test(name)) return []
    const note = { ...(JSON.parse(io.files.read(path).toString('utf8')) as Omit<Note, 'path'>), path }
    if (isAlive(note.pid)) return [note]
    // It was killed and could not take its note along.
    io.files.remove(path)
    return []
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    // No such process, or one of somebody else that has the number now.
    return false
  }
}

function chooseNote(notes: Note[], io: Io, project: string | undefined): Note {
  const wanted = resolve(io.cwd, project ?? '.')
  const [near, ...others] = notes.filter((note) => `${wanted}${sep}`.startsWith(`${note.project.path}${sep}`))
  if (near && others.length === 0) return near
  const [only, ...more] = notes
  if (project === undefined && only && more.length === 0) return only
  if (notes.length === 0 || project !== undefined) {
    throw new Failure(
      'simulator.not_running',
      project === undefined ? 'No phone is open' : `No phone is open for "${project}"`,
      {
        fix: `Open one in another terminal: mosis dev${project === undefined ? '' : ` ${project}`}`,
      },
    )
  }
  throw new Failure('simulator.ambiguous', `${notes.length} phones are open`, {
    field: '--phone',
    fix: `Add --phone with one of ${notes.map((note) => note.project.path).join(', ')}`,
  })
}

async function ask(io: Io, note: Note, verb: string, args: Record<string, unknown>): Promise<ControlAnswer> {
  let response: Response
  try {
    response = await io.fetch(`${note.origin}/control`, {
      method: 'POST',
      headers: { authorization: `Bearer ${note.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ verb, args }),
      signal: io.interrupted,
    })
  } catch (cause) {
    if (io.interrupted.aborted) throw cause
    throw new Failure('simulator.not_running', 'The phone does not answer', { fix: 'Start it again: mosis dev', cause })
  }
  if (!response.ok) throw new Failure('simulator.refused', `The phone answered ${response.status}`)
  return (await response.json()) as ControlAnswer
}

/** A code that this command can explain. */
function codeOf(code: string): FailureCode {
  if (code === 'device.action_impossible') return 'simulator.no_element'
  if (code === 'device.app_stopped') return 'simulator.app_not_running'
  // The table is asked right before.
  return code.startsWith('simulator.') && Object.hasOwn(failures, code) ? (code as FailureCode) : 'simulator.refused'
}
