import type { Behaviour, BehaviourChange, PortalNote } from '@mosis/api'
import { note } from '../notes.ts'

/** The record of an app that could not be watched to the end. */
export function unwatched(code: string, message: string): Behaviour {
  return {
    schema: 'mosis.behaviour/1',
    ended: 'unfinished',
    problem: { code, message },
    is_whole: false,
    controls_used: 0,
    screens: [],
    calls: {},
    permissions: [],
    hosts: [],
    files: [],
    databases: [],
    log_lines: 0,
    errors: [],
  }
}

/** What is new against the last approved version. Screens and counts are not compared: every update has others. */
export function compareBehaviour(before: Behaviour, now: Behaviour): BehaviourChange[] {
  return [
    ...(now.ended !== before.ended ? alarmsOf(now) : []),
    ...added(before.permissions, now.permissions).map((what) => change('permission', what, 'Asks for the permission')),
    ...added(before.hosts, now.hosts).map((what) => change('host', what, 'Tries to connect to')),
    ...added(Object.keys(before.calls), Object.keys(now.calls)).map((what) => change('call', what, 'Calls')),
    ...added(namesOf(before.files), namesOf(now.files)).map((what) => change('file', what, 'Writes the file')),
    ...added(namesOf(before.databases), namesOf(now.databases)).map((what) =>
      change('database', what, 'Keeps the database'),
    ),
    ...added(faultsOf(before), faultsOf(now)).map((what) => change('error', what, 'Runs into')),
  ]
}

/** A crash, an endless loop, or a trial that nobody saw the end of: a person should look. */
export function alarmsOf({ ended, problem }: Behaviour): BehaviourChange[] {
  if (ended === 'finished') return []
  const what = problem?.code ?? ended
  return [{ kind: 'end', what, about: `${ways[ended]}: ${problem?.message ?? what}` }]
}

/** The same alarm in parts. What the app's own code said is no problem of the sandbox, and told as it was. */
export function notesOf({ ended, problem }: Behaviour): PortalNote[] {
  if (ended === 'finished') return []
  const isOwn = problem?.code.startsWith('lua.') === true
  return [note(`trial.${ended}`, { problem: problem?.code ?? ended, ...(isOwn && { said: problem.message }) })]
}

const ways = {
  limit: 'Was cut off when it was tried',
  crashed: 'Crashed when it was tried',
  unfinished: 'Could not be tried to the end',
} as const

const change = (kind: BehaviourChange['kind'], what: string, verb: string): BehaviourChange => ({
  kind,
  what,
  about: `${verb} ${what}`,
})

const added = (before: readonly string[], now: readonly string[]) => now.filter((one) => !before.includes(one))

/** Names with a date or a random part in them are the same name from one version to the next. */
const namesOf = (stored: readonly { path: string }[]) => distinct(stored.map(({ path }) => withoutNumbers(path)))

/** Lines move from version to version, and so do numbers in messages. */
const faultsOf = ({ errors }: Behaviour) => distinct(errors.map(({ message }) => withoutNumbers(message)))

const distinct = (texts: readonly string[]) => [...new Set(texts)]

const withoutNumbers = (text: string) => text.replaceAll(/(?=[0-9a-f]*\d)[0-9a-f]{8,}|\d+/g, '#')
