import type { Action, ActionResult } from './app-worker/messages.ts'
import type { ProjectUpdate, ReloadReport } from './reload.ts'

/** Takes changed files of a project into its running app. */
export interface AppReloader {
  reload(paths: readonly string[]): Promise<ReloadReport>
}

/** One reload after the other; files with a mistake in them are tried again with the next one. */
export function createReloader(
  update: (paths: readonly string[]) => Promise<ProjectUpdate>,
  act: (action: Action, what: string) => Promise<ActionResult>,
): AppReloader {
  let waiting: ReadonlySet<string> = new Set()
  let turn: Promise<unknown> = Promise.resolve()

  async function reload(changed: readonly string[]): Promise<ReloadReport> {
    const paths = [...new Set([...waiting, ...changed])]
    const report = await take(paths)
    waiting = new Set(report.problem ? paths : [])
    return report
  }

  async function take(paths: readonly string[]): Promise<ReloadReport> {
    const updated = await update(paths)
    if ('problem' in updated) return { kept: [], lost: [], restarted: false, problem: updated.problem }
    // The app's thread answers each kind of action in its own form.
    return (await act({ kind: 'reload', paths, ...updated }, 'take the changed files')) as ReloadReport
  }

  return {
    reload(paths) {
      const report = turn.then(() => reload(paths))
      turn = report.catch(() => undefined)
      return report
    },
  }
}
