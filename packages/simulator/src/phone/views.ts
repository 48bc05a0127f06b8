import type { Line, RunResult } from '@mosis/device'
import type { Manifest } from '@mosis/format'
import type { AppView, PhoneView } from '../protocol.ts'
import { iconOf } from './project.ts'

/** What pages show of a manifest. */
export function toAppView(manifest: Manifest): AppView {
  const { id, name, version, description, background_color, orientation, locales } = manifest
  return {
    id,
    name,
    version,
    description: description ?? '',
    icon: iconOf(manifest),
    background: background_color ?? '#ffffff',
    orientation: orientation ?? 'any',
    locales: locales ?? [],
  }
}

/** What is told of a run that ended by itself; null of one that somebody ended. */
export function toStop({ crash, reason }: RunResult, name: string): PhoneView['stop'] {
  if (!crash) return null
  const title = reason === 'limit' ? `${name} used more than it may` : `${name} stopped`
  const { type, message, stack_trace, context } = crash
  return { title, code: type, message, trace: stack_trace, screen: context.screen }
}

/** The place as lines and entries carry it. */
export const placeOf = ({ path, line }: { path: string | null; line: number | null }) => ({
  ...(path !== null && { path }),
  ...(line !== null && { line }),
})

/** A mistake as a line of the run. */
export function toErrorLine(problem: NonNullable<PhoneView['problem']>, nowMs: number): Line {
  const time = new Date(nowMs).toISOString()
  return {
    schema: 'mosis.run/1',
    time,
    type: 'error',
    code: 'project.broken',
    message: problem.message,
    ...placeOf(problem),
  }
}
